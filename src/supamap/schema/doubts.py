"""Tables and functions that a source speaks of without saying what they are: nothing may be claimed about them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

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
_NAME = r'(?:"?\w+"?\s*\.\s*)?"?(?P<name>\w+)"?'
_REMOVED = re.compile(
    rf"""\b(?:drop\s+(?:column|table|(?:materialized\s+)?view|function)\s+(?:if\s+exists\s+)?
      |rename\s+(?:column\s+)?(?!to\b|column\b|constraint\b)
      |alter\s+(?:table|view|function)\s+(?:if\s+exists\s+)?(?=[^\s;]+(?:\([^)]*\))?\s+rename\s+to\b)){_NAME}""",
    re.IGNORECASE | re.VERBOSE,
)
_FUNCTION = re.compile(r"function (?P<name>[\w.]+)\(.*\) does not exist")


def failure_doubts(statement: str, message: str) -> Iterator[QualifiedName]:
    """Yield what a statement that failed would have made or changed, and what the server missed."""
    subject = _subject(valued_tokens(statement[:_HEAD]))
    if subject is not None:
        yield subject
    for found in (*_MISSING.finditer(message), *_FUNCTION.finditer(message)):
        schema, _, name = next(filter(None, found.groups())).rpartition(".")
        yield QualifiedName(schema or "public", name)


def doubts_between(schema: Schema, other: Schema, removed: Collection[str] = ()) -> Iterator[QualifiedName]:
    """Yield what another source of the same project has and this one has not, or has in another way.

    What the history of this one takes away is no doubt: the other source is only older.
    """
    tables = {table.qualified: _columns(table) for table in schema.tables}
    for table in other.tables:
        own = tables.get(table.qualified)
        unexplained = {name for name in _columns(table) - (own or frozenset()) if name not in removed}
        if unexplained if own is not None else table.name not in removed:
            yield table.qualified
    functions = {_signature(function) for function in schema.functions}
    for one in other.functions:
        if _signature(one) not in functions and one.name not in removed:
            yield one.qualified


def removed_names(statements: str) -> frozenset[str]:
    """The names that statements drop or rename, without their schemas: columns, tables, views, functions."""
    return frozenset(found["name"] for found in _REMOVED.finditer(statements))


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
