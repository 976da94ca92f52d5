"""The reader of PostgREST select texts: ``id, author:profiles!inner(name), meta->>kind``.

PostgREST's grammar is the rule; what only supabase-js' TypeScript parser takes (a bare ``count``) is taken too.
As supabase-js does, white space outside double quotes goes first. Pieces of a template that nobody knows arrive as
U+FFFC. A name with such a piece in it is dropped together with all it decides (an embed with its children), while an
unknown alias, hint, cast or JSON key loses only itself. White space after an unknown piece ends it, because no query
that works would glue the two together: ``${extra} author(name)`` keeps ``author``.
"""

from __future__ import annotations

from supamap.postgrest.cursor import Cursor, UnexpectedTextError
from supamap.postgrest.select_values import (
    HOLE,
    Count,
    Embed,
    Field,
    JsonStep,
    Nested,
    Node,
    Select,
    SelectError,
    Star,
    columns_of,
    embeds_of,
)

__all__ = [
    "HOLE",
    "Count",
    "Embed",
    "Field",
    "JsonStep",
    "Nested",
    "Node",
    "Select",
    "SelectError",
    "Star",
    "columns_of",
    "embeds_of",
    "parse_select",
]

_AGGREGATES = frozenset({"sum", "avg", "count", "max", "min"})
# ECMAScript's \s, which is not Python's str.isspace().
_SPACES = "".join(map(chr, range(0x2000, 0x200B)))
_BLANK = frozenset("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + _SPACES)
_MOST_HINTS = 2
_DEEPEST = 40


def parse_select(text: str) -> Select | SelectError:
    """What ``text`` selects, or the first place where PostgREST would refuse it; never raises."""
    stripped, offsets = _without_blanks(text)
    cursor = Cursor(stripped)
    try:
        children = _nodes(cursor, depth=0)
        if not cursor.at_end():
            raise cursor.unexpected("expected ',' or the end")
    except UnexpectedTextError as error:
        return SelectError(offsets[error.position], error.message)
    return Select(children, complete=HOLE not in text)


def _without_blanks(text: str) -> tuple[str, list[int]]:
    """``text`` as supabase-js sends it, and for each of its characters, and its end, the place in ``text``."""
    kept: list[str] = []
    offsets: list[int] = []
    quoted = False
    blank_after_hole = False
    for offset, letter in enumerate(text):
        if letter in _BLANK and not quoted:
            blank_after_hole = bool(kept) and kept[-1] == HOLE
            continue
        if blank_after_hole and _begins_node(letter):
            kept.append(",")
            offsets.append(offset)
        blank_after_hole = False
        # supabase-js knows no backslash here: an escaped quote opens and closes like any other.
        quoted ^= letter == '"'
        kept.append(letter)
        offsets.append(offset)
    return "".join(kept), [*offsets, len(text)]


def _begins_node(letter: str) -> bool:
    return letter.isalnum() or letter in '_$"*.'


def _nodes(cursor: Cursor, depth: int) -> tuple[Node, ...]:
    if depth > _DEEPEST:
        raise cursor.unexpected(f"embeds nest deeper than {_DEEPEST}")
    nodes: list[Node] = []
    if cursor.at_end() or cursor.sees(")"):
        return ()
    while True:
        node = _node(cursor, depth)
        # An unknown piece after a complete node can only go on with a comma: the node stands.
        while cursor.accept(HOLE):
            pass
        if node is not None:
            nodes.append(node)
        if not cursor.accept(","):
            return tuple(nodes)


def _node(cursor: Cursor, depth: int) -> Node | None:
    """One piece between commas; None when its name is not known."""
    while cursor.sees(HOLE + "...") or cursor.sees(HOLE + "*"):
        cursor.expect(HOLE)
    if cursor.accept("*"):
        return Star()
    if cursor.accept("..."):
        return _embed(cursor, cursor.name(), None, depth, spread=True)
    return _named(cursor, depth)


def _named(cursor: Cursor, depth: int) -> Node | None:
    quoted = cursor.sees('"')
    name, alias = cursor.name(), None
    if cursor.sees(":") and not cursor.sees("::"):
        cursor.expect(":")
        alias = _known(name)
        quoted = cursor.sees('"')
        name = cursor.name()
    if name == "count" and not quoted and not cursor.sees(".") and not cursor.sees("->"):
        return _count(cursor, alias)
    if cursor.sees("!") or cursor.sees("("):
        return _embed(cursor, name, alias, depth)
    return _field(cursor, name, alias)


def _count(cursor: Cursor, alias: str | None) -> Count:
    if cursor.accept("("):
        cursor.expect(")")
    return Count(alias, _cast(cursor))


def _embed(cursor: Cursor, target: str, alias: str | None, depth: int, *, spread: bool = False) -> Embed | None:
    words: list[str] = []
    while cursor.accept("!"):
        if len(words) == _MOST_HINTS:
            raise cursor.unexpected("expected '(' after two hints")
        words.append(cursor.name())
    cursor.expect("(")
    children = _nodes(cursor, depth + 1)
    cursor.expect(")")
    if HOLE in target:
        return None
    hints = tuple(word for word in words if word not in ("inner", "left") and HOLE not in word)
    return Embed(target, alias, hints, "inner" in words, spread, children)


def _field(cursor: Cursor, name: str, alias: str | None) -> Field | None:
    path = cursor.json_path()
    cast = _cast(cursor)
    aggregate = _aggregate(cursor)
    field = Field(name, alias, _known_steps(path), cast, aggregate, _cast(cursor) if aggregate else None)
    return None if HOLE in name else field


def _cast(cursor: Cursor) -> str | None:
    return _known(cursor.identifier()) if cursor.accept("::") else None


def _aggregate(cursor: Cursor) -> str | None:
    if not cursor.accept("."):
        return None
    start = cursor.position
    word = cursor.identifier()
    if word not in _AGGREGATES and HOLE not in word:
        raise UnexpectedTextError(start, f"{word!r} is no aggregate: expected sum, avg, count, max or min")
    cursor.expect("(")
    cursor.expect(")")
    return _known(word)


def _known(word: str) -> str | None:
    return None if HOLE in word else word


def _known_steps(path: tuple[JsonStep, ...]) -> tuple[JsonStep, ...]:
    """The steps before the first one with an unknown piece."""
    unknown = (index for index, step in enumerate(path) if isinstance(step.key, str) and HOLE in step.key)
    return path[: next(unknown, len(path))]
