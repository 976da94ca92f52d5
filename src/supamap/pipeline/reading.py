r"""Facts of files on demand: what no question needs is not parsed.

A byte search decides which files may hold a call of interest, and later which may mention a name. It errs on the side
of parsing: everything that extraction takes for a candidate has one of the method words behind a dot, a quote or a
comment, or one of its addresses; whoever mentions a name has its letters (escapes in names, ``\u0061``, are not code
that anybody writes).
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.facts import FileFacts
from supamap.model.project import Project
from supamap.model.sources import SourceFile

# Patterns that begin with a literal are searched five times as fast as one with all alternatives.
_MEMBER_CALL = re.compile(rb"\.\s*(?:from\b|rpc\b|invoke\b|/[/*])")
_AFTER_COMMENT = re.compile(rb"\*/\s*(?:from|rpc|invoke)\b")
_QUOTED = tuple(quote + word + quote for quote in (b"'", b'"', b"`") for word in (b"from", b"rpc", b"invoke"))
_FETCH = re.compile(rb"\b(?:\$?fetch|useFetch|axios|ofetch)\s*[(<]")
_ADDRESS = re.compile(rb"/(?:functions|rest|storage)/v1")
# Comments may stand wherever blanks may.
_BLANK = rb"(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*\n)*"
_ASSIGNED = re.compile(rb"\.%b([A-Za-z_$][\w$]*)%b(?:\|\||\?\?|&&)?=(?![=>])" % (_BLANK, _BLANK), re.DOTALL)
_SPECIFIER = re.compile(rb"""(?:\bfrom|\bimport|\brequire)%b\(?%b["'`]([^"'`\n]+)["'`]""" % (_BLANK, _BLANK), re.DOTALL)
# Words that can be called as members only.
_RESERVED = frozenset(
    {"import", "export", "delete", "default", "new", "in", "of", "for", "if", "do", "catch", "return"}
)
# Below this much work, processes cost more than they save (bytes).
_WORTH_FORKING = 300_000


class DemandedFacts:
    """The facts of a project's files, extracted when asked for; files that may hold candidates first, all at once."""

    def __init__(self, project: Project, everything: bool = False) -> None:
        self._project = project
        self._root = Path(project.root)
        self._files = {file.path: file for file in sorted(project.files)}
        self._sources = {path: self._read(path) for path in self._files}
        self._facts: dict[str, FileFacts] = {}
        self._seeds = tuple(self._files) if everything else tuple(self._likely())
        self.complete = everything
        self._extract_many(self._seeds)
        self._importers: dict[str, list[str]] | None = None
        self._assigning: dict[str, list[str]] | None = None
        self._above: dict[str, set[str]] = {}

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def facts(self, path: str) -> FileFacts | None:
        """The facts of a scanned file, None for others."""
        known = self._facts.get(path)
        if known is None and path in self._files:
            known = self._facts[path] = facts_of(self._files[path], self._sources[path], self.complete)
        return known

    def candidates(self) -> Iterable[str]:
        """All files that may hold a candidate, sorted."""
        return self._seeds

    def mentioning(self, word: str, within: Container[str] | None = None) -> Iterable[str]:
        """All files (of those in ``within``) that hold the letters of a word, sorted."""
        letters = word.encode()
        # The literal stands first and what is before it is looked at afterwards: twenty times as fast.
        literal = re.escape(b"." + letters if word in _RESERVED else letters)
        whole = re.compile(literal + rb"(?<![\w$]" + literal + rb")(?![\w$])" if word not in _RESERVED else literal)
        return [
            path
            for path, source in self._sources.items()
            if (within is None or path in within)
            and isinstance(source, bytes)
            and letters in source
            and whole.search(source)
        ]

    def assigning(self, name: str) -> Iterable[str]:
        """All files that may assign to a member called ``name``, sorted."""
        if self._assigning is None:
            self._assigning = {}
            for path, source in self._sources.items():
                for found in set(_ASSIGNED.findall(source)) if isinstance(source, bytes) else ():
                    self._assigning.setdefault(found.decode("utf-8", "replace"), []).append(path)
        return self._assigning.get(name, ())

    def importers(self, path: str) -> Container[str]:
        """All files from which imports may lead to a file, itself among them."""
        known = self._above.get(path)
        if known is None:
            known = {path}
            todo = [path]
            while todo:
                for importer in self._imports().get(todo.pop(), ()):
                    if importer not in known:
                        known.add(importer)
                        todo.append(importer)
            self._above[path] = known
        return known

    def _imports(self) -> dict[str, list[str]]:
        """For each file those that name it by a specifier."""
        if self._importers is None:
            from supamap.linking.specifiers import Resolver

            resolver = Resolver(self._project)
            self._importers = {}
            for path, source in self._sources.items():
                if isinstance(source, bytes):
                    specifiers = {found.decode("utf-8", "replace") for found in _SPECIFIER.findall(source)}
                    for target in {resolver.resolve(specifier, path).target for specifier in specifiers}:
                        self._importers.setdefault(target, []).append(path)
        return self._importers

    def prepare(self, paths: Iterable[str]) -> None:
        """Extract these files together, where that is faster."""
        self._extract_many([path for path in paths if path not in self._facts])

    def known(self) -> Iterable[FileFacts]:
        """The facts extracted so far, by path."""
        return [self._facts[path] for path in sorted(self._facts)]

    def _read(self, path: str) -> bytes | Diagnostic:
        try:
            return (self._root / path).read_bytes()
        except OSError as error:
            reason = error.strerror or "cannot be read"
            return Diagnostic(path, 0, DiagnosticKind.UNREADABLE_FILE, reason)

    def _likely(self) -> Iterator[str]:
        """Files with a call or an address, those that fetch and name such a file, and those that are no plain text."""
        addressed = {
            path for path, source in self._sources.items() if isinstance(source, bytes) and _ADDRESS.search(source)
        }
        names = sorted({_import_name(path) for path in addressed})
        for path, source in self._sources.items():
            if isinstance(source, Diagnostic) or path in addressed or _may_call(source) or not _is_text(source):
                yield path
                continue
            if any(name in source for name in names) and _FETCH.search(source):
                yield path

    def _extract_many(self, paths: Sequence[str]) -> None:
        jobs = [(self._files[path], self._sources[path]) for path in paths]
        for facts in extracted(jobs, self.complete):
            self._facts[facts.path] = facts


def _is_text(source: bytes) -> bool:
    if b"\0" in source:
        return False
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True


def _may_call(source: bytes) -> bool:
    """Whether a file may hold a call of ``from``, ``rpc`` or ``invoke``, or a realtime subscription."""
    return (
        _MEMBER_CALL.search(source) is not None
        or b"postgres_changes" in source
        or any(quoted in source for quoted in _QUOTED)
        or _AFTER_COMMENT.search(source) is not None
    )


def _import_name(path: str) -> bytes:
    """The part of a path that a specifier has to name: the stem, or the folder of an index."""
    stem = Path(path).name.split(".")[0]
    return (Path(path).parent.name if stem == "index" else stem).encode()


def extracted(jobs: Sequence[tuple[SourceFile, bytes | Diagnostic]], reach: bool) -> Iterator[FileFacts]:
    """The facts of many files, by several processes where that pays. Their order does not depend on that."""
    workers = min(_processors(), 8)
    if workers < 2 or sum(file.size for file, _ in jobs) < _WORTH_FORKING or not _can_fork():
        yield from (facts_of(*job, reach) for job in jobs)
        return
    yield from _by_processes(jobs, workers, reach)


def _by_processes(
    jobs: Sequence[tuple[SourceFile, bytes | Diagnostic]], workers: int, reach: bool
) -> Iterator[FileFacts]:
    """Forked children inherit the sources; only packed facts travel back."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    bins = _bins(jobs, workers)
    readers = []
    for own in bins:
        reader, writer = context.Pipe(duplex=False)
        child = context.Process(target=_child, args=(writer, own, reach), daemon=True)
        child.start()
        writer.close()
        readers.append((reader, child))
    decoder = msgspec.msgpack.Decoder(list[FileFacts])
    found: dict[str, FileFacts] = {}
    for (reader, child), own in zip(readers, bins, strict=True):
        try:
            found.update((facts.path, facts) for facts in decoder.decode(reader.recv_bytes()))
        except EOFError:
            # A child that died (memory, a signal) has said nothing: its files are read here.
            found.update((facts.path, facts) for facts in (facts_of(*job, reach) for job in own))
        child.join()
    yield from (found[file.path] for file, _ in jobs)


def _child(writer: object, jobs: Sequence[tuple[SourceFile, bytes | Diagnostic]], reach: bool) -> None:
    packed = msgspec.msgpack.encode([facts_of(*job, reach) for job in jobs])
    writer.send_bytes(packed)  # type: ignore[attr-defined]


def _bins(
    jobs: Sequence[tuple[SourceFile, bytes | Diagnostic]], workers: int
) -> list[list[tuple[SourceFile, bytes | Diagnostic]]]:
    """Jobs shared out so that every bin holds about as many bytes: the largest first, each to the lightest bin."""
    bins: list[list[tuple[SourceFile, bytes | Diagnostic]]] = [[] for _ in range(workers)]
    weights = [0] * workers
    for job in sorted(jobs, key=lambda job: (-job[0].size, job[0].path)):
        lightest = weights.index(min(weights))
        bins[lightest].append(job)
        weights[lightest] += job[0].size + 500
    return bins


def facts_of(file: SourceFile, source: bytes | Diagnostic, reach: bool = True) -> FileFacts:
    """The facts of one file, with ``reach`` those of its references; an unreadable file has only a diagnostic."""
    from supamap.extraction.extractor import extract

    if isinstance(source, Diagnostic):
        return FileFacts(file.path, diagnostics=(source,))
    return extract(file.path, file.language, source, reach)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _can_fork() -> bool:
    """Forking is safe on Linux; macOS's own libraries are not, and Windows has none."""
    return sys.platform == "linux"
