"""Which columns and embeds a query names, and where: PostgREST's meaning of what the methods of a chain say."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from supamap.model.queries import Query, QueryCall, Scalar
from supamap.model.surface import COLUMN_FILTERS, PAYLOADS
from supamap.postgrest.filters import ColumnPath, parse_column, parse_columns, parse_logic, parse_order
from supamap.postgrest.select_values import Field, Nested, Node, Select, SelectError, Star, columns_of, embeds_of
from supamap.postgrest.selects import parse_select

_EQUALITY = frozenset({"eq", "neq"})


class ColumnRole(StrEnum):
    """What a query does with a column."""

    SELECT = "select"
    FILTER = "filter"
    ORDER = "order"
    PAYLOAD = "payload"
    CONFLICT = "conflict"


class ColumnUse(msgspec.Struct, frozen=True):
    """A column that a query names at ``line``, below the embeds of ``embed`` (outermost first, as filters say it).

    ``values`` are constants that it is set to or compared with for equality.
    """

    column: str
    role: ColumnRole
    line: int
    embed: tuple[str, ...] = ()
    values: tuple[Scalar, ...] = ()


class Shape(msgspec.Struct, frozen=True):
    """What a query says of its table: own columns, embeds with theirs, and what is wrong with selects (``faults``)."""

    columns: frozenset[str] = frozenset()
    embeds: tuple[Nested, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()


def selects_of(query: Query) -> Iterator[tuple[int, str, Select | SelectError]]:
    """Read every select text of a query: line, text, what it says."""
    for call in query.calls:
        if call.method == "select":
            yield from ((call.line, text, parse_select(text)) for text in call.texts)


def shape_of(query: Query) -> Shape:
    """Return the shape of a query. Columns that filters name go to their table: the own one or an embedded one."""
    columns: set[str] = set()
    embeds: dict[tuple[str, ...], Nested] = {}
    faults: list[tuple[int, str]] = []
    for line, text, select in selects_of(query):
        if isinstance(select, SelectError):
            faults.append((line, select.message))
            continue
        columns.update(columns_of(select) or (() if text.strip() else ("*",)))
        embeds.update({one.path: one for one in embeds_of(select) if one.path not in embeds})
    added: dict[tuple[str, ...], set[str]] = {}
    for use in written_columns(query):
        if not use.embed:
            columns.add(use.column)
        elif (place := addressed(embeds, use.embed)) is not None:
            added.setdefault(place, set()).add(use.column)
    nested = tuple(
        msgspec.structs.replace(one, columns=tuple(sorted({*one.columns, *added.get(path, ())})))
        for path, one in embeds.items()
    )
    return Shape(frozenset(columns), nested, tuple(faults))


def addressed(embeds: dict[tuple[str, ...], Nested], path: tuple[str, ...]) -> tuple[str, ...] | None:
    """The path of the embed that a filter means: by its alias, or by its target."""
    return next((key for key, one in embeds.items() if path in (key, (*key[:-1], one.target))), None)


def selected_columns(children: tuple[Node, ...], line: int) -> Iterator[ColumnUse]:
    """The own columns of a select or an embed."""
    for node in children:
        if isinstance(node, Field):
            yield ColumnUse(node.name, ColumnRole.SELECT, line)
        elif isinstance(node, Star):
            yield ColumnUse("*", ColumnRole.SELECT, line)


def written_columns(query: Query) -> Iterator[ColumnUse]:
    """The columns that everything but selects names."""
    for call in query.calls:
        yield from _of_call(call)


def _of_call(call: QueryCall) -> Iterator[ColumnUse]:
    if call.method in COLUMN_FILTERS:
        role = ColumnRole.ORDER if call.method == "order" else ColumnRole.FILTER
        values = call.values if _compares(call) else ()
        for text in call.texts:
            parsed = parse_order(text) if call.method == "order" else parse_column(text)
            yield from _within(call, parsed, role, values)
    elif call.method == "or":
        for text in call.texts:
            yield from _within(call, parse_logic(text), ColumnRole.FILTER)
    elif call.method == "match":
        for payload in call.payloads:
            for key, values in payload.entries:
                yield from _within(call, parse_column(key), ColumnRole.FILTER, values)
    elif call.method in PAYLOADS:
        for payload in call.payloads:
            for key, values in payload.entries:
                yield ColumnUse(key, ColumnRole.PAYLOAD, call.line, (), values)
        for text in call.option("onConflict"):
            yield from _within(call, parse_columns(text), ColumnRole.CONFLICT)


def _compares(call: QueryCall) -> bool:
    """Whether the values of a filter are the column's own; behind ``not`` those of ``in`` are one text."""
    return (call.operator or call.method) in _EQUALITY or call.method == "in"


def _within(call: QueryCall, parsed: object, role: ColumnRole, values: tuple[Scalar, ...] = ()) -> Iterator[ColumnUse]:
    prefix = next((tuple(text.split(".")) for text in call.option("referencedTable", "foreignTable")), ())
    for path in parsed if isinstance(parsed, tuple) else (parsed,):
        if isinstance(path, ColumnPath):
            yield ColumnUse(path.column, role, call.line, (*prefix, *path.embed), values)
