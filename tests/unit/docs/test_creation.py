from __future__ import annotations

from pathlib import Path

import pytest

from supamap.docs.creation import plan_new_pages, without_page
from supamap.docs.numbering import category_of, next_number
from supamap.docs.pages import PageFolder, identify
from supamap.docs.sync import plan
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap, MapEntry, MapGroup
from supamap.model.pages import Category, NumberingPolicy, Page, PageRequest, ResourceSource

FOLDER = "docs/tables"
POLICY = NumberingPolicy()


def existing(*names: str) -> PageFolder:
    pages = [identify(f"{FOLDER}/{name}.md", b"") for name in names]
    found = [page for page in pages if page]
    return PageFolder(FOLDER, tuple((page, b"") for page in found), frozenset(page.number or 0 for page in found))


def pages(folder: PageFolder) -> list[Page]:
    return [page for page, _ in folder.pages]


def request(*names: str, **fields: str) -> PageRequest:
    return PageRequest(tuple(name if ":" in name else f"table:{name}" for name in names), **fields)


@pytest.mark.parametrize(
    ("resource", "category"),
    [
        ("table:character_relations", "characters"),
        ("table:user_sessions", "core system"),
        ("table:ModelCards", "core system"),
        ("table:scene_props", "content library"),
        ("table:admin_notes", "administration"),
        ("table:categories_of_birds", "other"),
        ("table:zebras", "other"),
        ("bucket:characters", "storage buckets"),
    ],
)
def test_the_category_of_a_resource(resource: str, category: str) -> None:
    folder = existing("16-api_models", "17-model_config_history", "50-characters", "51-character_scenes", "43-scenes")
    assert category_of(resource, pages(folder), POLICY).name == category


def test_similarly_named_pages_outweigh_keywords_and_configuration_outweighs_both() -> None:
    folder = existing("60-user_projects", "61-user_project_members")
    assert category_of("table:user_project_files", pages(folder), POLICY).name == "projects"
    policy = NumberingPolicy(assigned=(("user_*", "Administration"), ("table:x", "projects")))
    assert category_of("table:user_project_files", pages(folder), policy).name == "administration"
    assert category_of("table:x", [], policy).name == "projects"


def test_numbers_are_the_next_free_ones_of_the_category() -> None:
    folder = existing("12-profiles", "10-user_roles")
    made = plan_new_pages(
        [request("user_logs"), request("user_keys"), request("bucket:avatars"), request("zebras")], folder
    )
    assert [edit.path for edit in made] == [
        f"{FOLDER}/11-user_logs.md",
        f"{FOLDER}/13-user_keys.md",
        f"{FOLDER}/90-avatars.md",
        f"{FOLDER}/100-zebras.md",
    ]
    assert all(edit.before is None for edit in made)


def test_all_mistakes_are_told_at_once() -> None:
    policy = NumberingPolicy((Category("a", 10, 10), Category("b", 20, 29)), (("y", "c"),), "a")
    folder = existing("10-old")
    with pytest.raises(PageError) as raised:
        plan_new_pages([request("x"), request("y"), request("old"), request("z", category="b")], folder, policy)
    told = str(raised.value)
    assert 'table:x: no number is free in category "a" (10–10)' in told
    assert "widen the category's range in supamap.toml" in told
    assert 'table:y: there is no category "c"' in told
    assert "the categories are: a, b" in told
    assert "docs/tables/10-old.md: table:old has a page already" in told


def test_a_full_range_is_an_error() -> None:
    category = Category("a", 10, 11)
    assert next_number(category, {10}, "table:x") == 11
    with pytest.raises(PageError, match="no number is free"):
        next_number(category, {10, 11}, "table:x")


@pytest.mark.parametrize(
    ("made", "name", "first_lines"),
    [
        (request("profiles"), "10-profiles", "# Table: profiles\n\n## Purpose\n"),
        (request("conversations", "messages"), "20-conversations_messages", "# Tables: conversations & messages\n"),
        (request("a", "b", "c"), "100-a_b_c", "# Tables: a, b & c\n"),
        (request("bucket:generated-content"), "90-generated-content", "# Storage Bucket: generated-content\n"),
        (request("system_config", stem="system_config_cache"), "10-system_config_cache", "# Table: system_config\n"),
        (request("zebras", title="Our zebras"), "100-zebras", "---\ntables: [zebras]\n---\n\n# Our zebras\n"),
        (request("zebras", "bucket:stripes"), "100-zebras_stripes", "---\ntables: [zebras]\nbuckets: [stripes]\n---\n"),
        (request("_dummy_"), "100-_dummy_", "# Table: `_dummy_`\n"),
        (request("__x__", "*y"), "100-__x___-y", '---\ntables: [__x__, "*y"]\n---\n\n# Tables: `__x__` & `*y`\n'),
        (request("a_b_c", "_d_"), "100-a_b_c__d_", "# Tables: `a_b_c` & `_d_`\n"),
        (request("bucket:_b_"), "90-_b_", "# Storage Bucket: `_b_`\n"),
        (request("a, b"), "100-a-b", '---\ntables: ["a, b"]\n---\n'),
        (
            request("a #b", "it's", 'say "x"'),
            "100-a-b_it-s_say-x",
            '---\ntables: ["a #b", "it\'s", \'say "x"\']\n---\n',
        ),
        (request("zebras", title="Table: _zebras_"), "100-zebras", "# Table: _zebras_\n"),
        (request("_dummy_", title="Table: _dummy_"), "100-_dummy_", "---\ntables: [_dummy_]\n---\n"),
        (request("odd name/x"), "100-odd-name-x", "---\ntables: [odd name/x]\n---\n"),
    ],
)
def test_a_new_page_says_what_it_documents(made: PageRequest, name: str, first_lines: str) -> None:
    edit = plan_new_pages([made], PageFolder(FOLDER))[0]
    assert edit.path == f"{FOLDER}/{name}.md"
    assert edit.after.decode().startswith(first_lines)
    page = identify(edit.path, edit.after)
    assert page
    assert page.resources == made.resources


@pytest.mark.parametrize("resource", ["table:profiles", "bucket:avatars"])
def test_a_new_page_has_its_sections_and_is_ready_for_a_sync(resource: str) -> None:
    maps = {resource: IntegrationMap(resource, (MapGroup("Scripts", (MapEntry("s", "s.ts"),)),))}
    empty = plan_new_pages([PageRequest((resource,))], PageFolder(FOLDER))[0]
    filled = plan_new_pages([PageRequest((resource,))], PageFolder(FOLDER), maps=maps)[0]
    page = Page(empty.path, 10, (resource,), "", ResourceSource.HEADING)
    assert plan([(page, empty.after)], maps).edits[0].after == filled.after
    assert plan([(page, filled.after)], maps).edits == ()
    headings = [line[3:] for line in empty.after.decode().splitlines() if line.startswith("## ")]
    common = ["Purpose", "Ownership", "Schema", "Integration Map", "Business Rules", "Example Queries", "Notes"]
    bucket = ["Purpose", "Ownership", "Configuration", "Integration Map", "Usage Patterns", "Security & Policies"]
    assert headings == (
        common if resource.startswith("table") else [*bucket, "Business Rules", "Example Operations", "Notes"]
    )


def test_a_page_that_configuration_maps_is_created_as_configured() -> None:
    folder = PageFolder(FOLDER, absent=(("20-chats.md", ("table:conversations", "table:messages")),))
    made = plan_new_pages([request("chat_logs"), request("messages"), request("conversations")], folder)
    assert [edit.path for edit in made] == [f"{FOLDER}/21-chat_logs.md", f"{FOLDER}/20-chats.md"]
    assert b"# Tables: conversations & messages\n" in made[1].after


def test_templates_of_the_user_replace_ours(tmp_path: Path) -> None:
    (tmp_path / "table.md.j2").write_text(
        "# {{ heading }}\nBy {{ ownership }} for {{ names | join('+') }}\n", encoding="utf-8"
    )
    made = plan_new_pages(
        [request("a", "b", ownership="us"), request("bucket:c")], PageFolder(FOLDER), templates=tmp_path
    )
    assert made[0].after == b"# Tables: a & b\nBy us for a+b\n"
    assert b"## Configuration\n" in made[1].after


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% if %}", r"table\.md\.j2:1: the page template is broken"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ names.__class__.__mro__ }}", "unsafe"),
        ("<!-- supamap:begin integration-map -->\n", r"never closed"),
    ],
)
def test_broken_templates_are_told(tmp_path: Path, template: str, told: str) -> None:
    (tmp_path / "table.md.j2").write_text(template, encoding="utf-8")
    with pytest.raises(PageError, match=told):
        plan_new_pages([request("a")], PageFolder(FOLDER), templates=tmp_path)


def test_a_missing_templates_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="does not exist"):
        plan_new_pages([request("a")], PageFolder(FOLDER), templates=tmp_path / "no")


def test_undocumented_resources() -> None:
    folder = existing("12-profiles")
    assert without_page(["table:b", "table:profiles", "table:b", "table:a"], pages(folder)) == ("table:b", "table:a")


@pytest.mark.parametrize("names", [("_dummy_",), ("__x__", "a"), ("_b_", "__c__"), ("bucket:_b_",)])
def test_names_that_look_like_markup_come_back(names: tuple[str, ...]) -> None:
    """A page of such names is found again, and a sync of it changes nothing."""
    wanted = request(*names)
    maps = {
        name: IntegrationMap(name, (MapGroup("Scripts", (MapEntry("s", "s.ts", ("select",)),)),))
        for name in wanted.resources
    }
    edit = plan_new_pages([wanted], PageFolder(FOLDER), maps=maps)[0]
    page = identify(edit.path, edit.after)
    assert page
    assert page.resources == wanted.resources
    assert plan([(page, edit.after)], maps).edits == ()
    noted = edit.after.replace(b"select\n", b"select \xe2\x80\x93 my note\n")
    assert plan([(page, noted)], maps).edits == ()
