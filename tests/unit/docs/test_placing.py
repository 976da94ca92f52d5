"""Where a generated block goes, and what goes for it: the placeholders of a template, nothing else."""

from __future__ import annotations

import pytest

from supamap.docs.markdown import page_bytes, read_page
from supamap.docs.placing import place_body
from supamap.model.pages import BUSINESS_RULES, PURPOSE, SCHEMA, BlockPlace

BLOCK = "<!-- supamap:begin {0} -->\nnew\n<!-- supamap:end {0} -->\n"
SCHEMA_, RULES_, PURPOSE_ = (BLOCK.format(each) for each in ("schema", "business-rules", "purpose"))


def placed(text: str, place: BlockPlace, *body: str) -> str:
    page = place_body(read_page("a.md", text.encode()), place, body)
    again = place_body(page, place, body)
    assert page_bytes(again) == page_bytes(page), "a second time changes something"
    return page_bytes(page).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# T\n\n## Schema\n\n[List the columns]\n\n## Notes\n", f"# T\n\n## Schema\n\n{SCHEMA_}\n## Notes\n"),
        ("# T\n\n## Schema\n\n- [List the columns]\n", f"# T\n\n## Schema\n\n{SCHEMA_}"),
        (
            "# T\n\n## Schema\n\n- `id` uuid\n\n## Notes\n",
            f"# T\n\n## Schema\n\n{SCHEMA_}\n- `id` uuid\n\n## Notes\n",
        ),
        ("# T\n## Schema\n- `id` uuid\n## Notes\n", f"# T\n## Schema\n{SCHEMA_}\n- `id` uuid\n\n## Notes\n"),
        ("# T\n\n## Notes\n\nx\n", f"# T\n\n## Schema\n\n{SCHEMA_}\n## Notes\n\nx\n"),
        ("# T\n\n## Schema\n\n[a](b.md)\n", f"# T\n\n## Schema\n\n{SCHEMA_}\n[a](b.md)\n"),
        (
            "# T\n\n## Schema\n\n```\n[List the columns]\n```\n",
            f"# T\n\n## Schema\n\n{SCHEMA_}\n```\n[List the columns]\n```\n",
        ),
    ],
)
def test_a_block_goes_above_what_people_wrote(before: str, after: str) -> None:
    assert placed(before, SCHEMA, "new") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Business Rules\n\n- one\n\n## Notes\n", f"## Business Rules\n\n- one\n\n{RULES_}\n## Notes\n"),
        ("## Business Rules\n\n[Describe them]\n\n## Notes\n", f"## Business Rules\n\n{RULES_}\n## Notes\n"),
        (
            "## Business Rules\n\n- one\n\n### Odd\n\nx\n",
            f"## Business Rules\n\n- one\n\n{RULES_}\n### Odd\n\nx\n",
        ),
        ("## Business Rules\n", f"## Business Rules\n{RULES_}"),
    ],
)
def test_rules_go_below_what_people_wrote(before: str, after: str) -> None:
    assert placed(before, BUSINESS_RULES, "new") == after


def test_a_purpose_comes_only_where_nobody_wrote_one() -> None:
    assert (
        placed("## Purpose\n\n[Describe it]\n\n## Notes\n", PURPOSE, "new") == f"## Purpose\n\n{PURPOSE_}\n## Notes\n"
    )
    for kept in ("## Purpose\n\nMine.\n", "## Notes\n", "Purpose: mine.\n", "## Purpose\n\n[Describe it]\n\nMine.\n"):
        assert placed(kept, PURPOSE, "new") == kept


def test_a_block_that_is_there_is_brought_up_to_date_wherever_it_stands() -> None:
    page = "## Purpose\n\nMine.\n\n<!-- supamap:begin purpose -->\nold\n<!-- supamap:end purpose -->\n"
    assert placed(page, PURPOSE, "new") == page.replace("old", "new")
    assert placed(page, PURPOSE) == page.replace("old\n", "")


def test_no_text_makes_no_block_and_takes_no_placeholder() -> None:
    page = "## Business Rules\n\n[Describe them]\n"
    assert placed(page, BUSINESS_RULES) == page


def test_line_endings_and_a_missing_last_one_stay() -> None:
    assert placed("## Schema\r\n\r\nmine", SCHEMA, "new") == (f"## Schema\n\n{SCHEMA_}\nmine").replace("\n", "\r\n")
