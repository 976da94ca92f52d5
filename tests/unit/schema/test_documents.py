"""A schema document: what is refused, what is blacked out, what stays the same."""

from __future__ import annotations

import json

import pytest

from supamap.errors import SchemaError
from supamap.model.schema import Column, CronJob, Dependency, ObjectKind, Schema, SourceKind, Table
from supamap.model.schema import DatabaseObject as Subject
from supamap.schema.documents import decoded, encoded

SCHEMA = Schema(
    source=SourceKind.DATABASE,
    tables=(
        Table("public", "zebras", columns=(Column("id", "uuid", nullable=False), Column("a", "text"))),
        Table("public", "apes"),
    ),
    dependencies=(
        Dependency(Subject(ObjectKind.FUNCTION, "public", "f"), Subject(ObjectKind.TABLE, "public", "zebras")),
        Dependency(Subject(ObjectKind.FUNCTION, "public", "f"), Subject(ObjectKind.TABLE, "public", "apes")),
    ),
)


def text(**changes: object) -> str:
    return json.dumps({"format": "supamap-schema", "version": 1, "schema": {"source": "database"}} | changes)


def test_names_are_sorted_and_columns_stay_in_their_order() -> None:
    read = decoded(encoded(SCHEMA).decode(), "here")
    assert [table.name for table in read.tables] == ["apes", "zebras"]
    assert [column.name for column in read.tables[1].columns] == ["id", "a"]
    assert [one.used.name for one in read.dependencies] == ["apes", "zebras"]


def test_the_same_schema_gives_the_same_bytes() -> None:
    once = encoded(decoded(encoded(SCHEMA).decode(), "here"))
    assert encoded(decoded(once.decode(), "here")) == once
    assert once.count(b"\n") > 10
    assert b": null" not in once


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{}", "no schema of supamap's"),
        ("[1]", "no schema of supamap's"),
        ("create table jobs", "no JSON"),
        (text()[:-9], "cut off"),
        ("", "cut off"),
        (text(format="other"), "no schema of supamap's"),
        (text(version=2), "version 2, of a newer supamap"),
        (text(version=0), "version 0, of an older supamap"),
        (text(schema={"source": "database", "tables": [{"schema": "public"}]}), "damaged"),
        (text(schema=[]), "damaged"),
    ],
)
def test_what_is_no_document_of_this_version_is_refused(document: str, said: str) -> None:
    with pytest.raises(SchemaError, match=said) as caught:
        decoded(document, "pasted.json")
    assert str(caught.value).startswith("pasted.json: ")
    assert caught.value.hint


def test_keys_in_texts_are_blacked_out() -> None:
    token = ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJyb2xlIjoic2VydmljZV9yb2xlIn0", "c2lnbmF0dXJlLW9mLWl0"))
    job = CronJob("call", "* * * * *", f'select net.http_post(headers := \'{{"Authorization": "Bearer {token}"}}\')')
    read = decoded(encoded(Schema(SourceKind.DATABASE, cron_jobs=(job,))).decode(), "here")
    assert "Bearer <redacted>" in read.cron_jobs[0].command
    assert "eyJ" not in read.cron_jobs[0].command
