"""Which files make a database, in which order, and what config.toml adds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supamap.model.schema import Bucket
from supamap.schema import migrations
from supamap.schema.migrations import Migrations, read_migrations

Plant = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    def planted(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return planted


def paths(found: Migrations) -> list[str]:
    return [file.path for file in found.files]


def said(found: Migrations) -> list[str]:
    return [f"{one.file}:{one.line} {one.kind}: {one.message}" for one in found.diagnostics]


def test_migrations_run_in_the_order_of_their_names(plant: Plant) -> None:
    root = plant(
        {f"supabase/migrations/{name}.sql": "select 1;" for name in ("20240102_b", "20240101_c", "3_a", "20240103_")}
    )
    assert paths(read_migrations(root, ["supabase"])) == [
        f"supabase/migrations/{name}.sql" for name in ("20240101_c", "20240102_b", "20240103_", "3_a")
    ]


def test_what_supabase_does_not_run_is_said(plant: Plant) -> None:
    root = plant(
        {
            "supabase/migrations/20200101000000_init.sql": "",
            "supabase/migrations/20240101_a.sql": "",
            "supabase/migrations/add_b.sql": "",
            "supabase/migrations/20240101-c.sql": "",
            "supabase/migrations/README.md": "",
        }
    )
    found = read_migrations(root, ["supabase"])
    assert paths(found) == ["supabase/migrations/20240101_a.sql"]
    reason = "not replayed: Supabase runs only migrations that are named <timestamp>_<name>.sql"
    old = "not replayed: Supabase skips a first migration of this age that is named init"
    assert said(found) == [
        f"supabase/migrations/20200101000000_init.sql:0 skipped-file: {old}",
        f"supabase/migrations/20240101-c.sql:0 skipped-file: {reason}",
        f"supabase/migrations/add_b.sql:0 skipped-file: {reason}",
    ]


def test_a_later_init_is_a_migration(plant: Plant) -> None:
    root = plant({"supabase/migrations/20220101000000_init.sql": ""})
    assert paths(read_migrations(root, ["supabase"])) == ["supabase/migrations/20220101000000_init.sql"]


def test_a_migration_may_be_a_folder(plant: Plant) -> None:
    root = plant(
        {
            "supabase/migrations/2_b/migration.sql": "",
            "supabase/migrations/2_b/down.sql": "",
            "supabase/migrations/1_a.sql": "",
            "supabase/migrations/drafts/1_x.sql": "",
        }
    )
    assert paths(read_migrations(root, ["supabase"])) == [
        "supabase/migrations/1_a.sql",
        "supabase/migrations/2_b/migration.sql",
    ]


def test_folders_of_a_repository_make_one_history_without_copies(plant: Plant) -> None:
    root = plant(
        {
            "supabase/migrations/1_a.sql": "create table a ();",
            "supabase/migrations/3_c.sql": "create table c ();",
            "packages/db/supabase/migrations/1_a.sql": "create table a ();",
            "packages/db/supabase/migrations/2_b.sql": "create table b ();",
            "packages/db/supabase/migrations/3_c.sql": "create table d ();",
        }
    )
    assert paths(read_migrations(root, ["supabase", "packages/db/supabase", "apps/none/supabase"])) == [
        "packages/db/supabase/migrations/1_a.sql",
        "packages/db/supabase/migrations/2_b.sql",
        "packages/db/supabase/migrations/3_c.sql",
        "supabase/migrations/3_c.sql",
    ]


def test_declared_schemas_stand_in_for_migrations(plant: Plant) -> None:
    files = {f"supabase/{name}.sql": "" for name in ("schemas/b", "schemas/a", "schemas/deep/c", "types/x", "other")}
    root = plant(
        {**files, "supabase/config.toml": '[db.migrations]\nschema_paths = ["./types/*.sql", "schemas", "../*.sql"]'}
    )
    assert paths(read_migrations(root, ["supabase"])) == [
        f"supabase/{name}.sql" for name in ("types/x", "schemas/a", "schemas/b", "schemas/deep/c")
    ]
    plant({"supabase/config.toml": "", "supabase/migrations/1_a.sql": ""})
    assert paths(read_migrations(root, ["supabase"])) == ["supabase/migrations/1_a.sql"]


def test_seeds_run_last_and_only_when_asked(plant: Plant) -> None:
    root = plant({f"supabase/{name}.sql": "" for name in ("migrations/1_a", "seed", "seeds/b", "seeds/a")})
    assert paths(read_migrations(root, ["supabase"])) == ["supabase/migrations/1_a.sql"]
    assert paths(read_migrations(root, ["supabase"], seed=True))[1:] == ["supabase/seed.sql"]
    plant({"supabase/config.toml": '[db.seed]\nsql_paths = ["./seeds/*.sql"]'})
    assert paths(read_migrations(root, ["supabase"], seed=True))[1:] == ["supabase/seeds/a.sql", "supabase/seeds/b.sql"]


def test_migrations_that_are_switched_off_are_not_run(plant: Plant) -> None:
    root = plant({"supabase/migrations/1_a.sql": "", "supabase/config.toml": "[db.migrations]\nenabled = false"})
    found = read_migrations(root, ["supabase"])
    assert paths(found) == []
    assert said(found) == ["supabase/migrations:0 skipped-file: not replayed: [db.migrations] enabled = false"]


def test_texts_in_other_encodings(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "FILE_LIMIT", 1 << 20)
    root = plant(
        {
            "supabase/migrations/1_mark.sql": b"\xef\xbb\xbfselect 1;\r\n",
            "supabase/migrations/2_wide.sql": "select 'é';".encode("utf-16"),
            "supabase/migrations/3_latin.sql": "select 'é';".encode("latin-1"),
            "supabase/migrations/4_image.sql": b"\x89PNG\r\n\0\0",
            "supabase/migrations/5_huge.sql": b" " * ((1 << 20) + 1),
        }
    )
    found = read_migrations(root, ["supabase"])
    assert [file.text for file in found.files] == ["select 1;\r\n", "select 'é';"]
    no_text = "not-text: not a text in UTF-8 or UTF-16; not replayed"
    assert said(found) == [
        f"supabase/migrations/3_latin.sql:0 {no_text}",
        f"supabase/migrations/4_image.sql:0 {no_text}",
        "supabase/migrations/5_huge.sql:0 skipped-file: not replayed: larger than 1 MB",
    ]


def test_settings_of_the_api_and_of_buckets(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PICTURES", "image/png")
    monkeypatch.delenv("NOTHING", raising=False)
    config = """
[api]
schemas = ["api", "public"]
[storage]
file_size_limit = "50MiB"
[storage.buckets.b]
public = true
allowed_mime_types = ["env(PICTURES)", "env(NOTHING)", 7]
[storage.buckets.a]
file_size_limit = "1.5KB"
[storage.buckets.c]
file_size_limit = "plenty"
public = "env(NOTHING)"
"""
    found = read_migrations(
        plant({"supabase/config.toml": config, "x/supabase/seed.sql": ""}), ["supabase", "x/supabase"]
    )
    assert found.exposed == ("api", "public", "graphql_public")
    assert found.buckets == (
        Bucket("a", file_size_limit=1536),
        Bucket("b", public=True, file_size_limit=50 << 20, allowed_mime_types=("image/png",)),
        Bucket("c", file_size_limit=50 << 20),
    )


def test_broken_settings_are_said_and_left(plant: Plant) -> None:
    root = plant({"supabase/config.toml": "[api]\nschemas = [1, =]", "supabase/migrations/1_a.sql": ""})
    found = read_migrations(root, ["supabase"])
    assert found.exposed == ("public", "graphql_public")
    assert [line.split(": ")[0] for line in said(found)] == ["supabase/config.toml:2 broken-project-file"]
    assert paths(found) == ["supabase/migrations/1_a.sql"]


def test_what_cannot_be_read_is_said(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"supabase/migrations/2_b.sql": "", "x/supabase/migrations/1_a.sql": "", "y/supabase/migrations": ""})
    (root / "supabase/migrations/1_gone.sql").symlink_to("nowhere")
    closed = root / "x/supabase/migrations"
    entries = Path.iterdir

    def refusing(folder: Path) -> object:
        if folder == closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return entries(folder)

    monkeypatch.setattr(Path, "iterdir", refusing)
    found = read_migrations(root, ["supabase", "x/supabase", "y/supabase"])
    assert paths(found) == ["supabase/migrations/2_b.sql"]
    assert said(found) == [
        "x/supabase/migrations:0 unreadable-file: Permission denied",
        "supabase/migrations/1_gone.sql:0 unreadable-file: No such file or directory",
    ]
