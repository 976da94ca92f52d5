"""One order for the parts of a schema, whatever order a source has."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from supamap.model.schema import (
    Column,
    CompositeType,
    DatabaseObject,
    Dependency,
    Domain,
    Enum,
    Function,
    Grant,
    Schema,
    Table,
)

_Named = TypeVar("_Named", Table, Enum, CompositeType, Domain)
_PRIVILEGES = ("select", "insert", "update", "delete", "truncate", "references", "trigger", "execute")


def ordered(schema: Schema) -> Schema:
    """Sort by name what has no order of its own; equal schemas of different sources become equal values."""
    return replace(
        schema,
        tables=tuple(map(_table, _by_name(schema.tables))),
        platform=tuple(map(_table, _by_name(schema.platform))),
        enums=_by_name(schema.enums),
        composite_types=_by_name(schema.composite_types),
        domains=tuple(replace(one, checks=tuple(sorted(one.checks))) for one in _by_name(schema.domains)),
        functions=tuple(map(_function, sorted(schema.functions, key=_signature))),
        publications=tuple(
            replace(one, tables=tuple(sorted(one.tables)))
            for one in sorted(schema.publications, key=attrgetter("name"))
        ),
        buckets=tuple(sorted(schema.buckets, key=attrgetter("name"))),
        cron_jobs=tuple(sorted(schema.cron_jobs, key=attrgetter("name", "schedule"))),
        extensions=tuple(sorted(schema.extensions, key=attrgetter("name"))),
        dependencies=tuple(sorted(schema.dependencies, key=_dependency)),
        unknown=tuple(sorted(schema.unknown)),
    )


def _by_name(named: Iterable[_Named]) -> tuple[_Named, ...]:
    return tuple(sorted(named, key=attrgetter("schema", "name")))


def _signature(function: Function) -> tuple[str, str, list[str]]:
    return function.schema, function.name, [argument.type for argument in function.arguments]


def _function(function: Function) -> Function:
    return replace(function, grants=_grants(function.grants))


def _table(table: Table) -> Table:
    return replace(
        table,
        columns=tuple(map(_column, table.columns)),
        unique=tuple(sorted(table.unique)),
        foreign_keys=tuple(sorted(table.foreign_keys, key=attrgetter("name", "columns", "table"))),
        checks=tuple(sorted(table.checks)),
        indexes=tuple(sorted(table.indexes, key=attrgetter("name"))),
        triggers=tuple(sorted(table.triggers, key=attrgetter("name"))),
        policies=tuple(sorted(table.policies, key=attrgetter("name"))),
        grants=_grants(table.grants),
    )


def _column(column: Column) -> Column:
    return replace(column, sources=tuple(sorted(column.sources))) if column.sources else column


def _grants(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    sorted_ones = (replace(one, privileges=tuple(sorted(one.privileges, key=_PRIVILEGES.index))) for one in grants)
    return tuple(sorted(sorted_ones, key=attrgetter("role", "columns", "privileges")))


def _dependency(one: Dependency) -> tuple[object, ...]:
    return *_place(one.user), *_place(one.used)


def _place(subject: DatabaseObject) -> tuple[str, str, str, str]:
    return subject.kind, subject.schema, subject.name, str(subject.table or "")
