"""Each rule is a triple: code, a page that explains it, and a case that shows the finding and then its cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from rule_cases import FOLDER, RuleCase, all_cases, line, plant

from supamap import pipeline
from supamap.config import load_config
from supamap.errors import NothingMeasuredError
from supamap.rules.pages import folder, page
from supamap.rules.registry import META, RULES, cards

CASES = all_cases()
IDS = [*RULES, *(card.id for card in META)]
HEADINGS = ("## What it means", "## Why it matters", "## How to resolve", "## Example")


def found(case: RuleCase, files: dict[str, str], root: Path, cache: Path) -> list[str]:
    plant(files, root)
    request = pipeline.CheckRequest(today=date(2026, 1, 1), baseline_optional=True)
    try:
        checked = pipeline.check(replace(load_config(root), cache=cache), request)
    except NothingMeasuredError:
        return []
    return sorted(line(one.finding) for one in checked.report.findings if one.finding.rule == case.rule)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all cases: many of them have the same migrations."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}/{case.name}")
def test_a_rule_finds_it_and_the_cure_helps(case: RuleCase, tmp_path: Path, cache: Path) -> None:
    assert found(case, case.files, tmp_path / "before", cache) == case.found
    if case.cured is not None:
        assert case.found, "a cure needs something to cure"
        assert found(case, case.cured, tmp_path / "after", cache) == []


@pytest.mark.parametrize("name", IDS)
def test_the_triple_is_complete(name: str) -> None:
    text = page(name)
    card = next(card for card in cards() if card.id == name)
    assert text.startswith(f"# {name}\n\n{card.summary}. Group: {card.group}. Level: {card.severity}")
    assert [heading for heading in HEADINGS if heading not in text] == []
    assert any(case.rule == name and case.cured is not None for case in CASES), "no case shows the cure"


def test_the_list_of_rules_is_true() -> None:
    text = (folder() / "README.md").read_text(encoding="utf-8")
    listed = [row for row in text.splitlines() if row.startswith("| [")]
    assert sorted(listed) == sorted(
        f"| [`{one.id}`]({one.id}.md) | {one.severity} | {one.summary} |" for one in cards()
    )


def test_nothing_stands_beside_the_triples() -> None:
    assert sorted(path.stem for path in folder().glob("*.md") if path.stem != "README") == sorted(IDS)
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(IDS)
