from __future__ import annotations

from pathlib import Path

import pytest

from supamap.docs.pages import discover_pages, identify
from supamap.errors import PageError
from supamap.model.pages import Category, NumberingPolicy, ResourceSource

TABLES = "docs/tables"


def write(root: Path, **pages: str) -> Path:
    folder = root / TABLES
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("heading", "resources"),
    [
        ("# Table: profiles", ("table:profiles",)),
        ("# Table: `user_roles`", ("table:user_roles",)),
        ("# **Table:** user\\_roles", ("table:user_roles",)),
        ("# Tables: conversations & messages", ("table:conversations", "table:messages")),
        ("# Tables: **images**, videos and `user_assets`", ("table:images", "table:videos", "table:user_assets")),
        ("# Tables: a, b, and c", ("table:a", "table:b", "table:c")),
        ("# Storage Bucket: “generated-content”", ("bucket:generated-content",)),
        ("# Storage Buckets: `avatars` & `thumbs`", ("bucket:avatars", "bucket:thumbs")),
        ("# Bucket – 2024-photos", ("bucket:2024-photos",)),
        ("# Table: auth.users (managed)", ("table:auth.users",)),
        ("# Table: public.profiles – one row a user", ("table:profiles",)),
        ("Table: profiles\n===", ("table:profiles",)),
        ("# Table: User Profiles", ("table:from_name",)),
        ("# Table-of-contents", ("table:from_name",)),
        ("# Profiles", ("table:from_name",)),
        ("```\n# Table: profiles\n```", ("table:from_name",)),
        ("## Table: profiles", ("table:from_name",)),
        ("---\ntables: [a, b]\n---\n# Table: profiles", ("table:a", "table:b")),
        ("---\nbucket: avatars\ntable: a\n---\n", ("bucket:avatars", "table:a")),
        ("---\ntables: a, b # and no more\n---\n", ("table:a", "table:b")),
        ("---\ntables:\n  - a\n  - 'b, c'\n---\n", ("table:a", "table:b, c")),
        ("# Table: `_dummy_`", ("table:_dummy_",)),
        ("---\ntitle: x\n---\n# Table: profiles", ("table:profiles",)),
    ],
)
def test_what_a_page_documents(heading: str, resources: tuple[str, ...]) -> None:
    page = identify("docs/tables/12-from_name.md", f"{heading}\n".encode())
    assert page
    assert page.resources == resources


def test_the_strongest_source_wins() -> None:
    content = b"---\ntable: a\n---\n# Table: b\n"
    mapping = {"11-system_config_cache.md": ("system_config", "bucket:x")}
    mapped = identify("d/11-system_config_cache.md", content, mapping)
    assert mapped
    assert (mapped.resources, mapped.resource_source) == (
        ("table:system_config", "bucket:x"),
        ResourceSource.CONFIGURATION,
    )
    named = identify("d/11-c.md", b"text")
    assert named
    assert (named.number, named.resources, named.title, named.resource_source) == (
        11,
        ("table:c",),
        "c",
        ResourceSource.FILE_NAME,
    )


def test_a_number_in_a_range_of_buckets_names_a_bucket() -> None:
    page = identify("d/91-generated-content.md", b"")
    assert page
    assert page.resources == ("bucket:generated-content",)
    policy = NumberingPolicy((Category("all", 1, 99),))
    other = identify("d/91-generated-content.md", b"", None, policy)
    assert other
    assert other.resources == ("table:generated-content",)


def test_a_file_without_a_number_is_a_page_only_when_it_says_so() -> None:
    assert identify("d/glossary.md", b"# Glossary\n") is None
    assert identify("d/profiles.md", b"# Table: profiles\n") is not None
    assert identify("d/12-overview.md", b"---\ntables: []\n---\n") is None


def test_discovery_skips_what_is_no_page(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{"12-profiles": "", "00-INVENTORY": "", "01-INVENTORY_SQL": "", "README": "# Table: x\n", "style": ""},
    )
    (tmp_path / TABLES / "13-notes.txt").write_text("", encoding="utf-8")
    (tmp_path / TABLES / "14-folder.md").mkdir()
    folder = discover_pages(tmp_path, f"./{TABLES}/")
    assert [page.path for page, _ in folder.pages] == [f"{TABLES}/12-profiles.md"]
    assert folder.path == TABLES
    assert folder.numbers == {12}


def test_no_folder_has_no_pages(tmp_path: Path) -> None:
    assert discover_pages(tmp_path, TABLES).pages == ()
    (tmp_path / "docs").write_text("", encoding="utf-8")
    with pytest.raises(PageError, match="is a file"):
        discover_pages(tmp_path, "docs")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, **{"12-profiles": "", "12-roles": "", "13-people": "# Table: profiles\n", "14-logs": ""})
    (tmp_path / TABLES / "15-bad.md").write_bytes(b"ok\n\xff")
    with pytest.raises(PageError) as raised:
        discover_pages(tmp_path, TABLES, {"14-log.md": ("logs",)})
    told = str(raised.value)
    assert "3 mistakes" in told
    assert "table:profiles is documented on several pages: docs/tables/12-profiles.md, docs/tables/13-people.md" in told
    assert "docs/tables/15-bad.md:2: the page is not UTF-8 text" in told
    assert "did you mean 14-logs.md?" in told


def test_a_mapped_page_that_is_yet_to_be_written_is_absent(tmp_path: Path) -> None:
    write(tmp_path, **{"12-profiles": ""})
    folder = discover_pages(tmp_path, TABLES, {"20-chats": ("conversations", "messages"), "12-profiles": ("users",)})
    assert folder.absent == (("20-chats.md", ("table:conversations", "table:messages")),)
    assert folder.pages[0][0].resources == ("table:users",)


@pytest.mark.parametrize(
    ("name", "text", "resources", "source"),
    [
        ("profiles", "# Who is who\n", ("table:profiles",), ResourceSource.FILE_NAME),
        ("people", "# `profiles`\n", ("table:profiles",), ResourceSource.HEADING),
        ("people", "# Bucket: other\n", ("bucket:other",), ResourceSource.HEADING),
        ("profiles", "# avatars\n", ("bucket:avatars",), ResourceSource.HEADING),
        ("12-people", "# profiles\n", ("table:profiles",), ResourceSource.HEADING),
        ("12-avatars", "", ("bucket:avatars",), ResourceSource.FILE_NAME),
        ("12-both", "", ("table:both",), ResourceSource.FILE_NAME),
        ("91-both", "", ("bucket:both",), ResourceSource.FILE_NAME),
        ("2024-photos", "", ("bucket:2024-photos",), ResourceSource.FILE_NAME),
        ("12-unknown", "# Unknown\n", ("table:unknown",), ResourceSource.FILE_NAME),
    ],
)
def test_the_name_of_something_known_is_enough(
    name: str, text: str, resources: tuple[str, ...], source: ResourceSource
) -> None:
    known = {"table:profiles", "bucket:avatars", "table:both", "bucket:both", "bucket:2024-photos"}
    page = identify(f"d/{name}.md", text.encode(), known=known)
    assert page
    assert (page.resources, page.resource_source) == (resources, source)
    assert identify("d/style.md", b"# Style\n", known=known) is None
    assert identify("d/profiles.md", b"---\ntables: []\n---\n", known=known) is None


def test_a_page_that_says_more_than_a_name_wins(tmp_path: Path) -> None:
    """A glossary called ``messages.md`` beside the page of the table stays a glossary."""
    write(tmp_path, **{"20-chats": "# Table: messages\n", "messages": "", "30-jobs": "# messages\n"})
    folder = discover_pages(tmp_path, TABLES, known={"table:messages", "table:jobs"})
    assert [(page.path, page.resources) for page, _ in folder.pages] == [
        (f"{TABLES}/20-chats.md", ("table:messages",)),
        (f"{TABLES}/30-jobs.md", ("table:jobs",)),
    ]
