"""Finds a report format by name and imports it only then."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from supamap.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from supamap.model.coverage import DocsStatus
    from supamap.model.differences import Difference
    from supamap.model.examples import ExampleReport
    from supamap.model.explanations import FileExplanation, PlaceExplanation, WayAnswer
    from supamap.model.findings import CheckReport
    from supamap.model.graph import GraphView
    from supamap.model.linked import LinkedProject
    from supamap.model.schema import Schema

_MODULES = {
    "scan": {"text": "scan_text", "json": "scan_json", "jsonl": "scan_jsonl", "csv": "scan_csv"},
    "graph": {"json": "graph_json", "graphml": "graphml", "dot": "dot", "mermaid": "mermaid"},
    "check": {
        "text": "check_text",
        "concise": "check_concise",
        "json": "check_json",
        "sarif": "check_sarif",
        "github": "check_github",
        "gitlab": "check_gitlab",
        "junit": "check_junit",
        "markdown": "check_markdown",
    },
    "explain": {"text": "explain_text", "json": "explain_json"},
    "examples": {"text": "examples_text", "json": "examples_json"},
    "status": {
        "text": "status_text",
        "json": "status_json",
        "markdown": "status_markdown",
        "badge": "status_badge",
    },
    "schema": {"text": "schema_text", "sql": "schema_sql"},
    "difference": {"text": "difference_text", "json": "difference_json"},
    "why": {"text": "why_text", "json": "why_json"},
}
FORMATS = {subject: tuple(modules) for subject, modules in _MODULES.items()}


def scan_reporter(form: str, *, color: bool = False) -> Callable[[LinkedProject], str]:
    """What renders a scan. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("scan", form, color=color)


def graph_reporter(form: str) -> Callable[[GraphView], str]:
    """What renders a graph. Raises ConfigError for an unknown format."""
    return _render("graph", form)


def check_reporter(form: str, *, color: bool = False) -> Callable[[CheckReport], str]:
    """What renders a check. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("check", form, color=color)


def explain_reporter(form: str, *, color: bool = False) -> Callable[[PlaceExplanation | FileExplanation], str]:
    """What renders an explanation. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("explain", form, color=color)


def examples_reporter(form: str, *, color: bool = False) -> Callable[[ExampleReport], str]:
    """What renders tested examples. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("examples", form, color=color)


def status_reporter(form: str, *, color: bool = False) -> Callable[[DocsStatus], str]:
    """What renders the status of pages. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("status", form, color=color)


def schema_reporter(form: str, *, detailed: bool = False, color: bool = False) -> Callable[[Schema], str]:
    """What renders a schema. Only text knows colours, and names alone. Raises ConfigError for an unknown format."""
    return _render("schema", form, color=color, detailed=detailed)


def difference_reporter(form: str, *, color: bool = False) -> Callable[[Sequence[Difference]], str]:
    """What renders how schemas differ. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("difference", form, color=color)


def why_reporter(form: str, *, color: bool = False) -> Callable[[WayAnswer], str]:
    """What renders chains. Only text knows colours. Raises ConfigError for an unknown format."""
    return _render("why", form, color=color)


def _render(subject: str, form: str, *, color: bool = False, **options: bool) -> Callable[[Any], str]:
    module = _MODULES[subject].get(form)
    if module is None:
        raise ConfigError(f"{subject} has no format {form!r}", hint=f"take one of {', '.join(FORMATS[subject])}")
    render: Callable[..., str] = import_module(f"supamap.report.{module}").render
    return partial(render, color=color, **options) if form == "text" else render
