"""Where a project's schema is, and the schema from there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from supamap.config import Config
from supamap.errors import ConfigError, SchemaError
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.project import Project
from supamap.model.readings import SchemaReading
from supamap.model.schema import SourceKind
from supamap.pipeline.measuring import Measured, types_files
from supamap.schema.sources import NOTHING, Sources, read_schema

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
    return read_schema(schema_sources(config, measured.project, types_files(measured)), config.schema.source)


def readable_schema(config: Config, measured: Measured) -> SchemaReading:
    """Read the schema as ``schema_of`` does, but an empty one with a diagnostic when what was found cannot be read.

    Raises SchemaError where the configuration names the source.
    """
    try:
        return schema_of(config, measured)
    except SchemaError as error:
        if config.schema.source is not None:
            raise
        told = Diagnostic(error.where or "", 0, DiagnosticKind.SCHEMA_SOURCE, error.message)
        return SchemaReading(NOTHING, "no schema could be read", (told,))


def schema_alone(config: Config, kind: SourceKind | None = None) -> SchemaReading:
    """Read the schema of a project whose code nobody asks for; ``kind`` stands above the configuration."""
    return read_schema(located_sources(config), kind or config.schema.source)


def located_sources(config: Config) -> Sources:
    """Find every source of the schema without reading code."""
    from supamap.discovery import discover

    project = discover(config.root, include=config.source.include, exclude=config.source.exclude)
    return schema_sources(config, project, _declaring_files(project))


def schema_sources(config: Config, project: Project, types: Sequence[str]) -> Sources:
    """Put together what is configured and what was found; paths are relative to the configuration's folder."""
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
