"""Places as people type them: paths from where they stand or from the root, with a line and a column."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::(?P<column>\d+))?:?")


class Place(msgspec.Struct, frozen=True):
    """A path, a line and a column as they were typed."""

    file: str
    line: int | None = None
    column: int | None = None


def read_place(text: str) -> Place:
    """Take ``FILE:LINE:COLUMN`` apart, as compilers and editors print it; line and column may be missing."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return Place(text)
    column = found["column"]
    return Place(found["file"], int(found["line"]), None if column is None else int(column))


def located(text: str, root: Path, here: Path, files: Collection[str]) -> str | None:
    """Find the file (of ``files``, paths from ``root``) that a path means, as seen from ``here`` or from ``root``."""
    return next((path for path in readings(text, root, here) if path in files), None)


def readings(text: str, root: Path, here: Path) -> Iterator[str]:
    """All that a path may mean, from the root: first as seen from ``here``; a link may lead there, too."""
    if not text or "\0" in text:
        return
    yield _from(root, here / text)
    yield _from(root, root / text)
    yield _from(root, Path(os.path.realpath(here / text)))


def _from(root: Path, path: Path) -> str:
    return os.path.relpath(os.path.normpath(path), root).replace(os.sep, "/")
