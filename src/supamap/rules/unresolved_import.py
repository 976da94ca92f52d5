"""An import of a module of the project's own that is not there: what it would lead to is missing from every map."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.model.diagnostics import DiagnosticKind
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.evidence import Evidence
from supamap.rules.rule import Rule, card, finding

CARD = card("unresolved-import", RuleGroup.SCAN, Severity.INFO, "An import of an own module that is not there")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such import. Generated and ignored files, assets and packages are not meant."""
    for one in evidence.diagnostics:
        if one.kind is DiagnosticKind.UNRESOLVED_IMPORT:
            hint = "if a tool makes the file, let git ignore it; if an alias leads there, see `paths` of tsconfig.json"
            yield finding(CARD, one.message, Location(one.file, one.line), hint=hint, subject=one.message)


RULE = Rule(CARD, check)
