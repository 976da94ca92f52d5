"""Schemas written as lines, for cases.

``posts: id*, author_id!>profiles, meta`` is a table: ``*`` marks columns of the primary key, ``!`` unique ones, ``>``
leads to a table's ``id`` or to ``table.column``, ``?`` marks nullable columns; ``(a, b)>other(c, d)`` is a foreign key
of several columns. ``view v: posts.id, name=posts.title`` shows columns. ``function f(posts): profiles one`` is a
function of a row that gives one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from supamap.model.schema import (
    Column,
    ColumnSource,
    ForeignKey,
    Function,
    Key,
    QualifiedName,
    Schema,
    SourceKind,
    Table,
    TableKind,
)

_COLUMN = re.compile(r"(?P<name>\w+)(?P<marks>[*!?]*)(?:>(?P<table>[\w.]+))?$")
_COMPOSITE = re.compile(r"\((?P<own>[\w, ]+)\)(?P<unique>!?)>(?P<table>\w+)\((?P<theirs>[\w, ]+)\)$")
_FUNCTION = re.compile(r"function (?P<name>[\w.]+)\((?P<row>\w*)\): (?P<returns>[\w.]+)(?P<one> one)?(?P<set> set)?$")


def schema_of(lines: Sequence[str], unknown: Sequence[str] = ()) -> Schema:
    tables: list[Table] = []
    functions: list[Function] = []
    for line in lines:
        if found := _FUNCTION.match(line):
            functions.append(_function(found))
        else:
            head, _, rest = line.partition(": ")
            parts = [part.strip() for part in re.split(r",\s*(?![^()]*\))", rest)]
            is_view = head.startswith("view ")
            tables.append(_view(head.removeprefix("view "), parts) if is_view else _table(head, parts))
    return Schema(
        SourceKind.MIGRATIONS,
        tables=tuple(sorted(tables, key=lambda table: table.qualified)),
        functions=tuple(functions),
        unknown=tuple(unknown),
    )


def qualified(text: str) -> QualifiedName:
    schema, dot, name = text.rpartition(".")
    return QualifiedName(schema if dot else "public", name)


def _table(name: str, parts: Sequence[str]) -> Table:
    columns: list[Column] = []
    primary: list[str] = []
    unique: list[Key] = []
    keys: list[ForeignKey] = []
    single: list[tuple[str, str, bool]] = []
    for part in parts:
        if composite := _COMPOSITE.match(part):
            own = tuple(composite["own"].replace(" ", "").split(","))
            theirs = tuple(composite["theirs"].replace(" ", "").split(","))
            label = f"{name}_{'_'.join(own)}_fkey"
            keys.append(ForeignKey(label, own, qualified(composite["table"]), theirs, bool(composite["unique"])))
            continue
        found = _COLUMN.match(part)
        assert found, part
        columns.append(Column(found["name"], "uuid", nullable="?" in found["marks"]))
        if "*" in found["marks"]:
            primary.append(found["name"])
        if "!" in found["marks"]:
            unique.append(Key(f"{name}_{found['name']}_key", (found["name"],)))
        if found["table"]:
            single.append((found["name"], found["table"], "!" in found["marks"]))
    keys += [_key(name, one, primary) for one in single]
    here = qualified(name)
    return Table(
        here.schema,
        here.name,
        columns=tuple(columns),
        primary_key=Key(f"{name}_pkey", tuple(primary)) if primary else None,
        unique=tuple(unique),
        foreign_keys=tuple(sorted(keys)),
    )


def _key(table: str, key: tuple[str, str, bool], primary: Sequence[str]) -> ForeignKey:
    column, target, unique = key
    place, _, other = target.partition(".") if not target.startswith("auth.") else (target, "", "")
    alone = unique or list(primary) == [column]
    return ForeignKey(f"{table}_{column}_fkey", (column,), qualified(place), (other or "id",), alone)


def _view(name: str, parts: Sequence[str]) -> Table:
    columns = []
    for part in parts:
        label, equals, source = part.partition("=")
        table, _, column = (source if equals else label).rpartition(".")
        sources = (ColumnSource(qualified(table), column),) if table else ()
        columns.append(Column(label if equals else column or label, "uuid", sources=sources))
    return Table("public", name, TableKind.VIEW, columns=tuple(columns))


def _function(found: re.Match[str]) -> Function:
    here = qualified(found["name"])
    return Function(
        here.schema,
        here.name,
        returns=found["returns"],
        returns_set=not found["one"],
        returns_table=qualified(found["returns"]),
        row_of=qualified(found["row"]) if found["row"] else None,
        returns_one=bool(found["one"]),
    )
