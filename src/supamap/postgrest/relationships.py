"""How tables lead to each other for PostgREST: by foreign keys, through views and junctions, by functions of a row.

The rules are PostgREST's own (its reference, "Resource Embedding"; ``SchemaCache.hs``): a view stands for its base
table where it shows all columns of a key; a table is a junction when its primary key holds two foreign keys of it; a
function of a row takes the place of what the foreign keys say under its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import product

import msgspec

from supamap.model.schema import Column, ForeignKey, QualifiedName, Schema, Table


class Cardinality(StrEnum):
    """How many rows are at either end."""

    MANY_TO_ONE = "many-to-one"
    ONE_TO_ONE = "one-to-one"
    ONE_TO_MANY = "one-to-many"
    MANY_TO_MANY = "many-to-many"


class Relationship(msgspec.Struct, frozen=True):
    """What leads from a row of ``table`` to rows of ``other``.

    ``constraint`` is the foreign key, ``columns`` pairs a column of ``table`` with one of ``other``; a many-to-many
    one has a ``junction`` instead, whose columns ``columns`` names, and ``onward`` pairs others of it with those of
    ``other``; a computed one has a ``function``. ``proven`` is false for a junction whose primary key
    the source of the schema cannot know.
    """

    table: QualifiedName
    other: QualifiedName
    cardinality: Cardinality
    constraint: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    junction: QualifiedName | None = None
    onward: tuple[tuple[str, str], ...] = ()
    function: QualifiedName | None = None
    to_view: bool = False
    proven: bool = True

    @property
    def to_one(self) -> bool:
        """Whether a row has at most one."""
        return self.cardinality in {Cardinality.MANY_TO_ONE, Cardinality.ONE_TO_ONE}

    @property
    def name(self) -> str:
        """What tells it from others between the same two tables: a foreign key, a junction or a function."""
        return self.constraint or str(self.junction or self.function)


_Shown = Mapping[tuple[QualifiedName, str], tuple[str, ...]]
"""For a view the names under which it shows columns of base tables."""


def relationships_of(schema: Schema) -> dict[QualifiedName, tuple[Relationship, ...]]:
    """Return the relationships of all tables, views and foreign tables, by the table they start from."""
    tables = {table.qualified: table for table in schema.tables}
    shown = {table.qualified: _shown(table, tables) for table in schema.tables if table.is_view}
    keys = list(dict.fromkeys(_with_views(_own_keys(schema, tables), shown)))
    found = [*keys, *map(_inverse, keys), *_across_junctions(keys, _primary_keys(schema, shown))]
    computed = list(_computed(schema))
    replaced = {(one.table, one.function) for one in computed}
    by_table: dict[QualifiedName, dict[Relationship, None]] = {}
    for one in (*(one for one in found if (one.table, one.other) not in replaced), *computed):
        viewed = one.other in shown
        by_table.setdefault(one.table, {})[msgspec.structs.replace(one, to_view=viewed) if viewed else one] = None
    return {table: tuple(sorted(ones, key=_place)) for table, ones in by_table.items()}


def _place(one: Relationship) -> tuple[QualifiedName, str, str, tuple[tuple[str, str], ...]]:
    return one.other, one.name, one.cardinality.value, one.columns


def _own_keys(schema: Schema, tables: Mapping[QualifiedName, Table]) -> Iterator[Relationship]:
    """What foreign keys say by themselves; a partition's are those of the whole table."""
    for table in schema.tables:
        for key in table.foreign_keys if table.partition_of is None else ():
            if key.table not in tables or tables[key.table].partition_of is None:
                yield _of_key(table.qualified, key)


def _of_key(table: QualifiedName, key: ForeignKey) -> Relationship:
    cardinality = Cardinality.ONE_TO_ONE if key.one_to_one else Cardinality.MANY_TO_ONE
    columns = tuple(zip(key.columns, key.referenced_columns, strict=False))
    return Relationship(table, key.table, cardinality, key.name, columns)


def _shown(view: Table, tables: Mapping[QualifiedName, Table]) -> _Shown:
    found: dict[tuple[QualifiedName, str], tuple[str, ...]] = {}
    for column in view.columns:
        for base in _bases(column, tables, frozenset({view.qualified})):
            found[base] = (*found.get(base, ()), column.name)
    return found


def _bases(
    column: Column, tables: Mapping[QualifiedName, Table], seen: frozenset[QualifiedName]
) -> Iterator[tuple[QualifiedName, str]]:
    """The columns of tables that a view's column shows, through the views between."""
    for source in column.sources:
        table = tables.get(source.table)
        inner = table.column(source.column) if table is not None and table.is_view else None
        if inner is None:
            yield source.table, source.column
        elif source.table not in seen:
            yield from _bases(inner, tables, seen | {source.table})


def _with_views(keys: Iterable[Relationship], shown: Mapping[QualifiedName, _Shown]) -> Iterator[Relationship]:
    """The keys themselves, and what stands for either end or both."""
    for key in keys:
        own = [column for column, _ in key.columns]
        other = [column for _, column in key.columns]
        starts = [(key.table, tuple(own)), *_standing_for(key.table, own, shown)]
        ends = [(key.other, tuple(other)), *_standing_for(key.other, other, shown)]
        for (start, ours), (end, theirs) in product(starts, ends):
            columns = tuple(zip(ours, theirs, strict=True))
            yield msgspec.structs.replace(key, table=start, other=end, columns=columns)


def _standing_for(
    table: QualifiedName, columns: Iterable[str], shown: Mapping[QualifiedName, _Shown]
) -> Iterator[tuple[QualifiedName, tuple[str, ...]]]:
    """Views that show all these columns, once for each combination of names."""
    wanted = [(table, column) for column in columns]
    for view, names in shown.items():
        if all(one in names for one in wanted):
            for combination in product(*(names[one] for one in wanted)):
                yield view, combination


def _inverse(key: Relationship) -> Relationship:
    one_to_one = key.cardinality is Cardinality.ONE_TO_ONE
    return msgspec.structs.replace(
        key,
        table=key.other,
        other=key.table,
        cardinality=Cardinality.ONE_TO_ONE if one_to_one else Cardinality.ONE_TO_MANY,
        columns=tuple((other, own) for own, other in key.columns),
    )


def _primary_keys(schema: Schema, shown: Mapping[QualifiedName, _Shown]) -> dict[QualifiedName, frozenset[str]] | None:
    """The columns of primary keys, views included; None when the source cannot know them."""
    if not schema.knows("primary_key"):
        return None
    keys = {table.qualified: table.primary_key.columns for table in schema.tables if table.primary_key is not None}
    found = {table: frozenset(columns) for table, columns in keys.items()}
    for view, names in shown.items():
        whole = [
            names[table, column][0]
            for table, columns in keys.items()
            if all((table, column) in names for column in columns)
            for column in columns
        ]
        found[view] = frozenset(whole)
    return found


def _across_junctions(
    keys: Iterable[Relationship], primary: Mapping[QualifiedName, frozenset[str]] | None
) -> Iterator[Relationship]:
    """Pairs of foreign keys of one table whose primary key holds both."""
    outgoing: dict[QualifiedName, list[Relationship]] = {}
    for key in keys:
        if key.cardinality is Cardinality.MANY_TO_ONE:
            outgoing.setdefault(key.table, []).append(key)
    for junction, ones in outgoing.items():
        for first, second in product(ones, ones):
            columns = {own for key in (first, second) for own, _ in key.columns}
            if first.constraint != second.constraint and (
                primary is None or columns <= primary.get(junction, frozenset())
            ):
                yield Relationship(
                    first.other,
                    second.other,
                    Cardinality.MANY_TO_MANY,
                    columns=tuple((theirs, own) for own, theirs in first.columns),
                    junction=junction,
                    onward=second.columns,
                    proven=primary is not None,
                )


def _computed(schema: Schema) -> Iterator[Relationship]:
    for function in schema.functions:
        if function.row_of is not None and function.returns_table is not None:
            one = function.returns_one or not function.returns_set
            cardinality = Cardinality.MANY_TO_ONE if one else Cardinality.ONE_TO_MANY
            yield Relationship(function.row_of, function.returns_table, cardinality, function=function.qualified)
