"""A reference whose name is not known: it could be any table, bucket or function of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.rules.presence import dynamic
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.usage import Usage
    from supamap.rules.evidence import Evidence

CARD = card("dynamic-reference", RuleGroup.SCAN, Severity.INFO, "A reference whose name is not known")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each reference of unknown name outside tests, with why it is not known."""
    for usage in dynamic(evidence.graph):
        message = f"the name of this {usage.kind.replace('_', ' ')} is not known: {_reason(usage)}"
        place = usage.location
        hint = f"`supamap explain {place.file}:{place.line}` says what would make it known"
        yield finding(CARD, message, place, hint=hint, subject=f"{usage.symbol} {usage.kind}")


def _reason(usage: Usage) -> str:
    """Why a name is not known, without saying once more that it is not."""
    reason = (usage.reason or "no reason is given").removeprefix("is ")
    return reason.removeprefix("not known: ")


RULE = Rule(CARD, check)
