"""Invariants of ARCHITECTURE.md that only the whole program can show, on the reference application."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from supamap import pipeline
from supamap.config import load_config
from supamap.errors import PageError
from supamap.extraction.extractor import extract
from supamap.linking.linker import link
from supamap.linking.sources import AllFacts
from supamap.pipeline.measuring import Measured, measure

STUDIO = Path(__file__).resolve().parents[2] / "fixtures" / "studio"
SOURCES = {".ts", ".tsx", ".js", ".jsx", ".mjs", ".vue", ".svelte"}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the application, outside any repository."""
    copy = tmp_path_factory.mktemp("studio") / "app"
    shutil.copytree(STUDIO, copy, ignore=shutil.ignore_patterns("node_modules"))
    return copy


@pytest.fixture(scope="module")
def measured(studio: Path) -> Measured:
    return measure(load_config(studio))


def test_1_facts_of_a_file_depend_on_that_file_alone(studio: Path, measured: Measured) -> None:
    for file in measured.project.files[::7]:
        alone = extract(file.path, file.language, (studio / file.path).read_bytes())
        assert alone == measured.facts.facts(file.path)


def test_2_the_order_of_files_changes_nothing(measured: Measured) -> None:
    backwards = {facts.path: facts for facts in reversed(list(measured.facts.known()))}
    assert link(measured.project, AllFacts(backwards)) == measured.linked


def test_2_facts_on_demand_say_the_same(studio: Path, measured: Measured) -> None:
    demanded = measure(load_config(studio), references=False)
    assert demanded.linked.usages == measured.linked.usages
    assert len(list(demanded.facts.known())) < len(list(measured.facts.known()))


def test_2_another_process_says_the_same_byte_for_byte(studio: Path) -> None:
    """Sets and dictionaries of another hash seed iterate in another order."""
    command = [sys.executable, "-m", "supamap", "-q", "--root", str(studio), "graph", "--format", "json"]
    results = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2", "3")
    }
    assert len(results) == 1


def test_3_nothing_after_extraction_needs_the_sources(studio: Path, tmp_path: Path) -> None:
    copy = tmp_path / "app"
    shutil.copytree(studio, copy)
    before = measure(load_config(copy))
    for file in before.project.files:
        (copy / file.path).unlink()
    assert link(before.project, before.facts) == before.linked


def test_4_every_usage_has_its_place_and_its_proof(measured: Measured) -> None:
    for usage in measured.linked.usages:
        assert usage.location.line > 0
        assert (usage.name is None) == (usage.certainty == "dynamic")
        assert usage.name is not None or usage.reason


def test_6_generated_text_says_nothing_that_changes_by_itself(studio: Path, tmp_path: Path) -> None:
    """Blank lines above all code move every line, and no page may notice."""
    app = tmp_path / "app"
    shutil.copytree(studio, app)
    config = load_config(app)
    pipeline.write(pipeline.plan_pages(config, kinds=("table", "bucket")))
    assert not pipeline.plan_sync(config).edits
    for source in (path for path in app.rglob("*") if path.suffix in SOURCES):
        source.write_bytes(b"\n\n" + source.read_bytes())
    assert not pipeline.plan_sync(config).edits
    for page in config.docs.folder.iterdir():
        text = page.read_text(encoding="utf-8")
        block = text.partition("supamap:begin integration-map")[2].partition("supamap:end")[0]
        assert block
        assert not re.search(r"\d{4}-\d\d|\bL?\d+:\d+\b|\(\d+\)|\\|\S {2,}\S", block)


def test_8_a_page_template_cannot_run_code(studio: Path, tmp_path: Path) -> None:
    app = tmp_path / "app"
    shutil.copytree(studio, app)
    (app / "templates").mkdir()
    (app / "templates" / "table.md.j2").write_text("{{ names.__class__.__mro__[1].__subclasses__() }}")
    (app / "supamap.toml").write_text('[docs]\ntemplates = "templates"\n')
    with pytest.raises(PageError, match="template is broken"):
        pipeline.plan_pages(load_config(app), ["profiles"])


def test_9_no_network_is_used(studio: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    config = load_config(studio)
    assert pipeline.scan(config).usages
    assert pipeline.check(config, pipeline.CheckRequest(date(2026, 1, 1))).report.findings
