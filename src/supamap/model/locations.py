"""Places in source text."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, array_like=True):
    """A half-open range of a file's bytes: 0-based rows, 0-based UTF-8 byte columns."""

    row: int
    column: int
    end_row: int
    end_column: int


class Location(msgspec.Struct, frozen=True, order=True):
    """A place as reports show it: path relative to the root with ``/``, 1-based line, 1-based character column."""

    file: str
    line: int
    column: int = 1
    end_line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
