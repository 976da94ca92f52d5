"""A placeholder that nobody has replaced."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.coverage import SectionState
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.rules.coverage import sections_in_state
from supamap.rules.rule import Rule, card

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("placeholder-left", RuleGroup.PAGES, Severity.INFO, "A placeholder that nobody has replaced")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such section."""
    message = "the section {title} holds nothing but a template's placeholder"
    hint = "write it; `supamap docs status` lists what is left"
    return sections_in_state(evidence, CARD, SectionState.PLACEHOLDER, message, hint)


RULE = Rule(CARD, check)
