"""The database's own part of the graph: views, functions, triggers, policies and cron jobs that use one another.

What a function does counts as done by those who call it. A view, a policy and a table with triggers lead no further:
who reads a view uses the view, and who writes to a table does not use what its triggers use.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from supamap.model.graph import DATABASE, Edge, Node, Resource
from supamap.model.schema import DatabaseObject, ObjectKind, TableKind
from supamap.model.usage import Certainty, ResourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from supamap.model.schema import Dependency, QualifiedName, Schema, Table

_RESOURCES = {
    ObjectKind.TABLE: ResourceKind.TABLE,
    ObjectKind.VIEW: ResourceKind.TABLE,
    ObjectKind.FUNCTION: ResourceKind.RPC,
}
_LENDING = frozenset((ObjectKind.FUNCTION, ObjectKind.TRIGGER, ObjectKind.CRON_JOB))
_VIEW_KINDS = {TableKind.VIEW: "view", TableKind.MATERIALIZED_VIEW: "materialized_view"}


class DatabasePart(NamedTuple):
    """What a schema adds to a graph. ``kinds`` are the kinds of those resources that are views, by id."""

    resources: tuple[Resource, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    kinds: Mapping[str, str] = MappingProxyType({})


def database_part(schema: Schema) -> DatabasePart:
    """The objects of a schema that use others, or are used by them, and the edges between them."""
    dependencies = [each for each in schema.dependencies if _is_known(each.used, schema) and each.user != each.used]
    edges = [_edge(each, schema) for each in dependencies]
    edges += (_fired(table, trigger.name, schema) for table in _all_tables(schema) for trigger in table.triggers)
    found = {each for one in dependencies for each in (one.user, one.used)}
    found |= {each for table in _all_tables(schema) if table.triggers for each in _with_triggers(table)}
    return DatabasePart(
        resources=tuple(_resource(each) for each in sorted(found, key=_order) if each.kind in _RESOURCES),
        nodes=tuple(_node(each) for each in sorted(found, key=_order) if each.kind not in _RESOURCES),
        edges=tuple(edges),
        kinds={_table_id(each): _VIEW_KINDS[each.kind] for each in schema.tables if each.kind in _VIEW_KINDS},
    )


def _all_tables(schema: Schema) -> Iterable[Table]:
    return (*schema.tables, *schema.platform)


def _with_triggers(table: Table) -> Iterator[DatabaseObject]:
    yield DatabaseObject(ObjectKind.TABLE, table.schema, table.name)
    for trigger in table.triggers:
        yield DatabaseObject(ObjectKind.TRIGGER, table.schema, trigger.name, table.qualified)


def _is_known(used: DatabaseObject, schema: Schema) -> bool:
    """Whether what is used is there: the text of a body may name tables that are gone."""
    if used.kind not in (ObjectKind.TABLE, ObjectKind.VIEW) or used.schema not in schema.exposed:
        return True
    return schema.table(used.name, used.schema) is not None


def _edge(dependency: Dependency, schema: Schema) -> Edge:
    return Edge(
        source=_id(dependency.user),
        target=_id(dependency.used),
        kind=DATABASE,
        operations=tuple(sorted(dependency.operations)),
        certainty=Certainty.PROVEN if dependency.proven else Certainty.INFERRED,
        inherited=dependency.user.kind in _LENDING,
        origin=schema.origin or schema.source,
    )


def _fired(table: Table, trigger: str, schema: Schema) -> Edge:
    """That what happens to a table fires a trigger."""
    target = _id(DatabaseObject(ObjectKind.TRIGGER, table.schema, trigger, table.qualified))
    return Edge(_table_id(table), target, DATABASE, inherited=False, origin=schema.origin or schema.source)


def _resource(found: DatabaseObject) -> Resource:
    schema = None if found.schema == "public" else found.schema
    return Resource(_RESOURCES[found.kind], found.name, schema)


def _node(found: DatabaseObject) -> Node:
    return Node(_id(found), found.kind.replace(" ", "_"), _name(found.table, found.name))


def _id(found: DatabaseObject) -> str:
    if found.kind in _RESOURCES:
        return _resource(found).id
    return f"{found.kind.replace(' ', '_')}:{_name(found.table, found.name)}"


def _name(table: QualifiedName | None, name: str) -> str:
    """The name of a trigger or policy within its table, of which two may have one of the same name."""
    return f"{table}.{name}" if table is not None else name


def _table_id(table: Table) -> str:
    return _id(DatabaseObject(ObjectKind.TABLE, table.schema, table.name))


def _order(found: DatabaseObject) -> str:
    return _id(found)
