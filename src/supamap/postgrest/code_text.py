"""A plain query as supabase-js. What is not known becomes a variable named after its column."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from supamap.model.queries import Payload, QueryCall, Scalar
from supamap.postgrest.plain_queries import PlainQuery

_IDENTIFIER = re.compile(r"[A-Za-z_$][\w$]*")
_PART = re.compile(r"[A-Za-z0-9]+")
# What is no name of a variable here: words of the language, and what the statement itself declares.
_WORDS = """
await break case class const data default delete else enum error export false for function if import in new null
return switch this true typeof var void while with
"""
_RESERVED = frozenset(_WORDS.split())
_WIDTH = 80
_LISTED = frozenset({"in", "notIn", "contains", "containedBy", "overlaps"})
_NAMES = {"single": ".single()", "maybeSingle": ".maybeSingle()"}


def table_code(table: str, query: PlainQuery, schema: str | None = None) -> str:
    """The text of a statement that makes a query on a table."""
    origin = f"supabase.schema({_text(schema)})" if schema else "supabase"
    head = "const { error }" if query.select is None else "const { data, error }"
    if dict(query.options).get("head") is True:
        head = "const { count, error }"
    lines = [f"{head} = await {origin}", *(f"  {part}" for part in (f".from({_text(table)})", *_calls(query)))]
    return "\n".join(lines) + ";"


def _calls(query: PlainQuery) -> Iterator[str]:
    options = {key: value for key, value in query.options if key in ("onConflict", "count", "head")}
    if query.payload is not None:
        conflict = {key: value for key, value in options.items() if key == "onConflict"}
        yield f".{query.operation}({_object(query.payload)}{_options(conflict)})"
    elif query.operation == "delete":
        yield ".delete()"
    reads, conditions = list(_selected(query, options)), list(map(_filter, query.filters))
    # What a write gives back comes behind its filters: the builder that `select` returns has none.
    yield from [*reads, *conditions] if query.operation == "select" else [*conditions, *reads]
    yield from (f".order({_text(call.texts[0])}{_options(dict(call.options))})" for call in query.orders)
    if query.limit is not None:
        yield f".limit({query.limit})"
    if query.single:
        yield _NAMES[query.single]


def _selected(query: PlainQuery, options: dict[str, object]) -> Iterator[str]:
    if query.select is not None:
        read = {key: value for key, value in options.items() if key != "onConflict"}
        plain = query.select == "*" and not read and query.operation != "select"
        yield f".select({'' if plain else _text(query.select)}{_options(read)})"


def _filter(call: QueryCall) -> str:
    if call.method == "match":
        return f".match({_object(call.payloads[0])})"
    options = _options(dict(call.options))
    column = call.texts[0]
    if call.method == "or":
        return f".or({_text(column)}{options})"
    operator = f", {_text(call.operator)}" if call.method in ("filter", "not") else ""
    return f".{call.method}({_text(column)}{operator}, {_compared(call)}{options})"


def _compared(call: QueryCall) -> str:
    if call.method in _LISTED:
        return f"[{', '.join(map(_scalar, call.values))}]" if call.values else _several(variable(call.texts[0]))
    if len(call.values) == 1:
        return _scalar(call.values[0])
    return "null" if call.method == "is" else variable(call.texts[0])


def _object(payload: Payload) -> str:
    parts = [_entry(key, values) for key, values in payload.entries]
    short = f"{{ {', '.join(parts)} }}"
    if len(short) <= _WIDTH:
        return short
    return "\n".join(["{", *(f"    {part}," for part in parts), "  }"])


def _entry(key: str, values: tuple[Scalar, ...]) -> str:
    label = key if _IDENTIFIER.fullmatch(key) else _text(key)
    value = _scalar(values[0]) if len(values) == 1 else variable(key)
    return key if value == key else f"{label}: {value}"


def variable(column: str) -> str:
    """The name of a variable that holds a value of a column: ``author_id`` gives ``authorId``."""
    words = _PART.findall(column.rpartition("->")[2].rpartition(".")[2] or column)
    first, *rest = words or ["value"]
    name = first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest)
    return f"{name}Value" if name in _RESERVED or not _IDENTIFIER.fullmatch(name) else name


def _several(name: str) -> str:
    return name if name.endswith("s") else f"{name}s"


def _options(options: dict[str, object]) -> str:
    parts = [f"{key}: {_scalar(value)}" for key, value in options.items() if isinstance(value, str | int | bool)]
    return f", {{ {', '.join(parts)} }}" if parts else ""


def _scalar(value: object) -> str:
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(value: str) -> str:
    escaped = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{escaped}'"
