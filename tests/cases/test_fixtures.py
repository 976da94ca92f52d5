"""Every fixture application gives exactly the usages, reach and columns that were written down beside it by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fixture_lines import FIXTURES, expected_lines, linked, usage_lines

from supamap.graph.builder import build
from supamap.graph.reachability import reaches
from supamap.graph.usage_graph import UsageGraph
from supamap.model.linked import LinkedProject
from supamap.model.sources import Role
from supamap.model.usage import Origin, ResourceKind

THEMES = sorted(path.parent.name for path in FIXTURES.glob("*/expected"))
_USAGES = {"studio": ("backend.txt", "frontend.txt")}
_HEADS = frozenset({Role.PAGE, Role.LAYOUT, Role.API_ROUTE, Role.SERVER, Role.EDGE_FUNCTION})


@cache
def project(theme: str) -> LinkedProject:
    return linked(theme)


@cache
def graph(theme: str) -> UsageGraph:
    return build(project(theme))


def _with(name: str) -> list[str]:
    return [theme for theme in THEMES if (FIXTURES / theme / "expected" / name).is_file()]


def test_every_theme_has_expectations() -> None:
    folders = {path.name for path in FIXTURES.iterdir() if path.is_dir()}
    assert folders == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
def test_usages(theme: str) -> None:
    files = [FIXTURES / theme / "expected" / name for name in _USAGES.get(theme, ("usages.txt",))]
    assert usage_lines(project(theme).usages) == sorted(set(expected_lines(*files)))


def _expected_reach(theme: str) -> dict[str, set[str]]:
    expected: dict[str, set[str]] = {}
    resource = ""
    for line in (FIXTURES / theme / "expected" / "reach.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            expected[resource].add(line.strip())
        elif line.strip() and not line.startswith("#"):
            resource = line.strip()
            expected[resource] = set()
    return expected


def _heads(theme: str, expected: dict[str, set[str]]) -> set[str]:
    """The definitions whose reach is written down: all that occur, and every routed definition of a routed theme."""
    named = {definition for users in expected.values() for definition in users}
    if theme == "plain-js":
        return named
    for definition in project(theme).definitions:
        inside_component = definition.file.endswith((".vue", ".svelte")) and definition.name != "<module>"
        page = theme != "studio" or definition.file.startswith("src/pages/")
        if definition.role in _HEADS and page and not inside_component:
            named.add(definition.id)
    return named


@pytest.mark.parametrize("theme", _with("reach.txt"))
def test_reach(theme: str) -> None:
    expected = _expected_reach(theme)
    heads = _heads(theme, expected)
    found = {resource: {reach.definition for reach in reaches(graph(theme), resource)} & heads for resource in expected}
    assert found == expected


@pytest.mark.parametrize("theme", _with("columns.txt"))
def test_columns(theme: str) -> None:
    found = sorted(
        {
            f"{usage.location.file}:{usage.location.line} "
            f"{f'{usage.schema}.' if usage.schema else ''}{usage.name or '?'} {','.join(usage.columns) or '-'}"
            for usage in project(theme).usages
            if usage.kind is ResourceKind.TABLE and usage.origin in (Origin.CALL, Origin.EMBED)
        }
    )
    assert found == expected_lines(FIXTURES / theme / "expected" / "columns.txt")


@pytest.mark.parametrize("theme", _with("positions.txt"))
def test_positions(theme: str) -> None:
    expected = expected_lines(FIXTURES / theme / "expected" / "positions.txt")
    found = sorted(
        f"{usage.location.file}:{usage.location.line}:{usage.location.column} {usage.name}"
        for usage in project(theme).usages
    )
    assert [line for line in found if line in expected] == expected


def test_the_fixtures_of_odd_files_are_all_there() -> None:
    assert (FIXTURES / "monorepo" / "packages" / "db" / "dist").is_dir(), "git add -f: the outer .gitignore names dist"
    assert Path(FIXTURES / "odd-files" / ".gitattributes").is_file()
