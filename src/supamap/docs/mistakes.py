"""Mistakes on pages, collected so that one error names all of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from supamap.errors import PageError


class Mistake(msgspec.Struct, frozen=True, order=True):
    """What is wrong at a 1-based line of a page (0: the whole page), and what to do about it."""

    file: str
    line: int
    text: str
    hint: str = ""

    @property
    def where(self) -> str:
        """``file:line`` as an editor opens it."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n    hint: {self.hint}" if self.hint else ""
        return f"  {place}{self.text}{advice}"


def as_mistake(error: PageError) -> Mistake:
    """The mistake that an error about one page tells, to be collected with others."""
    file, colon, line = error.where.rpartition(":")
    if colon and line.isdigit():
        return Mistake(file, int(line), error.message, error.hint)
    return Mistake(error.where, 0, error.message, error.hint)


def page_error(mistakes: Sequence[Mistake]) -> PageError:
    """The one error that tells all ``mistakes``, of which there is at least one."""
    ordered = sorted(set(mistakes))
    if len(ordered) == 1:
        only = ordered[0]
        return PageError(only.text, where=only.where, hint=only.hint)
    told = "\n".join(map(str, ordered))
    return PageError(f"{len(ordered)} mistakes on documentation pages; no page was touched\n{told}")


def raise_all(mistakes: Sequence[Mistake]) -> None:
    """Raise a PageError when there is a mistake at all."""
    if mistakes:
        raise page_error(mistakes)
