"""Findings as a comment of a pull request, or the summary of a CI step.

The first line is a marker by which a bot finds its own comment again. GitHub takes 65,536 characters; this stays below
60,000 bytes and says what it leaves out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.model.findings import Severity
from supamap.report.check_rows import in_order, spoken, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.findings import CheckReport, Finding, Reported

MARKER = "<!-- supamap-check -->"
_MOST_BYTES = 60_000
_MOST_EDGES = 12
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}
_SPECIAL = re.compile(r"([\\*_\[\]<>|#~])")


def render(report: CheckReport) -> str:
    """The comment, ending with a line feed."""
    ordered = in_order(report.findings)
    grave = [one for one in ordered if one.finding.severity is not Severity.INFO]
    head = [MARKER, f"### supamap: {_escaped(summary(report))}", *_picture(grave)]
    parts = [_section(rule, found) for rule, found in _by_rule(ordered).items()]
    return _within(head, parts)


def _within(head: list[str], parts: list[list[str]]) -> str:
    """The parts as far as they fit, and how many findings are left out."""
    lines, size, left = list(head), len("\n".join(head).encode()), 0
    for first, *rows, last in parts:
        opened, shown = "\n".join([first, last]), []
        room = _MOST_BYTES - 200 - size - len(opened.encode())
        for row in rows:
            room -= len(row.encode()) + 1
            if room < 0:
                break
            shown.append(row)
        left += len(rows) - len(shown)
        if shown:
            lines += [first, *shown, last]
            size = len("\n".join(lines).encode())
    if left:
        lines.append(f"\n{left:,} more findings do not fit here; `supamap check` shows all.")
    return "\n".join(lines) + "\n"


def _by_rule(ordered: Iterable[Reported]) -> dict[str, list[Finding]]:
    rules: dict[str, list[Finding]] = {}
    for one in ordered:
        rules.setdefault(one.finding.rule, []).append(one.finding)
    return rules


def _section(rule: str, found: list[Finding]) -> list[str]:
    opened = " open" if found[0].severity is Severity.ERROR else ""
    first = f"\n<details{opened}><summary>{_SIGNS[found[0].severity]} <code>{rule}</code>: {len(found):,}</summary>\n"
    return [first, *map(_row, found), "\n</details>"]


def _row(finding: Finding) -> str:
    message = _escaped(" ".join(finding.message.partition("\n")[0].rstrip(":").split()))
    place = f"`{spoken(finding.location)}` " if finding.location else ""
    hint = f" *{_escaped(finding.hint)}*" if finding.hint else ""
    return f"- {_SIGNS[finding.severity]} {place}{message}{hint}"


def _picture(grave: list[Reported]) -> list[str]:
    """Which files touch what the findings are about, as a flowchart; nothing when that would be unreadable."""
    pairs = {
        (one.finding.location.file, one.finding.resource)
        for one in grave
        if one.finding.location and one.finding.resource and not one.finding.location.file.endswith(".md")
    }
    if not 1 < len(pairs) <= _MOST_EDGES:
        return []
    names = {name: f"n{index}" for index, name in enumerate(sorted({name for pair in pairs for name in pair}))}
    nodes = [f'  {short}["{_quoted(name)}"]' for name, short in names.items()]
    edges = [f"  {names[file]} --> {names[resource]}" for file, resource in sorted(pairs)]
    return ["", "```mermaid", "flowchart LR", *nodes, *edges, "```"]


def _quoted(name: str) -> str:
    return name.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace("`", "#96;")


def _escaped(text: str) -> str:
    """The text with what Markdown would obey taken as it is, code spans left alone."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _SPECIAL.sub(r"\\\1", text.replace("`", "\\`"))
    return "`".join(part if index % 2 else _SPECIAL.sub(r"\\\1", part) for index, part in enumerate(parts))
