"""Findings for people: one line each, the gravest first, and a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.findings import Finding, Severity
from supamap.report.check_rows import by_severity, in_order
from supamap.report.lines import Paint, counted, paint, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAINTS = {Severity.ERROR: Paint.RED, Severity.WARNING: Paint.YELLOW, Severity.NOTE: Paint.CYAN}


def render(findings: Iterable[Finding], *, color: bool = False) -> str:
    """``PLACE: SEVERITY MESSAGE [RULE]`` for each finding, then how many there are; ends with a line feed."""
    ordered = in_order(findings)
    lines = [_line(finding, color) for finding in ordered]
    return "\n".join([*lines, *([""] if lines else []), _summary(ordered), ""])


def _line(finding: Finding, color: bool) -> str:
    severity = paint(finding.severity, _PAINTS[finding.severity], color=color)
    rule = paint(f"[{finding.rule}]", Paint.DIM, color=color)
    place = printable(_place(finding))
    reason = f" ({printable(str(finding.related))})" if finding.related else ""
    return f"{f'{place}: ' if place else ''}{severity} {printable(finding.message)}{reason} {rule}"


def _place(finding: Finding) -> str:
    if finding.location is None:
        return finding.resource or ""
    return str(finding.location) if finding.location.line else finding.location.file


def _summary(findings: list[Finding]) -> str:
    counts = by_severity(findings)
    return ", ".join(counted(count, severity) for severity, count in counts.items() if count) or "no findings"
