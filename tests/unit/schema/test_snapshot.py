"""Snapshots, and what people paste."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supamap.errors import SchemaError
from supamap.model.schema import Function, Schema, SourceKind, Table
from supamap.schema.documents import encoded
from supamap.schema.snapshot import pasted_schema, read_snapshot, write_snapshot

SCHEMA = Schema(SourceKind.DATABASE, tables=(Table("public", "jobs", comment='says "" and |, {x}'),))
DOCUMENT = json.dumps(json.loads(encoded(SCHEMA)), separators=(",", ":"))


def as_csv(document: str) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows([["supamap_schema"], [document]])
    return stream.getvalue()


@pytest.mark.parametrize(
    "pasted",
    [
        DOCUMENT,
        f"\ufeff\n{DOCUMENT}\n",
        f'[{{"supamap_schema":{DOCUMENT}}}]',
        json.dumps([{"supamap_schema": DOCUMENT}], indent=2),
        json.dumps(DOCUMENT),
        as_csv(DOCUMENT),
        as_csv(DOCUMENT).replace("\n", "\r\n"),
        f"| supamap_schema |\n| --- |\n| {DOCUMENT} |\n",
        f" supamap_schema \n----\n {DOCUMENT}\n(1 row)\n",
        f"```json\n{encoded(SCHEMA).decode()}```\n",
    ],
    ids=["alone", "mark", "rows", "text cell", "text", "csv", "csv crlf", "markdown", "psql", "fence"],
)
def test_wrappings_of_editors(pasted: str) -> None:
    assert pasted_schema(pasted, "pasted") == SCHEMA


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "cut off"),
        (f'[{{"supamap_schema":{DOCUMENT[:-30]}', "cut off"),
        (as_csv(DOCUMENT)[:-30], "cut off"),
        ('[{"count": 3}]', "no schema of supamap's"),
        ("[]", "no schema of supamap's"),
        ("supamap_schema\nERROR: permission denied", "no JSON"),
        (DOCUMENT.replace('"version":1', '"version":7'), "version 7"),
    ],
)
def test_what_is_no_whole_document_is_refused(pasted: str, said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        pasted_schema(pasted, "pasted")


@given(st.text(alphabet="ab\"',\n\r|{}[]\\é", max_size=30))
def test_any_text_in_a_schema_survives_csv(text: str) -> None:
    schema = Schema(SourceKind.DATABASE, functions=(Function("public", "f", body=text),))
    document = json.dumps(json.loads(encoded(schema)), separators=(",", ":"))
    assert pasted_schema(as_csv(document), "pasted") == schema


def test_a_snapshot_is_written_once_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "db" / "supamap.schema.json"
    assert write_snapshot(path, SCHEMA)
    assert not write_snapshot(path, SCHEMA)
    read = read_snapshot(path, "db/supamap.schema.json")
    assert read.tables == SCHEMA.tables
    assert (read.source, read.origin) == (SourceKind.SNAPSHOT, "db/supamap.schema.json")
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_what_cannot_be_written_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "supamap.schema.json"
    path.mkdir()
    with pytest.raises(SchemaError, match="cannot be written"):
        write_snapshot(path, SCHEMA)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_snapshot_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "supamap.schema.json"
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(SchemaError, match=r"s\.json: the file is not UTF-8"):
        read_snapshot(path, "s.json")
