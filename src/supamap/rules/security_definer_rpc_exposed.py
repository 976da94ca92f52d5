"""A function that runs with its owner's rights and that anonymous clients can call."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind, resource_id
from supamap.rules.access import granted
from supamap.rules.presence import asked_by_policies, first_use
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.schema import Function, QualifiedName, Schema
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
    asking = _asking(schema)
    seen: set[str] = set()
    for function in schema.functions:
        name = None if function.schema == "public" else function.schema
        resource = resource_id(ResourceKind.RPC, function.name, name)
        if resource in seen or not _is_exposed(function, schema):
            continue
        seen.add(resource)
        severity, known, hint = _judged(evidence.graph, function, resource, asking)
        message = f"anonymous clients can call {function.qualified} with its owner's rights; {known}"
        place = first_use(evidence.graph, resource)
        yield finding(CARD, message, place, resource, severity=severity, hint=hint, subject=resource)


def _judged(
    graph: UsageGraph, function: Function, resource: str, asking: Collection[QualifiedName]
) -> tuple[Severity, str, str]:
    """How grave it is, why, and what to do."""
    revoke = f"revoke execute on function {function.schema}.{function.name} from anon, public"
    if function.qualified in asking:
        return Severity.INFO, "it asks who calls, so see whether that holds", revoke
    if asked_by_policies(graph, resource):
        move = "move it to a schema that the API does not serve: its policies still find it there"
        return Severity.INFO, "policies ask it, so they must be able to", move
    return CARD.severity, "row-level security does not hold in it", revoke


def _asking(schema: Schema) -> frozenset[QualifiedName]:
    """The functions that ask who calls, themselves or through others that do."""
    bodies = {function.qualified: function.body or "" for function in schema.functions}
    asking = {name for name, body in bodies.items() if _ASKS_WHO.search(body)}
    more = asking
    while more:
        called = re.compile(rf"\b(?:{'|'.join(sorted(re.escape(one.name) for one in more))})\s*\(", re.IGNORECASE)
        more = {name for name, body in bodies.items() if name not in asking and called.search(body)}
        asking |= more
    return frozenset(asking)


def _is_exposed(function: Function, schema: Schema) -> bool:
    if not function.security_definer or function.schema not in schema.exposed or function.procedure:
        return False
    return function.returns not in _CALLED_BY_EVENTS and granted(function.grants, "execute", ("anon",))


RULE = Rule(CARD, check)
