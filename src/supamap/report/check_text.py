"""Findings for people: by file, each with its line of code and a caret below the place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Severity
from supamap.report.check_rows import by_file, spoken, summary
from supamap.report.lines import Paint, paint, printable

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, Reported

_PAINTS = {Severity.ERROR: Paint.RED, Severity.WARNING: Paint.YELLOW, Severity.INFO: Paint.CYAN}
_WIDTH = 110


def render(report: CheckReport, *, color: bool = False) -> str:
    """A block for each file, then how many findings there are; ends with a line feed."""
    blocks = [_block(file, found, color) for file, found in by_file(report.findings)]
    return "\n\n".join([*blocks, summary(report) + "\n"])


def _block(file: str, found: list[Reported], color: bool) -> str:
    title = paint(printable(file) if file else "not in a file", Paint.BOLD, color=color)
    width = max(len(_place(one)) for one in found)
    return "\n".join([title, *(line for one in found for line in _lines(one, width, color))])


def _place(one: Reported) -> str:
    place = one.finding.location
    if place is None:
        return one.finding.resource or ""
    return f"{place.line}:{place.column}" if place.line else "-"


def _lines(one: Reported, width: int, color: bool) -> Iterator[str]:
    finding = one.finding
    severity = paint(finding.severity.ljust(7), _PAINTS[finding.severity], color=color)
    rule = paint(f"[{finding.rule}]", Paint.DIM, color=color)
    first, *more = (printable(line) for line in finding.message.split("\n"))
    yield f"  {printable(_place(one)).rjust(width)}  {severity}  {first} {rule}"
    indent = " " * (width + 13)
    yield from (f"{indent}{line}" for line in more)
    if one.source.strip() and finding.location and not more:
        yield from (f"{indent}{paint(line, Paint.DIM, color=color)}" for line in _excerpt(one.source, one))
    if finding.related:
        yield f"{indent}see {printable(spoken(finding.related))}"
    if finding.hint:
        yield f"{indent}{paint('hint: ', Paint.DIM, color=color)}{printable(finding.hint)}"


def _excerpt(source: str, one: Reported) -> tuple[str, str]:
    """The line without its indentation, cut at the width of a screen, and a caret below the place."""
    place = one.finding.location
    assert place is not None
    text = source.expandtabs(1)
    start = len(text) - len(text.lstrip())
    at = max(place.column - 1, start)
    if at - start > _WIDTH - 20:
        start = at - 20
    shown = printable(text[start : start + _WIDTH])
    before = printable(text[start:at])
    return shown, " " * sum(map(_cells, before)) + "^"


def _cells(letter: str) -> int:
    """The columns that a terminal gives a letter."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
