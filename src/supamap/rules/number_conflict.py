"""Two pages with one number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("number-conflict", RuleGroup.PAGES, Severity.WARNING, "Two pages with the same number")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield every page whose number an earlier one has."""
    first: dict[int, str] = {}
    for page in sorted(evidence.pages):
        if page.number is None:
            continue
        taken = first.setdefault(page.number, page.path)
        if taken != page.path:
            message = f"{taken.rpartition('/')[2]} has the number {page.number}, too"
            hint = "give one of them a free number of its category"
            place, other = Location(page.path, 1), Location(taken, 1)
            yield finding(CARD, message, place, related=other, hint=hint, subject=str(page.number))


RULE = Rule(CARD, check)
