"""Statements of migrations that were not executed: what they make is missing from the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("skipped-statement", RuleGroup.SCAN, Severity.WARNING, "A migration that did not apply as it stands")
_MISSING = re.compile(r"(?P<kind>relation|function|schema|type|role) (?P<name>\S+|[\w.]+\(.*\)) does not exist")
_KINDS = (DiagnosticKind.SKIPPED_STATEMENT, DiagnosticKind.FAILED_STATEMENT)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding for all statements that miss the same thing, else one a file; at the first of them."""
    reasons: dict[str, list[Diagnostic]] = {}
    for one in evidence.diagnostics:
        if one.kind in _KINDS:
            reasons.setdefault(_missed(one) or one.file, []).append(one)
    for reason, found in reasons.items():
        first = min(found, key=lambda one: (one.file, one.line))
        message = f"this statement did not apply: {first.message}{_more(found)}"
        hint = "what it makes is taken for unknown; `supamap schema show -v` lists all of them"
        subject = "file" if reason == first.file else reason
        yield finding(CARD, message, Location(first.file, max(1, first.line)), hint=hint, subject=subject)


def _missed(one: Diagnostic) -> str:
    """What a statement asks for that is not there: one cause, however many migrations go on with it."""
    found = _MISSING.fullmatch(one.message)
    if found is None:
        return ""
    name = found["name"].strip('"').removeprefix("public.")
    return f"{found['kind']} {name}"


def _more(found: list[Diagnostic]) -> str:
    if len(found) == 1:
        return ""
    files = {one.file for one in found}
    return f" ({len(found) - 1} more in {'this file' if len(files) == 1 else f'{len(files)} files'})"


RULE = Rule(CARD, check)
