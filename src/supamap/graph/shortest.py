"""All shortest chains between two sets of nodes.

Edges lend as in ``walks``: an edge that does not lend counts for its own source alone, so only as the first of a chain.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from supamap.graph.usage_graph import UsageGraph

Chain = tuple[str, ...]


class Shortest(NamedTuple):
    """Chains of ids, both ends included, by their ids; ``total`` counts those left out, too."""

    chains: tuple[Chain, ...]
    total: int


def shortest_chains(graph: UsageGraph, starts: Collection[str], goals: Collection[str], limit: int = 1) -> Shortest:
    """The first ``limit`` of all shortest chains from one of ``starts`` to one of ``goals``, which share no node.

    One walk of O(V + E), and then only what lies on the chains. Raises KeyError for an unknown start.
    """
    levels = _levels(graph, frozenset(starts), frozenset(goals))
    onward = _onward(graph, levels, goals)
    counts = _counts(levels, onward)
    first = sorted(node for node in levels[0] if node in counts)
    found = (chain for node in first for chain in _walk(node, onward))
    return Shortest(tuple(islice(found, limit)), sum(counts[node] for node in first))


def has_chain(graph: UsageGraph, starts: Collection[str], goals: Collection[str]) -> bool:
    """Whether any chain leads from one of ``starts`` to one of ``goals``."""
    return not _levels(graph, frozenset(starts), frozenset(goals))[-1].isdisjoint(goals)


def _levels(graph: UsageGraph, starts: frozenset[str], goals: frozenset[str]) -> list[set[str]]:
    """The nodes at each distance from ``starts``, up to the first distance with a goal."""
    seen = set(starts)
    levels = [set(starts)]
    while levels[-1] and levels[-1].isdisjoint(goals):
        own = len(levels) == 1
        following = {used for node in levels[-1] for used, lends in graph.loans(node) if lends or own} - seen
        seen |= following
        levels.append(following)
    return levels


def _onward(graph: UsageGraph, levels: list[set[str]], goals: Collection[str]) -> dict[str, list[str]]:
    """For each node on a shortest chain the next ones, sorted; goals have none."""
    wanted = levels[-1] & set(goals)
    onward: dict[str, list[str]] = {goal: [] for goal in wanted}
    for distance in range(len(levels) - 2, -1, -1):
        before: set[str] = set()
        for node in levels[distance]:
            steps = sorted({used for used, lends in graph.loans(node) if used in wanted and (lends or not distance)})
            if steps:
                onward[node] = steps
                before.add(node)
        wanted = before
    return onward


def _counts(levels: list[set[str]], onward: dict[str, list[str]]) -> dict[str, int]:
    """How many shortest chains begin at each node that is on one."""
    counts: dict[str, int] = {}
    for level in reversed(levels):
        for node in level & onward.keys():
            counts[node] = sum(counts[each] for each in onward[node]) or 1
    return counts


def _walk(node: str, onward: dict[str, list[str]]) -> Iterator[Chain]:
    """The chains from ``node``, in the order of their ids; without recursion, for a chain may be long."""
    todo: list[Chain] = [(node,)]
    while todo:
        chain = todo.pop()
        steps = onward[chain[-1]]
        if not steps:
            yield chain
        todo.extend((*chain, each) for each in reversed(steps))
