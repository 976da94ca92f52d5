"""The order of the stages. Nothing else knows all of them; each is imported when a command needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.config import Config
from supamap.errors import SupamapError
from supamap.model.linked import LinkedProject
from supamap.pipeline.checking import baseline_file, check
from supamap.pipeline.documenting import plan_inventory, plan_pages, plan_sync, status
from supamap.pipeline.explaining import explain
from supamap.pipeline.measuring import measure, usage_graph
from supamap.pipeline.results import Checked, CheckRequest, Created, Explained, Surveyed, Synced, Traced
from supamap.pipeline.schemas import readable_schema
from supamap.pipeline.starting import write_starter
from supamap.pipeline.testing import try_examples
from supamap.pipeline.texts import (
    baseline_text,
    check_report,
    examples_report,
    explain_report,
    graph_report,
    rule_cards,
    rule_page,
    scan_report,
    status_report,
    sync_diff,
    why_report,
)
from supamap.pipeline.tracing import trace

if TYPE_CHECKING:
    from supamap.model.graph import GraphView

__all__ = [
    "CheckRequest",
    "Checked",
    "Created",
    "Explained",
    "Surveyed",
    "Synced",
    "Traced",
    "baseline_file",
    "baseline_text",
    "check",
    "check_report",
    "examples_report",
    "explain",
    "explain_report",
    "graph_report",
    "graph_view",
    "plan_inventory",
    "plan_pages",
    "plan_sync",
    "rule_cards",
    "rule_page",
    "scan",
    "scan_report",
    "status",
    "status_report",
    "sync_diff",
    "trace",
    "try_examples",
    "why_report",
    "write",
    "write_starter",
]


def scan(config: Config) -> LinkedProject:
    """Find every usage. NothingMeasuredError when there is no source file, or none that uses Supabase."""
    return measure(config, references=False).linked


def graph_view(config: Config, focus: str | None = None, depth: int = 2) -> GraphView:
    """Build the usage graph, or what stands within ``depth`` edges of ``focus``.

    Raises SupamapError when ``focus`` is no node, or could be several.
    """
    measured = measure(config)
    graph = usage_graph(measured, readable_schema(config, measured).schema)
    if focus is None:
        return graph.view()
    found = graph.matching(focus)
    if len(found) == 1:
        return graph.focus(found[0], depth)
    if found:
        raise SupamapError(f"{focus} could be {', '.join(found[:8])}", hint="name one of them in full")
    raise SupamapError(f"nothing here is called {focus}", hint="`supamap graph` lists every node")


def write(result: Synced | Created) -> tuple[str, ...]:
    """Write what was planned and return the paths; every page is then either the old one or the new one."""
    from supamap.docs.writing import write_edits

    return write_edits(result.base, result.edits)
