"""What the two diagram formats draw: one arrow between two nodes, however many edges there are."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from supamap.model.usage import Certainty

if TYPE_CHECKING:
    from supamap.model.graph import Edge, GraphView


class Arrow(msgspec.Struct, frozen=True):
    """All edges from ``source`` to ``target``. ``sure`` is false when none of them is proven."""

    source: str
    target: str
    label: str
    sure: bool


def arrows(view: GraphView) -> list[Arrow]:
    """An arrow for each pair of nodes with an edge between them, sorted."""
    pairs = groupby(view.edges, key=lambda edge: (edge.source, edge.target))
    return [_arrow(source, target, list(edges)) for (source, target), edges in pairs]


def labels(view: GraphView) -> dict[str, str]:
    """What stands in each node: its name, with the file's where several bear that name."""
    names = Counter((node.name, node.role is None) for node in view.nodes)
    return {
        node.id: f"{node.name} ({node.file})" if node.file and names[node.name, False] > 1 else node.name
        for node in view.nodes
    }


def _arrow(source: str, target: str, edges: list[Edge]) -> Arrow:
    operations = sorted({operation for edge in edges for operation in edge.operations})
    sure = any(edge.certainty in (None, Certainty.PROVEN) for edge in edges)
    return Arrow(source, target, ", ".join(operations), sure)
