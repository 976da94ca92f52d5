"""What rules about the sections of pages have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleCard
from supamap.model.locations import Location
from supamap.rules.rule import finding

if TYPE_CHECKING:
    from supamap.model.coverage import SectionState
    from supamap.rules.evidence import Evidence


def sections_in_state(
    evidence: Evidence, of: RuleCard, state: SectionState, message: str, hint: str
) -> Iterator[Finding]:
    """Yield a finding for every section of every page in a state; ``{title}`` in the message is the section's."""
    for page in sorted(evidence.coverage, key=lambda page: page.path or ""):
        if page.path is None:
            continue
        for section in page.sections:
            if section.state is state:
                text = message.replace("{title}", section.title)
                yield finding(of, text, Location(page.path, 1), hint=hint, subject=section.title)
