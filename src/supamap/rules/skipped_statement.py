"""Statements of migrations that were not executed: what they make is missing from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("skipped-statement", RuleGroup.SCAN, Severity.WARNING, "A migration that did not apply as it stands")
_KINDS = (DiagnosticKind.SKIPPED_STATEMENT, DiagnosticKind.FAILED_STATEMENT)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each file with such statements, at the first of them."""
    files: dict[str, list[Diagnostic]] = {}
    for one in evidence.diagnostics:
        if one.kind in _KINDS:
            files.setdefault(one.file, []).append(one)
    for file, found in sorted(files.items()):
        first = min(found, key=lambda one: one.line)
        more = f" ({len(found) - 1} more in this file)" if len(found) > 1 else ""
        message = f"this statement did not apply: {first.message}{more}"
        hint = "what it makes is taken for unknown; `supamap schema show -v` lists all of them"
        yield finding(CARD, message, Location(file, max(1, first.line)), hint=hint, subject="file")


RULE = Rule(CARD, check)
