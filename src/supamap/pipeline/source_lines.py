"""Lines of a project's files as reports show them, and what is written there for the check itself."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from supamap.config import Config
from supamap.model.findings import Finding
from supamap.model.locations import Location
from supamap.model.project import Project
from supamap.pipeline.offsets import offset

if TYPE_CHECKING:
    from supamap.rules.suppressions import Suppression


class SourceLines:
    """The lines of files below a folder, read when asked for and kept."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._texts: dict[str, list[str]] = {}

    def at(self, place: Location | None) -> str:
        """Return the text of a place's line without its ending; empty where there is none."""
        if place is None or place.line < 1:
            return ""
        lines = self._texts.get(place.file)
        if lines is None:
            lines = self._texts[place.file] = _text(self._base / place.file).split("\n")
        return lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""


def written_suppressions(
    config: Config, project: Project, pages: Collection[str]
) -> tuple[list[Suppression], list[Finding]]:
    """Find the suppressions in source files and on pages, and those that are invalid; places relative to the base."""
    from supamap.rules.suppressions import suppressions_in

    valid: list[Suppression] = []
    invalid: list[Finding] = []
    for path, text in _marked(config, project, pages):
        found, wrong = suppressions_in(path, text, page=path in pages)
        valid += found
        invalid += wrong
    return valid, invalid


def _marked(config: Config, project: Project, pages: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that hold the marker, with their texts."""
    from supamap.rules.suppressions import MARKER

    way = offset(config)
    sources = (posixpath.normpath(f"{way}/{file.path}") for file in project.files)
    for path in (*sources, *sorted(pages)):
        content = _content(config.base / path)
        if MARKER.encode() in content:
            yield path, content.decode("utf-8", "replace")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _text(file: Path) -> str:
    return _content(file).decode("utf-8-sig", "replace")
