"""Tested examples for people: every fault with its place, then what was not tested and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.report.lines import Paint, counted, paint, printable

if TYPE_CHECKING:
    from supamap.model.examples import ExampleReport

_MOST_PLACES = 6


def render(report: ExampleReport, *, color: bool = False) -> str:
    """A line for each fault, one for each reason why something was not tested, and what was tested."""
    return "\n".join([*_faults(report, color), *_untested(report, color), _summary(report), ""])


def _faults(report: ExampleReport, color: bool) -> Iterator[str]:
    for fault in report.faults:
        place = paint(printable(f"{fault.page}:{fault.line}"), Paint.BOLD, color=color)
        yield f"{place}: {printable(fault.message)}"
        if fault.hint:
            yield f"  {paint('hint: ', Paint.DIM, color=color)}{printable(fault.hint)}"


def _untested(report: ExampleReport, color: bool) -> Iterator[str]:
    places: dict[str, list[str]] = {}
    for one in report.untested:
        places.setdefault(one.reason, []).append(f"{one.page}:{one.line}")
    for reason, found in places.items():
        yield f"{paint('not tested', Paint.YELLOW, color=color)}: {printable(reason)}"
        yield from (f"  {printable(place)}" for place in found[:_MOST_PLACES])
        if len(found) > _MOST_PLACES:
            yield f"  and {len(found) - _MOST_PLACES} more"


def _summary(report: ExampleReport) -> str:
    parts = [counted(len(report.faults), "fault") if report.faults else "no faults"]
    parts += [f"{counted(len(report.untested), 'part')} not tested"] if report.untested else []
    return f"{', '.join(parts)} in {counted(report.examples, 'example')} ({printable(report.schema)})"
