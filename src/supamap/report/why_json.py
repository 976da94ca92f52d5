"""Chains as one JSON document; its schema is ``schemas/why.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.graph_json import edge_row, node_row
from supamap.report.json_text import document
from supamap.report.scan_rows import step_row

if TYPE_CHECKING:
    from supamap.model.explanations import Endpoint, Hop, WayAnswer
    from supamap.model.graph import Edge, Node

SCHEMA_VERSION = 1


def render(answer: WayAnswer) -> str:
    """The document, one node and one chain a line, ending with a line feed."""
    nodes: dict[str, Node] = {}
    for hops in answer.chains:
        for hop in hops:
            nodes.update({hop.source.id: hop.source, hop.target.id: hop.target})
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "from": _end(answer.start),
            "to": _end(answer.goal),
            "length": len(answer.chains[0]) if answer.chains else None,
            "total": answer.total,
            "backward": answer.backward,
            "nodes": [node_row(nodes[each]) for each in sorted(nodes)],
            "chains": [[_hop(hop) for hop in hops] for hops in answer.chains],
        }
    )


def _end(end: Endpoint) -> dict[str, object]:
    return {"kind": end.kind, "name": end.name}


def _hop(hop: Hop) -> dict[str, object]:
    return {
        "source": hop.source.id,
        "target": hop.target.id,
        "edges": [_edge(edge, hop.source.id) for edge in hop.edges],
        "steps": [step_row(step) for step in hop.steps],
    }


def _edge(edge: Edge, source: str) -> dict[str, object]:
    """An edge without its ends; ``for`` is its source where ``source`` only calls the client for it."""
    fields = {name: value for name, value in edge_row(edge, 0).items() if name not in ("source", "target", "key")}
    return fields if edge.source == source else {**fields, "for": edge.source}
