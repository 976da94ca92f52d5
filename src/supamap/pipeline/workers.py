"""Extraction by several processes, where that pays."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.facts import FileFacts
from supamap.model.sources import SourceFile

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

# Below this much work processes cost more than they save (bytes): to start them, and to ask those that run.
_WORTH_FORKING = 300_000
_WORTH_ASKING = 30_000
_MOST = 8
# What a file costs beside its bytes, in bytes.
_EACH = 500


class Job(msgspec.Struct, frozen=True, gc=False):
    """A file and its bytes, or why it cannot be read."""

    file: SourceFile
    source: bytes | Diagnostic


class Extracted(msgspec.Struct, frozen=True):
    """The facts of a file, and their packed form if they came from another process."""

    facts: FileFacts
    packed: bytes | None = None


class Workers:
    """Extracts files of a project, many by several processes.

    Children are forked when there is enough to do, inherit all sources, and wait for more until ``close``: only paths
    and packed facts travel. A child that died (memory, a signal) has said nothing: its files are read here.
    """

    def __init__(self, jobs: Mapping[str, Job], reach: bool) -> None:
        self._jobs = jobs
        self._reach = reach
        self._children: list[tuple[BaseProcess, Connection]] = []

    def extracted(self, paths: Sequence[str]) -> Iterator[Extracted]:
        """The facts of these files, in any order."""
        jobs = [self._jobs[path] for path in paths]
        if not self._pays(sum(job.file.size for job in jobs)):
            yield from self._here(jobs)
            return
        decoder = msgspec.msgpack.Decoder(FileFacts)
        bins = _bins(jobs, len(self._children))
        asked = [(pipe, own) for (_, pipe), own in zip(self._children, bins, strict=True) if own]
        for pipe, own in asked:
            _ask(pipe, own)
        for pipe, own in asked:
            answer = _answer(pipe)
            if answer is None:
                yield from self._here(own)
            else:
                yield from (Extracted(decoder.decode(packed), packed) for packed in answer)

    def close(self) -> None:
        """Let the children end; files that are asked for afterwards are read here."""
        for _, pipe in self._children:
            pipe.close()
        for process, _ in self._children:
            process.join()
        self._children = []

    def _here(self, jobs: Iterable[Job]) -> Iterator[Extracted]:
        return (Extracted(_facts(job, self._reach)) for job in jobs)

    def _pays(self, size: int) -> bool:
        """Whether children should do this much work (in bytes); forks them when they are first needed."""
        self._children = [(process, pipe) for process, pipe in self._children if process.is_alive()]
        if self._children:
            return size >= _WORTH_ASKING
        workers = min(_processors(), _MOST)
        if size < _WORTH_FORKING or workers < 2 or not _can_fork():
            return False
        import multiprocessing

        context = multiprocessing.get_context("fork")
        for _ in range(workers):
            here, there = context.Pipe()
            inherited = [*(pipe for _, pipe in self._children), here]
            process = context.Process(target=_serve, args=(there, inherited, self._jobs, self._reach), daemon=True)
            process.start()
            there.close()
            self._children.append((process, here))
        return True


def _ask(pipe: Connection, jobs: Sequence[Job]) -> None:
    # A child that died is noticed when its answer is missing.
    with contextlib.suppress(OSError):
        pipe.send_bytes(msgspec.msgpack.encode([job.file.path for job in jobs]))


def _answer(pipe: Connection) -> list[bytes] | None:
    try:
        return msgspec.msgpack.decode(pipe.recv_bytes(), type=list[bytes])
    except (EOFError, OSError):
        return None


def _serve(pipe: Connection, inherited: Sequence[Connection], jobs: Mapping[str, Job], reach: bool) -> None:
    """Answer until nobody asks any more; the children of an interrupted program end without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # An end of a pipe that another child holds, too, would keep a child waiting when the parent is gone.
    for end in inherited:
        end.close()
    with contextlib.suppress(EOFError, OSError):
        while True:
            paths = msgspec.msgpack.decode(pipe.recv_bytes(), type=list[str])
            answer = [msgspec.msgpack.encode(_facts(jobs[path], reach)) for path in paths]
            pipe.send_bytes(msgspec.msgpack.encode(answer))


def _facts(job: Job, reach: bool) -> FileFacts:
    """The facts of one file, with ``reach`` those of its references; an unreadable file has only a diagnostic."""
    from supamap.extraction.extractor import extract

    if isinstance(job.source, Diagnostic):
        return FileFacts(job.file.path, diagnostics=(job.source,))
    return extract(job.file.path, job.file.language, job.source, reach)


def _bins(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
    """Jobs shared out so that every bin holds about as many bytes: the largest first, each to the lightest bin."""
    bins: list[list[Job]] = [[] for _ in range(workers)]
    weights = [0] * workers
    for job in sorted(jobs, key=lambda job: (-job.file.size, job.file.path)):
        lightest = weights.index(min(weights))
        bins[lightest].append(job)
        weights[lightest] += job.file.size + _EACH
    return bins


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _can_fork() -> bool:
    """Forking is safe on Linux; macOS's own libraries are not, and Windows has none."""
    return sys.platform == "linux"
