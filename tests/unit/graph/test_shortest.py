"""All shortest chains between two sets of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from supamap.graph.builder import build
from supamap.graph.shortest import has_chain, shortest_chains

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject

PROJECT = """
p.tsx#P page
  uses b.ts#b
  uses a.ts#a
  uses far.ts#far
a.ts#a hook
  uses s.ts#s
b.ts#b hook
  uses s.ts#s
  uses p.tsx#P
far.ts#far service
  uses a.ts#a
s.ts#s service
  select table:t
  update bucket:perhaps perhaps
q.tsx#Q page
"""
A = ("p.tsx#P", "a.ts#a", "s.ts#s", "table:t")
B = ("p.tsx#P", "b.ts#b", "s.ts#s", "table:t")


def test_all_of_them_by_their_ids(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    assert shortest_chains(graph, ["p.tsx#P"], ["table:t"], 10) == ((A, B), 2)
    assert shortest_chains(graph, ["p.tsx#P"], ["table:t"], 2) == ((A, B), 2)
    assert shortest_chains(graph, ["p.tsx#P"], ["table:t"]) == ((A,), 2)


def test_the_nearest_ends_of_several(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    assert shortest_chains(graph, ["p.tsx#P", "a.ts#a", "q.tsx#Q"], ["table:t"], 10) == ((A[1:],), 1)
    assert shortest_chains(graph, ["p.tsx#P"], ["table:t", "a.ts#a", "b.ts#b"], 10) == ((A[:2], B[:2]), 2)


def test_none(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    assert shortest_chains(graph, ["q.tsx#Q"], ["table:t"], 10) == ((), 0)
    assert shortest_chains(graph, ["table:t"], ["p.tsx#P"], 10) == ((), 0)
    assert not has_chain(graph, ["table:t"], ["p.tsx#P"])
    assert has_chain(graph, ["b.ts#b"], ["p.tsx#P"])


def test_an_edge_that_does_not_lend_is_the_first_of_a_chain_or_none(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    assert shortest_chains(graph, ["s.ts#s"], ["bucket:perhaps"]).chains == (("s.ts#s", "bucket:perhaps"),)
    assert shortest_chains(graph, ["p.tsx#P"], ["bucket:perhaps"]).chains == ()


def test_many_are_counted_and_not_built(linked: Callable[[str], LinkedProject]) -> None:
    layers = 40
    text = "".join(
        f"l{layer:02}.ts#{name} service\n  uses l{layer + 1:02}.ts#a\n  uses l{layer + 1:02}.ts#b\n"
        for layer in range(layers)
        for name in "ab"
    )
    found = shortest_chains(build(linked(text)), ["l00.ts#a"], [f"l{layers}.ts#a"], 3)
    assert (len(found.chains), found.total) == (3, 2 ** (layers - 1))


def test_an_unknown_start_is_a_mistake(linked: Callable[[str], LinkedProject]) -> None:
    with pytest.raises(KeyError):
        shortest_chains(build(linked(PROJECT)), ["gone.ts#x"], ["table:t"])
