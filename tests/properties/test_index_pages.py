"""What the pages about all others promise, whatever people wrote into them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supamap.docs.blocks import block_named, find_blocks
from supamap.docs.index_pages import plan_index
from supamap.docs.markdown import read_page
from supamap.docs.pages import PageFolder
from supamap.errors import PageError
from supamap.model.pages import NAVIGATION

PATH = "docs/README.md"
NAMES = (NAVIGATION.block,)
written = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "# Tables",
                "## Navigation",
                "### Contents",
                "",
                "",
                "- [a](a.md)",
                "| a | b |",
                "|---|---|",
                "```",
                "text",
            ]
        ),
        st.sampled_from(["<!-- note", "-->", "---", "a: b", "===", "    code", "> quoted", "<div>", "1. one"]),
        st.text("ab #-`<>!|\t\x0b\u2028\ufeffé", max_size=12),
    ),
    max_size=12,
).map("\n".join)
endings = st.sampled_from(["\n", "\r\n"])
bodies = st.lists(st.sampled_from(["- one", "  - two", "", "## Title", "| a | b |"]), min_size=1, max_size=5)


def planned(content: bytes, body: list[str]) -> bytes | None:
    """The page with this body in its block, None when it cannot be edited safely."""
    try:
        edits = plan_index(PageFolder("docs", index=((PATH, content),)), {NAVIGATION: body})
    except PageError:
        return None
    return edits[0].after if edits else content


@given(written, endings, bodies, bodies)
def test_every_byte_of_people_stays(text: str, ending: str, first: list[str], second: list[str]) -> None:
    content = text.replace("\n", ending).encode()
    adopted = planned(content, first)
    if adopted is None:
        return
    assert planned(adopted, first) == adopted
    page = read_page(PATH, adopted)
    block = block_named(find_blocks(page, NAMES), NAVIGATION.block)
    assert block
    above, below = page.lines[: block.begin], page.lines[block.end + 1 :]
    kept = "".join(line for line in (*above, *below) if line.strip()).encode()
    mine = "".join(line for line in read_page(PATH, content).lines if line.strip()).encode()
    # An empty page gets a title.
    assert kept.strip() == mine.strip() or (not content and kept.startswith(b"# "))
    other = planned(adopted, second)
    assert other is not None
    changed = read_page(PATH, other)
    now = block_named(find_blocks(changed, NAMES), NAVIGATION.block)
    assert now
    assert (changed.lines[: now.begin], changed.lines[now.end + 1 :]) == (above, below)
