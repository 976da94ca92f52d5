"""Shortest chains are what networkx calls so, whatever the graph; and what is shown does not depend on any order."""

from __future__ import annotations

from itertools import islice

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from supamap.graph.builder import build
from supamap.graph.shortest import has_chain, shortest_chains
from supamap.model.linked import LinkedProject
from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import Certainty, Definition, DefinitionKind, Reference, ReferenceKind, ResourceKind, Usage

_IDS = [f"{name}.ts#f" for name in "abcdefgh"]
_NAMES = ["x", "y"]
_usages = st.builds(
    Usage,
    kind=st.just(ResourceKind.TABLE),
    name=st.sampled_from(_NAMES),
    location=st.just(Location("a.ts", 1)),
    symbol=st.sampled_from(_IDS),
    operations=st.just(("select",)),
    certainty=st.just(Certainty.PROVEN),
    inherited=st.booleans(),
)
_references = st.builds(
    Reference, st.sampled_from(_IDS), st.sampled_from(_IDS), st.just(ReferenceKind.USE), st.integers(1, 3)
)
_projects = st.builds(
    lambda references, usages: LinkedProject(
        usages=tuple(usages),
        definitions=tuple(
            Definition(each, each.partition("#")[0], "f", DefinitionKind.FUNCTION, 1, exported=True, role=Role.SERVICE)
            for each in _IDS
        ),
        references=tuple(references),
        edge_functions=(),
        diagnostics=(),
        files_scanned=8,
        clients_found=1,
    ),
    st.lists(_references, max_size=24),
    st.lists(_usages, max_size=5),
)
_starts = st.sets(st.sampled_from(_IDS), min_size=1, max_size=3)


def _expected(project: LinkedProject, starts: set[str], goals: set[str]) -> list[tuple[str, ...]]:
    """All shortest chains, by brute force; edges that do not lend begin at a start."""
    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_nodes_from([*starts, *goals])
    plain.add_edges_from((each.source, each.target) for each in project.references)
    plain.add_edges_from(
        (each.symbol, f"table:{each.name}") for each in project.usages if each.inherited or each.symbol in starts
    )
    found = [
        tuple(chain)
        for start in starts
        for goal in goals
        if nx.has_path(plain, start, goal)
        for chain in nx.all_shortest_paths(plain, start, goal)
    ]
    shortest = min(map(len, found), default=0)
    return sorted(chain for chain in found if len(chain) == shortest)


@given(_projects, _starts, st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_chains_are_all_the_shortest_ones(project: LinkedProject, starts: set[str], limit: int) -> None:
    graph = build(project)
    for goals in ({"table:x"}, {"table:x", "table:y"}, set(_IDS[:2]) - starts):
        known = {goal for goal in goals if goal in graph}
        expected = _expected(project, starts, known)
        found = shortest_chains(graph, starts, known, limit)
        assert found.total == len(expected)
        assert list(found.chains) == list(islice(expected, limit))
        assert has_chain(graph, starts, known) is bool(expected)


@given(_projects, _starts, st.randoms())
@settings(max_examples=50, deadline=None)
def test_order_makes_no_difference(project: LinkedProject, starts: set[str], random: object) -> None:
    shuffle = getattr(random, "shuffle")  # noqa: B009 -- hypothesis' Random
    references, usages = list(project.references), list(project.usages)
    shuffle(references)
    shuffle(usages)
    other = replace(project, references=tuple(references), usages=tuple(usages))
    goals = [each for each in ("table:x", "table:y") if each in build(project)]
    assert shortest_chains(build(other), starts, goals, 9) == shortest_chains(build(project), sorted(starts), goals, 9)
