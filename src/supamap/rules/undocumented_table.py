"""A table that code uses and no page documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind
from supamap.rules.claims import undocumented
from supamap.rules.rule import Rule, card

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("undocumented-table", RuleGroup.INVENTORY, Severity.ERROR, "A table that code uses and no page documents")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each undocumented table at its first usage."""
    return undocumented(evidence, CARD, ResourceKind.TABLE)


RULE = Rule(CARD, check)
