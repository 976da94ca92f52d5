"""What all formats of a check have in common: the order of findings, their number by severity, their places."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from supamap.model.findings import CheckReport, Reported, Severity
from supamap.report.lines import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.locations import Location

_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def in_order(findings: Iterable[Reported]) -> list[Reported]:
    """The gravest first, then by rule, resource, place and message."""
    return sorted(findings, key=_order)


def by_file(findings: Iterable[Reported]) -> list[tuple[str, list[Reported]]]:
    """Findings of each file by place, files by name; those without a place last, under the empty name."""
    files: dict[str, list[Reported]] = {}
    for one in sorted(findings, key=lambda one: (*_place_order(one.finding.location), *_order(one))):
        files.setdefault(one.finding.location.file if one.finding.location else "", []).append(one)
    return sorted(files.items(), key=lambda pair: (not pair[0], pair[0]))


def by_severity(findings: Iterable[Reported]) -> dict[Severity, int]:
    """How many findings there are of each severity, the gravest first; zero included."""
    counts = Counter(one.finding.severity for one in findings)
    return {severity: counts[severity] for severity in Severity}


def spoken(place: Location) -> str:
    """A place as people write it; a whole file has no line."""
    return str(place) if place.line else place.file


def summary(report: CheckReport) -> str:
    """One line: how many findings, and how many are not shown and why."""
    counts = by_severity(report.findings)
    found = [counted(count, severity) for severity, count in counts.items() if count and severity is not Severity.INFO]
    found += [f"{counts[Severity.INFO]:,} info"] if counts[Severity.INFO] else []
    hidden = [f"{report.known:,} known in the baseline"] if report.known else []
    hidden += [f"{report.suppressed:,} suppressed"] if report.suppressed else []
    new = f" new since {report.since}" if report.since else ""
    rest = f" ({', '.join(hidden)})" if hidden else ""
    return f"{', '.join(found) or 'no findings'}{new}{rest}"


def _order(one: Reported) -> tuple[object, ...]:
    finding = one.finding
    return (
        *(_WEIGHTS[finding.severity], finding.rule, finding.resource or ""),
        *_place_order(finding.location),
        finding.message,
        *_place_order(finding.related),
    )


def _place_order(place: Location | None) -> tuple[object, ...]:
    return (place.file, place.line, place.column, place.end_line) if place else ("", 0, 0, 0)
