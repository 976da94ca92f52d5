"""Paths of an application that stands below its configuration, as seen from the configuration's folder."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from supamap.config import Config
from supamap.model.findings import Finding
from supamap.model.locations import Location
from supamap.model.maps import IntegrationMap, MapEntry


def offset(config: Config) -> str:
    """The way from the configuration's folder to the scanned root; ``.`` when they are one."""
    return os.path.relpath(config.root, config.base).replace(os.sep, "/")


def moved_maps(maps: Mapping[str, IntegrationMap], way: str) -> Mapping[str, IntegrationMap]:
    """Say the files of every entry as seen from where ``way`` begins."""
    return maps if way == "." else {name: _moved(found, way) for name, found in maps.items()}


def moved_findings(findings: tuple[Finding, ...], way: str, pages: Collection[str]) -> tuple[Finding, ...]:
    """Say the places in code as seen from where ``way`` begins; pages are already."""
    if way == ".":
        return findings
    return tuple(
        replace(
            finding, location=_moved_place(finding.location, way, pages), related=_moved_place(finding.related, way)
        )
        for finding in findings
    )


def _moved_place(place: Location | None, way: str, pages: Collection[str] = ()) -> Location | None:
    return place if place is None or place.file in pages else replace(place, file=_below(way, place.file))


def _moved(found: IntegrationMap, way: str) -> IntegrationMap:
    def moved(entries: tuple[MapEntry, ...]) -> tuple[MapEntry, ...]:
        return tuple(replace(entry, file=_below(way, entry.file)) for entry in entries)

    groups = (replace(group, entries=moved(group.entries), further=moved(group.further)) for group in found.groups)
    return replace(found, groups=tuple(groups))


def _below(way: str, file: str) -> str:
    """A file below the folder; what has none (an object of the database) still has none."""
    return file and posixpath.normpath(f"{way}/{file}")
