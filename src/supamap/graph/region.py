"""The part of the graph that leads to one resource without passing through UI, scripts or tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.reachability import chain, operations_of, upstream
from supamap.graph.sides import Side, Sides

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph

# Where a walk from a resource to its users ends: beyond these, others use the user, not the resource.
_ENDS = frozenset({Side.UI, Side.SCRIPT, Side.TEST})


class Region:
    """Who reaches ``resource`` through code that is no UI, no script and no test: in what way, with which operations.

    Raises KeyError when the resource is not in the graph.
    """

    def __init__(self, graph: UsageGraph, resource: str, sides: Sides) -> None:
        self.graph = graph
        self.resource = resource
        self.sides = sides
        self._next_step = upstream(graph, resource, self._passes)
        self._operations = operations_of(graph, resource, self._passes)

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
        return bool(self.graph.edges(node, self.resource))

    def operations(self, *nodes: str) -> tuple[str, ...]:
        """What ``nodes`` perform on the resource, themselves or through other code of the region, sorted."""
        return tuple(sorted({operation for node in nodes for operation in self._operations.get(node, ())}))

    def writer(self, node: str) -> str | None:
        """The definition that calls the client on behalf of ``node``; None when ``node`` does so itself."""
        writers = [edge.through for edge in self.graph.edges(node, self.resource)]
        named = [writer for writer in writers if writer is not None]
        return min(named) if named and len(named) == len(writers) else None

    def _passes(self, node: str) -> bool:
        return self.sides.of(node) not in _ENDS
