"""A generated block that is not what ``supamap sync`` writes now."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.pages import PageEdit
    from supamap.rules.evidence import Evidence

CARD = card("stale-block", RuleGroup.PAGES, Severity.ERROR, "A generated block that is not true any more")
_SHOWN = 6


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each stale page at its first changed line, with the first changes."""
    for edit in evidence.edits:
        if edit.before is not None:
            yield _stale(edit, edit.before)


def _stale(edit: PageEdit, before: bytes) -> Finding:
    old, new = (text.decode("utf-8", "replace").splitlines() for text in (before, edit.after))
    changes = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    first = min(changes[0][1] + 1, max(1, len(old))) if changes else 1
    shown = [line for _, a, b, c, d in changes for line in (*_marked("-", old[a:b]), *_marked("+", new[c:d]))]
    more = f"\n… and {len(shown) - _SHOWN} more lines" if len(shown) > _SHOWN else ""
    message = "this page is not what `supamap sync` writes:\n" + "\n".join(shown[:_SHOWN]) + more
    return finding(CARD, message, Location(edit.path, first), hint="run `supamap sync`", subject="page")


def _marked(sign: str, lines: list[str]) -> list[str]:
    return [f"{sign} {line.strip()}" for line in lines if line.strip()]


RULE = Rule(CARD, check)
