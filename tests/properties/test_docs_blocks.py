"""What a sync with generated blocks promises about pages that people wrote, whatever they wrote."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from supamap.docs.blocks import find_blocks
from supamap.docs.database.bodies import page_bodies
from supamap.docs.markdown import read_page
from supamap.docs.sync import plan
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap
from supamap.model.pages import Page, ResourceSource
from supamap.model.schema import Check, Column, Policy, Schema, SourceKind, Table

ODD = "ab1 `*_[]()<>!-–:;,#~|&\\/.'\"=+\t\u2028é\n"
PLACEHOLDERS = ("[List the columns and what they mean]", "- [Describe the rules]", "[…]")
PLACEHOLDER_WORDS = frozenset(re.findall(r"\w+", " ".join(PLACEHOLDERS).casefold()))
lines = st.one_of(
    st.sampled_from(
        [
            *("## Schema", "## Schema (key columns)", "### schema", "## Business Rules", "## Purpose", "## Notes"),
            *(
                "# Table: one",
                "## Integration Map",
                "- `id` uuid",
                "text",
                "",
                "",
                "```",
                "<!-- open",
                "<div>",
                "| a | b |",
            ),
            *("Purpose: text", "    indented", "> quoted", "---", "1. one", "* star", *PLACEHOLDERS),
        ]
    ),
    st.text(ODD.replace("\n", ""), max_size=20),
)
pages = st.lists(lines, max_size=14)
texts = st.text(ODD, max_size=12)
tables = st.builds(
    lambda comment, default, condition, name, rls: Table(
        "public",
        "one",
        comment=comment,
        columns=(Column("id", "uuid", default=default, comment=comment),),
        checks=(Check(name, condition),),
        policies=(Policy(name, "all", using=condition),),
        rls=rls,
    ),
    st.none() | texts,
    st.none() | texts,
    st.one_of(texts, st.sampled_from(["true", "(id = auth.uid())", "((a > 1) OR (b IS NULL))"])),
    st.one_of(texts, st.just("<!-- supamap:end schema -->")).filter(bool),
    st.booleans(),
)
PAGE = Page("docs/10-one.md", 10, ("table:one",), "one", ResourceSource.HEADING)


def synced(content: bytes, table: Table) -> bytes | None:
    """The page after a sync, None when it cannot be edited safely."""
    schema = Schema(SourceKind.MIGRATIONS, tables=(table,))
    bodies = {PAGE.path: page_bodies(PAGE, schema, {})}
    try:
        made = plan([(PAGE, content)], {"table:one": IntegrationMap("table:one", ())}, bodies, schema)
    except PageError:
        return None
    return made.edits[0].after if made.edits else content


def words(content: bytes) -> set[str]:
    return set(re.findall(r"\w+", content.decode().casefold()))


@given(pages, tables)
def test_no_word_is_lost_and_a_second_sync_changes_nothing(written: list[str], table: Table) -> None:
    content = "\n".join(written).encode()
    after = synced(content, table)
    if after is not None:
        assert words(content) - words(after) <= PLACEHOLDER_WORDS
        assert synced(after, table) == after


@given(pages, tables, tables)
def test_another_schema_changes_blocks_alone(written: list[str], first: Table, second: Table) -> None:
    before = synced("\n".join(written).encode(), first)
    after = synced(before, second) if before is not None else None
    if before is not None and after is not None:
        old, new = (_outside(content) for content in (before, after))
        # A block of which nothing was known, and now is, may come with its section.
        if _names(before) == _names(after):
            assert old == new


@given(pages, tables)
def test_line_endings_and_bom_are_kept(written: list[str], table: Table) -> None:
    content = "\n".join([*written, "end", ""])
    after = synced(content.encode(), table)
    other = synced(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode(), table)
    assert (after is None) == (other is None)
    if after is not None and other is not None:
        assert other == b"\xef\xbb\xbf" + after.replace(b"\n", b"\r\n")


def _outside(content: bytes) -> list[str]:
    page = read_page("", content)
    inside = {line for block in find_blocks(page) for line in range(block.begin, block.end + 1)}
    return [text for line, text in enumerate(page.lines) if line not in inside]


def _names(content: bytes) -> list[str]:
    return [block.name for block in find_blocks(read_page("", content))]
