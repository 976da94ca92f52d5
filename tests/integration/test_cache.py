"""A cache changes how long a run takes, never what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from fixture_lines import FIXTURES

from supamap import pipeline
from supamap.cache import fingerprint as fingerprints
from supamap.cache.fingerprint import fingerprint
from supamap.cache.folders import cache_folder
from supamap.cache.store import FILE_NAME
from supamap.config import Config, load_config
from supamap.errors import NothingMeasuredError
from supamap.pipeline import workers
from supamap.pipeline.measuring import measure

THEMES = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())


def _report(config: Config, *, references: bool) -> str:
    try:
        return pipeline.scan_report(measure(config, references=references).linked, "json")
    except NothingMeasuredError as error:
        return str(error)


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are extracted, as that happens."""
    paths: list[str] = []
    usual = workers._facts

    def recorded(job: workers.Job, reach: bool) -> object:
        paths.append(job.file.path)
        return usual(job, reach)

    monkeypatch.setattr(workers, "_facts", recorded)
    return paths


@pytest.mark.parametrize("theme", THEMES)
def test_2_a_warm_cache_says_the_same_and_reads_nothing(theme: str, tmp_path: Path, extracted: list[str]) -> None:
    plain = load_config(FIXTURES / theme)
    cached = msgspec.structs.replace(plain, cache=tmp_path)
    for references in (True, False):
        expected = _report(plain, references=references)
        assert _report(cached, references=references) == expected
        extracted.clear()
        assert _report(cached, references=references) == expected
        assert not extracted


def test_what_processes_extract_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extracted: list[str]
) -> None:
    monkeypatch.setattr(workers, "_WORTH_FORKING", 0)
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    config = msgspec.structs.replace(load_config(FIXTURES / "studio"), cache=tmp_path)
    before = _report(config, references=True)
    extracted.clear()
    assert _report(config, references=True) == before
    assert not extracted


def test_only_what_changed_is_read_again(tmp_path: Path, extracted: list[str]) -> None:
    app = tmp_path / "app"
    shutil.copytree(FIXTURES / "studio", app, ignore=shutil.ignore_patterns("node_modules"))
    config = msgspec.structs.replace(load_config(app), cache=tmp_path / "cache")
    _report(config, references=True)
    extracted.clear()
    changed = measure(load_config(app)).project.files[3].path
    extracted.clear()
    (app / changed).write_bytes((app / changed).read_bytes() + b"\nexport const added = 1\n")
    assert "added" in "".join(one.name for one in measure(config).linked.definitions)
    assert extracted == [changed]


def test_facts_of_other_code_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, extracted: list[str]
) -> None:
    """An upgrade, or a change in a checkout, makes the facts of before unreachable."""
    config = msgspec.structs.replace(load_config(FIXTURES / "studio"), cache=tmp_path)
    _report(config, references=False)
    extracted.clear()
    changed = fingerprint()[::-1]
    monkeypatch.setattr(fingerprints, "fingerprint", lambda: changed)
    _report(config, references=False)
    assert extracted


def test_the_fingerprint_covers_code_queries_and_grammars() -> None:
    files = list(fingerprints._read_files())
    assert {file.suffix for file in files} >= {".py", ".scm"}
    assert any("extractor.py" in file.name for file in files)
    assert {file.parent.name for file in files if file.suffix in (".so", ".pyd")} == set(fingerprints._LIBRARIES)


def _scan(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "supamap", *options, "--root", str(root), "scan", "--format", "json"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SUPAMAP")}
    return subprocess.run(command, env={**plain, **environment}, capture_output=True, text=True, check=True)


def test_the_command_keeps_facts_where_it_is_told(tmp_path: Path) -> None:
    uncached = _scan(FIXTURES / "studio", "--no-cache", SUPAMAP_CACHE_DIR=str(tmp_path / "cache"))
    switched = _scan(FIXTURES / "studio", SUPAMAP_CACHE_DIR=str(tmp_path / "cache"), SUPAMAP_NO_CACHE="1")
    assert not (tmp_path / "cache").exists()
    cold = _scan(FIXTURES / "studio", SUPAMAP_CACHE_DIR=str(tmp_path / "cache"))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [FILE_NAME]
    warm = _scan(FIXTURES / "studio", SUPAMAP_CACHE_DIR=str(tmp_path / "cache"))
    assert uncached.stdout == switched.stdout == cold.stdout == warm.stdout


def test_a_cache_that_cannot_be_used_is_one_warning(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    told = _scan(FIXTURES / "studio", SUPAMAP_CACHE_DIR=str(tmp_path / "cache"))
    assert len(re.findall(r"warning: the cache .* is not used", told.stderr)) == 1
    assert "Traceback" not in told.stderr
    quiet = _scan(FIXTURES / "studio", "-q", SUPAMAP_CACHE_DIR=str(tmp_path / "cache"))
    assert quiet.stderr == ""
    assert quiet.stdout == told.stdout


@pytest.mark.slow
def test_runs_at_the_same_time_disturb_each_other_in_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "supamap", "--root", str(FIXTURES / "studio"), "scan", "--format", "json"]
    environment = {**os.environ, "SUPAMAP_NO_CACHE": "", "SUPAMAP_CACHE_DIR": str(tmp_path)}
    runs = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    results = [run.communicate() for run in runs]
    assert len({out for out, _ in results}) == 1
    assert not any(b"warning" in err for _, err in results)


def test_the_folder_is_the_users_own_unless_named(tmp_path: Path) -> None:
    assert cache_folder({"SUPAMAP_CACHE_DIR": str(tmp_path)}) == tmp_path
    own = cache_folder({"SUPAMAP_CACHE_DIR": ""})
    assert own is not None
    assert "supamap" in own.parts
