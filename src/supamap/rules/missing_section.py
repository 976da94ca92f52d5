"""A section that a page lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.coverage import SectionState
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.rules.coverage import sections_in_state
from supamap.rules.rule import Rule, card

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("missing-section", RuleGroup.PAGES, Severity.INFO, "A section that a page lacks")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such section."""
    message = "this page has no section {title}, or nothing in it"
    hint = "write it; `supamap docs status` lists what is missing"
    return sections_in_state(evidence, CARD, SectionState.MISSING, message, hint)


RULE = Rule(CARD, check)
