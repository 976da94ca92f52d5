"""What people wrote of columns and buckets against the database: what is certainly wrong is told, and nothing else."""

from __future__ import annotations

import pytest

from supamap.docs.database.claims import contradictions
from supamap.docs.markdown import read_page
from supamap.model.pages import Page, ResourceSource
from supamap.model.schema import Bucket, Column, Schema, SourceKind, Table, TableKind

NOTES = Table(
    "public",
    "notes",
    columns=(
        Column("id", "uuid", nullable=False),
        Column("body", "text"),
        Column("count", "bigint", nullable=False),
        Column("tags", "text[]"),
        Column("price", "numeric(10,2)"),
        Column("at", "timestamp with time zone", nullable=False),
        Column("kind", "public.note_kind"),
    ),
)
SCHEMA = Schema(
    SourceKind.MIGRATIONS, tables=(NOTES,), buckets=(Bucket("notes", public=True, file_size_limit=2 * 2**20),)
)


def told(section: str, *lines: str, resource: str = "table:notes", schema: Schema = SCHEMA) -> list[str]:
    content = "\n".join(["# Title", "", f"## {section}", "", *lines, ""])
    page = Page("docs/10-notes.md", 10, (resource,), "notes", ResourceSource.HEADING)
    return [
        f"{note.line}: {note.reason}" for note in contradictions(page, read_page(page.path, content.encode()), schema)
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- `gone` text", "the migrations have no column gone in notes"),
        ("- `count` integer", "in the migrations count is bigint"),
        ("- `id` text, primary key", "in the migrations id is uuid"),
        ("- `tags` text, free", "in the migrations tags is text[]"),
        ("- `body` text, not null", "in the migrations body is nullable"),
        ("- `id` uuid, nullable", "in the migrations id is not nullable"),
    ],
)
def test_a_line_that_the_schema_contradicts(line: str, reason: str) -> None:
    assert told("Schema (key columns)", line) == [f"5: {reason}"]


@pytest.mark.parametrize(
    "line",
    [
        "- `id` uuid, primary key",
        "- `count` int8",
        "- `tags` text[]",
        "- `tags` text array",
        "- `price` numeric, in euros",
        "- `at` timestamp",
        "- `at` date when it was made",
        "- `kind` enum: `a`, `b`",
        "- `kind` text",
        "- `flag_of_metadata`: true or false",
        "- `body` text, null when empty",
        "- `gone` was removed in March",
        "- see `gone` text",
        "<!-- - `gone` text -->",
        "    - `gone` text",
    ],
)
def test_what_may_be_true_is_not_told(line: str) -> None:
    assert told("Schema (key columns)", line) == []


def test_a_table_of_columns() -> None:
    assert told(
        "Schema",
        "| column | type | null |",
        "|---|---|---|",
        "| `id` | uuid, made by the client | no |",
        "| gone | text | yes |",
        "| `body` | text | no |",
        "| `count` | bigint | |",
    ) == ["8: the migrations have no column gone in notes", "9: in the migrations body is nullable"]


def test_a_table_of_something_else() -> None:
    assert told("Schema", "| key | public |", "|---|---|", "| `flags` | yes |") == []
    assert told("Schema", "| name | meaning |", "|---|---|", "| `gone` | text |") == []


def test_other_sections_and_owned_blocks_claim_nothing() -> None:
    assert told("Notes", "- `gone` text") == []
    assert told("Schema", "<!-- supamap:begin schema -->", "- `gone` text", "<!-- supamap:end schema -->") == []
    assert told("Schema", "```", "- `gone` text", "```") == []


def test_nullability_of_a_view_is_not_known() -> None:
    view = Schema(SourceKind.MIGRATIONS, tables=(Table("public", "notes", TableKind.VIEW, columns=NOTES.columns),))
    assert told("Schema", "- `body` text, not null", schema=view) == []


def test_types_of_a_programming_language_say_nothing_of_the_database() -> None:
    types = Schema(SourceKind.TYPES, tables=(Table("public", "notes", columns=(Column("id", "string"),)),))
    assert told("Schema", "- `id` uuid", "- `gone` text", schema=types) == [
        "6: the generated types have no column gone in notes"
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("- private, 2 MB", ["5: the bucket is public"]),
        ("- public, 3 MB, PNG", ["5: the size limit of the bucket is 2 MiB"]),
        ("- public, 2 MB", []),
        ("- Public: 2 MiB", []),
        ("- public pictures are fine", []),
    ],
)
def test_a_bucket(line: str, reason: list[str]) -> None:
    assert told("Configuration", line, resource="bucket:notes") == reason
