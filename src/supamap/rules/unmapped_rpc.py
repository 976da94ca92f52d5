"""A database function of the API that nothing calls: neither code nor the database itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import ResourceKind, resource_id
from supamap.rules.claims import unread
from supamap.rules.presence import called, dynamic
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.schema import Function, Schema
    from supamap.rules.evidence import Evidence

CARD = card("unmapped-rpc", RuleGroup.INVENTORY, Severity.WARNING, "A database function that nothing calls")
_PUT_TOGETHER = re.compile(r"\bexecute\s+(?!function\b|procedure\b|on\b|')", re.IGNORECASE)
_CALLED_BY_EVENTS = frozenset({"trigger", "event_trigger"})


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each function of an exposed schema that code, functions, triggers, policies, views and jobs leave alone."""
    schema = evidence.schema
    if schema is None or not schema.knows("dependencies"):
        return
    unknown = next((usage for usage in dynamic(evidence.graph) if usage.kind is ResourceKind.RPC), None)
    beside = _unread(evidence, schema)
    seen: set[str] = set()
    for function in schema.functions:
        name = None if function.schema == "public" else function.schema
        resource = resource_id(ResourceKind.RPC, function.name, name)
        if resource in seen or not _is_callable(function, schema) or _is_used(evidence, resource):
            continue
        seen.add(resource)
        looked = "code, functions, triggers, policies, views and jobs were looked at"
        if unknown is None and not beside:
            yield finding(CARD, f"nothing calls {called(resource)}: {looked}", None, resource)
        elif unknown is None:
            message = f"nothing seems to call {called(resource)}, unless {beside} does: {looked}"
            yield finding(CARD, message, None, resource, severity=Severity.INFO)
        else:
            message = f"nothing seems to call {called(resource)}, unless a name that is not known means it: {looked}"
            yield finding(CARD, message, None, resource, severity=Severity.INFO, related=unknown.location)


def _unread(evidence: Evidence, schema: Schema) -> str:
    """What could call a function and is not read: SQL that is put together, or packages of their own."""
    if any(_PUT_TOGETHER.search(function.body or "") for function in schema.functions):
        return "SQL that a function puts together"
    return unread(evidence)


def _is_callable(function: Function, schema: Schema) -> bool:
    """Whether it is there to be called: trigger functions and computed columns are not."""
    if function.schema not in schema.exposed or function.qualified in schema.doubtful:
        return False
    return function.returns not in _CALLED_BY_EVENTS and function.row_of is None


def _is_used(evidence: Evidence, resource: str) -> bool:
    return resource in evidence.graph and bool(evidence.graph.users(resource))


RULE = Rule(CARD, check)
