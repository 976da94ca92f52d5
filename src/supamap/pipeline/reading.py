"""Facts of files on demand: what no question needs is not parsed, and what an earlier run has parsed is remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.facts import FileFacts
from supamap.model.project import Project
from supamap.pipeline import byte_search
from supamap.pipeline.workers import Job, Workers

if TYPE_CHECKING:
    from supamap.cache.facts_cache import FactsCache


class DemandedFacts:
    """The facts of a project's files, extracted when asked for; files that may hold candidates first, all at once.

    ``everything`` extracts all files, and of each also what only references need. ``close`` ends the work: facts that
    are asked for afterwards are extracted here and not remembered.
    """

    def __init__(self, project: Project, everything: bool = False, cache: FactsCache | None = None) -> None:
        self._project = project
        self._cache = cache
        root = Path(project.root)
        self._jobs = {file.path: Job(file, _read(root, file.path)) for file in sorted(project.files)}
        self._texts = {path: job.source for path, job in self._jobs.items() if isinstance(job.source, bytes)}
        self._workers = Workers(self._jobs, reach=everything)
        self._facts: dict[str, FileFacts] = {}
        self._seeds = tuple(self._jobs) if everything else tuple(self._likely())
        self.complete = everything
        self._extract(self._seeds)
        self._importers: dict[str, list[str]] | None = None
        self._assigning: dict[str, list[str]] | None = None
        self._mentions: dict[str, Sequence[str]] = {}
        self._above: dict[str, set[str]] = {}

    def __contains__(self, path: object) -> bool:
        return path in self._jobs

    def __iter__(self) -> Iterator[str]:
        return iter(self._jobs)

    def facts(self, path: str) -> FileFacts | None:
        """The facts of a scanned file, None for others."""
        if path not in self._facts and path in self._jobs:
            self._extract((path,))
        return self._facts.get(path)

    def candidates(self) -> Iterable[str]:
        """All files that may hold a candidate, sorted."""
        return self._seeds

    def mentioning(self, word: str, within: Iterable[str] | None = None) -> Sequence[str]:
        """All files (of those in ``within``) that hold the letters of a word, sorted."""
        if within is not None:
            return self._mentioning(word, within)
        known = self._mentions.get(word)
        if known is None:
            known = self._mentions[word] = self._mentioning(word, self._texts)
        return known

    def _mentioning(self, word: str, paths: Iterable[str]) -> Sequence[str]:
        mentions = byte_search.mention(word)
        return sorted(path for path in paths if (text := self._texts.get(path)) is not None and mentions(text))

    def assigning(self, name: str) -> Iterable[str]:
        """All files that may assign to a member called ``name``, sorted."""
        if self._assigning is None:
            self._assigning = {}
            for path, text in self._texts.items():
                for found in byte_search.assigned(text):
                    self._assigning.setdefault(found, []).append(path)
        return self._assigning.get(name, ())

    def routing(self) -> Iterable[str]:
        """All files that may configure a router, sorted."""
        return [path for path, text in self._texts.items() if byte_search.may_route(text)]

    def importers(self, path: str) -> Collection[str]:
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

    def imported_by(self, path: str) -> Iterable[str]:
        """The files that may import a file, sorted."""
        return self._imports().get(path, ())

    def _imports(self) -> dict[str, list[str]]:
        """For each file those that name it by a specifier."""
        if self._importers is None:
            from supamap.linking.specifiers import Resolver

            resolver = Resolver(self._project)
            self._importers = {}
            for path, text in self._texts.items():
                for target in {resolver.resolve(named, path).target for named in byte_search.specifiers(text)}:
                    self._importers.setdefault(target, []).append(path)
        return self._importers

    def prepare(self, paths: Iterable[str]) -> None:
        """Extract these files together, where that is faster."""
        self._extract([path for path in paths if path not in self._facts])

    def known(self) -> Iterable[FileFacts]:
        """The facts extracted so far, by path."""
        return [self._facts[path] for path in sorted(self._facts)]

    def close(self) -> None:
        """Let the other processes end, and leave to later runs what was extracted."""
        self._workers.close()
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def _likely(self) -> Iterator[str]:
        """Files with a call or an address, those that fetch and name such a file, and those that are no plain text."""
        addressed = {path for path, text in self._texts.items() if byte_search.names_address(text)}
        names = sorted({byte_search.import_name(path) for path in addressed})
        for path in self._jobs:
            text = self._texts.get(path)
            if (
                text is None
                or path in addressed
                or byte_search.may_call(text)
                or not byte_search.is_text(text)
                or (any(name in text for name in names) and byte_search.may_fetch(text))
            ):
                yield path

    def _extract(self, paths: Sequence[str]) -> None:
        remembered = self._cache.recall(self._jobs[path] for path in paths) if self._cache is not None else {}
        self._facts.update(remembered)
        for found in self._workers.extracted([path for path in paths if path not in remembered]):
            self._facts[found.facts.path] = found.facts
            if self._cache is not None:
                self._cache.remember(found.facts, found.packed)


def _read(root: Path, path: str) -> bytes | Diagnostic:
    try:
        return (root / path).read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        return Diagnostic(path, 0, DiagnosticKind.UNREADABLE_FILE, reason)
