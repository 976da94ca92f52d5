"""Where a project's schema is, and the schema from there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from supamap.config import Config
from supamap.errors import ConfigError, InstallationError, SchemaError
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.project import Project
from supamap.model.readings import SchemaReading
from supamap.model.schema import SourceKind
from supamap.pipeline.measuring import Measured, types_files
from supamap.pipeline.results import ImportedSchema

if TYPE_CHECKING:
    from supamap.schema.sources import Sources

URL_VARIABLE = "SUPABASE_DB_URL"
"""The environment variable that holds a database URL where the configuration names none."""
_ENVIRONMENT = "env:"
_DECLARING = (b"Database", b"Tables", b"Row")
"""What stands in every generated types file."""


def schema_of(config: Config, measured: Measured) -> SchemaReading:
    """Read the schema of a project that has been measured, from the source that the configuration says.

    Without any source the schema is empty and knows nothing. Raises SchemaError when the source that is
    configured is not there, or one that is there cannot be read.
    """
    from supamap.schema.sources import read_schema

    return read_schema(schema_sources(config, measured.project, types_files(measured)), config.schema.source)


def readable_schema(config: Config, measured: Measured) -> SchemaReading:
    """Read the schema as ``schema_of`` does, but an empty one with a diagnostic when what was found cannot be read.

    So pages stay as they are where migrations cannot be replayed, instead of following a poorer source.
    Raises SchemaError or InstallationError where the configuration names the source.
    """
    try:
        return schema_of(config, measured)
    except (SchemaError, InstallationError) as error:
        from supamap.schema.sources import NOTHING

        if config.schema.source is not None:
            raise
        said = "; ".join(filter(None, (error.message, error.hint)))
        told = Diagnostic(error.where or "", 0, DiagnosticKind.SCHEMA_SOURCE, said)
        return SchemaReading(NOTHING, "no schema could be read", (told,))


def schema_alone(config: Config, kind: SourceKind | None = None) -> SchemaReading:
    """Read the schema of a project whose code nobody asks for; ``kind`` stands above the configuration."""
    from supamap.schema.sources import read_schema

    return read_schema(located_sources(config), kind or config.schema.source)


def show_schema(config: Config, name: str | None = None, source: str | None = None) -> SchemaReading:
    """Read the schema, of ``source`` if it is given, or the part of it that ``name`` names.

    Raises SchemaError when there is no source, ConfigError when nothing has the name.
    """
    from supamap.schema.narrowing import names, narrowed

    reading = schema_alone(config, SourceKind(source) if source else None)
    if reading.schema.source is SourceKind.NONE:
        hint = "it is read from supabase/migrations, --database-url, `supamap schema import` or generated types"
        raise SchemaError("there is no source for the schema here", where=str(config.base), hint=hint)
    if name is None:
        return reading
    part = narrowed(reading.schema, name)
    if part is None:
        near = get_close_matches(name, names(reading.schema), n=3, cutoff=0.75)
        hint = f"did you mean {' or '.join(near)}?" if near else "`supamap schema show` lists every name"
        raise ConfigError(f"nothing in the schema is called {name}", where=reading.schema.origin, hint=hint)
    return replace(reading, schema=part)


def schema_names(config: Config) -> tuple[str, ...]:
    """List what ``show_schema`` finds by name."""
    from supamap.schema.narrowing import names

    return names(schema_alone(config).schema)


def schema_statement() -> str:
    """Return the statement that people run in an SQL editor."""
    from supamap.schema.introspection import statement

    return statement()


def read_pasted(path: Path) -> str:
    """Read a file that holds what an SQL editor gave. SchemaError when it cannot be read."""
    from supamap.schema.snapshot import read_text

    return read_text(path, str(path))


def import_schema(config: Config, text: str, place: str) -> ImportedSchema:
    """Check what an SQL editor gave for the statement, and keep it as the snapshot.

    Raises SchemaError when it is no whole schema of this version, or the snapshot cannot be written; the snapshot that
    was there is then still there.
    """
    from supamap.schema.snapshot import pasted_schema, write_snapshot
    from supamap.schema.sources import Sources, read_schema

    schema = pasted_schema(text, place)
    if not (schema.tables or schema.functions):
        hint = "was the statement run in the project's own database, as the role postgres?"
        raise SchemaError("the schema is empty: it has no table and no function", where=place, hint=hint)
    path = config.schema.snapshot
    changed = write_snapshot(path, schema)
    sources = Sources(config.base, snapshot=_relative(path, config.base))
    counts = f"{len(schema.tables)} tables and views, {len(schema.functions)} functions, {len(schema.buckets)} buckets"
    return ImportedSchema(_relative(path, config.base), changed, counts, read_schema(sources, SourceKind.SNAPSHOT))


def located_sources(config: Config) -> Sources:
    """Find every source of the schema without reading code."""
    from supamap.discovery import discover

    project = discover(config.root, include=config.source.include, exclude=config.source.exclude)
    return schema_sources(config, project, _declaring_files(project))


def schema_sources(config: Config, project: Project, types: Sequence[str]) -> Sources:
    """Put together what is configured and what was found; paths are relative to the configuration's folder."""
    from supamap.schema.sources import Sources

    root, base = Path(project.root), config.base
    folders = [_relative(folder, base) for folder in config.schema.folders]
    snapshot = config.schema.snapshot
    return Sources(
        root=base,
        cache=config.cache,
        database_url=_database_url(config, os.environ),
        folders=tuple(folders or (_relative(root / folder, base) for folder in project.supabase_folders)),
        snapshot=_relative(snapshot, base) if snapshot.is_file() else None,
        types=tuple(
            [_relative(config.schema.types, base)]
            if config.schema.types
            else (_relative(root / path, base) for path in types)
        ),
        seed=config.schema.seed,
    )


def _database_url(config: Config, environment: Mapping[str, str]) -> str | None:
    """Return the URL that is configured, else that of the environment.

    Raises ConfigError if the configuration takes the database, and the variable that shall hold its URL is not set.
    """
    given = config.schema.database_url
    if given is None:
        return environment.get(URL_VARIABLE) or None
    if not given.startswith(_ENVIRONMENT):
        return given
    name = given.removeprefix(_ENVIRONMENT)
    found = environment.get(name)
    if not found and config.schema.source is SourceKind.DATABASE:
        hint = "set it to the database's URL, or take another `source` under [schema]"
        raise ConfigError(f"the environment variable {name} is not set; it shall hold the database's URL", hint=hint)
    return found or None


def _declaring_files(project: Project) -> list[str]:
    root = Path(project.root)
    paths = [*(file.path for file in project.files), *project.unscanned]
    return [path for path in paths if path.endswith(".ts") and _declares(root / path)]


def _declares(path: Path) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return all(word in content for word in _DECLARING)


def _relative(path: Path, base: Path) -> str:
    return PurePosixPath(os.path.relpath(path, base).replace(os.sep, "/")).as_posix()
