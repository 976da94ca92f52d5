"""The graph as GraphML, for Gephi, yEd, Cytoscape and ``networkx.read_graphml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supamap.model.graph import Edge, GraphView, Node

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = {"kind": "string", "name": "string", "file": "string", "line": "int", "role": "string"}
_EDGE_KEYS = dict.fromkeys(("kind", "operations", "columns", "certainty", "through", "evidence", "origin"), "string")
# What XML 1.0 cannot say, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(view: GraphView) -> str:
    """The document, ending with a line feed. Lists are joined by blanks; characters that XML forbids become U+FFFD."""
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    for domain, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys.items():
            attributes = {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", attributes)
    graph = ET.SubElement(root, "graph", id="supamap", edgedefault="directed")
    for node in view.nodes:
        _fill(ET.SubElement(graph, "node", id=_text(node.id)), "node", _node(node))
    for number, edge in enumerate(view.edges):
        ends = {"id": f"e{number}", "source": _text(edge.source), "target": _text(edge.target)}
        _fill(ET.SubElement(graph, "edge", ends), "edge", _edge(edge))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _node(node: Node) -> dict[str, object]:
    line = node.line if node.file is not None else None
    return {"kind": node.kind, "name": node.name, "file": node.file, "line": line, "role": node.role}


def _edge(edge: Edge) -> dict[str, object]:
    return {
        "kind": edge.kind,
        "operations": " ".join(edge.operations) or None,
        "columns": " ".join(edge.columns) or None,
        "certainty": edge.certainty,
        "through": edge.through,
        "evidence": " ".join(map(str, edge.evidence)) or None,
        "origin": edge.origin or None,
    }


def _fill(element: ET.Element, domain: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is not None:
            ET.SubElement(element, "data", key=f"{domain}-{name}").text = _text(str(value))


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
