"""Usages of embedded tables: by name as the code writes them, by foreign keys where a schema is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from supamap.model.linked import LinkedProject
from supamap.model.schema import QualifiedName
from supamap.model.usage import Certainty, Origin, ResourceKind, Step, Usage
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.embedding import Embedded, resolve_all
from supamap.postgrest.relationships import Relationship
from supamap.postgrest.select_values import Nested, Select
from supamap.postgrest.shapes import Shape, selects_of, shape_of

_KEY = ("_id", "_ids", "_uuid", "Id")
_ALIAS = "alias"
_RANK = (Certainty.PROVEN, Certainty.INFERRED, Certainty.DYNAMIC)


def embedded(usage: Usage, shape: Shape) -> Iterator[Usage]:
    """The tables that a select embeds are read at the same place (PostgREST, resource embedding).

    ``profiles:author_id(name)`` embeds by a foreign key's column: which table that is, only the database knows. The
    alias is a guess; ``collected`` keeps it if the code uses a table of that name elsewhere.
    """
    for nested in shape.embeds:
        yield from _by_name(usage, nested)


def collected(usages: Iterable[Usage]) -> tuple[Usage, ...]:
    """Sort usages, one for each place, resource and user: a proof beats a likelihood.

    Tables guessed from aliases stay only if the code names them elsewhere.
    """
    found = list(usages)
    named = {usage.name for usage in found if not _is_guess(usage)}
    kept: dict[tuple[object, ...], Usage] = {}
    for usage in found:
        if _is_guess(usage) and usage.name not in named:
            continue
        key = (*_place(usage), usage.schema)
        if key not in kept or _RANK.index(usage.certainty) < _RANK.index(kept[key].certainty):
            kept[key] = usage
    return tuple(sorted(kept.values(), key=_place))


def attributed(linked: LinkedProject, catalog: Catalog) -> LinkedProject:
    """The project with its embeds resolved by the foreign keys of a schema; what that does not know stays by name."""
    asked = [usage for usage in linked.usages if usage.origin is not Origin.EMBED]
    places = {(usage.location, usage.user) for usage in linked.usages if usage.origin is Origin.EMBED}
    found = [
        one
        for usage in asked
        # A name that only other callers know embeds nothing here.
        if usage.query is not None and (usage.name is not None or (usage.location, usage.user) in places)
        for one in _resolved(usage, catalog)
    ]
    return msgspec.structs.replace(linked, usages=collected((*asked, *found)))


def _resolved(usage: Usage, catalog: Catalog) -> Iterator[Usage]:
    assert usage.query is not None
    by_path: dict[tuple[str, ...], Embedded] = {}
    parent = parent_of(usage, catalog)
    for _, _, select in selects_of(usage.query):
        if isinstance(select, Select):
            for one in resolve_all(catalog, parent, select.children):
                by_path.setdefault(one.path, one)
    bare = msgspec.structs.replace(usage, query=None)
    for nested in shape_of(usage.query).embeds:
        found = by_path[nested.path].found
        if isinstance(found, Relationship):
            yield from _by_key(bare, nested, found, catalog.default_schema)
        else:
            yield from _by_name(bare, nested)


def parent_of(usage: Usage, catalog: Catalog) -> QualifiedName | None:
    """The table whose rows a query is about, None when the schema does not know it."""
    if usage.name is None:
        return None
    name = QualifiedName(usage.schema or catalog.default_schema, usage.name)
    if usage.kind is ResourceKind.RPC:
        return catalog.rows_of(name)
    return name if catalog.table(name) is not None else None


def _by_name(usage: Usage, nested: Nested) -> Iterator[Usage]:
    by_key = nested.target.endswith(_KEY)
    alias = nested.path[-1]
    if by_key and alias == nested.target:
        return
    guess = (Step(_ALIAS, usage.location.file, usage.location.line, f"{alias}:{nested.target}"),) if by_key else ()
    certainty = Certainty.PROVEN if usage.certainty is Certainty.DYNAMIC else usage.certainty
    yield msgspec.structs.replace(
        usage,
        kind=ResourceKind.TABLE,
        name=alias if by_key else nested.target,
        via=(*usage.via, *guess),
        operations=("select",),
        columns=tuple(sorted(nested.columns)),
        origin=Origin.EMBED,
        certainty=Certainty.INFERRED if by_key else certainty,
        reason=None,
    )


def _by_key(usage: Usage, nested: Nested, found: Relationship, default: str) -> Iterator[Usage]:
    """The embedded table, the junction on the way to it, the function that leads there."""
    label = nested.target if nested.path[-1] == nested.target else f"{nested.path[-1]}:{nested.target}"
    step = Step("embed", usage.location.file, usage.location.line, f"{label} by {found.name}")
    read = msgspec.structs.replace(
        usage,
        kind=ResourceKind.TABLE,
        via=(*usage.via, step),
        operations=("select",),
        origin=Origin.EMBED,
        reason=None,
    )
    yield _named(read, found.other, default, columns=tuple(sorted(nested.columns)))
    if found.junction is not None:
        yield _named(read, found.junction, default)
    if found.function is not None:
        called = msgspec.structs.replace(read, kind=ResourceKind.RPC, operations=("call",))
        yield _named(called, found.function, default)


def _named(usage: Usage, name: QualifiedName, default: str, columns: tuple[str, ...] = ()) -> Usage:
    schema = None if name.schema == default else name.schema
    return msgspec.structs.replace(usage, name=name.name, schema=schema, columns=columns)


def _is_guess(usage: Usage) -> bool:
    return any(step.kind == _ALIAS for step in usage.via)


def _place(usage: Usage) -> tuple[object, ...]:
    where = usage.location
    return (where.file, where.line, where.column, usage.kind, usage.origin, usage.name or "", usage.user)
