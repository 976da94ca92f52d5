"""A bucket that exists and that nobody uses. A name that is not known lowers the claim to a possibility."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind
from supamap.rules.claims import unmapped
from supamap.rules.rule import Rule, card

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("unmapped-bucket", RuleGroup.INVENTORY, Severity.WARNING, "A bucket that nobody uses")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each unused bucket; tests count as nobody."""
    return unmapped(evidence, CARD, ResourceKind.BUCKET)


RULE = Rule(CARD, check)
