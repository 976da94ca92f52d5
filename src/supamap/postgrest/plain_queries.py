"""Queries that are known as a whole, each once: what an example can be made of."""

from __future__ import annotations

import re

import msgspec

from supamap.model.queries import Payload, Query, QueryCall
from supamap.model.surface import COLUMN_FILTERS, PAYLOADS, TABLE_OPERATIONS
from supamap.postgrest.select_values import HOLE

_BLANKS = re.compile(r"\s+")
_MODIFIERS = frozenset({"limit", "single", "maybeSingle"})


class PlainQuery(msgspec.Struct, frozen=True):
    """One operation on a table with all its texts known.

    ``select`` is what is read, or what a write gives back, None if nothing. ``filters`` and ``orders`` have one text
    each, ``payload`` is the first of several rows.
    """

    operation: str
    select: str | None = None
    payload: Payload | None = None
    filters: tuple[QueryCall, ...] = ()
    orders: tuple[QueryCall, ...] = ()
    limit: int | None = None
    single: str = ""
    options: tuple[tuple[str, object], ...] = ()

    @property
    def query(self) -> Query:
        """The query again, to be checked."""
        calls = []
        if self.payload is not None:
            calls.append(QueryCall(self.operation, 0, payloads=(self.payload,), options=self.conflict))
        if self.select is not None:
            calls.append(QueryCall("select", 0, (self.select,)))
        return Query((*calls, *self.filters, *self.orders))

    @property
    def conflict(self) -> tuple[tuple[str, str], ...]:
        """The option that names what an upsert conflicts on."""
        return tuple((key, value) for key, value in self.options if key == "onConflict" and isinstance(value, str))


def plain_query(query: Query) -> PlainQuery | None:
    """Return the query as a plain one; None when a part of it is not known, or it is several in one."""
    operations = [call for call in query.calls if call.method in TABLE_OPERATIONS]
    writes = [call for call in operations if call.method != "select"]
    selects = [call for call in operations if call.method == "select"]
    if len(writes) > 1 or len(selects) > 1 or not operations:
        return None
    first = writes[0] if writes else selects[0]
    filters = [call for call in query.calls if call.method in {*COLUMN_FILTERS, "or", "match"} - {"order"}]
    orders = [call for call in query.calls if call.method == "order"]
    named = [*filters, *orders, *selects]
    if not all(_is_known(call) for call in named):
        return None
    payload = first.payloads[0] if first.method in PAYLOADS and first.payloads else None
    if first.method in PAYLOADS and (payload is None or not payload.entries):
        return None
    modifiers = {call.method: call for call in query.calls if call.method in _MODIFIERS}
    if any(call.options for call in modifiers.values()):
        return None
    limit = next((one for call in query.calls if call.method == "limit" for one in call.values), None)
    return PlainQuery(
        first.method,
        _BLANKS.sub(" ", selects[0].texts[0]).strip() if selects else None,
        payload,
        tuple(_bare(call) for call in filters),
        tuple(_bare(call) for call in orders),
        limit if isinstance(limit, int) and not isinstance(limit, bool) else None,
        next((name for name in ("single", "maybeSingle") if name in modifiers), ""),
        tuple(sorted({key: value for key, value in first.options if key in ("onConflict", "count", "head")}.items())),
    )


def _is_known(call: QueryCall) -> bool:
    if call.method == "match":
        return len(call.payloads) == 1 and call.payloads[0].complete and bool(call.payloads[0].entries)
    return bool(call.texts) and HOLE not in call.texts[0] and call.operator != "?"


def _bare(call: QueryCall) -> QueryCall:
    """The call without its place, and with the first of the texts it may have."""
    return msgspec.structs.replace(call, line=0, texts=call.texts[:1])
