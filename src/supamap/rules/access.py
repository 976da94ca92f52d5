"""What access rules ask: who is bound by policies, and what a role may do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from supamap.model.schema import QualifiedName
from supamap.model.usage import Origin, Privilege, ResourceKind
from supamap.rules.presence import is_test

if TYPE_CHECKING:
    from supamap.model.schema import Grant, Schema, Table
    from supamap.model.usage import Usage
    from supamap.rules.evidence import Evidence

# Whoever has the publishable key is one of these; a session makes `authenticated` out of `anon`.
CLIENT_ROLES = frozenset({"anon", "authenticated"})
EVERYBODY = "public"
_BOUND = frozenset({Privilege.ANON, Privilege.USER})


def bound_usages(evidence: Evidence, schema: Schema) -> Iterator[tuple[Usage, Table]]:
    """Yield the usages of tables, outside tests, through clients that row-level security binds, by place.

    Only tables of which the schema is sure, in schemas that the API serves.
    """
    doubtful = frozenset(schema.doubtful)
    tables = {table.qualified: table for table in schema.tables if table.schema in schema.exposed}
    for usage in sorted(evidence.linked.usages, key=lambda usage: usage.location):
        if usage.kind is not ResourceKind.TABLE or usage.name is None or usage.origin is Origin.URL:
            continue
        name = QualifiedName(usage.schema or schema.exposed[0], usage.name)
        table = None if name in doubtful else tables.get(name)
        bound = usage.client is not None and usage.client.privilege in _BOUND
        if table is not None and bound and not is_test(evidence.graph, usage.symbol):
            yield usage, table


def granted(grants: Iterable[Grant], privilege: str, roles: Iterable[str]) -> bool:
    """Whether one of the roles has a privilege, if only for some columns."""
    named = {*roles, EVERYBODY}
    return any(grant.role in named and privilege in grant.privileges for grant in grants)
