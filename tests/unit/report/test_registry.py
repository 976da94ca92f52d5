"""Formats are found by name and imported when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from supamap.errors import ConfigError
from supamap.model.explanations import Endpoint, PlaceExplanation, WayAnswer
from supamap.model.findings import CheckReport
from supamap.model.graph import GraphView
from supamap.model.linked import LinkedProject
from supamap.report.registry import (
    FORMATS,
    check_reporter,
    explain_reporter,
    graph_reporter,
    scan_reporter,
    why_reporter,
)

NOTHING = LinkedProject((), (), (), (), (), files_scanned=0, clients_found=0)


@pytest.mark.parametrize("form", FORMATS["scan"])
def test_scan_formats(form: str) -> None:
    assert scan_reporter(form, color=True)(NOTHING).endswith("\n")


@pytest.mark.parametrize("form", FORMATS["graph"])
def test_graph_formats(form: str) -> None:
    assert graph_reporter(form)(GraphView((), ())).endswith("\n")


@pytest.mark.parametrize("form", FORMATS["check"])
def test_check_formats(form: str) -> None:
    assert check_reporter(form, color=True)(CheckReport(())).endswith("\n")


@pytest.mark.parametrize("form", FORMATS["explain"])
def test_explain_formats(form: str) -> None:
    assert explain_reporter(form, color=True)(PlaceExplanation("a.ts", 1)).endswith("\n")


@pytest.mark.parametrize("form", FORMATS["why"])
def test_why_formats(form: str) -> None:
    ends = Endpoint("file", "a.ts", ()), Endpoint("table", "table:t", ())
    assert why_reporter(form, color=True)(WayAnswer(*ends)).endswith("\n")


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(ConfigError, match="graph has no format 'svg'") as caught:
        graph_reporter("svg")
    assert caught.value.hint == "take one of json, graphml, dot, mermaid"


def test_reports_need_neither_networkx_nor_each_other() -> None:
    code = (
        "import sys; from supamap.report.registry import graph_reporter, scan_reporter; scan_reporter('csv');"
        "graph_reporter('json'); assert 'networkx' not in sys.modules; assert 'supamap.report.dot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
