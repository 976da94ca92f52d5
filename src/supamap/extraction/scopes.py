"""Nested byte regions and the question which innermost one holds a position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from tree_sitter import Node

FUNCTION, BLOCK, CLASS = range(3)


class Regions:
    """Properly nested half-open byte ranges; each is known by its index in ``nodes``, in order of their starts."""

    __slots__ = ("ends", "kinds", "nodes", "parents", "starts")

    def __init__(self, regions: Iterable[tuple[Node, int]]) -> None:
        ordered = sorted(regions, key=lambda region: (region[0].start_byte, -region[0].end_byte))
        self.nodes = [node for node, _ in ordered]
        self.kinds = [kind for _, kind in ordered]
        self.starts = [node.start_byte for node in self.nodes]
        self.ends = [node.end_byte for node in self.nodes]
        self.parents = _parents(self.starts, self.ends)

    def innermost(self, position: int) -> int:
        """The index of the smallest region around a byte position, -1 if there is none."""
        found = bisect_right(self.starts, position) - 1
        ends, parents = self.ends, self.parents
        while found >= 0 and ends[found] <= position:
            found = parents[found]
        return found

    def around(self, position: int, kind: int) -> int:
        """The index of the smallest region of one kind around a byte position, -1 if there is none."""
        return self.upward(self.innermost(position), kind)

    def upward(self, region: int, kind: int) -> int:
        """The region itself or the nearest one around it that is of ``kind``, -1 if there is none."""
        while region >= 0 and self.kinds[region] != kind:
            region = self.parents[region]
        return region

    def range_of(self, region: int) -> tuple[int, int]:
        """The byte range of a region; of -1 that of the whole file."""
        return (self.starts[region], self.ends[region]) if region >= 0 else (0, 1 << 62)


def _parents(starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    parents: list[int] = []
    stack: list[int] = []
    for index, start in enumerate(starts):
        while stack and ends[stack[-1]] <= start:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        stack.append(index)
    return parents


def scopes(captures: dict[str, list[Node]]) -> Regions:
    """The scopes of a file from the captures of ``scopes.scm``."""
    kinds = (("scope.function", FUNCTION), ("scope.block", BLOCK), ("scope.class", CLASS))
    return Regions((node, kind) for name, kind in kinds for node in captures.get(name, ()))
