"""A check as one JSON document; its schema is ``schemas/check.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.check_rows import by_severity, in_order
from supamap.report.json_text import document

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, Reported
    from supamap.model.locations import Location

SCHEMA_VERSION = 2


def render(report: CheckReport) -> str:
    """The document, one finding a line, ending with a line feed."""
    ordered = in_order(report.findings)
    counts = {severity.value: count for severity, count in by_severity(ordered).items()}
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "since": report.since or None,
            "findings": [_row(one) for one in ordered],
            "rules": [card.id for card in report.rules],
            "summary": {**counts, "known": report.known, "suppressed": report.suppressed},
        }
    )


def _row(one: Reported) -> dict[str, object]:
    finding = one.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "location": _place(finding.location),
        "resource": finding.resource,
        "related": _place(finding.related),
        "hint": finding.hint or None,
        "fingerprint": one.fingerprint,
    }


def _place(place: Location | None) -> dict[str, object] | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}
