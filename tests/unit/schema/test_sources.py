"""The one door: which source is taken, and what is said when sources disagree."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.errors import SchemaError
from supamap.model.schema import Column, Schema, SourceKind, Table
from supamap.schema.snapshot import write_snapshot
from supamap.schema.sources import NOTHING, Sources, read_schema

TYPES = """
export type Database = { public: { Tables: {
  jobs: { Row: { id: string; note: string | null }, Insert: { id?: string; note?: string | null }, Relationships: [] }
} } }
"""
SNAPSHOT = Schema(
    SourceKind.DATABASE,
    tables=(
        Table("public", "jobs", columns=(Column("id", "uuid", nullable=False, default="x"), Column("note", "text"))),
    ),
)


def sources(folder: Path, *, types: str | None = None, snapshot: Schema | None = None) -> Sources:
    if types is not None:
        (folder / "types.ts").write_text(types)
    if snapshot is not None:
        write_snapshot(folder / "s.json", snapshot)
    return Sources(folder, types=("types.ts",) if types else (), snapshot="s.json" if snapshot else None)


def test_the_richest_source_is_taken_and_named(tmp_path: Path) -> None:
    reading = read_schema(sources(tmp_path, types=TYPES, snapshot=SNAPSHOT))
    assert reading.schema.source is SourceKind.SNAPSHOT
    assert reading.said == "schema: the snapshot (s.json)"
    assert reading.diagnostics == ()


def test_the_source_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    reading = read_schema(sources(tmp_path, types=TYPES, snapshot=SNAPSHOT), SourceKind.TYPES)
    assert reading.schema.source is SourceKind.TYPES
    assert reading.schema.tables[0].columns[0].type == "string"
    assert not reading.schema.knows("type")


def test_no_source_gives_a_schema_that_knows_nothing(tmp_path: Path) -> None:
    schema = read_schema(Sources(tmp_path)).schema
    assert schema == NOTHING
    assert not any(schema.knows(field) for field in ("tables", "columns", "policies", "buckets", "primary_key"))


@pytest.mark.parametrize("kind", [kind for kind in SourceKind if kind is not SourceKind.NONE])
def test_a_source_that_is_not_there_is_an_error_that_says_how_to_get_it(kind: SourceKind, tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="cannot be read from") as caught:
        read_schema(Sources(tmp_path), kind)
    assert caught.value.hint


def test_sources_that_disagree_are_told(tmp_path: Path) -> None:
    other = TYPES.replace("note: string | null", "title: string")
    (found,) = read_schema(sources(tmp_path, types=other, snapshot=SNAPSHOT)).diagnostics
    assert found.file == "types.ts"
    assert found.message == (
        "it differs from the snapshot: column jobs.note, column jobs.title (`supamap schema diff types snapshot`)"
    )


def test_of_several_types_files_the_larger_counts(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text(TYPES.replace("jobs", "tasks"))
    (tmp_path / "b.ts").write_text(TYPES)
    (tmp_path / "c.ts").write_text(TYPES)
    reading = read_schema(Sources(tmp_path, types=("c.ts", "b.ts", "a.ts")))
    assert reading.schema.origin == "a.ts"
    assert [one.file for one in reading.diagnostics] == ["b.ts", "c.ts"]


def test_a_types_file_of_another_shape_is_told(tmp_path: Path) -> None:
    reading = read_schema(sources(tmp_path, types="export type Database = { public: {{ }"))
    assert "no table is declared here" in reading.diagnostics[0].message
