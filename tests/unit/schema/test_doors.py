"""The same schema through every door: equal where a source can know."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from msgspec.structs import replace
from tests.unit.schema.conftest import STUDIO, without_vector

from supamap.model.schema import Dependency, Schema, SourceKind
from supamap.report.schema_sql import render
from supamap.schema.differences import differences
from supamap.schema.embedded.replay import replay, replayed_server
from supamap.schema.generated_types import schema_of_types
from supamap.schema.introspection import statement
from supamap.schema.live import live_schema
from supamap.schema.migrations import Migrations, SqlFile
from supamap.schema.snapshot import pasted_schema, read_snapshot, write_snapshot


def own_dependencies(schema: Schema) -> set[Dependency]:
    return {one for one in schema.dependencies if one.used.schema == "public"}


def test_generated_types_say_what_the_migrations_make(studio_schema: Schema) -> None:
    path = STUDIO / "src/integrations/supabase/database.types.ts"
    assert differences(studio_schema, schema_of_types(path.read_text(encoding="utf-8"), "types")) == ()


def test_a_snapshot_holds_everything(studio_schema: Schema, tmp_path: Path) -> None:
    write_snapshot(tmp_path / "s.json", studio_schema)
    read = read_snapshot(tmp_path / "s.json", "s.json")
    assert replace(read, source=studio_schema.source, origin=studio_schema.origin) == studio_schema


def test_a_live_database_is_read_as_the_replay_is(studio: Migrations, studio_schema: Schema, cache: Path) -> None:
    with replayed_server(studio, cache) as (server, _):
        schema = live_schema(f"postgresql://supamap@/postgres?host={server.folder}")
    kept = replace(schema, functions=tuple(one for one in schema.functions if one.schema != "supamap"))
    assert differences(studio_schema, kept) == ()
    assert own_dependencies(schema) == own_dependencies(studio_schema)


def test_a_server_of_other_packages_says_the_same(packaged_studio: str, studio: Migrations, cache: Path) -> None:
    replayed = replay(without_vector(studio), cache).schema
    packaged = live_schema(packaged_studio)
    # Buckets of config.toml are the replay's own doing.
    assert differences(replace(replayed, buckets=()), replace(packaged, buckets=())) == ()
    assert own_dependencies(packaged) == own_dependencies(replayed)
    assert packaged.knows("buckets")
    assert packaged.origin == f"{packaged_studio.rpartition('host=')[2]}/studio"


def test_psql_gives_what_import_takes(packaged_studio: str) -> None:
    with psycopg.connect(packaged_studio) as connection:
        row = connection.execute(
            f"select supamap_schema::text from ({statement()}\n) editor limit 100".encode()
        ).fetchone()
    assert row is not None
    assert differences(pasted_schema(row[0], "pasted"), live_schema(packaged_studio)) == ()


def test_types_are_qualified_whatever_the_search_path_is(packaged_studio: str) -> None:
    url = f"{packaged_studio}&options=-csearch_path%3Dpublic,auth"
    column = next(one for one in live_schema(url).tables if one.name == "jobs").column("status")
    assert column is not None
    assert column.type == "public.job_status"


def test_reading_writes_nothing_and_works_where_nothing_can_be_written(packaged_studio: str) -> None:
    url = f"{packaged_studio}&options=-cdefault_transaction_read_only%3Don"
    assert live_schema(url).tables


def test_sql_recreates_the_schema(studio_schema: Schema, studio: Migrations, cache: Path) -> None:
    files = (SqlFile("supabase/migrations/1_all.sql", render(studio_schema)),)
    again = replay(Migrations(files, studio.exposed, ()), cache)
    assert [one.message for one in again.diagnostics] == []
    assert differences(studio_schema, again.schema) == ()


@pytest.mark.parametrize(
    ("statement", "unknown"),
    [
        ("drop schema storage cascade", {"buckets"}),
        ("drop schema cron cascade", set()),
        ("drop schema storage, cron cascade; alter role authenticator reset pgrst.db_schemas", {"buckets", "exposed"}),
    ],
)
def test_what_is_not_there_is_unknown(statement: str, unknown: set[str], packaged_studio: str) -> None:
    with psycopg.connect(packaged_studio) as connection:
        connection.execute(statement.encode())
        from supamap.schema.introspection import introspect

        schema = introspect(connection, SourceKind.DATABASE, "here")
        connection.rollback()
    assert set(schema.unknown) == unknown
    assert schema.table("jobs") is not None


def test_a_role_without_rights_on_storage(packaged_studio: str) -> None:
    with psycopg.connect(packaged_studio, autocommit=True) as connection:
        connection.execute("create role reader login")
        connection.execute("insert into storage.buckets (id) values ('odd “name”, <b>'), ('b') on conflict do nothing")
    schema = live_schema(packaged_studio.replace("postgres@", "reader@"))
    assert {"buckets", "cron_jobs"} <= set(schema.unknown)
    assert schema.buckets == ()
    assert {table.name for table in schema.tables} >= {"jobs", "profiles"}
    whole = live_schema(packaged_studio)
    assert {"odd “name”, <b>", "b"} <= {bucket.name for bucket in whole.buckets}


def test_a_wrong_password(packaged_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from supamap.errors import SchemaError

    with psycopg.connect(packaged_server, autocommit=True) as connection:
        connection.execute("create role guarded login password 'right-one'")
    url = packaged_server.replace("postgres@", "guarded:wr0ng-s3cret@")
    with pytest.raises(SchemaError, match="password authentication failed") as caught:
        live_schema(url)
    assert "wr0ng-s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert live_schema(packaged_server.replace("postgres@", "guarded:right-one@")).tables == ()
    assert "PGPASSWORD" not in os.environ
