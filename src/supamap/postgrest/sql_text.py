"""A plain query as the SQL that PostgREST runs for it, written for readers: embeds are lateral joins of JSON rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supamap.model.queries import Payload, QueryCall
from supamap.model.schema import QualifiedName
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.embedding import resolve
from supamap.postgrest.filters import ColumnPath, parse_column, parse_order
from supamap.postgrest.plain_queries import PlainQuery
from supamap.postgrest.relationships import Relationship
from supamap.postgrest.select_values import Count, Embed, Node, Select, Star
from supamap.postgrest.selects import parse_select
from supamap.postgrest.sql_words import NoSqlError, condition, parameter_of, qualified, quoted, scalar, steps

_WIDTH = 100


def table_sql(name: QualifiedName, query: PlainQuery, catalog: Catalog) -> str | None:
    """The statement for a query on a table; None for one that reads what is not put into SQL here."""
    try:
        return "\n".join(_Writer(name, query, catalog).lines()) + ";"
    except NoSqlError:
        return None


class _Writer:
    def __init__(self, name: QualifiedName, query: PlainQuery, catalog: Catalog) -> None:
        self._name, self._query, self._catalog = name, query, catalog
        parsed = parse_select(query.select) if query.select is not None else Select()
        if not isinstance(parsed, Select):
            raise NoSqlError
        self._children = parsed.children
        self._nested = any(isinstance(node, Embed) for node in self._children)

    def lines(self) -> Iterator[str]:
        counted = dict(self._query.options).get("head") is True
        if self._query.operation != "select" and (self._nested or counted):
            raise NoSqlError
        match self._query.operation:
            case "select":
                yield from self._select(counted)
            case "insert" | "upsert":
                yield from self._insert()
            case "update":
                yield f"update {qualified(self._name)}"
                changes = [f"{quoted(key)} = {value}" for key, value in _values(self._query.payload)]
                yield from _listed("set", changes)
                yield from self._where((), self._own)
            case _:
                yield f"delete from {qualified(self._name)}"  # noqa: S608 nothing runs here; names are quoted
                yield from self._where((), self._own)
        if self._query.operation != "select" and self._children:
            yield from _listed("returning", [self._column(node, self._own) for node in self._children])

    @property
    def _own(self) -> str:
        """What stands before the table's columns: nothing where no other table is read."""
        return f"{quoted(self._name.name)}." if self._nested else ""

    def _insert(self) -> Iterator[str]:
        entries = _values(self._query.payload)
        yield f"insert into {qualified(self._name)} ({', '.join(quoted(key) for key, _ in entries)})"
        yield f"values ({', '.join(value for _, value in entries)})"
        if self._query.operation == "upsert":
            yield from self._conflict([key for key, _ in entries])

    def _conflict(self, keys: Sequence[str]) -> Iterator[str]:
        table = self._catalog.table(self._name)
        named = [column.strip() for _, text in self._query.conflict for column in text.split(",")]
        on = named or list(table.primary_key.columns if table is not None and table.primary_key else ())
        if not on:
            raise NoSqlError
        columns = ", ".join(map(quoted, on))
        changes = [f"{quoted(key)} = excluded.{quoted(key)}" for key in keys if key not in on]
        yield f"on conflict ({columns}) do {'update' if changes else 'nothing'}"
        yield from _listed("set", changes) if changes else []

    def _select(self, counted: bool) -> Iterator[str]:
        scope = [self._name.name]
        joins: list[str] = []
        columns = (
            ["count(*)"] if counted else list(self._columns(self._children, self._own, self._name, (), scope, joins))
        )
        yield from _listed("select", columns)
        yield f"from {qualified(self._name)}"
        yield from joins
        yield from self._where((), self._own)
        if not counted:
            yield from self._order((), self._own)
            if self._query.limit is not None:
                yield f"limit {self._query.limit}"

    def _columns(
        self,
        nodes: Sequence[Node],
        own: str,
        name: QualifiedName,
        path: tuple[str, ...],
        scope: list[str],
        joins: list[str],
    ) -> Iterator[str]:
        if len(nodes) > 1 and any(isinstance(node, Count) for node in nodes):
            raise NoSqlError
        for node in nodes:
            if isinstance(node, Embed):
                yield from self._embed(node, own, name, path, scope, joins)
            else:
                yield self._column(node, own)

    def _column(self, node: Node, own: str) -> str:
        if isinstance(node, Star):
            return f"{own}*"
        if isinstance(node, Count):
            return f"count(*){f' as {quoted(node.alias)}' if node.alias else ''}"
        if isinstance(node, Embed) or node.aggregate:
            raise NoSqlError
        text = f"{own}{quoted(node.name)}{steps(node.json_path)}"
        label = node.alias or (str(node.json_path[-1].key) if node.json_path else node.name if node.cast else "")
        if node.cast:
            text = f"({text})::{node.cast}" if node.json_path else f"{text}::{node.cast}"
        return f"{text} as {quoted(label)}" if label else text

    def _embed(
        self, embed: Embed, own: str, name: QualifiedName, path: tuple[str, ...], scope: list[str], joins: list[str]
    ) -> Iterator[str]:
        found = resolve(self._catalog, name, embed.target, embed.hints)
        if not isinstance(found, Relationship) or (embed.spread and not found.to_one):
            raise NoSqlError
        label = embed.alias or embed.target
        here = (*path, label)
        alias = _free(found.other.name, label, scope)
        inner: list[str] = []
        columns = list(self._columns(embed.children, f"{quoted(alias)}.", found.other, here, [*scope, alias], inner))
        if not columns:
            return
        body = [
            *_listed("select", columns),
            *_source(found, alias, own),
            *inner,
            *self._where(here, f"{quoted(alias)}.", _joined(found, alias, own)),
            *self._order(here, f"{quoted(alias)}."),
        ]
        kind = "join" if embed.inner else "left join"
        if found.to_one:
            joins += [f"{kind} lateral (", *(f"  {line}" for line in body), f") as {quoted(label)} on true"]
            if embed.spread:
                yield f"{quoted(label)}.*"
            else:
                yield f"row_to_json({quoted(label)}.*) as {quoted(label)}"
            return
        joins += [f"{kind} lateral (", "  select json_agg(found) as rows from ("]
        condition = f"{quoted(label)}.rows is not null" if embed.inner else "true"
        joins += [*(f"    {line}" for line in body), "  ) as found", f") as {quoted(label)} on {condition}"]
        yield f"coalesce({quoted(label)}.rows, '[]') as {quoted(label)}"

    def _where(self, path: tuple[str, ...], own: str, first: Sequence[str] = ()) -> Iterator[str]:
        conditions = [*first, *(one for call in self._query.filters for one in self._conditions(call, path, own))]
        yield from (f"{'  and' if place else 'where'} {text}" for place, text in enumerate(conditions))

    def _conditions(self, call: QueryCall, path: tuple[str, ...], own: str) -> Iterator[str]:
        if call.method == "or" or call.option("referencedTable", "foreignTable"):
            raise NoSqlError
        if call.method == "match":
            for key, values in call.payloads[0].entries:
                if not path:
                    yield condition(f"{own}{quoted(key)}", QueryCall("eq", 0, (key,), values=values))
            return
        parsed = parse_column(call.texts[0])
        if not isinstance(parsed, ColumnPath):
            raise NoSqlError
        if parsed.embed and not self._addresses(parsed.embed):
            raise NoSqlError
        if parsed.embed == path and not (path == () and self._is_embed(parsed.column)):
            if "->" in call.texts[0]:
                raise NoSqlError
            yield condition(f"{own}{quoted(parsed.column)}", call)
        elif not parsed.embed and self._is_embed(parsed.column):
            raise NoSqlError

    def _addresses(self, path: tuple[str, ...]) -> bool:
        """Whether filters mean an embed by the very path that it is written under here."""
        nodes: tuple[Node, ...] = self._children
        for word in path:
            inside = [node for node in nodes if isinstance(node, Embed) and (node.alias or node.target) == word]
            if not inside:
                return False
            nodes = inside[0].children
        return True

    def _is_embed(self, name: str) -> bool:
        return any(isinstance(node, Embed) and name in (node.alias, node.target) for node in self._children)

    def _order(self, path: tuple[str, ...], own: str) -> Iterator[str]:
        parts = []
        for call in self._query.orders:
            within = tuple(part for text in call.option("referencedTable", "foreignTable") for part in text.split("."))
            parsed = parse_order(call.texts[0])
            if not isinstance(parsed, tuple) or any(one.embed for one in parsed) or "->" in call.texts[0]:
                raise NoSqlError
            if within and not self._addresses(within):
                raise NoSqlError
            options = dict(call.options)
            direction = " desc" if options.get("ascending") is False else ""
            nulls = {True: " nulls first", False: " nulls last"}.get(bool(options.get("nullsFirst")), "")
            ending = direction + (nulls if "nullsFirst" in options else "")
            parts += [f"{own}{quoted(one.column)}{ending}" for one in parsed if within == path]
        yield from [f"order by {', '.join(parts)}"] if parts else []


def _source(found: Relationship, alias: str, own: str) -> Iterator[str]:
    name = alias if alias != found.other.name else ""
    renamed = f" as {quoted(name)}" if name else ""
    if found.function is not None:
        yield f"from {qualified(found.function)}({own.rstrip('.')}) as {quoted(alias)}"
        return
    yield f"from {qualified(found.other)}{renamed}"
    if found.junction is not None:
        junction = quoted(found.junction.name)
        pairs = (f"{junction}.{quoted(ours)} = {quoted(alias)}.{quoted(theirs)}" for ours, theirs in found.onward)
        yield f"join {qualified(found.junction)} on {' and '.join(pairs)}"


def _joined(found: Relationship, alias: str, own: str) -> list[str]:
    """The conditions that join an embedded table to what it is embedded in."""
    side = quoted(found.junction.name if found.junction is not None else alias)
    return [f"{side}.{quoted(theirs)} = {own}{quoted(ours)}" for ours, theirs in found.columns]


def _free(name: str, label: str, scope: Sequence[str]) -> str:
    return next(one for one in (name, label, *(f"{name}_{count}" for count in range(1, 99))) if one not in scope)


def _values(payload: Payload | None) -> list[tuple[str, str]]:
    entries = payload.entries if payload is not None else ()
    return [(key, scalar(values[0]) if len(values) == 1 else f":{parameter_of(key)}") for key, values in entries]


def _listed(word: str, parts: Sequence[str]) -> list[str]:
    """A word and what follows it: in one line, or one part a line where that would be long."""
    line = f"{word} {', '.join(parts)}"
    return [line] if len(line) <= _WIDTH else [word, *(f"  {part}," for part in parts[:-1]), f"  {parts[-1]}"]
