"""An example query of a page that does not work. It may start a server: the rule runs only when it is named."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.evidence import Evidence
from supamap.rules.rule import Rule, card, finding

CARD = replace(
    card("broken-example", RuleGroup.PAGES, Severity.ERROR, "An example query that does not work"), default=False
)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each fault that `supamap docs test` finds."""
    for fault in evidence.examples:
        yield finding(CARD, fault.message, Location(fault.page, fault.line), hint=fault.hint, subject=fault.message)


RULE = Rule(CARD, check)
