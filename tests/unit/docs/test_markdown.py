from __future__ import annotations

import pytest

from supamap.docs.front_matter import front_matter, front_matter_end
from supamap.docs.markdown import page_bytes, read_page, splice
from supamap.docs.sections import add_section, find_section
from supamap.errors import PageError


def titles(text: str) -> list[tuple[int, str, int]]:
    return [(heading.level, heading.title, heading.start) for heading in read_page("x.md", text.encode()).headings]


def test_headings_are_those_of_markdown() -> None:
    hidden = "- # in a list\n> # quoted\n\n<!--\n# hidden\n-->\n~~~\n# code\n~~~\n"
    assert titles(f"# **One** `two`\n\nThree\n---\n\n{hidden}## `a_b` c ##\n") == [
        (1, "One two", 0),
        (2, "Three", 2),
        (2, "a_b c", 14),
    ]


def test_front_matter_is_no_heading_and_a_rule_is_no_front_matter() -> None:
    assert titles("---\ntable: a\n# no\n---\n# One\n") == [(1, "One", 4)]
    assert titles("---\n\n# One\n\n---\n") == [(1, "One", 2)]
    assert titles("---\ntable: a\n# One\n")[-1] == (1, "One", 2)


def test_front_matter_values() -> None:
    lines = [
        "---\n",
        "Tables: [a, 'b c', ]\n",
        'bucket: "x" # why\n',
        "owners:\n",
        "  - me\n",
        "- you\n",
        "none:\n",
        "---\n",
        "t: 1",
    ]
    assert front_matter(lines) == {"tables": ("a", "b c"), "bucket": ("x",), "owners": ("me", "you"), "none": ()}
    assert front_matter_end(lines) == 8
    assert front_matter(["# One\n"]) == {}


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"a\r\nb\nc\rd", b"\x0c\xe2\x80\xa8\n\n"])
def test_bytes_survive_reading(content: bytes) -> None:
    assert page_bytes(read_page("x.md", content)) == content


def test_form_feeds_and_line_separators_end_no_line() -> None:
    assert read_page("x.md", "a\x0cb\u2028c\n# d\n".encode()).headings[0].start == 1


def test_the_newline_is_that_of_most_lines() -> None:
    assert read_page("x.md", b"a\nb\r\nc\r\n").newline == "\r\n"
    assert read_page("x.md", b"a").newline == "\n"


def test_splicing_at_an_unfinished_end_leaves_the_page_unfinished() -> None:
    page = read_page("x.md", b"a\r\nb")
    assert page_bytes(splice(page, 2, 2, ["c", "d"])) == b"a\r\nb\r\nc\r\nd"
    assert page_bytes(splice(page, 0, 1, ["c"])) == b"c\r\nb"


@pytest.mark.parametrize(("content", "line"), [(b"one\n\xff\n", 2), ("é".encode("utf-16"), 1), (b"a\n\nb\0", 3)])
def test_what_is_not_text_is_refused_with_its_line(content: bytes, line: int) -> None:
    with pytest.raises(PageError) as raised:
        read_page("x.md", content)
    assert raised.value.where == f"x.md:{line}"


@pytest.mark.parametrize(
    "heading",
    ["## Integration Map", "### INTEGRATION  map", "## 4. Integration Map (who uses it)", "## Integration Map – users"],
)
def test_a_section_is_found(heading: str) -> None:
    section = find_section(
        read_page("x.md", f"# T\n{heading}\na\n#### b\nc\n## Notes\n".encode()), ("Integration Map",)
    )
    assert section
    assert (section.heading.end, section.end) == (2, 5)


@pytest.mark.parametrize(
    "heading", ["# Integration Map", "#### Integration Map", "## Integration Mapping", "## My Integration Map"]
)
def test_other_headings_are_not_the_section(heading: str) -> None:
    assert find_section(read_page("x.md", f"{heading}\na\n".encode()), ("Integration Map",)) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Integration Map\nX\n"),
        ("# T\n", "# T\n\n## Integration Map\nX\n"),
        (
            "# T\n\n## Purpose\n\na\n\n## Notes\n\nb\n",
            "# T\n\n## Purpose\n\na\n\n## Integration Map\n\nX\n\n## Notes\n\nb\n",
        ),
        ("# T\n### Purpose\na\n### Odd\nb", "# T\n### Purpose\na\n\n### Integration Map\nX\n\n### Odd\nb"),
        (
            "# T\n## Schema\na\n## Odd\nb\n## Business Rules\nc\n",
            "# T\n## Schema\na\n## Odd\nb\n\n## Integration Map\nX\n\n## Business Rules\nc\n",
        ),
        ("## Notes\na\n## Schema\nb\n", "## Notes\na\n## Schema\nb\n\n## Integration Map\nX\n"),
        (
            "# T\n## users (key columns)\na\n## roles (key columns)\nb\n# Annex\n",
            "# T\n## users (key columns)\na\n## roles (key columns)\nb\n\n## Integration Map\nX\n\n# Annex\n",
        ),
        ("---\na: b\n---\n", "---\na: b\n---\n## Integration Map\nX\n"),
    ],
)
def test_a_new_section_stands_where_the_order_puts_it(before: str, after: str) -> None:
    page = add_section(read_page("x.md", before.encode()), "Integration Map", ["X"])
    # Only a page that is empty or unfinished ends without a newline.
    assert page_bytes(page).decode() == after
