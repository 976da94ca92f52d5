"""Who reaches a resource, how far away, on which way, with which operations; and what a definition reaches.

Every question is one breadth-first walk, O(V + E) of the part that is reached (one for each operation, where operations
are asked for). Answers do not depend on the order of anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.walks import above, climb, descend
from supamap.model.graph import Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from supamap.graph.usage_graph import UsageGraph


def upstream(
    graph: UsageGraph, node: str, through: Callable[[str], bool] = lambda _: True, depth: int | None = None
) -> dict[str, str]:
    """Every node that reaches ``node``, nearest first, and for each the next one on a shortest way to it.

    Nodes for which ``through`` is false are reached, but not passed. Raises KeyError for an unknown node.
    """
    first = ((user, node, lends) for user, lends in graph.lenders(node))
    found = climb(first, graph.lenders, through, depth)
    # A node on a cycle reaches itself, which says nothing.
    found.pop(node, None)
    return found


def downstream(graph: UsageGraph, node: str, depth: int | None = None) -> dict[str, str]:
    """Every node that ``node`` reaches, nearest first, and for each the one before it on a shortest way.

    Raises KeyError for an unknown node.
    """
    return descend(node, graph.loans, depth)


def reaches(graph: UsageGraph, resource: str) -> tuple[Reach, ...]:
    """The definitions that lead to ``resource``, by distance, then by id. Raises KeyError for an unknown node."""
    next_step = upstream(graph, resource)
    operations = operations_of(graph, resource)
    found = (
        Reach(node, chain(next_step, node), operations.get(node, ()))
        for node in next_step
        if graph.definition(node) is not None
    )
    return tuple(sorted(found, key=lambda reach: (reach.distance, reach.definition)))


def chain(next_step: Mapping[str, str], node: str) -> tuple[str, ...]:
    """The way from ``node`` along ``next_step`` to where the walk began, both ends included."""
    way = [node]
    while (following := next_step.get(way[-1])) is not None:
        way.append(following)
    return tuple(way)


def operations_of(
    graph: UsageGraph, resource: str, through: Callable[[str], bool] = lambda _: True
) -> dict[str, tuple[str, ...]]:
    """The operations that each node performs on ``resource``, itself or through other nodes, sorted."""
    performers: dict[str, set[tuple[str, bool]]] = {}
    for user in graph.users(resource):
        for edge in graph.edges(user, resource):
            for operation in edge.operations:
                performers.setdefault(operation, set()).add((user, edge.inherited))
    found: dict[str, list[str]] = {}
    for operation, first in sorted(performers.items()):
        for node in above(first, graph.lenders, through).reached:
            found.setdefault(node, []).append(operation)
    return {node: tuple(operations) for node, operations in found.items()}
