"""What is left of a schema when it is read by a source that knows less."""

from __future__ import annotations

from msgspec.structs import replace

from supamap.model.schema import Argument, Column, Function, QualifiedName, Schema, SourceKind, Table
from supamap.schema.ordering import ordered

_INPUTS = frozenset({"in", "inout", "variadic"})


def comparable(first: Schema, second: Schema) -> tuple[Schema, Schema]:
    """Reduce two schemas to what both of their sources can know."""
    if SourceKind.TYPES not in {first.source, second.source}:
        return first, second
    shown = {table.schema for one in (first, second) if one.source is SourceKind.TYPES for table in one.tables}
    return _as_types(first, shown | {"public"}), _as_types(second, shown | {"public"})


def _as_types(schema: Schema, shown: set[str]) -> Schema:
    """Keep what a types file says: parts of schemas that the API serves, inputs of functions by name, no triggers."""
    views = {table.qualified for table in schema.tables if table.is_view}
    return ordered(
        replace(
            schema,
            tables=tuple(_table(table, views) for table in schema.tables if table.schema in shown),
            enums=tuple(one for one in schema.enums if one.schema in shown),
            composite_types=tuple(one for one in schema.composite_types if one.schema in shown),
            functions=tuple(map(_function, filter(lambda one: _is_called(one, shown), schema.functions))),
        )
    )


def _table(table: Table, views: set[QualifiedName]) -> Table:
    keys = () if table.is_view else table.foreign_keys
    kept = tuple(key for key in keys if key.table.schema == table.schema and key.table not in views)
    columns = tuple(map(_column, sorted(table.columns, key=lambda column: column.name)))
    return replace(table, columns=columns, foreign_keys=kept)


def _column(column: Column) -> Column:
    return replace(column, filled=not (column.nullable or column.required))


def _is_called(function: Function, shown: set[str]) -> bool:
    return function.schema in shown and function.returns not in {"trigger", "event_trigger"} and not function.procedure


def _function(function: Function) -> Function:
    inputs = (replace(one, mode="in") for one in function.arguments if one.mode in _INPUTS)
    return replace(function, arguments=tuple(sorted(inputs, key=_name)), returns_one=False)


def _name(argument: Argument) -> str:
    return argument.name
