"""The schema of a live database: read in one read-only transaction, within bounds of time.

No message holds a password: what libpq says of a URL that it cannot read is not shown, else it is searched for.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer
from typing import TYPE_CHECKING

import msgspec

from supamap.errors import SchemaError
from supamap.model.schema import Schema, SourceKind
from supamap.schema.introspection import OLDEST, introspect

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.rows import TupleRow

_URL_HINT = (
    "it looks like postgresql://postgres:PASSWORD@db.PROJECT.supabase.co:5432/postgres; "
    "in a password, characters such as @ : / # % are written as %40 %3A %2F %23 %25"
)
_HINTS = {
    "password authentication failed": "is the password the database's own (not an API key), with @ : / # % escaped?",
    "tenant or user not found": "the pooler's user is postgres.PROJECT, and its host is the region's of the project",
    "does not exist": "the database of a Supabase project is called postgres",
    "resolve host": "is the host written as Supabase shows it under Connect, and is there a network?",
}
_UNREACHABLE = (
    "is the server running, and does a firewall let this machine in? Supabase's direct host answers over IPv6 alone; "
    "the session pooler's URL works over IPv4"
)


class Limits(msgspec.Struct, frozen=True):
    """Bounds in seconds: until the server has answered the connection, and for reading all of the schema."""

    connect: int = 10
    read: int = 60


LIMITS = Limits()
GRACE = 5.0
"""Seconds that a server has to say that its own bound of time is over, before it is given up."""


def live_schema(url: str, limits: Limits = LIMITS) -> Schema:
    """Read the schema of the database behind a URL; nothing is written there.

    Raises SchemaError when the URL cannot be read, the server does not answer in time, refuses, or is too old.
    """
    with _connected(url, limits) as (connection, place), _deadline(connection, place, limits):
        return _read(connection, limits, place)


@contextmanager
def live_connection(url: str, limits: Limits = LIMITS) -> Iterator[Connection[TupleRow]]:
    """Yield a connection whose transactions are read-only, for statements that are prepared and never executed.

    Raises SchemaError as ``live_schema`` does, and when the connection breaks.
    """
    with _connected(url, limits) as (connection, _):
        connection.execute("set default_transaction_read_only = on")
        connection.execute(f"set statement_timeout = '{limits.connect}s'".encode())
        connection.commit()
        yield connection


@contextmanager
def _connected(url: str, limits: Limits) -> Iterator[tuple[Connection[TupleRow], str]]:
    import psycopg

    place, secrets = _described(url)
    try:
        with psycopg.connect(url, connect_timeout=limits.connect, application_name="supamap") as connection:
            _check_age(connection.info.server_version, place)
            yield connection, place
    except psycopg.Error as error:
        raise _refusal(str(error), error.sqlstate, place, secrets, limits) from None


def _described(url: str) -> tuple[str, tuple[str, ...]]:
    """Say where a URL leads, and what of it must not be shown."""
    from psycopg import Error
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(url)
    except Error:
        raise SchemaError("the database URL cannot be read", hint=_URL_HINT) from None
    host, port, database = (str(parts.get(key) or "") for key in ("host", "port", "dbname"))
    # A password with a slash in it is read as a port and a database.
    if "@" in database or not all(one.isdigit() for one in port.split(",") if one):
        raise SchemaError("the database URL cannot be read", hint=_URL_HINT)
    place = f"{host or 'localhost'}{':' if port else ''}{port}/{database or 'postgres'}"
    secrets = (parts.get("password"), parts.get("sslpassword"), os.environ.get("PGPASSWORD"))
    return place, tuple(str(one) for one in secrets if one)


def _check_age(version: int, place: str) -> None:
    if version < OLDEST:
        raise SchemaError(
            f"the server is PostgreSQL {version // 10000}, and the schema is read from {OLDEST // 10000} on",
            where=place,
            hint="upgrade the project, or take another source: `[schema] source` in supamap.toml",
        )


def _read(connection: Connection[TupleRow], limits: Limits, place: str) -> Schema:
    connection.execute("set transaction read only")
    connection.execute(f"set local statement_timeout = '{limits.read}s'".encode())
    schema = introspect(connection, SourceKind.DATABASE, place)
    connection.rollback()
    return schema


@contextmanager
def _deadline(connection: Connection[TupleRow], place: str, limits: Limits) -> Iterator[None]:
    """Close the connection's socket when the time is over: a server that fell silent does not stop its own statement.

    Raises SchemaError then.
    """
    from psycopg import Error

    over = Event()
    timer = Timer(limits.read + GRACE, _hang_up, [connection, over])
    timer.daemon = True
    timer.start()
    try:
        yield
    except Error:
        if over.is_set():
            raise _too_slow(place, limits) from None
        raise
    finally:
        timer.cancel()


def _hang_up(connection: Connection[TupleRow], over: Event) -> None:
    over.set()
    line = socket.socket(fileno=connection.fileno())
    line.shutdown(socket.SHUT_RDWR)
    line.detach()


def _too_slow(place: str, limits: Limits) -> SchemaError:
    return SchemaError(
        f"the schema was not read within {limits.read} s", where=place, hint="is something locking the catalog?"
    )


def _refusal(said: str, sqlstate: str | None, place: str, secrets: tuple[str, ...], limits: Limits) -> SchemaError:
    """Say what psycopg's message means, without any secret that it might repeat."""
    for secret in secrets:
        said = said.replace(secret, "***")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    reason = lines[-1].partition("FATAL:")[2].strip() or lines[0] if lines else "no reason given"
    reason = reason.removeprefix("consuming input failed: ")
    lower = said.lower()
    if sqlstate == "57014":
        return _too_slow(place, limits)
    if sqlstate is not None or "server closed the connection" in lower or "consuming input" in lower:
        return SchemaError(f"the schema could not be read: {reason}", where=place, hint=_hint(lower))
    if "timeout expired" in lower:
        reason = f"no answer within {limits.connect} s"
    return SchemaError(f"the database cannot be reached: {reason}", where=place, hint=_hint(lower))


def _hint(said: str) -> str:
    return next((hint for words, hint in _HINTS.items() if words in said), _UNREACHABLE)
