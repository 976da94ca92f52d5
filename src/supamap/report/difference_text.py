"""How two schemas differ, for people: a line for each difference."""

from __future__ import annotations

from collections.abc import Sequence

from supamap.model.differences import Change, Difference
from supamap.report.lines import Paint, counted, paint, printable

_MARKS = {Change.ADDED: ("+", Paint.GREEN), Change.REMOVED: ("-", Paint.RED), Change.CHANGED: ("~", Paint.YELLOW)}


def render(differences: Sequence[Difference], *, color: bool = False) -> str:
    """``+`` only in the second, ``-`` only in the first, ``~`` in both and different; a summary at the end."""
    lines = [_line(one, color) for one in differences]
    summary = counted(len(differences), "difference") if differences else "no difference"
    return "\n".join([*lines, summary]) + "\n"


def _line(one: Difference, color: bool) -> str:
    mark, colour = _MARKS[one.change]
    what = printable(f"{one.kind} {one.name}".strip())
    if one.change is Change.CHANGED:
        what += printable(f": {one.field} {one.before} → {one.after}")
    return f"{paint(mark, colour, color=color)} {what}"
