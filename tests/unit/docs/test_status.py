"""What stands in the sections of a page."""

from __future__ import annotations

import pytest

from supamap.docs.creation import TEMPLATES, plan_new_pages
from supamap.docs.markdown import read_page
from supamap.docs.pages import PageFolder
from supamap.docs.status import docs_status, section_states
from supamap.docs.sync import plan
from supamap.model.coverage import SectionState
from supamap.model.pages import (
    DEFAULT_CATEGORIES,
    NumberingPolicy,
    Page,
    PageEdit,
    PageRequest,
    Priority,
    ResourceSource,
)

GENERATED, WRITTEN, STALE, PLACEHOLDER, MISSING = SectionState


def states(text: str, after: str | None = None, resources: tuple[str, ...] = ("table:one",)) -> dict[str, SectionState]:
    page = read_page("10-one.md", text.encode())
    synced = read_page("10-one.md", (text if after is None else after).encode())
    return {section.title: section.state for section in section_states(page, synced, resources)}


def notes(body: str) -> SectionState:
    return states(f"# Table: one\n\n## Notes\n\n{body}\n\n## Other\n\ntext\n")["Notes"]


@pytest.mark.parametrize(
    "body",
    [
        "text",
        "- text",
        "None",
        "Owner: the team",
        "[List](tables.md) of tables",
        "**Do not touch this table.**",
        "| column | type |\n|---|---|\n| id | [uuid] |",
        "> quoted",
        "```sql\n-- newest first\nselect 1\n```",
        "```\n# not a program\n```",
        "<div>text</div>",
        "![picture](a.png)",
        "- [ ] write a migration",
        "[Describe this]\n\ntext",
        "[Anna asks: is this still used?]",
        "text <!-- remark -->",
    ],
)
def test_what_a_person_wrote(body: str) -> None:
    assert notes(body) is WRITTEN


@pytest.mark.parametrize(
    "body",
    [
        "[List relevant pages/components]",
        "*[Describe what this table is for]*",
        "- Pages/Components: [List relevant pages/components]\n- Hooks/Services: [List relevant hooks/services]",
        "- **Pages/Components**\n  - [Component name]",
        "**Columns**\n\n[Fill in the columns]",
        "### Columns\n\n[…]",
        "| column | type |\n|---|---|\n| [column_name] | [type] |",
        "column | type\n---|---\n[column_name] | [type]",
        "```sql\n-- Add example queries here\n```",
        "```ts\n// [Add a query]\n```",
        "TODO",
        "- [ ] [List the policies]",
        "<!-- later -->\n[Describe it]",
    ],
)
def test_placeholders(body: str) -> None:
    assert notes(body) is PLACEHOLDER


@pytest.mark.parametrize(
    "body",
    ["", "<!-- nothing yet -->", "---", "### Columns", "```sql\n```", "- **Pages/Components**", "| a | b |\n|---|---|"],
)
def test_nothing_there(body: str) -> None:
    assert notes(body) is MISSING


def test_every_section_of_our_templates_is_a_placeholder() -> None:
    for resource in ("table:one", "bucket:one"):
        (edit,) = plan_new_pages([PageRequest((resource,))], PageFolder("docs"))
        found = states(edit.after.decode(), resources=(resource,))
        assert found.pop("Integration Map") is MISSING
        assert set(found.values()) == {PLACEHOLDER}, (resource, found)


def test_templates_hold_no_other_text() -> None:
    """Each bracketed text of a template is known as a placeholder, also where no required section holds it."""
    from supamap.docs.mentions import is_placeholder

    for template in sorted(TEMPLATES.glob("*.j2")):
        bracketed = [line for line in template.read_text().splitlines() if line.startswith("[")]
        assert bracketed, template
        assert all(map(is_placeholder, bracketed)), template


def test_sections_by_whatever_title() -> None:
    found = states(
        "# Tables: one & two\n\nPurpose: Chats.\n\n**Ownership:** [Name the owner]\n\n## one (key columns)\n\n"
        "[Fill in the columns]\n\n## two (key columns)\n\n- `id`\n\n## 4. Integration Map (who uses it)\n\n"
        "- `useOne`\n\n"
        "### Example Operations\n\ntext\n"
    )
    assert found == {
        "Purpose": WRITTEN,
        "Ownership": PLACEHOLDER,
        "Schema": WRITTEN,
        "Integration Map": WRITTEN,
        "Business Rules": MISSING,
        # A title inside another section belongs to it.
        "Example Queries": MISSING,
        "Notes": MISSING,
    }


def test_a_label_begins_a_section_only_as_a_whole() -> None:
    found = states("# Table: one\n\nNotes on the trigger: it is slow.\n\n## Schema\n\nPurpose: what it is for.\n")
    assert (found["Notes"], found["Purpose"], found["Schema"]) == (MISSING, MISSING, WRITTEN)


def test_a_fence_holds_no_section() -> None:
    assert states("# Table: one\n\n```markdown\n## Purpose\n\ntext\n```\n")["Purpose"] is MISSING


def test_a_bucket_has_a_configuration() -> None:
    found = states("## Configuration\n\n- public\n", resources=("bucket:one",))
    assert found["Configuration"] is WRITTEN
    assert "Schema" not in found


BLOCK = "## Schema\n\n<!-- supamap:begin schema -->\n{}\n<!-- supamap:end schema -->\n"


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (BLOCK.format("- `id`"), BLOCK.format("- `id`"), GENERATED),
        (BLOCK.format("- `id`") + "\n[Fill in the columns]\n", BLOCK.format("- `id`"), GENERATED),
        (BLOCK.format("- `id`"), BLOCK.format("- `id` uuid"), STALE),
        (BLOCK.format(""), BLOCK.format("- `id`"), STALE),
        ("## Schema\n\n- `id`\n", BLOCK.format("- `id`") + "\n- `id`\n", STALE),
        # What was never filled in is not out of date.
        ("## Schema\n\n[Fill in the columns]\n", BLOCK.format("- `id`"), PLACEHOLDER),
        ("# Table: one\n", BLOCK.format("- `id`"), MISSING),
        (BLOCK.format(""), BLOCK.format(""), MISSING),
        (BLOCK.format("- `id`").replace("\n", "\r\n"), BLOCK.format("- `id`"), GENERATED),
    ],
)
def test_blocks(before: str, after: str, state: SectionState) -> None:
    assert states(before, after)["Schema"] is state


def test_the_plan_of_sync_decides_what_is_stale() -> None:
    page = Page("docs/10-one.md", 10, ("table:one",), "one", ResourceSource.HEADING)
    content = b"# Table: one\n\n## Integration Map\n\n- `useOne`: loads it\n"
    edits = plan([(page, content)], {}).edits
    assert states(content.decode(), edits[0].after.decode())["Integration Map"] is STALE
    assert states(edits[0].after.decode())["Integration Map"] is GENERATED


def survey(priorities: dict[str, Priority], edits: tuple[PageEdit, ...] = ()) -> list[tuple[str, str, str, Priority]]:
    names = (("12-b", ("table:b",)), ("90-c", ("bucket:c",)), ("11-a", ("table:a", "table:aa")), ("x", ("table:x",)))
    pages = [
        (Page(f"docs/{name}.md", int(name[:2]) if name[0].isdigit() else None, of, name, ResourceSource.HEADING), b"")
        for name, of in names
    ]
    policy = NumberingPolicy(categories=DEFAULT_CATEGORIES)
    found = docs_status(pages, edits, ["table:user_things"], policy, priorities)
    assert found.coverage.total == 7 * 5
    return [(page.name, page.path or "", page.category, page.priority) for page in found.pages]


def test_the_most_urgent_pages_come_first() -> None:
    medium, high, low = Priority.MEDIUM, Priority.HIGH, Priority.LOW
    assert survey({}) == [
        ("11-a.md", "docs/11-a.md", "core system", medium),
        ("12-b.md", "docs/12-b.md", "core system", medium),
        ("90-c.md", "docs/90-c.md", "storage buckets", medium),
        ("x.md", "docs/x.md", "", medium),
        ("user_things", "", "core system", medium),
    ]
    urgent = {"table:aa": low, "table:a": medium, "bucket:c": high, "table:b": low}
    assert [row[0] for row in survey(urgent)] == ["90-c.md", "11-a.md", "x.md", "user_things", "12-b.md"]
