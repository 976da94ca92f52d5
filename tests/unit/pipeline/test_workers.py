from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from supamap.discovery import discover
from supamap.model.facts import FileFacts
from supamap.pipeline import workers as module
from supamap.pipeline.workers import Job, Workers

MONOREPO = Path(__file__).resolve().parents[3] / "fixtures" / "monorepo"
JOBS = {file.path: Job(file, (MONOREPO / file.path).read_bytes()) for file in discover(MONOREPO).files}


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Two children for any amount of work."""
    monkeypatch.setattr(module, "_WORTH_FORKING", 0)
    monkeypatch.setattr(module, "_WORTH_ASKING", 0)
    monkeypatch.setattr(module, "_processors", lambda: 2)
    monkeypatch.setattr(module, "_can_fork", lambda: True)
    found = Workers(JOBS, reach=True)
    yield found
    found.close()


def extracted(workers: Workers) -> dict[str, FileFacts]:
    return {found.facts.path: found.facts for found in workers.extracted(list(JOBS))}


ALONE = extracted(Workers(JOBS, reach=True))


def test_children_answer_more_than_once(workers: Workers) -> None:
    assert extracted(workers) == ALONE
    children = [process.pid for process, _ in workers._children]
    assert extracted(workers) == ALONE
    assert [process.pid for process, _ in workers._children] == children


@pytest.mark.parametrize("dying", [slice(1), slice(2)])
def test_what_a_dead_child_owes_is_read_here(workers: Workers, dying: slice) -> None:
    extracted(workers)
    for process, _ in workers._children[dying]:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
    assert extracted(workers) == ALONE


def test_no_child_outlives_its_work(workers: Workers) -> None:
    extracted(workers)
    children = [process for process, _ in workers._children]
    workers.close()
    assert [process.exitcode for process in children] == [0, 0]
