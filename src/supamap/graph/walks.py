"""Breadth-first walks, from the used to its users and from a user to what it uses.

An edge that does not lend (``Edge.inherited`` is false) ends a walk: a function whose parameter may name a resource is
a user of it, but those who call the function with names of their own are not. A node that is also reached over an edge
that lends is walked on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# A node, the node it is reached from, and whether the edge between them lends.
Reached = tuple[str, str, bool]


def climb(
    first: Iterable[Reached],
    users: Callable[[str], Iterable[tuple[str, bool]]],
    through: Callable[[str], bool] = lambda _: True,
    depth: int | None = None,
) -> dict[str, str]:
    """Every node above ``first``, nearest first, with the node it is reached from on a shortest way down.

    ``users`` gives the users of a node, sorted, each with whether its edge lends. Nodes for which ``through`` is false
    are reached but not passed. Among equally short ways the one over the smallest ids wins. ``depth`` is the number of
    edges to go, ``first`` being one edge away; None for all.
    """
    before: dict[str, str] = {}
    closed: set[str] = set()
    arriving = sorted(first)
    while arriving and depth != 0:
        passed: set[str] = set()
        for node, origin, lends in arriving:
            if node in before and not (lends and node in closed):
                continue
            before[node] = origin
            closed.discard(node)
            if not lends:
                closed.add(node)
            elif through(node):
                passed.add(node)
        arriving = [(user, node, lends) for node in sorted(passed) for user, lends in users(node)]
        depth = None if depth is None else depth - 1
    return before


def descend(start: str, used: Callable[[str], Iterable[tuple[str, bool]]], depth: int | None = None) -> dict[str, str]:
    """Every node below ``start``, nearest first, with the node it is reached from on a shortest way; see ``climb``."""
    before: dict[str, str] = {}
    level = [start]
    while level and depth != 0:
        following: list[str] = []
        for node in level:
            for found, lends in used(node):
                if found not in before and found != start and (lends or node == start):
                    before[found] = node
                    following.append(found)
        level = sorted(following)
        depth = None if depth is None else depth - 1
    return before


class Climbed(NamedTuple):
    """The nodes that ``climb`` finds, without their ways; ``lenders`` are those through which others get there.

    ``lenders`` gives their distance on a shortest way on which every edge lends.
    """

    reached: set[str]
    lenders: dict[str, int]


def above(
    first: Iterable[tuple[str, bool]],
    users: Callable[[str], Iterable[tuple[str, bool]]],
    through: Callable[[str], bool] = lambda _: True,
) -> Climbed:
    """Everybody above ``first``, which are nodes, each with whether its edge lends; they are at a distance of 1."""
    reached: set[str] = set()
    lenders: dict[str, int] = {}
    level, distance = list(first), 1
    while level:
        passed: list[str] = []
        for node, lends in level:
            reached.add(node)
            if lends and node not in lenders and through(node):
                lenders[node] = distance
                passed.append(node)
        level = [user for node in passed for user in users(node)]
        distance += 1
    return Climbed(reached, lenders)
