"""Findings as GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from supamap.model.findings import Severity
from supamap.report.check_rows import in_order

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, Reported

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: CheckReport) -> str:
    """An array with an object for each finding; ends with a line feed."""
    return json.dumps([_row(one) for one in in_order(report.findings)], indent=1) + "\n"


def _row(one: Reported) -> dict[str, object]:
    finding = one.finding
    place = finding.location
    return {
        "description": finding.message.partition("\n")[0],
        "check_name": finding.rule,
        "fingerprint": one.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": place.file if place else "supamap.toml",
            "lines": {"begin": max(1, place.line) if place else 1},
        },
    }
