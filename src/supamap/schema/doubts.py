"""Tables and functions that a source speaks of without saying what they are: nothing may be claimed about them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supamap.model.schema import Function, QualifiedName, Schema, Table
from supamap.sql.tokens import TokenKind, ValuedToken, valued_tokens

_KINDS = frozenset({"table", "view", "function", "procedure"})
_BETWEEN = frozenset(
    {"if", "not", "exists", "only", "or", "replace", "temporary", "temp", "unlogged", "materialized", "recursive"}
)
_VERBS = frozenset({"create", "alter", "drop"})
_HEAD = 400
"""Characters of a statement in which its subject stands."""
# What the server says of a name it does not know, in English: that is how the embedded one is started.
_MISSING = re.compile(r'relation "(?P<name>[^"]+)" does not exist|(?:of|for) relation "(?P<owner>[^"]+)"')
_FUNCTION = re.compile(r"function (?P<name>[\w.]+)\(.*\) does not exist")


def failure_doubts(statement: str, message: str) -> Iterator[QualifiedName]:
    """Yield what a statement that failed would have made or changed, and what the server missed."""
    subject = _subject(valued_tokens(statement[:_HEAD]))
    if subject is not None:
        yield subject
    for found in (*_MISSING.finditer(message), *_FUNCTION.finditer(message)):
        schema, _, name = next(filter(None, found.groups())).rpartition(".")
        yield QualifiedName(schema or "public", name)


def doubts_between(schema: Schema, other: Schema) -> Iterator[QualifiedName]:
    """Yield what another source of the same project has and this one has not, or has in another way."""
    tables = {table.qualified: _columns(table) for table in schema.tables}
    yield from (table.qualified for table in other.tables if tables.get(table.qualified) != _columns(table))
    functions = {_signature(function) for function in schema.functions}
    yield from (one.qualified for one in other.functions if _signature(one) not in functions)


def _columns(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns)


def _signature(function: Function) -> tuple[QualifiedName, frozenset[str]]:
    inputs = (one.name for one in function.arguments if one.mode not in ("out", "table"))
    return function.qualified, frozenset(filter(None, inputs))


def _subject(found: list[ValuedToken]) -> QualifiedName | None:
    """The table, view or function that a ``create``, ``alter`` or ``drop`` is about."""
    if not found or found[0].text not in _VERBS:
        return None
    rest = iter(found[1:])
    for token in rest:
        if token.text in _KINDS and token.kind is TokenKind.WORD:
            return _name(rest)
        if token.text not in _BETWEEN:
            return None
    return None


def _name(rest: Iterator[ValuedToken]) -> QualifiedName | None:
    parts: list[str] = []
    for token in rest:
        if token.kind is TokenKind.WORD and token.text in _BETWEEN and not parts:
            continue
        if token.kind in (TokenKind.WORD, TokenKind.QUOTED):
            parts.append(token.text)
        elif token.text != ".":
            break
        following = next(rest, None)
        if following is None or following.text != ".":
            break
    return QualifiedName(parts[0] if len(parts) > 1 else "public", parts[-1]) if parts else None
