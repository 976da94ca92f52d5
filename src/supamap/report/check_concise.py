"""Findings one a line, the gravest first, for other programs and narrow screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.check_rows import in_order, spoken, summary
from supamap.report.lines import printable

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, Finding


def render(report: CheckReport) -> str:
    """``PLACE: SEVERITY MESSAGE [RULE]`` for each finding, then how many there are; ends with a line feed."""
    lines = [_line(one.finding) for one in in_order(report.findings)]
    return "\n".join([*lines, summary(report), ""])


def _line(finding: Finding) -> str:
    place = spoken(finding.location) if finding.location else finding.resource or ""
    reason = f" ({spoken(finding.related)})" if finding.related else ""
    message = finding.message.partition("\n")[0].rstrip(":")
    return printable(f"{f'{place}: ' if place else ''}{finding.severity} {message}{reason} [{finding.rule}]")
