"""A bucket that code uses and no page documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind
from supamap.rules.claims import undocumented
from supamap.rules.rule import Rule, card

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("undocumented-bucket", RuleGroup.INVENTORY, Severity.ERROR, "A bucket that code uses and no page documents")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each undocumented bucket at its first usage."""
    return undocumented(evidence, CARD, ResourceKind.BUCKET)


RULE = Rule(CARD, check)
