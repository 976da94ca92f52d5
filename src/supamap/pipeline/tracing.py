"""Why one thing leads to another."""

from __future__ import annotations

from pathlib import Path

from supamap.config import Config
from supamap.graph.answers import answer
from supamap.graph.endpoints import Endpoints
from supamap.pipeline.measuring import all_routes, files_with_roles, measure, usage_graph
from supamap.pipeline.places import located
from supamap.pipeline.results import Traced
from supamap.pipeline.schemas import readable_schema


def trace(config: Config, start: str, goal: str, here: Path, limit: int = 1) -> Traced:
    """Find the shortest chains from ``start`` to ``goal``, at most ``limit``; paths are seen from ``here`` or the root.

    Raises SupamapError when one of the two is nothing here, or could be several.
    """
    measured = measure(config)
    project = measured.project
    files = {file.path for file in project.files}
    graph = usage_graph(measured, readable_schema(config, measured).schema)
    endpoints = Endpoints(
        graph,
        files_with_roles(measured),
        all_routes(measured),
        [package.path for package in project.packages if package.name],
        lambda text: located(text, Path(project.root), here, files),
    )
    found = answer(graph, measured.linked.usages, endpoints.find(start), endpoints.find(goal), limit)
    return Traced(measured.linked, found)
