"""Lines of text for people: aligned, in colour where asked for, and free of what a terminal would obey."""

from __future__ import annotations

from enum import Enum
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Paint(Enum):
    """Select Graphic Rendition codes of ECMA-48."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    CYAN = "36"


def paint(text: str, code: Paint, *, color: bool) -> str:
    """``text`` in a colour, or as it is."""
    return f"\x1b[{code.value}m{text}\x1b[0m" if color and text else text


def printable(text: str) -> str:
    """``text`` with control characters spelt out: names come from the code that is scanned, and may hold anything."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else _spelt(letter) for letter in text)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their cells below each other, two blanks apart, without blanks at the end."""
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    padded = ((cell.ljust(width) for cell, width in zip(row, widths, strict=False)) for row in rows)
    return ["  ".join(cells).rstrip() for cells in padded]


def titled(title: str, rows: Iterable[Sequence[str]], *, color: bool) -> str:
    """A title, and below it the rows, free of control characters."""
    lines = aligned([[printable(cell) for cell in row] for row in rows])
    return "\n".join([paint(title, Paint.BOLD, color=color), *(f"  {line}" for line in lines)])


def counted(number: int, noun: str) -> str:
    """``1 usage``, ``2 usages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _spelt(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
