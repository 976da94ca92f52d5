"""The graph as a Mermaid flowchart. Usages that are only inferred are dotted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.report.drawing import Arrow, arrows, labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supamap.model.graph import GraphView

# Mermaid's maxTextSize; GitHub draws nothing above it, and it cannot be raised there.
LARGEST = 50_000
_SHAPES = {
    "table": ("[(", ")]"),
    "bucket": ("[[", "]]"),
    "rpc": ("{{", "}}"),
    "edge_function": ("([", "])"),
    "view": ("[(", ")]"),
    "materialized_view": ("[(", ")]"),
    "trigger": (">", "]"),
    "policy": ("[/", "/]"),
    "cron_job": (">", "]"),
}
# "#" begins Mermaid's own character entities, "`" its Markdown strings.
_ENTITIES = str.maketrans({"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"})


def render(view: GraphView) -> str:
    """The flowchart, ending with a line feed and shorter than ``LARGEST`` characters.

    A larger graph becomes a flowchart that says so: half a graph would be a false one.
    """
    ids = _ids(node.id for node in view.nodes)
    names = labels(view)
    lines = ["flowchart LR"]
    for node in view.nodes:
        before, after = _SHAPES.get(node.kind, ("[", "]"))
        lines.append(f"  {ids[node.id]}{before}{_quoted(names[node.id])}{after}")
    lines += (_line(arrow, ids) for arrow in arrows(view))
    text = "\n".join([*lines, ""])
    return text if len(text) < LARGEST else _too_large()


def _too_large() -> str:
    note = (
        f"This graph is larger than the {LARGEST:,} characters that Mermaid draws. "
        "Show a part of it: --focus NODE --depth N"
    )
    return f"flowchart LR\n  note[{_quoted(note)}]\n"


def _line(arrow: Arrow, ids: Mapping[str, str]) -> str:
    line = "-->" if arrow.sure else "-.->"
    label = f"|{_quoted(arrow.label)}|" if arrow.label else ""
    return f"  {ids[arrow.source]} {line}{label} {ids[arrow.target]}"


def _ids(nodes: Iterable[str]) -> dict[str, str]:
    """Names that Mermaid takes, made from the ids so that one more node does not change all the others."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for node in nodes:
        plain = re.sub(r"[^A-Za-z0-9]+", "_", node).strip("_")
        plain = plain if plain[:1].isalpha() else f"n_{plain}"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}_{number}"
        taken.add(name)
        found[node] = name
    return found


def _quoted(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return f'"{plain.translate(_ENTITIES)}"'
