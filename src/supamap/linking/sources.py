"""Where linking gets the facts of files from: all at once, or file by file as questions come up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from supamap.model.facts import FileFacts


class FactsSource(Protocol):
    """Facts by path.

    What a question needs may be narrowed by the words that must stand in a file; narrowing never changes an answer, for
    a file without the word has nothing to say.
    """

    @property
    def complete(self) -> bool:
        """Whether the facts of all files are there already: then an index of all serves better than a search."""

    def __contains__(self, path: object) -> bool:
        """Whether a file is scanned."""

    def __iter__(self) -> Iterator[str]:
        """All scanned files, sorted."""

    def facts(self, path: str) -> FileFacts | None:
        """The facts of a scanned file, None for others."""

    def candidates(self) -> Iterable[str]:
        """All files that may hold a candidate, sorted."""

    def mentioning(self, word: str, within: Iterable[str] | None = None) -> Sequence[str]:
        """All files (of those in ``within``) that may mention a word, sorted."""

    def assigning(self, name: str) -> Iterable[str]:
        """All files that may assign to a member called ``name``, sorted."""

    def routing(self) -> Iterable[str]:
        """All files that may configure a router, sorted."""

    def importers(self, path: str) -> Collection[str]:
        """All files from which imports may lead to a file, itself among them."""

    def imported_by(self, path: str) -> Iterable[str]:
        """The files that may import a file."""

    def prepare(self, paths: Iterable[str]) -> None:
        """Say that the facts of these files will be asked for."""

    def known(self) -> Iterable[FileFacts]:
        """The facts that were asked for so far, by path."""


class AllFacts:
    """A source whose facts are all there."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._files = dict(sorted(files.items()))
        self.complete = True

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def facts(self, path: str) -> FileFacts | None:
        """The facts of a scanned file, None for others."""
        return self._files.get(path)

    def candidates(self) -> Iterable[str]:
        """All files."""
        return self._files

    def mentioning(self, word: str, within: Iterable[str] | None = None) -> Sequence[str]:
        """All files (of those in ``within``)."""
        return sorted(self._files if within is None else self._files.keys() & within)

    def assigning(self, name: str) -> Iterable[str]:
        """All files."""
        return self._files

    def routing(self) -> Iterable[str]:
        """All files."""
        return self._files

    def importers(self, path: str) -> Collection[str]:
        """All files."""
        return self._files

    def imported_by(self, path: str) -> Iterable[str]:
        """All files."""
        return self._files

    def prepare(self, paths: Iterable[str]) -> None:
        """Nothing: the facts are there."""

    def known(self) -> Iterable[FileFacts]:
        """All facts."""
        return self._files.values()
