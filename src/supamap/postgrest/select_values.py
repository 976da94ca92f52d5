"""What a PostgREST select text says, as values, and the questions asked of it.

The grammar is PostgREST's own (``src/library/PostgREST/ApiRequest/QueryParams.hs``). A text built from a template
arrives with U+FFFC for each piece nobody knows; see ``supamap.postgrest.selects`` for what becomes of such pieces.
"""

from __future__ import annotations

import msgspec

HOLE = "\ufffc"


class JsonStep(msgspec.Struct, frozen=True, array_like=True):
    """One arrow of a JSON path: ``->key`` or, with ``as_text``, ``->>key``. A key that is an int indexes an array."""

    key: str | int
    as_text: bool = False


class Field(msgspec.Struct, frozen=True, tag=True):
    """A column of the selected table, perhaps a path into its JSON, cast and aggregated.

    ``cast`` stands before the aggregate (``amount::int.sum()``), ``aggregate_cast`` after it.
    """

    name: str
    alias: str | None = None
    json_path: tuple[JsonStep, ...] = ()
    cast: str | None = None
    aggregate: str | None = None
    aggregate_cast: str | None = None


class Star(msgspec.Struct, frozen=True, tag=True):
    """All columns."""


class Count(msgspec.Struct, frozen=True, tag=True):
    """The number of rows: ``count()``, or the bare ``count`` that older code writes."""

    alias: str | None = None
    cast: str | None = None


class Embed(msgspec.Struct, frozen=True, tag=True):
    """Rows of another table inside each row: ``alias:target!hint!inner(children)``.

    ``target`` may name a table, a view, a function, a foreign key constraint or a foreign key column: only a schema
    tells which. ``hints`` holds the words after ``!`` that are neither ``inner`` nor ``left``.
    """

    target: str
    alias: str | None = None
    hints: tuple[str, ...] = ()
    inner: bool = False
    spread: bool = False
    children: tuple[Field | Star | Count | Embed, ...] = ()


Node = Field | Star | Count | Embed


class Select(msgspec.Struct, frozen=True):
    """A select text that could be read. ``complete`` is false when pieces with unknown parts were dropped from it."""

    children: tuple[Node, ...] = ()
    complete: bool = True


class SelectError(msgspec.Struct, frozen=True):
    """Why a text is not one PostgREST accepts. ``position`` counts characters of the text as given, from 0."""

    position: int
    message: str


class Nested(msgspec.Struct, frozen=True):
    """An embed found anywhere in a select.

    ``path`` holds the names by which filters address it, outermost first: aliases where there are any, else targets.
    ``columns`` are the embedded table's own, as in ``columns_of``. ``parent`` is the enclosing embed's target.
    """

    path: tuple[str, ...]
    target: str
    columns: tuple[str, ...]
    hints: tuple[str, ...] = ()
    inner: bool = False
    parent: str | None = None


def columns_of(select: Select | Embed) -> tuple[str, ...]:
    """The selected table's own columns, each once, in the order of the text; ``*`` for all of them."""
    names = (_column(node) for node in select.children)
    return tuple(dict.fromkeys(name for name in names if name is not None))


def embeds_of(select: Select | Embed) -> tuple[Nested, ...]:
    """Every embed below ``select``, outer before inner, in the order of the text."""
    parent = select.target if isinstance(select, Embed) else None
    return tuple(_nested(select.children, (), parent))


def _column(node: Node) -> str | None:
    if isinstance(node, Field):
        return node.name
    return "*" if isinstance(node, Star) else None


def _nested(children: tuple[Node, ...], path: tuple[str, ...], parent: str | None) -> list[Nested]:
    found: list[Nested] = []
    for embed in children:
        if not isinstance(embed, Embed):
            continue
        # A spread has no name of its own in the answer, but filters still address it by its target.
        here = (*path, embed.alias or embed.target)
        found.append(Nested(here, embed.target, columns_of(embed), embed.hints, embed.inner, parent))
        found.extend(_nested(embed.children, here, embed.target))
    return found
