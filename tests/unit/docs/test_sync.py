from __future__ import annotations

import pytest

from supamap.docs.difference import unified_diff
from supamap.docs.sync import plan
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap, MapEntry, MapGroup
from supamap.model.pages import BUSINESS_RULES, SCHEMA, Page, PageEdit, ResourceSource

BLOCK = b"<!-- supamap:begin integration-map -->\n<!-- supamap:end integration-map -->\n"


def page(path: str = "docs/tables/10-a.md", *resources: str) -> Page:
    return Page(path, 10, resources or ("table:a",), "a", ResourceSource.HEADING)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Auth", ("Auth.refresh",), True),
        ("Auth.refresh", ("Auth",), True),
        ("Auth", ("Auth.refresh", "Auth.leave"), False),
        ("Auth", ("Author",), False),
    ],
)
def test_a_note_follows_its_entry_to_a_member_or_an_owner(before: str, after: tuple[str, ...], kept: bool) -> None:
    def map_of(names: tuple[str, ...]) -> dict[str, IntegrationMap]:
        entries = tuple(MapEntry(name, "auth.ts", ("select",)) for name in names)
        return {"table:a": IntegrationMap("table:a", (MapGroup("Services/Hooks", entries),))}

    about = page("10-a.md")
    first = plan([(about, b"# a\n")], map_of((before,))).edits[0].after
    noted = first.replace(b"select", b"select \xe2\x80\x93 as every page")
    second = plan([(about, noted)], map_of(after))
    text = second.edits[0].after.decode()
    assert (f"`{after[0]}`](auth.ts) – select – as every page" in text) is kept
    assert "as every page" in text
    assert bool(second.unverified) is not kept


def test_the_mistakes_of_all_pages_are_told_and_nothing_is_planned() -> None:
    bad = b"<!-- supamap:begin integration-map -->\n"
    with pytest.raises(PageError) as raised:
        plan([(page("a.md"), bad), (page("b.md"), b"\xff"), (page("c.md"), b"# C\n"), (page("d.md"), bad)], {})
    told = str(raised.value)
    assert "3 mistakes" in told
    assert [name in told for name in ("a.md:1:", "b.md:1:", "c.md", "d.md:1:")] == [True, True, False, True]


def test_pages_that_hide_their_end_are_told_together() -> None:
    with pytest.raises(PageError, match="2 mistakes"):
        plan([(page("a.md"), b"```\n"), (page("b.md"), b"<!-- never closed\n")], {})


def test_a_page_without_a_map_says_that_nobody_was_found() -> None:
    after = plan([(page(), b"# A\n")], {}).edits[0].after
    assert after.count(b"None found") == 3


def test_a_block_whose_markers_are_indented_keeps_its_indentation() -> None:
    content = b"- in a list\n\n  <!-- supamap:begin integration-map -->\n  <!-- supamap:end integration-map -->\n"
    made = {"table:a": IntegrationMap("table:a", (MapGroup("Scripts", (MapEntry("s", "s.ts"),)),))}
    after = plan([(page(), content)], made).edits[0].after
    assert b"\n  - Scripts\n    - [`s`](../../s.ts)\n  <!-- supamap:end" in after
    noted = after.replace(b"s.ts)\n", b"s.ts) \xe2\x80\x93 by hand\n      - and more\n")
    assert plan([(page(), noted)], made).edits == ()


def test_a_note_follows_an_entry_into_another_group_and_file() -> None:
    line = "- Scripts\n  - [`run`](../../old/run.ts) – select – by hand\n"
    content = BLOCK.replace(b"-->\n", b"-->\n" + line.encode(), 1)
    made = {"table:a": IntegrationMap("table:a", (MapGroup("Server", (MapEntry("run", "new/run.ts"),)),))}
    edit = plan([(page(), content)], made).edits[0]
    assert "  - [`run`](../../new/run.ts) – by hand\n" in edit.after.decode()
    assert edit.unverified == ()


def test_a_note_stays_with_its_resource() -> None:
    about = page("a.md", "table:a", "table:b")
    group = MapGroup("Services/Hooks", (MapEntry("run", "run.ts", ("select",)),))
    content = plan([(about, b"# A\n")], {each: IntegrationMap(each, (group,)) for each in about.resources})
    noted = (
        content.edits[0]
        .after.replace(b"select\n", b"select \xe2\x80\x93 for b\n")
        .replace(b" \xe2\x80\x93 for b", b"", 1)
    )
    edit = plan([(about, noted)], {"table:a": IntegrationMap("table:a", (group,))}).edits[0]
    text = edit.after.decode()
    assert text.count("for b") == 1
    assert text.index("for b") > text.index("supamap:end")
    assert [note.text for note in edit.unverified] == ["- [`run`](run.ts) – for b"]


def test_a_note_that_could_belong_to_two_entries_is_not_given_to_either() -> None:
    line = "- Scripts\n  - [`run`](../../old/run.ts) – by hand\n"
    content = BLOCK.replace(b"-->\n", b"-->\n" + line.encode(), 1)
    entries = (MapEntry("run", "a/run.ts"), MapEntry("run", "b/run.ts"))
    edit = plan([(page(), content)], {"table:a": IntegrationMap("table:a", (MapGroup("Scripts", entries),))}).edits[0]
    assert edit.after.endswith("-->\n\n- Scripts\n  - [`run`](../../old/run.ts) – by hand\n".encode())
    assert [note.text for note in edit.unverified] == ["- [`run`](../../old/run.ts) – by hand"]


def test_further_blocks_are_placed_and_kept() -> None:
    bodies = {"docs/tables/10-a.md": {SCHEMA: ["| a |"], BUSINESS_RULES: ["- one"]}}
    content = b"# A\n\n## Schema (key columns)\nby hand\n\n## Notes\n"
    first = plan([(page(), content)], {}, bodies).edits[0].after
    text = first.decode()
    assert (
        "## Schema (key columns)\n<!-- supamap:begin schema -->\n| a |\n<!-- supamap:end schema -->\n\nby hand\n"
        in text
    )
    assert [text.index(word) for word in ("Schema", "Integration Map", "Business Rules", "Notes")] == sorted(
        text.index(word) for word in ("Schema", "Integration Map", "Business Rules", "Notes")
    )
    assert plan([(page(), first)], {}, bodies).edits == ()
    # Without its generator a block is somebody's text.
    assert plan([(page(), first)], {}).edits == ()


def test_lines_in_another_block_of_the_section_are_left_alone() -> None:
    own = b"<!-- supamap:begin schema -->\n- `Gone`: x\n- [List relevant pages]\n<!-- supamap:end schema -->\n"
    edit = plan([(page(), b"## Integration Map\n" + own)], {}).edits[0]
    assert own in edit.after
    assert edit.unverified == ()


def test_the_diff_shows_lf_and_unfinished_ends() -> None:
    edit = PageEdit("docs/a.md", b"one\r\ntwo\r\n", b"one\r\nthree")
    assert unified_diff(edit) == (
        "--- a/docs/a.md\n+++ b/docs/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n\\ No newline at end of file\n"
    )
    assert unified_diff(PageEdit("a.md", None, b"x\n")).startswith("--- /dev/null\n+++ b/a.md\n")
    assert unified_diff(PageEdit("a.md", b"x\n", b"x\n")) == ""


def test_what_markdown_makes_no_token_of_is_kept_too() -> None:
    """A link definition leaves no token; inside the block it is still somebody's text."""
    body = b"[top]: a.md\n\n- Scripts\n\n  [inner]: b.md\n\n  - None found\n\n[last]: c.md\n"
    after = plan([(page(), BLOCK.replace(b"-->\n", b"-->\n" + body, 1))], {}).edits[0].after
    below = after.partition(b"end integration-map -->")[2]
    assert [name in below for name in (b"[top]: a.md", b"[inner]: b.md", b"[last]: c.md")] == [True] * 3
    assert plan([(page(), after)], {}).edits == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("integration-mop", "did you mean integration-map?"),
        ("Integration-Map", "did you mean integration-map?"),
        ("zzz", "the blocks are purpose, ownership, schema"),
    ],
)
def test_a_block_of_unknown_name_is_a_mistake(name: str, told: str) -> None:
    block = f"<!-- supamap:begin {name} -->\n<!-- supamap:end {name} -->\n".encode()
    with pytest.raises(PageError, match="supamap has no block") as raised:
        plan([(page(), b"# Table: a\n\n" + block)], {})
    assert raised.value.where == f"{page().path}:3"
    assert told in str(raised.value)


def test_a_note_returns_to_its_entry() -> None:
    def map_of(*names: str) -> dict[str, IntegrationMap]:
        entries = tuple(MapEntry(name, f"src/{name}.ts", ("select",)) for name in names)
        return {"table:a": IntegrationMap("table:a", (MapGroup("Services/Hooks", entries),))}

    def synced(content: bytes, *names: str) -> bytes:
        edits = plan([(page("10-a.md"), content)], map_of(*names)).edits
        return edits[0].after if edits else content

    whole = synced(b"# a\n", "one", "two").replace(
        b"one.ts) \xe2\x80\x93 select", b"one.ts) \xe2\x80\x93 select \xe2\x80\x93 kept by hand"
    )
    without = synced(whole, "two")
    assert (
        b"- Services/Hooks\n  - [`one`](src/one.ts) \xe2\x80\x93 kept by hand\n" in without.partition(b"supamap:end")[2]
    )
    # A remark in the people's own words stays where it is.
    written = without.replace(b"- Services/Hooks\n  - [`one`]", b"one is slow\n\n- Services/Hooks\n  - [`one`]")
    back = synced(written, "one", "two").decode()
    assert "  - [`one`](src/one.ts) – select – kept by hand\n" in back.partition("supamap:end")[0]
    assert back.partition("supamap:end integration-map -->\n")[2] == "\none is slow\n"
