"""The part of a schema that has a name."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from supamap.model.schema import QualifiedName, Schema

_NAMED = (
    *("tables", "platform", "enums", "composite_types", "domains", "functions"),
    *("buckets", "cron_jobs", "publications", "extensions"),
)
"""Fields of a schema that hold what a person may ask for by name."""


def names(schema: Schema) -> tuple[str, ...]:
    """Everything that ``narrowed`` finds, sorted; ``public`` is left out of names."""
    return tuple(sorted({name for field in _NAMED for name, _ in _parts(schema, field)}))


def narrowed(schema: Schema, name: str) -> Schema | None:
    """Keep what has this name, whatever kind it is of, and its dependencies; None when nothing has it."""
    wanted = name.removeprefix("public.")
    kept = {field: tuple(part for own, part in _parts(schema, field) if own == wanted) for field in _NAMED}
    if not any(kept.values()):
        return None
    touching = tuple(
        one
        for one in schema.dependencies
        if wanted in {str(QualifiedName(one.used.schema, one.used.name)), str(one.user.table or "")}
        or wanted == str(QualifiedName(one.user.schema, one.user.name))
    )
    return replace(schema, **kept, dependencies=touching)


def _parts(schema: Schema, field: str) -> Iterator[tuple[str, object]]:
    for part in getattr(schema, field):
        qualified = field not in {"buckets", "cron_jobs", "publications", "extensions"}
        yield str(QualifiedName(part.schema, part.name)) if qualified else part.name, part
