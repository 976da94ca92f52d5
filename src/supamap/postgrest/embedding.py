"""Which table an embed means: ``author:profiles!posts_author_id_fkey(name)`` of ``posts``.

As PostgREST decides it (``Plan.hs``): the target is a table, a view, a function of the row, a foreign key or the column
of one; a hint is a foreign key, a column of it at either end, or the junction. A table is embedded in itself by its own
name (its children) or by the column (its parent).
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import msgspec

from supamap.model.schema import QualifiedName
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.relationships import Cardinality, Relationship
from supamap.postgrest.select_values import Embed, Node

_MOST_NAMES = 3


class Ambiguous(msgspec.Struct, frozen=True):
    """Several relationships fit: PostgREST answers with an error that names them."""

    candidates: tuple[Relationship, ...]

    @property
    def remedies(self) -> tuple[str, ...]:
        """What to write instead: the target with a hint, or the name of a function."""
        return tuple(dict.fromkeys(_spelled(one) for one in self.candidates))


class Unmatched(msgspec.Struct, frozen=True):
    """No relationship fits.

    ``exists`` says that the target is a table which nothing leads to; ``leads`` are the tables that the target or hint
    leads to in a schema that the request does not ask. ``nearest`` are names that would work, best first.
    """

    exists: bool = False
    leads: tuple[QualifiedName, ...] = ()
    nearest: tuple[str, ...] = ()


Resolution = Relationship | Ambiguous | Unmatched


class Embedded(msgspec.Struct, frozen=True):
    """An embed anywhere in a select and what it leads to.

    ``path`` holds the names by which filters address it, outermost first. ``parent`` is the table it is embedded in;
    None, like ``found``, when that is not known.
    """

    path: tuple[str, ...]
    embed: Embed
    parent: QualifiedName | None
    found: Resolution | None

    @property
    def table(self) -> QualifiedName | None:
        """The embedded table, if it is known."""
        return self.found.other if isinstance(self.found, Relationship) else None


def resolve(catalog: Catalog, parent: QualifiedName, target: str, hints: tuple[str, ...] = ()) -> Resolution:
    """Return what an embed of ``parent`` leads to."""
    hint = hints[0] if hints else None
    fitting = [one for one in catalog.relationships(parent) if _fits(one, target, hint)]
    within = [one for one in fitting if _place(one).schema == parent.schema]
    certain = [one for one in within if one.proven] or within[:1]
    if len(certain) == 1:
        return certain[0]
    if certain:
        return Ambiguous(tuple(certain))
    leads = tuple(dict.fromkeys(one.other for one in fitting))
    exists = catalog.table(QualifiedName(parent.schema, target)) is not None
    return Unmatched(exists, leads, _nearest(catalog, parent, target))


def resolve_all(
    catalog: Catalog, parent: QualifiedName | None, children: tuple[Node, ...], path: tuple[str, ...] = ()
) -> Iterator[Embedded]:
    """Resolve every embed among ``children`` and below them, outer before inner."""
    for embed in children:
        if isinstance(embed, Embed):
            here = (*path, embed.alias or embed.target)
            found = resolve(catalog, parent, embed.target, embed.hints) if parent is not None else None
            embedded = Embedded(here, embed, parent, found)
            yield embedded
            yield from resolve_all(catalog, embedded.table, embed.children, here)


def _fits(one: Relationship, target: str, hint: str | None) -> bool:
    if one.function is not None:
        return one.function.name == target
    named = one.other.name == target
    own, theirs = one.columns[0] if len(one.columns) == 1 and one.junction is None else ("", "")
    if one.table == one.other:
        children = named and one.cardinality is Cardinality.ONE_TO_MANY
        if hint is None:
            return children or (one.cardinality is Cardinality.MANY_TO_ONE and own == target)
        return children and theirs == hint
    if hint is None:
        return named or (not one.to_view and target in (one.constraint, own))
    return named and hint in (one.constraint, own, theirs, one.junction.name if one.junction else None)


def _place(one: Relationship) -> QualifiedName:
    """What has to be in the schema that is asked: the function, or else the table."""
    return one.function or one.other


def _spelled(one: Relationship) -> str:
    if one.function is not None:
        return one.function.name
    return f"{one.other.name}!{one.constraint or (one.junction.name if one.junction else '')}"


def _nearest(catalog: Catalog, parent: QualifiedName, target: str) -> tuple[str, ...]:
    reachable = [one for one in catalog.relationships(parent) if _place(one).schema == parent.schema]
    names = dict.fromkeys(one.function.name if one.function else one.other.name for one in reachable)
    return tuple(get_close_matches(target, list(names), n=_MOST_NAMES))
