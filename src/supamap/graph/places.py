"""What belongs to a place in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.facts import Candidate
    from supamap.model.usage import Step, Usage

HANDED_OVER = "argument"
"""The kind of the step that says: the name came in here, with a call."""

Begin = tuple[int, int]


class AtPlace(NamedTuple):
    """Usages ``written`` there, ``handed`` over there by a call, or ``passing``: only a step of their proof is there.

    ``overlooked`` are calls there that no usage is written at.
    """

    written: tuple[Usage, ...]
    handed: tuple[Usage, ...] = ()
    passing: tuple[Usage, ...] = ()
    overlooked: tuple[Candidate, ...] = ()


def at_place(
    usages: Iterable[Usage], candidates: Iterable[Candidate], file: str, line: int, column: int | None = None
) -> AtPlace:
    """What belongs to a line (1-based) of ``file``, whose candidates are given; a line inside a call counts.

    A column (1-based) selects the one call there that begins last before it, or else first after it; what is only
    handed over or passes there is told when there is no call.
    """
    listed = list(usages)
    written = [each for each in listed if each.location.file == file and _covers(each, line)]
    begins = {_begin(each) for each in written}
    calls = [each for each in candidates if _is_open(each, line) and (each.line, each.column) not in begins]
    if column is not None and (written or calls):
        chosen = _nearest_begin(begins | {(each.line, each.column) for each in calls}, (line, column))
        return AtPlace(
            tuple(each for each in written if _begin(each) == chosen),
            overlooked=tuple(each for each in calls if (each.line, each.column) == chosen),
        )
    taken = set(written)
    others = [each for each in listed if each not in taken and any(_is_at(step, file, line) for step in each.via)]
    handed = [
        each for each in others if any(_is_at(step, file, line) and step.kind == HANDED_OVER for step in each.via)
    ]
    given = set(handed)
    return AtPlace(tuple(written), tuple(handed), tuple(each for each in others if each not in given), tuple(calls))


def telling_lines(usages: Iterable[Usage], file: str) -> tuple[int, ...]:
    """The lines of a file of which some usage has something to tell."""
    found: set[int] = set()
    for usage in usages:
        if usage.location.file == file:
            found.add(usage.location.line)
        found.update(step.line for step in usage.via if step.file == file and step.line)
    return tuple(sorted(found))


def _begin(usage: Usage) -> Begin:
    return usage.location.line, usage.location.column


def _covers(usage: Usage, line: int) -> bool:
    return usage.location.line <= line <= max(usage.location.line, usage.location.end_line)


def _is_open(candidate: Candidate, line: int) -> bool:
    """Whether a line is inside a call whose receiver may be a client; an address is none."""
    return candidate.method != "url" and candidate.line <= line <= candidate.end_line


def _is_at(step: Step, file: str, line: int) -> bool:
    return step.file == file and step.line == line


def _nearest_begin(begins: Iterable[Begin], place: Begin) -> Begin:
    """The last of ``begins`` that is not after a place, or else the first after it."""
    ordered = sorted(begins)
    return max((each for each in ordered if each <= place), default=ordered[0])
