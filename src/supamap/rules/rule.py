"""What a rule is: a card for readers and a pure function from evidence to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from supamap.model.findings import Finding, RuleCard, RuleGroup, Severity
from supamap.rules.evidence import Evidence

if TYPE_CHECKING:
    from supamap.model.locations import Location


class Rule(msgspec.Struct, frozen=True):
    """A rule of ``supamap check``. ``check`` yields findings in any order, each of at most the card's severity."""

    card: RuleCard
    check: Callable[[Evidence], Iterable[Finding]]

    @property
    def id(self) -> str:
        """The rule's id, as selections and suppressions name it."""
        return self.card.id


def card(rule: str, group: RuleGroup, severity: Severity, summary: str) -> RuleCard:
    """A card; ``summary`` is one sentence without a full stop."""
    return RuleCard(rule, group, severity, summary)


def finding(
    of: RuleCard,
    message: str,
    location: Location | None = None,
    resource: str | None = None,
    *,
    severity: Severity | None = None,
    related: Location | None = None,
    hint: str = "",
    subject: str = "",
) -> Finding:
    """A finding of the rule with this card, of the card's severity unless another one is given."""
    return Finding(of.id, severity or of.severity, message, location, resource, related, hint, subject)
