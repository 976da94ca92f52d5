"""The state of the documentation in four formats."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from supamap.model.coverage import DocsStatus, PageStatus, SectionState, SectionStatus
from supamap.model.pages import Priority
from supamap.report import status_badge, status_json, status_markdown, status_text

TITLES = ("Purpose", "Ownership", "Schema", "Integration Map", "Business Rules", "Example Queries", "Notes")
GENERATED, WRITTEN, STALE, PLACEHOLDER, MISSING = SectionState


def page(name: str | None, priority: Priority, *states: SectionState) -> PageStatus:
    every = (*states, *([WRITTEN] * 7))[:7]
    sections = tuple(SectionStatus(title, state) for title, state in zip(TITLES, every, strict=True))
    path = f"docs/tables/{name}" if name else None
    return PageStatus(path, 10 if name else None, ("table:a",), "core system", priority, sections)


STATUS = DocsStatus(
    (
        page("10-a|b.md", Priority.HIGH, GENERATED, STALE, PLACEHOLDER),
        page("stale\x1b missing.md", Priority.LOW),
        page(None, Priority.LOW, *[MISSING] * 7),
    )
)


def test_text() -> None:
    lines = [line.split() for line in status_text.render(STATUS).splitlines()]
    assert lines == [
        ["high", "priority"],
        [*" ".join(TITLES).split()],
        ["10-a|b.md", "generated", "stale", "placeholder", *["hand-written"] * 4],
        [],
        ["low", "priority"],
        [*" ".join(TITLES).split()],
        ["stale\\x1b", "missing.md", *["hand-written"] * 7],
        ["a", "(no", "page)", *["missing"] * 7],
        [],
        ["57", "%", "of", "21", "sections", "documented;", "1", "page", "missing"],
    ]
    columns = [line.index("Ownership") for line in status_text.render(STATUS).splitlines() if "Ownership" in line]
    assert len(set(columns)) == 1


def test_colour_only_where_asked_for() -> None:
    assert "\x1b" not in status_text.render(STATUS)
    coloured = status_text.render(STATUS, color=True)
    assert "\x1b[32mgenerated\x1b[0m  " in coloured
    assert "\x1b[33mstale\x1b[0m  " in coloured
    assert "  stale\\x1b missing.md" in coloured


def test_json_follows_its_schema() -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "status.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for status in (STATUS, DocsStatus(())):
        jsonschema.validate(json.loads(status_json.render(status)), schema)


def test_json_fields() -> None:
    document = json.loads(status_json.render(STATUS))
    assert document["coverage"] == {"percent": 57, "covered": 12, "sections": 21}
    assert document["pages"][0] == {
        "page": "docs/tables/10-a|b.md",
        "number": 10,
        "resources": ["table:a"],
        "category": "core system",
        "priority": "high",
        "sections": dict(zip(TITLES, ("generated", "stale", "placeholder", *["hand-written"] * 4), strict=True)),
    }
    assert document["pages"][2]["page"] is None


def test_markdown() -> None:
    lines = status_markdown.render(STATUS).splitlines()
    assert lines[0] == "**57 % of 21 sections documented; 1 page missing**"
    assert lines[4].startswith("| `10-a\\|b.md` | high | generated | stale | placeholder | hand-written |")
    assert lines[-1] == f"| `a (no page)` | low |{' missing |' * 7}"


@pytest.mark.parametrize(
    ("covered", "message", "colour"),
    [(21, "100%", "brightgreen"), (20, "95%", "green"), (11, "52%", "yellow"), (0, "0%", "red")],
)
def test_badge(covered: int, message: str, colour: str) -> None:
    states = ([WRITTEN] * covered + [MISSING] * 21)[:21]
    pages = tuple(page("10-a.md", Priority.LOW, *states[at : at + 7]) for at in (0, 7, 14))
    assert json.loads(status_badge.render(DocsStatus(pages))) == {
        "schemaVersion": 1,
        "label": "table docs",
        "message": message,
        "color": colour,
    }
