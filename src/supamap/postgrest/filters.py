"""Columns named by the small texts of filters: column arguments, column lists, ``or`` logic, orders, realtime filters.

The grammars are PostgREST's. Only column names are kept; operators and values are skipped, with quotes, parentheses and
braces respected. A part with an unknown piece (U+FFFC) in its column name is dropped, its neighbours stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from supamap.postgrest.cursor import Cursor, UnexpectedTextError
from supamap.postgrest.select_values import HOLE, SelectError

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDER_WORDS = frozenset({"asc", "desc", "nullsfirst", "nullslast"})
_OPERATORS = frozenset(
    {"eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "match", "imatch", "is", "isdistinct", "in"}
    | {"cs", "cd", "ov", "sl", "sr", "nxl", "nxr", "adj", "fts", "plfts", "phfts", "wfts"}
)
_TREE = re.compile(r"\s*(?:not\.)?(?:and|or)\s*\(")
_OPERATOR = re.compile(r"(?:not\.)?([\w\ufffc]+)(?:\([^(),]*\))?\.?")
# A list, an array or a quoted text may hold commas and parentheses; anything else ends at the first of them.
_QUOTED = r'"(?:\\.|[^"\\])*"'
_GROUP = rf'\((?:{_QUOTED}|[^")])*\)|\{{(?:{_QUOTED}|[^"}}])*\}}'
_VALUE = re.compile(rf"(?:{_GROUP}|{_QUOTED})(?=\s*(?:[,)]|$))|[^,)]*", re.DOTALL)
_DEEPEST = 40


class ColumnPath(msgspec.Struct, frozen=True):
    """A column and the embeds that lead to it, outermost first, as in ``Nested.path``; ``()`` for an own column."""

    column: str
    embed: tuple[str, ...] = ()


def parse_column(text: str) -> ColumnPath | SelectError:
    """The first argument of a filter: ``status``, ``author.name``, ``meta->>kind``.

    A column with an unknown piece in its name is an error, since nothing is left of it.
    """
    found = _read(text, _plain)
    if isinstance(found, SelectError):
        return found
    return found[0] if found else SelectError(text.index(HOLE), "the column's name is not known")


def parse_columns(text: str) -> tuple[ColumnPath, ...] | SelectError:
    """A comma list of columns, as in ``onConflict`` and ``columns``."""
    return _read(text, lambda cursor: _listed(cursor, _plain))


def parse_order(text: str) -> tuple[ColumnPath, ...] | SelectError:
    """The argument of ``order``, or an order text: ``created_at.desc.nullslast,author(name).asc``."""
    return _read(text, lambda cursor: _listed(cursor, _ordered))


def parse_logic(text: str) -> tuple[ColumnPath, ...] | SelectError:
    """The columns of an ``or`` or ``and`` text, in order: ``a.eq.1,and(b.gt.2,c.is.null)``.

    A column may turn out to be an embed (``author.is.null``): compare with the select's embeds.
    """
    return _read(text, lambda cursor: _conditions(cursor, 0))


def parse_realtime_filter(text: str) -> ColumnPath | SelectError:
    """The column of a ``postgres_changes`` filter: ``room_id=eq.7``."""
    column, equals, _ = text.partition("=")
    if not equals:
        return SelectError(len(text), "expected '='")
    return parse_column(column)


def _read(text: str, rule: Callable[[Cursor], list[ColumnPath]]) -> tuple[ColumnPath, ...] | SelectError:
    cursor = Cursor(text)
    try:
        found = rule(cursor)
        if not cursor.at_end():
            raise cursor.unexpected("expected the end")
    except UnexpectedTextError as error:
        return SelectError(error.position, error.message)
    return tuple(dict.fromkeys(found))


def _listed(cursor: Cursor, one: Callable[[Cursor], list[ColumnPath]]) -> list[ColumnPath]:
    found = one(cursor)
    while cursor.accept(","):
        found += one(cursor)
    return found


def _plain(cursor: Cursor) -> list[ColumnPath]:
    names = _dotted(cursor)
    cursor.json_path()
    return _known(names)


def _ordered(cursor: Cursor) -> list[ColumnPath]:
    """A column, in one of its spellings, with the order words that may follow it."""
    names = _dotted(cursor)
    while len(names) > 1 and names[-1] in _ORDER_WORDS:
        names.pop()
    if cursor.accept("("):
        names += _dotted(cursor)
        cursor.json_path()
        cursor.expect(")")
    cursor.json_path()
    while cursor.accept("."):
        start = cursor.position
        word = cursor.identifier()
        if word not in _ORDER_WORDS and HOLE not in word:
            raise UnexpectedTextError(start, f"{word!r} is no order: expected asc, desc, nullsfirst or nullslast")
    return _known(names)


def _dotted(cursor: Cursor) -> list[str]:
    names = [cursor.name()]
    while cursor.accept("."):
        names.append(cursor.name())
    return names


def _known(names: list[str]) -> list[ColumnPath]:
    known = all(HOLE not in name for name in names)
    return [ColumnPath(names[-1], tuple(names[:-1]))] if known else []


def _conditions(cursor: Cursor, depth: int) -> list[ColumnPath]:
    if depth > _DEEPEST:
        raise cursor.unexpected(f"conditions nest deeper than {_DEEPEST}")
    return _listed(cursor, lambda cursor: _condition(cursor, depth))


def _condition(cursor: Cursor, depth: int) -> list[ColumnPath]:
    tree = _TREE.match(cursor.text, cursor.position)
    if tree:
        cursor.position = tree.end()
        found = _conditions(cursor, depth + 1)
        cursor.expect(")")
        cursor.skip_blanks()
        return found
    name = cursor.name()
    cursor.json_path()
    if cursor.accept("."):
        _skip_operation(cursor)
    elif HOLE not in name:
        raise cursor.unexpected("expected '.' and an operator")
    return _known([name])


def _skip_operation(cursor: Cursor) -> None:
    """Moves past an operator and its value, to the comma or parenthesis that ends the condition."""
    operator = _OPERATOR.match(cursor.text, cursor.position)
    if operator is None:
        raise cursor.unexpected("expected an operator")
    word = operator[1]
    if word not in _OPERATORS and HOLE not in word:
        raise UnexpectedTextError(operator.start(1), f"{word!r} is no operator")
    value = _VALUE.match(cursor.text, operator.end())
    cursor.position = value.end() if value else operator.end()
