"""Schemas written as lines, for cases.

``posts: id*, author_id!>profiles, mood:mood=`` is a table: ``*`` marks columns of the primary key, ``!`` unique ones,
``?`` nullable ones, ``=`` those with a default, ``#`` computed ones, ``@`` those that are always an identity; ``>``
leads to a table's ``id`` or to ``table.column``, ``:`` gives a type. ``(a, b)>other(c, d)`` is a foreign key of several
columns. ``view v: posts.id, name=posts.title`` shows columns. ``function f(posts): profiles one`` is a function of a
row that gives one, ``function f(a text, b int=): posts`` has arguments. ``enum mood: sad, glad``, ``bucket avatars``,
``trigger posts before insert`` and ``unknown: triggers`` say what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from supamap.model.schema import (
    Argument,
    Bucket,
    Column,
    ColumnSource,
    Enum,
    ForeignKey,
    Function,
    Key,
    QualifiedName,
    Schema,
    SourceKind,
    Table,
    TableKind,
    Trigger,
)

_COLUMN = re.compile(
    r"(?P<name>\w+)(?P<marks>[*!?=#@]*)(?:>(?P<table>[\w.]+))?(?::(?P<type>[\w\[\]]+))?(?P<more>[?=#@]*)$"
)
_COMPOSITE = re.compile(r"\((?P<own>[\w, ]+)\)(?P<unique>!?)>(?P<table>\w+)\((?P<theirs>[\w, ]+)\)$")
_FUNCTION = re.compile(r"function (?P<name>[\w.]+)\((?P<given>[^)]*)\): (?P<returns>[\w.]+)(?P<one> one)?$")
_COMMA = re.compile(r",\s*(?![^()]*\))")


def schema_of(lines: Sequence[str]) -> Schema:
    schema = Schema(SourceKind.MIGRATIONS)
    for line in lines:
        schema = _with(schema, line)
    names = {table.qualified for table in schema.tables}
    functions = tuple(
        one if one.returns_table in names else replace(one, returns_table=None) for one in schema.functions
    )
    enums = {enum.name for enum in schema.enums}
    tables = (replace(table, columns=tuple(_enum(one, enums) for one in table.columns)) for table in schema.tables)
    return replace(schema, functions=functions, tables=tuple(sorted(tables, key=lambda table: table.qualified)))


def qualified(text: str) -> QualifiedName:
    schema, dot, name = text.rpartition(".")
    return QualifiedName(schema if dot else "public", name)


def _with(schema: Schema, line: str) -> Schema:
    word, _, rest = line.partition(" ")
    head, _, tail = line.partition(": ")
    parts = [part.strip() for part in _COMMA.split(tail)]
    if found := _FUNCTION.match(line):
        return replace(schema, functions=(*schema.functions, _function(found)))
    if word == "view":
        return replace(schema, tables=(*schema.tables, _view(head.removeprefix("view "), parts)))
    if word == "enum":
        return replace(schema, enums=(*schema.enums, Enum("public", head.removeprefix("enum "), tuple(parts))))
    if word == "bucket":
        return replace(schema, buckets=(*schema.buckets, Bucket(rest)))
    if word == "unknown:":
        return replace(schema, unknown=(*schema.unknown, rest))
    if word == "trigger":
        name, timing, event = rest.split()
        trigger = Trigger(f"{name}_trigger", timing, (event,), QualifiedName("public", "f"))
        found_tables = (
            replace(table, triggers=(*table.triggers, trigger)) if table.name == name else table
            for table in schema.tables
        )
        return replace(schema, tables=tuple(found_tables))
    return replace(schema, tables=(*schema.tables, _table(head, parts)))


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
        marks = found["marks"] + found["more"]
        columns.append(_column(found["name"], marks, found["type"] or "uuid"))
        if "*" in marks:
            primary.append(found["name"])
        if "!" in marks:
            unique.append(Key(f"{name}_{found['name']}_key", (found["name"],)))
        if found["table"]:
            single.append((found["name"], found["table"], "!" in marks))
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


def _column(name: str, marks: str, kind: str) -> Column:
    return Column(
        name,
        kind,
        nullable="?" in marks,
        default="now()" if "=" in marks else None,
        identity="always" if "@" in marks else None,
        generated="1" if "#" in marks else None,
    )


def _enum(column: Column, enums: set[str]) -> Column:
    name = column.type.removesuffix("[]")
    return replace(column, enum=QualifiedName("public", name)) if name in enums else column


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
    row = found["given"] if re.fullmatch(r"[\w.]+", found["given"]) else ""
    given = [part for part in _COMMA.split(found["given"]) if part and not row]
    return Function(
        here.schema,
        here.name,
        arguments=tuple(_argument(part) for part in given),
        returns=found["returns"],
        returns_set=not found["one"],
        returns_table=qualified(found["returns"]),
        row_of=qualified(row) if row else None,
        returns_one=bool(found["one"]),
    )


def _argument(text: str) -> Argument:
    name, _, kind = text.rpartition(" ")
    return Argument(name, kind.rstrip("="), has_default=kind.endswith("="))
