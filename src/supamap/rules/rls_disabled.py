"""A table without row-level security that code reaches with a client that everybody can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.schema import TableKind
from supamap.model.usage import resource_id
from supamap.rules.access import CLIENT_ROLES, bound_usages, granted
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.schema import Schema, Table
    from supamap.rules.evidence import Evidence

CARD = card("rls-disabled", RuleGroup.ACCESS, Severity.ERROR, "A table that clients reach and no policy protects")
_PRIVILEGES = ("select", "insert", "update", "delete")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such table at its first usage."""
    schema = evidence.schema
    if schema is None or not schema.knows("rls"):
        return
    seen: set[str] = set()
    for usage, table in bound_usages(evidence, schema):
        resource = resource_id(usage.kind, usage.name or "", usage.schema)
        if resource in seen or not _is_open(table, schema):
            continue
        seen.add(resource)
        message = f"{table.qualified} has no row-level security: whoever has the publishable key can read and write it"
        hint = f"alter table {table.schema}.{table.name} enable row level security, and add policies"
        severity = CARD.severity if evidence.complete_history else Severity.WARNING
        yield finding(CARD, message, usage.location, resource, severity=severity, hint=hint, subject=resource)


def _is_open(table: Table, schema: Schema) -> bool:
    if table.rls or table.kind not in (TableKind.TABLE, TableKind.PARTITIONED):
        return False
    return not schema.knows("grants") or any(granted(table.grants, one, CLIENT_ROLES) for one in _PRIVILEGES)


RULE = Rule(CARD, check)
