"""A function that runs with its owner's rights and that anonymous clients can call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind, resource_id
from supamap.rules.access import granted
from supamap.rules.presence import first_use
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.schema import Function, Schema
    from supamap.rules.evidence import Evidence

CARD = card(
    "security-definer-rpc-exposed",
    RuleGroup.ACCESS,
    Severity.WARNING,
    "A function with its owner's rights that anonymous clients can call",
)
_ASKS_WHO = re.compile(r"\bauth\s*\.\s*(?:uid|jwt|role|email)\s*\(|request\.jwt|\bcurrent_setting\s*\(", re.IGNORECASE)
_CALLED_BY_EVENTS = frozenset({"trigger", "event_trigger"})


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such function; an info where its body asks who calls."""
    schema = evidence.schema
    if schema is None or not schema.knows("security_definer") or not schema.knows("functions"):
        return
    seen: set[str] = set()
    for function in schema.functions:
        name = None if function.schema == "public" else function.schema
        resource = resource_id(ResourceKind.RPC, function.name, name)
        if resource in seen or not _is_exposed(function, schema):
            continue
        seen.add(resource)
        asks = _ASKS_WHO.search(function.body or "") is not None
        known = "it asks who calls, so see whether that holds" if asks else "row-level security does not hold in it"
        message = f"anonymous clients can call {function.qualified} with its owner's rights; {known}"
        hint = f"revoke execute on function {function.schema}.{function.name} from anon, public"
        severity = Severity.INFO if asks else CARD.severity
        place = first_use(evidence.graph, resource)
        yield finding(CARD, message, place, resource, severity=severity, hint=hint, subject=resource)


def _is_exposed(function: Function, schema: Schema) -> bool:
    if not function.security_definer or function.schema not in schema.exposed or function.procedure:
        return False
    return function.returns not in _CALLED_BY_EVENTS and granted(function.grants, "execute", ("anon",))


RULE = Rule(CARD, check)
