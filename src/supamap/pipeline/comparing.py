"""Two schemas side by side: of sources, of files, of git revisions."""

from __future__ import annotations

from contextlib import ExitStack
from difflib import get_close_matches
from pathlib import Path

from supamap.config import Config
from supamap.errors import ConfigError, SchemaError, SupamapError
from supamap.model.readings import SchemaReading
from supamap.model.schema import SourceKind
from supamap.pipeline.copies import moved_config
from supamap.pipeline.results import Compared
from supamap.pipeline.schemas import located_sources, schema_alone
from supamap.schema.differences import differences
from supamap.schema.sources import NOTHING, Sources, read_schema

KINDS = tuple(kind for kind in SourceKind if kind is not SourceKind.NONE)


def compare(config: Config, first: str, second: str, here: Path) -> Compared:
    """Compare two schemas, each named by its source, by a file relative to ``here``, or by a git revision.

    A revision may say which source of it: ``main:types``; without that it is the richest one.
    Raises SchemaError when one of them is not there, ConfigError when a name means nothing.
    """
    before, after = (_reading(config, name, here) for name in (first, second))
    for reading, name in ((before, first), (after, second)):
        if reading.schema.source is SourceKind.NONE:
            raise SchemaError(f"{name} has no schema: neither migrations, a snapshot nor generated types are there")
    return Compared(before, after, differences(before.schema, after.schema))


def _reading(config: Config, name: str, here: Path) -> SchemaReading:
    if name in KINDS:
        return schema_alone(config, SourceKind(name))
    if (here / name).is_file():
        return _file(here / name, name)
    revision, _, kind = name.partition(":")
    if kind and kind not in KINDS:
        raise ConfigError(f"{kind} is no source of a revision{_near(kind)}", hint="write REV:types, REV:snapshot, …")
    return _earlier(config, revision, SourceKind(kind) if kind else None, name)


def _file(path: Path, name: str) -> SchemaReading:
    folder, file = path.parent.resolve(), path.name
    if path.suffix == ".json":
        return read_schema(Sources(folder, snapshot=file), SourceKind.SNAPSHOT)
    if path.suffix == ".ts":
        return read_schema(Sources(folder, types=(file,)), SourceKind.TYPES)
    raise ConfigError("this file is neither a snapshot (.json) nor generated types (.ts)", where=name)


def _earlier(config: Config, revision: str, kind: SourceKind | None, name: str) -> SchemaReading:
    """Read what the files of a revision say; a database has no revisions."""
    from supamap.discovery.revisions import at_revision

    if kind is SourceKind.DATABASE:
        raise ConfigError("a database has no revisions", where=name, hint="compare with `database` itself")
    with ExitStack() as stack:
        try:
            top, then = stack.enter_context(at_revision(config.base, revision))
        except SupamapError as error:
            hint = f"name {', '.join(KINDS)}, a file (.json, .ts) or a git revision"
            raise ConfigError(f"{error.message}{_near(name)}", where=name, hint=hint) from error
        moved = moved_config(config, top, then)
        sources = located_sources(moved)
        kinds = [one for one in sources.kinds() if one is not SourceKind.DATABASE]
        chosen = kind or next(iter(kinds), None)
        return read_schema(sources, chosen) if chosen else SchemaReading(NOTHING, f"{name}: no schema")


def _near(name: str) -> str:
    closest = get_close_matches(name, KINDS, n=1)
    return f"; did you mean {closest[0]}?" if closest else ""
