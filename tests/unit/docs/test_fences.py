"""Which code blocks of a page are examples."""

from __future__ import annotations

from supamap.docs.fences import code_blocks
from supamap.docs.markdown import read_page


def block(name: str, body: str) -> str:
    return f"<!-- supamap:begin {name} -->\n{body}<!-- supamap:end {name} -->\n\n"


def test_examples_are_what_people_wrote_and_what_is_generated_as_such() -> None:
    fence = "```sql\nselect {}\n```\n"
    text = (
        fence.format(1)
        + "\n```sql no-test\nselect 2\n```\n\n```\nselect 3\n```\n\n"
        + block("schema", "- using\n\n  ```sql\n  select 4\n  ```\n\n")
        + block("business-rules", fence.format(5))
        + block("example-queries", fence.format(6))
        + "- listed\n\n  ```TS\n  select 7\n  ```\n"
    )
    found = [(one.language, one.line, one.text.strip()) for one in code_blocks(read_page("a.md", text.encode()))]
    lines = text.splitlines()
    assert [(language, said) for language, _, said in found] == [
        ("sql", "select 1"),
        ("sql", "select 6"),
        ("ts", "select 7"),
    ]
    assert all(lines[line - 1].strip() == said for _, line, said in found)
