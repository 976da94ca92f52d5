"""Who reaches what: nearest first, on the shortest way, with all operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from supamap.graph.builder import build
from supamap.graph.reachability import downstream, operations_of, reaches, upstream
from supamap.model.graph import Reach

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject

PROJECT = """
p.tsx#P page
  uses b.ts#b
  uses a.ts#a
a.ts#a hook
  uses s.ts#s
b.ts#b hook
  uses s.ts#s
  uses p.tsx#P
  delete table:t
s.ts#s service
  select table:t
q.tsx#Q page
"""


def test_reaches_names_distance_chain_and_operations(linked: Callable[[str], LinkedProject]) -> None:
    assert reaches(build(linked(PROJECT)), "table:t") == (
        Reach("b.ts#b", ("b.ts#b", "table:t"), ("delete", "select")),
        Reach("s.ts#s", ("s.ts#s", "table:t"), ("select",)),
        Reach("a.ts#a", ("a.ts#a", "s.ts#s", "table:t"), ("select",)),
        Reach("p.tsx#P", ("p.tsx#P", "b.ts#b", "table:t"), ("delete", "select")),
    )


def test_equally_short_ways_take_the_smallest_ids(linked: Callable[[str], LinkedProject]) -> None:
    project = linked(
        "p.tsx#P page\n  uses z.ts#z\n  uses a.ts#a\nz.ts#z hook\n  select table:t\na.ts#a hook\n  select table:t\n"
    )
    assert reaches(build(project), "table:t")[-1].chain == ("p.tsx#P", "a.ts#a", "table:t")
    assert reaches(build(project), "table:t")[-1].distance == 2


def test_downstream_is_nearest_first(linked: Callable[[str], LinkedProject]) -> None:
    found = downstream(build(linked(PROJECT)), "p.tsx#P")
    assert list(found) == ["a.ts#a", "b.ts#b", "s.ts#s", "table:t"]
    assert found["table:t"] == "b.ts#b"


def test_a_wall_is_reached_but_not_passed(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    assert "p.tsx#P" not in upstream(graph, "table:t", lambda node: node not in ("a.ts#a", "b.ts#b"))
    walled = operations_of(graph, "table:t", lambda node: node != "b.ts#b")
    assert walled["p.tsx#P"] == ("select",)
    assert walled["b.ts#b"] == ("delete", "select")


def test_an_unknown_node_is_a_mistake(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    with pytest.raises(KeyError):
        reaches(graph, "table:gone")
    with pytest.raises(KeyError):
        downstream(graph, "gone.ts#x")


ALLOWED = """
p.tsx#P page
  uses up.ts#upload
  upload bucket:avatars at up.ts:3
q.tsx#Q page
  uses up.ts#upload
up.ts#upload service
  upload bucket:avatars
  upload bucket:uploads
"""


def test_who_names_its_own_is_no_user_of_what_a_parameter_allows(linked: Callable[[str], LinkedProject]) -> None:
    project = linked(ALLOWED)
    allowed = tuple(
        replace(usage, inherited=False) if usage.symbol == "up.ts#upload" else usage for usage in project.usages
    )
    graph = build(replace(project, usages=allowed))
    assert [reach.definition for reach in reaches(graph, "bucket:avatars")] == ["p.tsx#P", "up.ts#upload"]
    assert [reach.definition for reach in reaches(graph, "bucket:uploads")] == ["up.ts#upload"]
    assert list(downstream(graph, "q.tsx#Q")) == ["up.ts#upload"]
    assert list(downstream(graph, "up.ts#upload")) == ["bucket:avatars", "bucket:uploads"]
    assert [node.id for node in graph.focus("bucket:uploads", 3).nodes] == ["bucket:uploads", "up.ts#upload"]
    assert "q.tsx#Q" in {reach.definition for reach in reaches(build(project), "bucket:uploads")}


def test_a_way_that_lends_opens_a_node_again(linked: Callable[[str], LinkedProject]) -> None:
    project = linked(
        "p.tsx#P page\n  uses up.ts#upload\nup.ts#upload service\n  upload bucket:b\n  uses s.ts#s\n"
        "s.ts#s service\n  remove bucket:b\n"
    )
    allowed = tuple(replace(usage, inherited=usage.symbol == "s.ts#s") for usage in project.usages)
    found = {reach.definition: reach for reach in reaches(build(replace(project, usages=allowed)), "bucket:b")}
    assert found["p.tsx#P"].chain == ("p.tsx#P", "up.ts#upload", "s.ts#s", "bucket:b")
    assert found["p.tsx#P"].operations == ("remove",)
    assert found["up.ts#upload"].operations == ("remove", "upload")
