"""The state of the documentation for people: a table for each priority, the most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.coverage import SectionState
from supamap.report.lines import Paint, aligned, paint, printable
from supamap.report.status_rows import TITLES, by_priority, named, states, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supamap.model.coverage import DocsStatus

_PAINTS = {
    SectionState.GENERATED: Paint.GREEN,
    SectionState.HAND_WRITTEN: Paint.GREEN,
    SectionState.STALE: Paint.YELLOW,
    SectionState.PLACEHOLDER: Paint.YELLOW,
    SectionState.MISSING: Paint.RED,
}


def render(status: DocsStatus, *, color: bool = False) -> str:
    """A row for each page with the state of its sections, and the coverage; ends with a line feed."""
    groups = list(by_priority(status))
    rows = [[printable(named(page)), *states(page)] for _, pages in groups for page in pages]
    head, *lines = aligned([["", *TITLES], *rows])
    blocks = []
    for priority, pages in groups:
        mine, lines = lines[: len(pages)], lines[len(pages) :]
        title = paint(f"{priority} priority", Paint.BOLD, color=color)
        blocks.append("\n".join([title, f"  {paint(head, Paint.DIM, color=color)}", *_shown(mine, color)]))
    return "\n\n".join([*blocks, paint(summary(status), Paint.BOLD, color=color)]) + "\n"


def _shown(lines: Sequence[str], color: bool) -> list[str]:
    return [f"  {_painted(line) if color else line}" for line in lines]


def _painted(line: str) -> str:
    """The line with its states in colour; what stands before them is a name and may hold the same words."""
    words = line.rsplit(maxsplit=len(TITLES))
    place = len(words[0])
    parts = [words[0]]
    for word in words[1:]:
        at = line.index(word, place)
        parts += [line[place:at], paint(word, _PAINTS[SectionState(word)], color=True)]
        place = at + len(word)
    return "".join(parts)
