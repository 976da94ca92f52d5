from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from supamap.docs.integration_map import render_maps, with_note
from supamap.docs.map_entry import read_entry
from supamap.docs.map_text import code, link_to, linked_file
from supamap.docs.mentions import is_explained, is_placeholder, read_mention, read_title, split_list
from supamap.model.maps import IntegrationMap, MapEntry, MapGroup


def test_the_sample_of_the_documentation() -> None:
    pages = MapGroup(
        "Pages/Components", (MapEntry("RoleplayChat", "src/pages/RoleplayChat.tsx", ("select", "update"), ("a", "b")),)
    )
    database = MapGroup("Database", (MapEntry("function has_role", "", ("select",)), MapEntry("policy Own rows", "")))
    assert render_maps([IntegrationMap("table:x", (database, pages, MapGroup("Tests")))], "docs/tables") == (
        "- Pages/Components",
        "  - [`RoleplayChat`](../../src/pages/RoleplayChat.tsx) – select, update – via `a` → `b`",
        "- Edge Functions",
        "  - None found",
        "- Services/Hooks",
        "  - None found",
        "- Database",
        "  - function `has_role` – select",
        "  - policy `Own rows`",
    )


def test_several_chains_and_chains_beside_what_the_user_does_itself() -> None:
    both = MapEntry("Prompts", "src/Prompts.tsx", ("insert", "select"), ("useSave",), (("useList", "list"),))
    itself = MapEntry("Rating", "src/Rating.tsx", ("select", "update"), (), (("useList", "list"), ("useSave",)))
    assert render_maps([IntegrationMap("table:x", (MapGroup("Scripts", (both, itself)),))], "")[-2:] == (
        "  - [`Prompts`](src/Prompts.tsx) – insert, select – via `useSave`, `useList` → `list`",
        "  - [`Rating`](src/Rating.tsx) – select, update – also via `useList` → `list`, `useSave`",
    )


def test_the_order_of_the_graph_does_not_matter() -> None:
    entries = (MapEntry("b", "b.ts"), MapEntry("A", "a.ts"), MapEntry("a", "z.ts"), MapEntry("b", "a.ts"))
    group, backwards = MapGroup("Scripts", entries, entries[:1]), MapGroup("Scripts", entries[::-1])
    one, other = (render_maps([IntegrationMap("table:x", (g,))], "docs") for g in (group, backwards))
    assert one == other
    assert one[-4:] == ("  - [`A`](../a.ts)", "  - [`a`](../z.ts)", "  - [`b`](../a.ts)", "  - [`b`](../b.ts)")


@pytest.mark.parametrize(
    "file", ["src/[id]/(group)/a b.tsx", "docs/x.ts", "a.ts", "src/100%#?.ts", "src/@x/$y+z~.ts", "ü/`.ts"]
)
@pytest.mark.parametrize("folder", ["docs/tables", "docs", "", "my docs/[a]"])
def test_links_lead_back_to_the_file_in_markdown(file: str, folder: str) -> None:
    url = link_to(file, folder)
    assert linked_file(url, folder) == file
    tokens = MarkdownIt("commonmark").parseInline(f"[{code('n')}]({url})")[0].children or []
    assert [token.type for token in tokens] == ["link_open", "code_inline", "link_close"]
    assert tokens[0].attrGet("href") == url


@pytest.mark.parametrize("target", ["https://example.com/a.ts", "//x/a.ts", "mailto:a@b", "#part", ""])
def test_other_addresses_are_no_files(target: str) -> None:
    assert linked_file(target, "docs") == ""


@pytest.mark.parametrize("name", ["a", "`", "a`b``c", " x ", "[x]", "a]b", "*x*", "\\", "<b>", "a\nb"])
def test_names_are_shown_as_they_are(name: str) -> None:
    tokens = MarkdownIt("commonmark").parseInline(code(name))[0].children or []
    assert [(token.type, token.content) for token in tokens] == [("code_inline", " ".join(name.split()))]


@pytest.mark.parametrize(
    "note",
    [
        *("loads by id", "via `x`", "select", "(x)", "via `x` → `y`, mostly", "a – b", "- x", "legacy", "(a) (b)"),
        *("via `x`, `y`", "also via `x`", "also", "also via mail"),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        *("[`A`](a.ts)", "[`A`](a.ts) – select", "function `f` – select – via `a` → `b`"),
        *("[`A`](a.ts) – select – also via `a`", "[`A`](a.ts) – select – via `a`, `b` → `c`, `d`"),
    ],
)
def test_a_note_is_read_back_as_it_was_written(text: str, note: str) -> None:
    written = with_note(text, note)
    found = read_entry(written)
    assert found
    assert note.strip("()- ") in found.note
    assert with_note(text, found.note) == written


@pytest.mark.parametrize(
    ("text", "name", "target", "note", "sure"),
    [
        ("`RoleplayChat`: loads", "RoleplayChat", "", "loads", True),
        ("**RoleplayChat:** loads", "RoleplayChat", "", "loads", True),
        ("[`X`](../x.ts) (loads)", "X", "../x.ts", "loads", True),
        ("`<RoleplayChat />` – loads", "RoleplayChat", "", "loads", True),
        ("`useX()` hook", "useX", "", "hook", True),
        ("src/app/[id]/page.tsx - loads", "src/app/[id]/page.tsx", "", "loads", True),
        ("`status = 1` only", "status = 1", "", "only", False),
        ("read-only access", "read-only", "", "access", False),
        ("Used by all", "Used", "", "by all", False),
    ],
)
def test_mentions(text: str, name: str, target: str, note: str, sure: bool) -> None:
    found = read_mention(text)
    assert found
    assert (found.name, found.target, found.note, found.sure) == (name, target, note, sure)


@pytest.mark.parametrize(
    ("text", "group", "rest"),
    [
        ("Pages/Components", "Pages/Components", ""),
        ("**Hooks & Services:**", "Services/Hooks", ""),
        ("**Services**: `a`", "Services/Hooks", "`a`"),
        ("Edge Functions: a, b (via c)", "Edge Functions", "a, b (via c)"),
        ("Components and Hooks – x", "", ""),
        ("API routes", "API Routes", ""),
    ],
)
def test_titles(text: str, group: str, rest: str) -> None:
    found = read_title(text)
    if "and" in text:
        assert found is None
    else:
        assert found
        assert (found.group, found.rest) == (group, rest)


@pytest.mark.parametrize("text", ["`A`: b, too", "**A:** b", "**A**: b", "A - b", "`A` – b; c"])
def test_names_followed_by_a_sentence(text: str) -> None:
    assert is_explained(text)


@pytest.mark.parametrize("text", ["`A`, b", "a-b", "`A` (b), C", "A", "", "– b", "`A`:b"])
def test_names_in_a_list(text: str) -> None:
    assert not is_explained(text)


def test_lists_are_split_at_their_own_commas_only() -> None:
    assert split_list("a (b, c), `d, e`; [f](g,h) i,") == ("a (b, c)", "`d, e`", "[f](g,h) i")


@pytest.mark.parametrize(
    "text",
    ["[List relevant pages/components]", "[…]", "[...]", "*[Describe it]*", "[Component name]", "[ ]", "[TODO: x]"],
)
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["[Anna asks: why?]", "[x](y)", "[x] done", "List pages", "[Mia]", "[List a] and more"]
)
def test_what_a_person_wrote_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)
