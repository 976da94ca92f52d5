"""The schema of a server that is there: one read-only statement, the same that people run in the SQL editor."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from supamap.model.schema import Schema, SourceKind
from supamap.schema.dependencies import with_body_dependencies
from supamap.schema.documents import decoded
from supamap.syntax.folder import query_folder

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.rows import TupleRow

OLDEST = 140000
"""The oldest server version that the statement runs on, as ``server_version_num`` says it."""


@cache
def statement() -> str:
    """The statement. It yields one row of one column, ``supamap_schema``, with one JSON document."""
    return (query_folder() / "introspection.sql").read_text(encoding="utf-8")


def introspect(connection: Connection[TupleRow], source: SourceKind, origin: str) -> Schema:
    """Read the schema of the connected database; whatever psycopg raises comes through.

    ``source`` and ``origin`` say in the result where it is from.
    """
    from psycopg.types.string import TextLoader

    with connection.cursor() as cursor:
        cursor.adapters.register_loader("json", TextLoader)
        row = cursor.execute(statement().encode()).fetchone()
    assert row is not None
    schema = decoded(row[0], origin)
    return with_body_dependencies(replace(schema, source=source, origin=origin))
