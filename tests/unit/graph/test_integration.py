"""The files of tests/cases/integration: what holds, a project (see the fixture ``linked``), then maps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from supamap.graph.builder import build
from supamap.graph.integration import integration_map, integration_maps
from supamap.model.maps import MapGroup

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject
    from supamap.model.maps import IntegrationMap, MapEntry

CASES = sorted((Path(__file__).parents[2] / "cases" / "integration").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, linked: Callable[[str], LinkedProject]) -> None:
    _, project, *expected = path.read_text(encoding="utf-8").strip().split("\n\n")
    routes = {line.split()[1]: line.split()[3] for line in project.splitlines() if line.startswith("route ")}
    code = "\n".join(line for line in project.splitlines() if not line.startswith("route "))
    graph = build(linked(code), routes=routes)
    for block in expected:
        title = block.splitlines()[0]
        *tests, resource = title.split()
        found = integration_map(graph, resource, include_tests=bool(tests))
        assert "\n".join([title, *_lines(found)]) == block


def _lines(found: IntegrationMap) -> list[str]:
    lines: list[str] = []
    for group in found.groups:
        lines.append(group.title)
        lines += [f"  {_line(entry)}" for entry in group.entries]
        lines += [f"  further: {_line(entry)}" for entry in group.further]
    return lines


def _line(entry: MapEntry) -> str:
    chains = "; ".join(", ".join(chain) for chain in (entry.via, *entry.also) if chain)
    via = f" {'' if entry.via else 'also '}via {chains}" if chains else ""
    return f"{entry.name} ({entry.file}) {', '.join(entry.operations)}{via}"


def test_nobody_is_said_and_an_unknown_resource_is_a_mistake(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked("src/a.ts#f service\n  invoke function:gone\n"))
    empty = integration_map(graph, "function:gone").groups
    assert empty[:2] == (MapGroup("Pages/Components"), MapGroup("Edge Functions"))
    with pytest.raises(KeyError):
        integration_map(graph, "table:jobs")


def test_many_maps_are_the_single_ones(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked("src/a.ts#f hook\n  select table:b\n  select table:a\n"))
    maps = integration_maps(graph, ["table:a", "table:b"])
    assert maps == {each: integration_map(graph, each) for each in ("table:a", "table:b")}
