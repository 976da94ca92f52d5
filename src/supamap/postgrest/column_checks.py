"""What a schema says against the columns and embeds of a query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supamap.model.queries import Query
from supamap.model.schema import Column, QualifiedName, Table
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.embedding import Ambiguous, Embedded, Unmatched, resolve_all
from supamap.postgrest.faults import Fault, nearest
from supamap.postgrest.select_values import HOLE, Select, SelectError
from supamap.postgrest.shapes import ColumnRole, ColumnUse, selected_columns, selects_of, written_columns

_SYSTEM = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
_CREATING = frozenset({"insert", "upsert"})
Embeds = Mapping[tuple[str, ...], Embedded]


def check_columns(query: Query, table: QualifiedName, catalog: Catalog) -> Iterator[Fault]:
    """Yield what is wrong with a query about rows of ``table``."""
    embeds: dict[tuple[str, ...], Embedded] = {}
    for line, _, select in selects_of(query):
        if isinstance(select, SelectError):
            yield Fault("invalid-select", line, f"PostgREST cannot read this select: {select.message}", "select")
            continue
        yield from _selected(select, line, table, catalog)
        found = {one.path: one for one in resolve_all(catalog, table, select.children)}
        embeds |= found
        for one in found.values():
            yield from _embedded(one, line, catalog)
    for use in written_columns(query):
        yield from _written(use, query, table, embeds, catalog)
    yield from _required(query, table, catalog)


def _selected(select: Select, line: int, table: QualifiedName, catalog: Catalog) -> Iterator[Fault]:
    for use in selected_columns(select.children, line):
        yield from _column(use, table, catalog)


def _embedded(one: Embedded, line: int, catalog: Catalog) -> Iterator[Fault]:
    target = one.embed.target
    if one.parent is None or catalog.doubts(one.parent) or catalog.doubts(QualifiedName(one.parent.schema, target)):
        return
    subject = f"{one.parent}.{target}"
    if isinstance(one.found, Ambiguous):
        message = f"{one.parent} leads to {target} in several ways"
        yield Fault("ambiguous-embed", line, message, subject, f"write {' or '.join(one.found.remedies)}")
    elif isinstance(one.found, Unmatched):
        yield Fault("unknown-embed", line, *_unmatched(one, one.found, subject))
    elif one.table is not None:
        for use in selected_columns(one.embed.children, line):
            yield from _column(use, one.table, catalog)


def _unmatched(one: Embedded, found: Unmatched, subject: str) -> tuple[str, str, str]:
    target = one.embed.target
    hint = f"did you mean {found.nearest[0]}?" if found.nearest and found.nearest[0] != target else ""
    if found.leads:
        message = f"{target} leads to {found.leads[0]}, which the request does not ask"
    elif one.embed.hints and found.nearest[:1] == (target,):
        message = f"{one.embed.hints[0]} is no foreign key between {one.parent} and {target}"
    elif found.exists:
        message = f"no foreign key joins {one.parent} and {target}"
    else:
        message = f"{one.parent} has no table, foreign key or function {target} to embed"
    return message, subject, hint


def _written(use: ColumnUse, query: Query, table: QualifiedName, embeds: Embeds, catalog: Catalog) -> Iterator[Fault]:
    if not use.embed:
        # `author.is.null` asks whether there is an embedded row.
        named = use.role is ColumnRole.FILTER and any(
            use.column in (path[0], one.embed.target) for path, one in embeds.items()
        )
        if not named:
            yield from _column(use, table, catalog)
        return
    place = next((one for path, one in embeds.items() if use.embed in (path, (*path[:-1], one.embed.target))), None)
    if place is not None and place.table is not None:
        yield from _column(use, place.table, catalog)
    elif place is None and _all_known(query):
        path = ".".join(use.embed)
        message = f"nothing is embedded as {path} here"
        yield Fault("unknown-embed", use.line, message, f"{table}.{path}", nearest(path, map(".".join, embeds)))


def _all_known(query: Query) -> bool:
    """Whether the select of a query is there, and every text of it without an unknown piece."""
    selects = [call for call in query.calls if call.method == "select"]
    return bool(selects) and all(call.texts and HOLE not in "".join(call.texts) for call in selects)


def _column(use: ColumnUse, name: QualifiedName, catalog: Catalog) -> Iterator[Fault]:
    table = catalog.table(name)
    if (
        table is None
        or catalog.doubts(name)
        or not table.columns
        or use.column in {"*", *_SYSTEM}
        or HOLE in use.column
    ):
        return
    column = table.column(use.column)
    subject = f"{name}.{use.column}"
    if column is None:
        if use.role not in (ColumnRole.PAYLOAD, ColumnRole.CONFLICT) and _is_computed(use.column, name, catalog):
            return
        near = nearest(use.column, (one.name for one in table.columns))
        yield Fault("unknown-column", use.line, f"{name} has no column {use.column}", subject, near)
        return
    if use.role is ColumnRole.PAYLOAD and not table.is_view and _is_given(column):
        reason = "the database computes it" if column.generated is not None else "it is an identity column"
        yield Fault("write-to-generated", use.line, f"{subject} cannot be written: {reason}", subject)
    enum = catalog.enum(column.enum) if column.enum is not None and not column.type.endswith("[]") else None
    if enum is not None and enum.members:
        for value in use.values:
            if isinstance(value, str) and value not in enum.members:
                message = f"{value!r} is no value of {subject}: {', '.join(enum.members)}"
                yield Fault("enum-value", use.line, message, f"{subject}={value}", nearest(value, enum.members))


def _is_given(column: Column) -> bool:
    """Whether the database alone gives a column its value."""
    return column.generated is not None or column.identity == "always"


def _is_computed(name: str, table: QualifiedName, catalog: Catalog) -> bool:
    """Whether a function of the row has this name: PostgREST serves it as a column."""
    return any(function.row_of == table for function in catalog.overloads(QualifiedName(table.schema, name)))


def _required(query: Query, name: QualifiedName, catalog: Catalog) -> Iterator[Fault]:
    """Columns that an insert leaves out although the table neither fills them nor allows null."""
    table = catalog.table(name)
    if (
        table is None
        or catalog.doubts(name)
        or table.is_view
        or not catalog.schema.knows("triggers")
        or _may_fill(table)
    ):
        return
    filled = {QualifiedName(one.schema, one.name) for one in catalog.schema.domains if one.default is not None}
    needed = [
        column.name
        for column in table.columns
        if not (column.nullable or column.default or column.identity or column.generated)
        and column.type not in {*map(str, filled), *(one.name for one in filled)}
    ]
    for call in query.calls:
        for payload in call.payloads if call.method in _CREATING else ():
            given = {key for key, _ in payload.entries}
            for column in needed if payload.complete else ():
                if column not in given:
                    message = f"{name}.{column} has to be given: it is not null and has no default"
                    yield Fault("missing-required-column", call.line, message, f"{name}.{column}")


def _may_fill(table: Table) -> bool:
    """Whether a trigger runs before rows are inserted: it may give what is missing."""
    return any(one.enabled and one.timing == "before" and "insert" in one.events for one in table.triggers)
