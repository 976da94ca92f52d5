"""Findings as workflow commands: GitHub shows them beside the lines of a pull request.

The commands and their escapes are those of github.com/actions/toolkit (docs/commands.md). GitHub shows ten of each
level a step, so the gravest come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.findings import Severity
from supamap.report.check_rows import in_order, summary

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: CheckReport) -> str:
    """One command for each finding, then the summary; ends with a line feed."""
    lines = [_command(one.finding) for one in in_order(report.findings)]
    return "\n".join([*lines, f"supamap: {summary(report)}", ""])


def _command(finding: Finding) -> str:
    place = finding.location
    fields = {} if place is None else {"file": place.file}
    if place is not None and place.line:
        fields |= {"line": str(place.line), "col": str(place.column)}
    fields["title"] = f"supamap {finding.rule}"
    text = "\n".join([finding.message, *([finding.hint] if finding.hint else [])])
    shown = ",".join(f"{name}={_property(value)}" for name, value in fields.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
