"""The part of the graph that leads to one resource without passing through UI, scripts or tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.reachability import chain
from supamap.graph.sides import Side, Sides
from supamap.graph.walks import above, climb
from supamap.model.graph import DATABASE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.graph import Edge

# Where a walk from a resource to its users ends: beyond these, others use the user, not the resource.
_ENDS = frozenset({Side.UI, Side.SCRIPT, Side.TEST})


class Region:
    """Who reaches ``resource`` through code that is no UI, no script and no test: in what way, with which operations.

    A function that could be given the resource's name, but is not by any of its callers, is no user.
    Raises KeyError when the resource is not in the graph.
    """

    def __init__(self, graph: UsageGraph, resource: str, sides: Sides) -> None:
        self.graph = graph
        self.resource = resource
        self.sides = sides
        self._direct = _direct(graph, resource)
        self._writers = {edge.through for edges in self._direct.values() for edge in edges if edge.through is not None}
        first = [(user, resource, _lends(edges)) for user, edges in self._direct.items()]
        self._next_step = climb(first, graph.lenders, self._passes)
        self._next_step.pop(resource, None)
        self._reached: dict[str, set[str]] = {}
        self._lenders: dict[str, dict[str, int]] = {}
        self._climb_operations()

    def _climb_operations(self) -> None:
        performers: dict[str, dict[str, bool]] = {}
        for user, edges in self._direct.items():
            for edge in edges:
                for operation in edge.operations:
                    users = performers.setdefault(operation, {})
                    users[user] = users.get(user, False) or edge.inherited
        for operation, users in sorted(performers.items()):
            climbed = above(users.items(), self.graph.lenders, self._passes)
            self._reached[operation] = climbed.reached
            self._lenders[operation] = climbed.lenders

    def nodes(self, side: Side | None) -> list[str]:
        """The definitions of a side, nearest first; for None, the edge functions."""
        return [node for node in self._next_step if self.sides.of(node) is side]

    def way(self, node: str) -> tuple[str, ...]:
        """The nodes of a shortest way from ``node`` to the resource, both included."""
        return chain(self._next_step, node)

    def __contains__(self, node: str) -> bool:
        return node in self._next_step

    def touches(self, node: str) -> bool:
        """Whether ``node`` uses the resource itself."""
        return node in self._direct

    def operations(self, *nodes: str) -> tuple[str, ...]:
        """What ``nodes`` perform on the resource, themselves or through other code of the region, sorted."""
        return tuple(operation for operation, reached in self._reached.items() if not reached.isdisjoint(nodes))

    def lent(self, node: str) -> set[str]:
        """The operations that the users of ``node`` perform through it."""
        return {operation for operation, lenders in self._lenders.items() if node in lenders}

    def performed(self, nodes: Collection[str]) -> set[str]:
        """The operations for which ``nodes`` call the client themselves."""
        edges = (edge for node in nodes for edge in self._direct.get(node, ()))
        return {each for edge in edges if edge.through is None or edge.through in nodes for each in edge.operations}

    def writers(self) -> list[str]:
        """The definitions that call the client on behalf of others, who name the resource; by id."""
        return sorted(self._writers)

    def is_writer(self, node: str) -> bool:
        """Whether ``node`` is one of the writers."""
        return node in self._writers

    def written_by(self, writer: str) -> tuple[str, ...]:
        """The operations that ``writer`` performs on behalf of others, sorted."""
        edges = (edge for found in self._direct.values() for edge in found if edge.through == writer)
        return tuple(sorted({operation for edge in edges for operation in edge.operations}))

    def next_steps(self, nodes: Collection[str], operation: str) -> Iterable[str]:
        """What ``nodes`` use, or hand the resource to, on their shortest ways to an operation; none on no way."""
        edges = [edge for node in nodes for edge in self._direct.get(node, ()) if operation in edge.operations]
        writers = {edge.through for edge in edges if edge.through is not None}
        if writers:
            return writers
        lenders = self._lenders.get(operation, {})
        used = {each for node in nodes for each in self.graph.used(node) if each in lenders and each not in nodes}
        nearest = min((lenders[each] for each in used), default=0)
        return {each for each in used if lenders[each] == nearest}

    def _passes(self, node: str) -> bool:
        return self.sides.of(node) not in _ENDS


def _direct(graph: UsageGraph, resource: str) -> dict[str, list[Edge]]:
    """The edges of all users of a resource, without what only could be: see ``Region``."""
    unknown = {usage.location for usage in graph.dynamic}
    found = {
        user: [
            edge for edge in graph.edges(user, resource) if _is_certain(edge) or not unknown.isdisjoint(edge.evidence)
        ]
        for user in graph.users(resource)
    }
    return {user: edges for user, edges in found.items() if edges}


def _is_certain(edge: Edge) -> bool:
    """Whether an edge that does not lend is there for sure: a view, not a function that could be given the name."""
    return edge.inherited or edge.kind == DATABASE


def _lends(edges: list[Edge]) -> bool:
    return any(edge.inherited for edge in edges)
