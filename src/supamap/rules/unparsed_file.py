"""A source file that was not read, or not as it stands: what it uses may be missing everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.diagnostics import DiagnosticKind
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("unparsed-file", RuleGroup.SCAN, Severity.WARNING, "A source file that could not be read as it stands")
_KINDS = (DiagnosticKind.UNPARSED_FILE, DiagnosticKind.UNREADABLE_FILE, DiagnosticKind.NOT_TEXT)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each file of which something could not be read, at the first such place.

    An info where only a part was not: a grammar that is not the compiler's own may err.
    """
    seen: set[str] = set()
    for one in sorted(evidence.diagnostics):
        if one.kind in _KINDS and one.file not in seen:
            seen.add(one.file)
            severity = Severity.INFO if one.kind is DiagnosticKind.UNPARSED_FILE else CARD.severity
            yield finding(CARD, one.message, Location(one.file, max(1, one.line)), severity=severity, subject=one.kind)


RULE = Rule(CARD, check)
