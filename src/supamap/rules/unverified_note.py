"""A hand-written line of an Integration Map that the scan does not confirm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("unverified-note", RuleGroup.PAGES, Severity.WARNING, "A hand-written line that the scan does not confirm")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each unconfirmed line where it stands today: a note counts the lines of the page as a sync leaves it."""
    stale = {edit.path: edit.before for edit in evidence.edits if edit.before is not None}
    for note in evidence.unverified:
        line = _line(stale[note.file], note.text) if note.file in stale else note.line
        message = f"the scan does not confirm: {note.text}"
        hint = "remove the line, or move it out of the Integration Map if it is about something else"
        yield finding(CARD, message, Location(note.file, line), hint=hint, subject=note.text)


def _line(page: bytes, text: str) -> int:
    lines = page.decode("utf-8", "replace").splitlines()
    return next((at for at, line in enumerate(lines, 1) if line.strip() == text), 1)


RULE = Rule(CARD, check)
