"""The order of findings and their number by severity: what all formats of a check have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.locations import Location

_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once; the gravest first, then by rule, resource, place and message."""
    return sorted(set(findings), key=_order)


def by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first; zero included."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def _order(finding: Finding) -> tuple[object, ...]:
    return (
        *(_WEIGHTS[finding.severity], finding.rule, finding.resource or ""),
        *_place_order(finding.location),
        finding.message,
        *_place_order(finding.related),
    )


def _place_order(place: Location | None) -> tuple[object, ...]:
    return (place.file, place.line, place.column, place.end_line) if place else ("", 0, 0, 0)
