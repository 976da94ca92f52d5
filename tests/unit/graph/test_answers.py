"""Why one thing leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from supamap.errors import SupamapError
from supamap.graph.answers import answer
from supamap.graph.builder import build
from supamap.graph.endpoints import Endpoints

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.explanations import WayAnswer
    from supamap.model.linked import LinkedProject

PROJECT = """
p.tsx#<module> page
p.tsx#Page page
  renders c.tsx#Card
  uses up.ts#upload
c.tsx#Card component
  select table:jobs columns id
  update table:jobs inferred
  upload bucket:avatars at up.ts:3
up.ts#<module> service
up.ts#upload service
  upload bucket:uploads perhaps
function go = f/go/index.ts#<module>
f/go/index.ts#<module> edge_function
  select table:logs
"""


@pytest.fixture
def ask(linked: Callable[[str], LinkedProject]) -> Callable[[str, str], WayAnswer]:
    project = linked(PROJECT)
    graph = build(project)
    files = {each.file for each in graph.definitions()}
    endpoints = Endpoints(graph, [], {}, (), lambda text: text if text in files else None)
    return lambda start, goal: answer(graph, project.usages, endpoints.find(start), endpoints.find(goal), 10)


def ids(found: WayAnswer) -> list[list[str]]:
    return [[hops[0].source.id, *(hop.target.id for hop in hops)] for hops in found.chains]


def test_each_step_has_its_evidence(ask: Callable[[str, str], WayAnswer]) -> None:
    found = ask("p.tsx", "jobs")
    assert (found.start.name, found.goal.name, found.total, found.backward) == ("p.tsx", "table:jobs", 1, False)
    assert ids(found) == [["p.tsx#Page", "c.tsx#Card", "table:jobs"]]
    first, last = found.chains[0]
    assert [(edge.kind, [str(place) for place in edge.evidence]) for edge in first.edges] == [("render", ["p.tsx:3"])]
    assert [(edge.operations, edge.certainty) for edge in last.edges] == [
        (("select",), "proven"),
        (("update",), "inferred"),
    ]


def test_a_name_that_is_handed_over_shows_where(ask: Callable[[str, str], WayAnswer]) -> None:
    (hops,) = ask("Card", "avatars").chains
    assert [edge.through for edge in hops[0].edges] == ["up.ts#upload"]
    assert [(step.kind, step.file, step.line) for step in hops[0].steps] == [("argument", "c.tsx", 3)]


def test_who_calls_the_client_for_others_is_told(ask: Callable[[str, str], WayAnswer]) -> None:
    found = ask("up.ts", "avatars")
    assert ids(found) == [["up.ts#upload", "bucket:avatars"]]
    assert [edge.source for edge in found.chains[0][0].edges] == ["c.tsx#Card"]
    assert [step.file for step in found.chains[0][0].steps] == ["c.tsx"]


def test_what_a_parameter_allows_belongs_to_the_function_alone(ask: Callable[[str, str], WayAnswer]) -> None:
    assert ids(ask("up.ts", "uploads")) == [["up.ts#upload", "bucket:uploads"]]
    assert ids(ask("p.tsx", "uploads")) == []


def test_a_resource_that_uses_nothing_is_the_end(ask: Callable[[str, str], WayAnswer]) -> None:
    assert ids(ask("jobs", "Page")) == ids(ask("Page", "jobs"))
    assert ids(ask("logs", "go")) == [["function:go", "f/go/index.ts#<module>", "table:logs"]]
    assert ids(ask("logs", "jobs")) == []


def test_the_other_way_round_is_said(ask: Callable[[str, str], WayAnswer]) -> None:
    found = ask("c.tsx", "p.tsx")
    assert (found.chains, found.total, found.backward) == ((), 0, True)
    assert not ask("go", "p.tsx").backward


def test_a_part_and_its_whole_are_two_things(ask: Callable[[str, str], WayAnswer]) -> None:
    found = ask("p.tsx", "Page")
    assert found.start.nodes == ("p.tsx#<module>",)
    assert ask("Page", "p.tsx").goal.nodes == ("p.tsx#<module>",)
    with pytest.raises(SupamapError, match=r"p.tsx and p.tsx are the same"):
        ask("p.tsx", "p.tsx")
    with pytest.raises(SupamapError, match="are the same"):
        ask("c.tsx", "Card")
