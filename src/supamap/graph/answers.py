"""Why one thing leads to another: the shortest chains, with the evidence of each step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from supamap.errors import SupamapError
from supamap.graph.places import HANDED_OVER
from supamap.graph.shortest import has_chain, shortest_chains
from supamap.model.explanations import Endpoint, Hop, WayAnswer
from supamap.model.usage import Step, Usage, resource_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.graph import Edge

# What uses nothing: asked for first, it is meant as the end.
_ENDS = frozenset({"table", "bucket", "rpc"})


def answer(graph: UsageGraph, usages: Iterable[Usage], start: Endpoint, goal: Endpoint, limit: int = 1) -> WayAnswer:
    """The first ``limit`` shortest chains from ``start`` to ``goal``; from ``goal`` if ``start`` is a resource's end.

    A file and a definition in it are told apart: the one stands for what the other does not hold. Where no chain leads
    from ``start`` to a resource, but ``start`` calls the client for others who name it, that is told instead.
    SupamapError when both are the same.
    """
    if start.kind in _ENDS and goal.kind not in _ENDS:
        start, goal = goal, start
    starts, goals = set(start.nodes), set(goal.nodes)
    if starts < goals:
        goals -= starts
    else:
        starts -= goals
    if not starts or not goals:
        raise SupamapError(f"{start.name} and {goal.name} are the same", hint="name two different things")
    start, goal = replace(start, nodes=tuple(sorted(starts))), replace(goal, nodes=tuple(sorted(goals)))
    found = shortest_chains(graph, starts, goals, limit)
    hops = _Hops(graph, usages, starts)
    chains = tuple(tuple(hops.of(*ends) for ends in pairwise(chain)) for chain in found.chains)
    if chains:
        return WayAnswer(start, goal, chains, found.total)
    lent = sorted({(writer, target) for target in goals for writer in hops.writers(target)})
    chains = tuple((hops.written(*ends),) for ends in lent[:limit])
    return WayAnswer(start, goal, chains, len(lent), backward=not chains and has_chain(graph, goals, starts))


class _Hops:
    """Makes the steps of chains that begin at one of ``starts``."""

    def __init__(self, graph: UsageGraph, usages: Iterable[Usage], starts: Collection[str]) -> None:
        self._graph, self._starts = graph, frozenset(starts)
        self._handed: dict[tuple[str, str], dict[Step, None]] = {}
        for usage in usages:
            steps = [step for step in usage.via if step.kind == HANDED_OVER]
            if usage.name is not None and steps:
                pair = usage.symbol, resource_id(usage.kind, usage.name, usage.schema)
                self._handed.setdefault(pair, {}).update(dict.fromkeys(steps))

    def of(self, source: str, target: str) -> Hop:
        """The step from ``source`` to ``target``; edges that do not lend belong to where a chain begins alone."""
        own = source in self._starts
        return self._hop(source, target, [edge for edge in self._graph.edges(source, target) if own or edge.inherited])

    def writers(self, target: str) -> set[str]:
        """Those of ``starts`` that call the client for others, who give them the name of ``target``."""
        return {edge.through for edge in self._incoming(target) if edge.through in self._starts and edge.through}

    def written(self, writer: str, target: str) -> Hop:
        """The step from such a one to the resource: the edges of all who hand it over."""
        return self._hop(writer, target, [edge for edge in self._incoming(target) if edge.through == writer])

    def _incoming(self, target: str) -> Iterator[Edge]:
        for user in self._graph.users(target):
            yield from self._graph.edges(user, target)

    def _hop(self, source: str, target: str, edges: list[Edge]) -> Hop:
        steps = (step for edge in edges for step in self._handed.get((edge.source, target), ()))
        return Hop(self._graph.node(source), self._graph.node(target), tuple(edges), tuple(dict.fromkeys(steps)))
