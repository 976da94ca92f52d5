"""Findings as one JSON document; its schema is ``schemas/check.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.check_rows import by_severity, in_order
from supamap.report.json_text import document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.findings import Finding
    from supamap.model.locations import Location

SCHEMA_VERSION = 1


def render(findings: Iterable[Finding]) -> str:
    """The document, one finding a line, ending with a line feed."""
    ordered = in_order(findings)
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "findings": [_row(finding) for finding in ordered],
            "summary": by_severity(ordered),
        }
    )


def _row(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "location": _place(finding.location),
        "resource": finding.resource,
        "related": _place(finding.related),
    }


def _place(place: Location | None) -> dict[str, object] | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}
