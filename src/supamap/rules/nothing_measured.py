"""A package that depends on Supabase and in which no use of it was found."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.evidence import Evidence
from supamap.rules.rule import Rule, card, finding

CARD = card(
    "nothing-measured", RuleGroup.SCAN, Severity.INFO, "A package that depends on Supabase and shows no use of it"
)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such package at its manifest."""
    for manifest in evidence.unmeasured:
        message = "this package depends on Supabase's client, and no use of one was found in it"
        hint = "drop the dependency, or name the wrapper that hides the client under [clients]"
        yield finding(CARD, message, Location(manifest, 1), hint=hint, subject="package")


RULE = Rule(CARD, check)
