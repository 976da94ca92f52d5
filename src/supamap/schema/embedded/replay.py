"""A project's schema from its migrations: replayed once, then taken from the cache."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from supamap.errors import SchemaError
from supamap.model.diagnostics import Diagnostic
from supamap.model.schema import Bucket, Schema, SourceKind
from supamap.schema.embedded.cluster import identity, lay_out
from supamap.schema.embedded.installation import Installation, installed
from supamap.schema.embedded.limits import DEFAULT_LIMITS, Limits
from supamap.schema.embedded.server import DATABASE, Server, private_folder, serving
from supamap.schema.introspection import introspect
from supamap.schema.migrations import Migrations
from supamap.syntax.folder import query_folder

if TYPE_CHECKING:
    import psycopg

    from supamap.schema.embedded.execution import Progress


class Replayed(msgspec.Struct, frozen=True):
    """What a replay gave. ``applied`` of ``statements`` in ``files`` took effect; diagnostics say what did not."""

    schema: Schema
    files: int
    statements: int
    applied: int
    diagnostics: tuple[Diagnostic, ...]


def replay(migrations: Migrations, cache: Path | None, limits: Limits = DEFAULT_LIMITS) -> Replayed:
    """Replay migrations and read what came of them, or return what an earlier replay of the same files gave.

    ``cache`` is the folder that remembers replays and the server's files; None remembers nothing.

    Raises SchemaError if there is nothing to replay or the server does not start, InstallationError where this
    platform has no embedded server.
    """
    _demand_files(migrations)
    installation = installed()
    kept = None if cache is None else cache / f"replay-{_key(installation, migrations, limits)}.json"
    if kept is not None and (found := _kept(kept)):
        return found
    with _replayed(installation, cache, migrations, limits) as (server, progress), server.administer() as connection:
        connection.execute("drop schema supamap cascade")
        schema = introspect(connection, SourceKind.MIGRATIONS, _origin(migrations))
    result = Replayed(
        msgspec.structs.replace(schema, exposed=migrations.exposed, doubtful=tuple(sorted(progress.doubtful))),
        len(migrations.files),
        progress.statements,
        progress.applied,
        (*migrations.diagnostics, *progress.diagnostics),
    )
    if kept is not None:
        _keep(kept, result)
    return result


@contextmanager
def replayed_server(
    migrations: Migrations, cache: Path | None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[tuple[Server, Progress]]:
    """Yield a server whose database carries the schema, and how the replay went; it ends with the context.

    Raises what ``replay`` raises.
    """
    _demand_files(migrations)
    with _replayed(installed(), cache, migrations, limits) as replayed:
        yield replayed


@contextmanager
def _replayed(
    installation: Installation, cache: Path | None, migrations: Migrations, limits: Limits
) -> Iterator[tuple[Server, Progress]]:
    # What an earlier replay gave needs no driver.
    from supamap.schema.embedded.execution import execute
    from supamap.schema.embedded.session import Session

    with private_folder(installation) as folder:
        lay_out(installation, cache, folder)
        with serving(installation, folder) as server:
            with Session(server) as session:
                progress = execute(session, migrations.files, limits)
            with server.administer() as connection:
                _apply_settings(connection, migrations)
            yield server, progress


def _apply_settings(connection: psycopg.Connection, migrations: Migrations) -> None:
    from psycopg import sql

    exposed = ", ".join(migrations.exposed)
    connection.execute(
        sql.SQL("alter database {} set pgrst.db_schemas = {}").format(sql.Identifier(DATABASE), sql.Literal(exposed))
    )
    for bucket in migrations.buckets:
        connection.execute(_BUCKET, _bucket_row(bucket))


_REMEMBERED = 50
"""Replays that the cache holds; beyond, the oldest go."""
_BUCKET = """
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values (%(name)s, %(name)s, %(public)s, %(limit)s, %(types)s)
on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit,
  allowed_mime_types = excluded.allowed_mime_types
"""


def _bucket_row(bucket: Bucket) -> dict[str, object]:
    types = list(bucket.allowed_mime_types) or None
    return {"name": bucket.name, "public": bucket.public, "limit": bucket.file_size_limit, "types": types}


def _origin(migrations: Migrations) -> str:
    """Return the folders that the files stand in, joined by commas."""
    return ", ".join(sorted({file.path.rpartition("/")[0] for file in migrations.files}))


def _demand_files(migrations: Migrations) -> None:
    if not migrations.files:
        raise SchemaError(
            "there are no migrations to replay",
            hint="supabase/migrations holds no <timestamp>_<name>.sql, and supabase/schemas no .sql; "
            "use a live database, pasted JSON or database.types.ts",
        )


def _key(installation: Installation, migrations: Migrations, limits: Limits) -> str:
    """Return a text that changes with everything that the result depends on, supamap's own part included."""
    package = Path(__file__).parents[2]
    own = [*(package / "schema").rglob("*.py"), package / "model" / "schema.py", *query_folder().glob("*.sql")]
    digest = sha256(identity(installation).encode())
    digest.update(msgspec.msgpack.encode((migrations, limits)))
    for path in sorted(own):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _kept(path: Path) -> Replayed | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Replayed)
    except (OSError, msgspec.DecodeError):
        return None


def _keep(path: Path, result: Replayed) -> None:
    """Write the result in one step; a cache that cannot be written is no reason to fail."""
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    try:
        unfinished.write_bytes(msgspec.json.encode(result))
        unfinished.replace(path)
        for old in sorted(path.parent.glob("replay-*.json"), key=lambda one: one.stat().st_mtime)[:-_REMEMBERED]:
            old.unlink()
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
