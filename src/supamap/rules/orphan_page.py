"""A page of what exists neither in code nor in the known schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.claims import UNLESS, is_orphan
from supamap.rules.presence import called, possible_user, resource_of
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.pages import Page
    from supamap.rules.evidence import Evidence

CARD = card("orphan-page", RuleGroup.INVENTORY, Severity.ERROR, "A page that documents nothing that exists")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each subject of a page that does not exist."""
    for page in sorted(evidence.pages):
        for name in page.resources:
            if is_orphan(evidence, name):
                yield _orphan(evidence, page, name)


def _orphan(evidence: Evidence, page: Page, name: str) -> Finding:
    resource = resource_of(name)
    possible = None if resource is None else possible_user(evidence.graph, resource)
    message = f"this page documents {called(name)}, which exists neither in code nor in the known schema"
    place = Location(page.path, 1)
    if possible is None:
        return finding(CARD, message, place, name)
    return finding(CARD, f"{message}, {UNLESS}", place, name, severity=Severity.INFO, related=possible.location)


RULE = Rule(CARD, check)
