"""The graph in Graphviz' language. Usages that are only inferred are dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.drawing import Arrow, arrows, labels

if TYPE_CHECKING:
    from supamap.model.graph import GraphView

_SHAPES = {
    "table": "cylinder",
    "bucket": "folder",
    "rpc": "component",
    "edge_function": "hexagon",
    "view": "cylinder",
    "materialized_view": "cylinder",
    "trigger": "cds",
    "policy": "note",
    "cron_job": "cds",
}


def render(view: GraphView) -> str:
    """The text of a ``digraph``, ending with a line feed."""
    names = labels(view)
    lines = ["digraph supamap {", "  rankdir=LR;", "  node [shape=box];"]
    for node in view.nodes:
        shape = _SHAPES.get(node.kind)
        form = f", shape={shape}" if shape else ""
        lines.append(f"  {_quoted(node.id)} [label={_quoted(names[node.id])}{form}];")
    lines += map(_line, arrows(view))
    return "\n".join([*lines, "}", ""])


def _line(arrow: Arrow) -> str:
    marks = [f"label={_quoted(arrow.label)}"] if arrow.label else []
    marks += [] if arrow.sure else ["style=dashed"]
    attributes = f" [{', '.join(marks)}]" if marks else ""
    return f"  {_quoted(arrow.source)} -> {_quoted(arrow.target)}{attributes};"


def _quoted(text: str) -> str:
    """A double-quoted string; a backslash would begin an escape sequence of Graphviz' own."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
