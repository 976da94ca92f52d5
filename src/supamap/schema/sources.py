"""The one door to the schema: from where its sources are to the schema itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from supamap.errors import SchemaError
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.readings import SchemaReading
from supamap.model.schema import Column, ForeignKey, Function, Schema, SourceKind, Table
from supamap.schema.differences import differences
from supamap.schema.doubts import doubts_between, removed_names
from supamap.schema.generated_types import schema_of_types
from supamap.schema.snapshot import read_snapshot

_SHOWN = 3
_HINTS = {
    SourceKind.DATABASE: "name it with --database-url, SUPABASE_DB_URL, or `database-url` under [schema]",
    SourceKind.MIGRATIONS: "there is no folder supabase/migrations here; name it with `folders` under [schema]",
    SourceKind.SNAPSHOT: "run what `supamap schema sql` prints, and give the result to `supamap schema import`",
    SourceKind.TYPES: "write it with `supabase gen types typescript`, or name it with `types` under [schema]",
}


NAMES = {
    SourceKind.DATABASE: "the database",
    SourceKind.MIGRATIONS: "the migrations",
    SourceKind.SNAPSHOT: "the snapshot",
    SourceKind.TYPES: "the generated types",
}


_BESIDE = (SourceKind.SNAPSHOT, SourceKind.TYPES)
"""Sources that cost little to read: they are held against the one that was chosen."""


class Sources(msgspec.Struct, frozen=True):
    """Where a schema may be read from; what is None or empty is not there.

    ``folders`` (of Supabase projects), ``snapshot`` and ``types`` are relative to ``root``. ``cache`` is a folder that
    remembers replays of migrations, ``seed`` lets seed files follow these.
    """

    root: Path
    cache: Path | None = None
    database_url: str | None = None
    folders: tuple[str, ...] = ()
    snapshot: str | None = None
    types: tuple[str, ...] = ()
    seed: bool = False

    def kinds(self) -> tuple[SourceKind, ...]:
        """What is there, the richest first."""
        there = {
            SourceKind.DATABASE: self.database_url,
            SourceKind.MIGRATIONS: any(_holds_sql(self.root / folder) for folder in self.folders),
            SourceKind.SNAPSHOT: self.snapshot,
            SourceKind.TYPES: self.types,
        }
        return tuple(kind for kind in SourceKind if there.get(kind))


def read_schema(sources: Sources, kind: SourceKind | None = None) -> SchemaReading:
    """Read one kind of source, or the richest that is there; an empty schema that knows nothing when there is none.

    Where a snapshot or a types file lies beside what is read and says something else, a diagnostic tells so.
    Raises SchemaError when the kind is not there or cannot be read, InstallationError where migrations are it and this
    platform has no embedded server: a poorer source in its place would make pages change with the machine.
    """
    kinds = sources.kinds()
    if kind is None and not kinds:
        return SchemaReading(NOTHING, "no schema: neither a database, nor migrations, a snapshot or generated types")
    chosen = kind or kinds[0]
    if chosen not in kinds:
        raise SchemaError(f"the schema cannot be read from {NAMES[chosen]}", hint=_HINTS[chosen])
    reading = _read(sources, chosen)
    others = [_read(sources, other).schema for other in _BESIDE if other in kinds and other is not chosen]
    contradictions = _contradictions(others, reading.schema)
    removed = _removed(sources) if chosen is SourceKind.MIGRATIONS and others else frozenset()
    doubts = {name for other in others for name in doubts_between(reading.schema, other, removed)}
    schema = replace(reading.schema, doubtful=tuple(sorted(doubts.union(reading.schema.doubtful))))
    return replace(reading, schema=schema, diagnostics=(*reading.diagnostics, *contradictions))


def _removed(sources: Sources) -> frozenset[str]:
    from supamap.schema.migrations import read_migrations

    migrations = read_migrations(sources.root, sources.folders)
    return frozenset(name for file in migrations.files for name in removed_names(file.text))


def _read(sources: Sources, kind: SourceKind) -> SchemaReading:
    match kind:
        case SourceKind.DATABASE:
            return _database(sources)
        case SourceKind.MIGRATIONS:
            return _migrations(sources)
        case SourceKind.SNAPSHOT:
            return _snapshot(sources)
        case _:
            return _types(sources)


def _database(sources: Sources) -> SchemaReading:
    from supamap.schema.live import live_schema

    assert sources.database_url is not None
    return _reading(live_schema(sources.database_url))


def _migrations(sources: Sources) -> SchemaReading:
    from supamap.schema.embedded.replay import replay
    from supamap.schema.migrations import read_migrations

    replayed = replay(read_migrations(sources.root, sources.folders, seed=sources.seed), sources.cache)
    applied = f", {replayed.applied:,} of {replayed.statements:,} statements applied"
    return _reading(replayed.schema, replayed.diagnostics, applied)


def _snapshot(sources: Sources) -> SchemaReading:
    assert sources.snapshot is not None
    return _reading(read_snapshot(sources.root / sources.snapshot, sources.snapshot))


def _types(sources: Sources) -> SchemaReading:
    """Read the types file with the most tables; a diagnostic names others that declare something else."""
    found = [(schema_of_types(_text(sources.root / path), path), path) for path in sources.types]
    found.sort(key=lambda pair: (-len(pair[0].tables), pair[1]))
    best, path = found[0]
    if not best.tables:
        message = "no table is declared here in the way that `supabase gen types typescript` writes it"
        return _reading(best, (Diagnostic(path, 0, DiagnosticKind.SCHEMA_SOURCE, message),))
    # A file with a few tables beside it is somebody's excerpt.
    rivals = [(schema, other) for schema, other in found[1:] if 2 * len(schema.tables) > len(best.tables)]
    others = [other for schema, other in rivals if differences(best, schema)]
    message = f"{path} is read, which has as many tables or more; name one with `types` under [schema] in supamap.toml"
    return _reading(best, tuple(Diagnostic(other, 0, DiagnosticKind.SCHEMA_SOURCE, message) for other in others))


def _reading(schema: Schema, diagnostics: tuple[Diagnostic, ...] = (), more: str = "") -> SchemaReading:
    return SchemaReading(schema, f"schema: {NAMES[schema.source]} ({schema.origin}){more}", diagnostics)


def _holds_sql(folder: Path) -> bool:
    """Tell whether a folder of a Supabase project holds migrations or declared schemas."""
    return any(path.is_dir() and any(path.rglob("*.sql")) for path in (folder / "migrations", folder / "schemas"))


def _contradictions(others: Iterable[Schema], schema: Schema) -> Iterator[Diagnostic]:
    """Say in which files beside the source that was read the schema is another one."""
    for other in others:
        found = differences(other, schema)
        if found and other.tables:
            names = ", ".join(f"{one.kind} {one.name}" for one in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            diff = f"`supamap schema diff {other.source} {schema.source}`"
            message = f"it differs from {NAMES[schema.source]}: {names}{more} ({diff})"
            yield Diagnostic(other.origin, 0, DiagnosticKind.SCHEMA_SOURCE, message)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _fields() -> Iterator[str]:
    for part in (Schema, Table, Column, ForeignKey, Function):
        yield from set(part.__struct_fields__) - {"schema", "name", "source", "origin", "server_version", "unknown"}


NOTHING = Schema(SourceKind.NONE, unknown=tuple(sorted(set(_fields()))))
"""The schema of a project that has no source for it."""
