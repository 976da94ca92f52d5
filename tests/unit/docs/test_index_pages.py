"""The inventory, the page with its SQL and the navigation: what they say, and what they keep."""

from __future__ import annotations

import pytest

from supamap.docs.index_pages import kept_pages, plan_index
from supamap.docs.inventory import inventory_lines, navigation_lines, sql_lines
from supamap.docs.pages import PageFolder
from supamap.docs.status import docs_status
from supamap.errors import PageError
from supamap.model.pages import INDEX_PAGES, INVENTORY, NAVIGATION, NumberingPolicy, Page, PageEdit, ResourceSource

POLICY = NumberingPolicy()
BODY = ("- one", "- two")
BLOCK = "<!-- supamap:begin navigation -->\n- one\n- two\n<!-- supamap:end navigation -->\n"


def placed(content: str, path: str = "docs/README.md") -> str:
    (edit,) = plan_index(PageFolder("docs", index=((path, content.encode()),)), {NAVIGATION: BODY})
    assert (edit.path, edit.before) == (path, content.encode())
    again = PageFolder("docs", index=((path, edit.after),))
    assert plan_index(again, {NAVIGATION: BODY}) == ()
    return edit.after.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"# Tables and buckets\n\n{BLOCK}"),
        ("# Tables\n", f"# Tables\n\n{BLOCK}"),
        ("# Tables\n\nOurs.\n", f"# Tables\n\nOurs.\n\n{BLOCK}"),
        ("# Tables\n\nOurs.\n\n## How\n\ntext\n", f"# Tables\n\nOurs.\n\n{BLOCK}\n## How\n\ntext\n"),
        (
            "# Tables\n\n## How\n\n## Table of Contents\n- 12-profiles\n\n## Notes\n",
            f"# Tables\n\n## How\n\n## Table of Contents\n\n{BLOCK}\n- 12-profiles\n\n## Notes\n",
        ),
        ("# Tables\r\n", f"# Tables\n\n{BLOCK}".replace("\n", "\r\n")),
        (f"# A\n\n{BLOCK.replace('one', 'old')}\nmine\n", f"# A\n\n{BLOCK}\nmine\n"),
        ("---\na: b\n---\n", f"---\na: b\n---\n{BLOCK}"),
    ],
)
def test_where_the_block_goes(before: str, after: str) -> None:
    assert placed(before) == after


def test_a_page_keeps_the_spelling_of_its_name() -> None:
    assert placed("mine\n", "docs/Readme.md") == f"mine\n\n{BLOCK}"


def test_a_page_that_is_not_there_is_created() -> None:
    (edit,) = plan_index(PageFolder("docs"), {NAVIGATION: BODY})
    assert edit == PageEdit("docs/README.md", None, f"# Tables and buckets\n\n{BLOCK}".encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<!-- supamap:begin navigation -->\n", "never closed"),
        ("<!-- supamap:begin navigaton -->\n", "did you mean navigation"),
        ("<!-- supamap:begin schema -->\n<!-- supamap:end schema -->\n", 'no block "schema" for this page'),
        (BLOCK + BLOCK, "a second time"),
        ("```\nnever closed\n", "cannot be placed"),
        ("\udcff", "not UTF-8"),
    ],
)
def test_damaged_pages_are_errors(content: str, said: str) -> None:
    with pytest.raises(PageError, match=said):
        plan_index(
            PageFolder("docs", index=(("docs/README.md", content.encode("utf-8", "surrogateescape")),)),
            {NAVIGATION: BODY},
        )


def test_only_pages_with_a_block_are_kept_true() -> None:
    index = (("docs/00-inventory.md", b"by hand"), ("docs/README.md", BLOCK.encode()))
    assert kept_pages(PageFolder("docs", index=index)) == (NAVIGATION,)


TITLES = ("Purpose", "Ownership", "Schema", "Integration Map", "Business Rules", "Example Queries", "Notes")
WRITTEN = "# Table: one\n\n## Purpose\n\n{}\n\n## Ownership\n\ntext\n"


def inventory(*texts: str, missing: tuple[str, ...] = ()) -> list[str]:
    pages = [
        (Page(f"docs/{10 + place}-t{place}.md", 10 + place, (f"table:t{place}",), "", ResourceSource.HEADING), text)
        for place, text in enumerate(texts)
    ]
    contents = [(page, text.encode()) for page, text in pages]
    status = docs_status(contents, (), missing, POLICY, {})
    return list(inventory_lines(status, {page.path: text for page, text in contents}, POLICY))


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("One row per person. And more.", "One row per person."),
        ("One row\nper *person*, e.g. `a.B`. More.", "One row per person, e.g. `a.B`."),
        ("Holds [links](a.md) | pipes, `a|b` and a_b <!-- c -->", "Holds links \\| pipes, `a\\|b` and a_b"),
        ("Who is asked?", "Who is asked?"),
        ("- first\n- second", "first"),
        ("[Describe what this table is for]", ""),
        ("<!-- later -->\n\n### For\n\nText.", "Text."),
    ],
)
def test_the_purpose_is_the_first_sentence(purpose: str, said: str) -> None:
    (row,) = [line for line in inventory(WRITTEN.format(purpose)) if line.startswith("| [")]
    assert row.split(" | ")[2] == said


def test_a_purpose_behind_its_title() -> None:
    (row,) = [line for line in inventory("# Table: one\n\n**Purpose**: Chats. More.\n") if line.startswith("| [")]
    assert row.split(" | ")[2] == "Chats."


def test_categories_and_states() -> None:
    full = "# Table: t0\n" + "".join(f"\n## {title}\n\ntext\n" for title in TITLES)
    lines = inventory(full, WRITTEN.format("For us."), "# Table: t2\n", missing=("table:message_log", "bucket:a|b"))
    assert [line for line in lines[1:] if line and not line.startswith("|--")] == [
        "## Core system (10–19)",
        "| page | about | purpose | status |",
        "| [10-t0](10-t0.md) | `t0` | text | documented |",
        f"| [11-t1](11-t1.md) | `t1` | For us. | lacks Schema, {', '.join(TITLES[3:])} |",
        "| [12-t2](12-t2.md) | `t2` |  | template |",
        "## Conversations and jobs (20–29)",
        "| page | about | purpose | status |",
        "| – | `message_log` |  | missing: `supamap docs new message_log` |",
        "## Storage buckets (90–99)",
        "| page | about | purpose | status |",
        "| – | bucket `a\\|b` |  | missing: `supamap docs new bucket:a\\|b` |",
    ]


def test_navigation_lists_pages_that_are_there() -> None:
    pages = [
        (Page("docs/12-b.md", 12, ("table:b",), "", ResourceSource.HEADING), b""),
        (Page("docs/loose page.md", None, ("bucket:c",), "", ResourceSource.FRONT_MATTER), b""),
        (Page("docs/11-a.md", 11, ("table:a", "table:aa"), "", ResourceSource.HEADING), b""),
    ]
    assert navigation_lines(docs_status(pages, (), ["table:x"], POLICY, {}), POLICY)[2:] == (
        "- Core system (10–19)",
        "  - [11-a](11-a.md): `a`, `aa`",
        "  - [12-b](12-b.md): `b`",
        "- Other pages",
        "  - [loose page](loose%20page.md): bucket `c`",
    )


def test_the_statement_stands_in_a_fence_that_holds_it() -> None:
    lines = sql_lines("select '```'\n")
    assert lines[-3:] == ("````sql", "select '```'", "````")


def test_every_index_page_has_its_own_block() -> None:
    assert len({page.block for page in INDEX_PAGES}) == len(INDEX_PAGES)
    assert INVENTORY in INDEX_PAGES
