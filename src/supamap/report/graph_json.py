"""The graph as node-link JSON: ``networkx.node_link_graph(document, edges="edges")`` reads it back.

``schema_version`` and ``dynamic`` (usages whose resource is not known) stand beside what networkx reads.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from supamap.report.json_text import document

if TYPE_CHECKING:
    from supamap.model.graph import Edge, GraphView, Node
    from supamap.model.usage import Usage

SCHEMA_VERSION = 1


def render(view: GraphView) -> str:
    """The document, ending with a line feed; its schema is ``schemas/graph.schema.json``."""
    pairs = groupby(view.edges, key=lambda edge: (edge.source, edge.target))
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "directed": True,
            "multigraph": True,
            "graph": {},
            "nodes": [node_row(node) for node in view.nodes],
            "edges": [edge_row(edge, key) for _, edges in pairs for key, edge in enumerate(edges)],
            "dynamic": [_dynamic(usage) for usage in view.dynamic],
        }
    )


def node_row(node: Node) -> dict[str, object]:
    """One node."""
    place = {} if node.file is None else {"file": node.file, "line": node.line, "role": node.role}
    return {"id": node.id, "kind": node.kind, "name": node.name, **place}


def edge_row(edge: Edge, key: int) -> dict[str, object]:
    """One edge; ``key`` tells apart those between the same two nodes. What it does not have is left out."""
    fields: dict[str, object] = {
        "source": edge.source,
        "target": edge.target,
        "key": key,
        "kind": edge.kind,
        "operations": edge.operations,
        "columns": edge.columns,
        "certainty": edge.certainty,
        "through": edge.through,
        "evidence": [{"file": place.file, "line": place.line, "column": place.column} for place in edge.evidence],
    }
    if edge.origin:
        fields["origin"] = edge.origin
    if not edge.inherited:
        fields["inherited"] = False
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _dynamic(usage: Usage) -> dict[str, object]:
    return {
        "kind": usage.kind,
        "symbol": usage.symbol,
        "file": usage.location.file,
        "line": usage.location.line,
        "operations": usage.operations,
        "reason": usage.reason,
    }
