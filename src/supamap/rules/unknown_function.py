"""An edge function that code invokes and that is not among the project's own."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind
from supamap.rules.presence import is_test
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("unknown-function", RuleGroup.SCHEMA, Severity.WARNING, "An edge function that has no source here")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such call, where the project has edge functions at all."""
    slugs = sorted(function.slug for function in evidence.linked.edge_functions)
    for usage in evidence.linked.usages if slugs else ():
        if usage.kind is not ResourceKind.EDGE_FUNCTION or usage.name is None or usage.name in slugs:
            continue
        if is_test(evidence.graph, usage.symbol):
            continue
        near = get_close_matches(usage.name, slugs, n=1)
        message = f"there is no edge function {usage.name} among the project's own"
        hint = (
            f"did you mean {near[0]}?" if near else "it may be deployed from elsewhere: then say so with an [[ignore]]"
        )
        resource = f"function:{usage.name}"
        yield finding(CARD, message, usage.location, resource, hint=hint, subject=usage.name)


RULE = Rule(CARD, check)
