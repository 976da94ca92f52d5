"""Pages that a schema completes, as a user sees them: what is filled, what is left, what is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.cli.program import run
from supamap.model.schema import Bucket, Check, Column, Key, Policy, Schema, SourceKind, Table
from supamap.schema.documents import encoded

NOTES = Table(
    "public",
    "notes",
    comment="What people write down.",
    columns=(Column("id", "uuid", nullable=False), Column("body", "text")),
    primary_key=Key("notes_pkey", ("id",)),
    checks=(Check("notes_body_check", "(char_length(body) <= 20)"),),
    rls=True,
    policies=(Policy("Mine", "all", ("authenticated",), "(owner = auth.uid())"),),
)
SCHEMA = Schema(SourceKind.DATABASE, "test", tables=(NOTES,), buckets=(Bucket("files", public=True),))
CODE = """import { createClient } from '@supabase/supabase-js'
const db = createClient('', '')
export const list = () => db.from('notes').select()
export const put = (f: File) => db.storage.from('files').upload('a', f)
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "notes.ts").write_text(CODE)
    (tmp_path / "supamap.toml").write_text('[docs.tables."bucket:files"]\npurpose = "Files."\nowner = "Platform."\n')
    (tmp_path / "supamap.schema.json").write_bytes(encoded(SCHEMA))
    return tmp_path


def supamap(app: Path, *arguments: str) -> int:
    return run(["--root", str(app), *arguments])


def page(app: Path, name: str) -> str:
    (found,) = (app / "docs" / "tables").glob(f"*-{name}.md")
    return found.read_text(encoding="utf-8")


def test_new_pages_are_complete_and_sync_has_nothing_to_add(app: Path) -> None:
    assert supamap(app, "docs", "new", "--all") == 0
    notes, files = page(app, "notes"), page(app, "files")
    assert "What people write down." in notes
    assert "| `body` | text | yes |" in notes
    assert "- `body` has at most 20 characters (or is null) (`notes_body_check`)." in notes
    assert "- Public: whoever knows the address" in files
    assert "Files." in files
    assert "Platform." in files
    assert supamap(app, "sync", "--check") == 0


def test_another_schema_makes_the_page_stale(app: Path) -> None:
    supamap(app, "docs", "new", "--all")
    (app / "supamap.schema.json").write_bytes(encoded(Schema(SourceKind.DATABASE, "test")))
    assert supamap(app, "sync", "--check") == 1


@pytest.mark.parametrize("content", [b"{", b'{"format": "supamap-schema", "version": 99}', None])
def test_a_schema_that_is_gone_or_broken_empties_no_block(
    app: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    supamap(app, "docs", "new", "--all")
    before = page(app, "notes")
    snapshot = app / "supamap.schema.json"
    if content is None:
        snapshot.unlink()
    else:
        snapshot.write_bytes(content)
    capsys.readouterr()
    assert supamap(app, "sync") == 0
    assert page(app, "notes") == before
    assert ("warning: the schema: supamap.schema.json: " in capsys.readouterr().err) is (content is not None)


def test_without_a_server_no_poorer_source_takes_the_place_of_migrations(
    app: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    supamap(app, "docs", "new", "--all")
    before = page(app, "notes")
    (app / "supamap.schema.json").write_bytes(encoded(Schema(SourceKind.DATABASE, "test")))
    migration = app / "supabase" / "migrations" / "20260101000000_first.sql"
    migration.parent.mkdir(parents=True)
    migration.write_text("create table public.notes (id uuid primary key);\n")
    monkeypatch.setattr("supamap.schema.embedded.installation.find_spec", lambda _: None)
    capsys.readouterr()
    assert supamap(app, "sync") == 0
    assert page(app, "notes") == before
    said = capsys.readouterr().err
    assert "migrations cannot be replayed" in said
    assert "use another source of the schema: a live database" in said
    assert supamap(app, "schema", "show") == 2


def test_a_broken_source_that_is_configured_is_an_error(app: Path) -> None:
    supamap(app, "docs", "new", "--all")
    before = page(app, "notes")
    (app / "supamap.toml").write_text('[schema]\nsource = "snapshot"\n')
    (app / "supamap.schema.json").write_bytes(b"{")
    assert supamap(app, "sync") == 2
    assert page(app, "notes") == before


def test_what_the_database_contradicts_is_told_and_stays(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = app / "docs" / "tables"
    folder.mkdir(parents=True)
    (folder / "10-notes.md").write_text("# Table: notes\n\n## Schema\n\n- `gone` text\n- `body` text, not null\n")
    assert supamap(app, "sync") == 0
    told = capsys.readouterr().err
    assert "have no column gone in notes: - `gone` text" in told or "has no column gone in notes: - `gone` text" in told
    assert "body is nullable: - `body` text, not null" in told
    assert "- `gone` text\n- `body` text, not null\n" in page(app, "notes")
