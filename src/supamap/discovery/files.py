"""Which files of a tree are source to scan, and which only exist."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from typing import TYPE_CHECKING

import msgspec

from supamap.discovery.bundles import WINDOW, bundle_by_name, deserves_a_look, hashed_by_name, unwritten_reason
from supamap.discovery.folders import is_generated_folder, output_folders
from supamap.discovery.git import tracked_paths
from supamap.discovery.paths import parent
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.sources import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

LANGUAGES = {
    "ts": Language.TYPESCRIPT,
    "mts": Language.TYPESCRIPT,
    "cts": Language.TYPESCRIPT,
    "tsx": Language.TSX,
    "js": Language.JAVASCRIPT,
    "jsx": Language.JAVASCRIPT,
    "mjs": Language.JAVASCRIPT,
    "cjs": Language.JAVASCRIPT,
    "vue": Language.VUE,
    "svelte": Language.SVELTE,
    "astro": Language.ASTRO,
}
_DECLARATION = (".d.ts", ".d.mts", ".d.cts")
_SUBMODULE = re.compile(r"^\s*path\s*=\s*(.+?)\s*$", re.MULTILINE)


class Candidate(msgspec.Struct, frozen=True, order=True, gc=False):
    """A source file before its role is known; ``size`` in bytes."""

    path: str
    language: Language
    size: int


class Listing(msgspec.Struct, frozen=True):
    """What stands in a tree: files to scan, source that only exists, and every listed path outside tools' folders."""

    files: tuple[Candidate, ...]
    unscanned: tuple[str, ...]
    paths: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def list_files(root: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Listing:
    """List the source files below ``root``: those that git tracks or would track, else those a walk finds.

    ``include`` and ``exclude`` are globs in the language of ``.gitignore``, relative to the root; an empty ``include``
    means every file. What they leave out stays known as ``unscanned``.
    """
    listed = tracked_paths(root)
    diagnostics: list[Diagnostic] = []
    if listed is None:
        from supamap.discovery.walk import walked_paths  # costs 15 ms, and git is the rule

        walked = walked_paths(root)
        listed = walked.paths
        diagnostics.extend(walked.diagnostics)
    diagnostics.extend(_foreign_repositories(root, listed))
    return _select(root, listed, _wanted(include, exclude), diagnostics)


def _select(
    root: Path, listed: Sequence[str], wanted: Callable[[str], bool] | None, diagnostics: list[Diagnostic]
) -> Listing:
    folders = _Folders(str(root), output_folders(listed))
    base = f"{root}{os.sep}"
    files: list[Candidate] = []
    skipped: list[Diagnostic] = []
    unscanned: list[str] = []
    paths: list[str] = []
    for path in listed:
        if not folders.holds_source(path[: path.rfind("/") + 1]):
            continue
        paths.append(path)
        language = LANGUAGES.get(path[path.rfind(".") + 1 :])
        if language is None:
            continue
        if path.endswith(_DECLARATION) or bundle_by_name(path) or (wanted and not wanted(path)):
            unscanned.append(path)
            continue
        found = _examine(base, path, language)
        if isinstance(found, Candidate):
            files.append(found)
        elif found is not None:
            (skipped if found.kind is DiagnosticKind.SKIPPED_FILE else diagnostics).append(found)
    skipped.extend(_chunks(files, skipped))
    unwritten = {each.file for each in skipped}
    files = [each for each in files if each.path not in unwritten]
    unscanned.extend(unwritten)
    diagnostics.extend(skipped)
    diagnostics.extend(
        Diagnostic(folder, 0, DiagnosticKind.SKIPPED_FILE, reason) for folder, reason in folders.output.items()
    )
    return Listing(tuple(sorted(files)), tuple(sorted(unscanned)), frozenset(paths), tuple(sorted(diagnostics)))


def _chunks(files: Iterable[Candidate], skipped: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the small chunks beside a bundler's large ones: a folder that holds one minified chunk is its output."""
    output = {parent(each.file) for each in skipped if hashed_by_name(each.file)}
    return [
        Diagnostic(each.path, 0, DiagnosticKind.SKIPPED_FILE, "a chunk beside a bundler's output")
        for each in files
        if output and parent(each.path) in output and hashed_by_name(each.path)
    ]


class _Folders:
    """Says of a folder (``""`` or with a trailing ``/``) whether source may stand in it; remembers what it said."""

    def __init__(self, root: str, output: dict[str, str]) -> None:
        self.output = output
        self._root = root
        self._verdicts = {"": True}

    def holds_source(self, folder: str) -> bool:
        verdict = self._verdicts.get(folder)
        if verdict is None:
            verdict = self._verdicts[folder] = self._judge(folder)
        return verdict

    def _judge(self, folder: str) -> bool:
        parent, _, name = folder[:-1].rpartition("/")
        if is_generated_folder(name) or folder in self.output:
            return False
        if not self.holds_source(f"{parent}/" if parent else ""):
            return False
        # A tracked folder may since have been replaced by a link that leads out of the tree.
        return not os.path.islink(f"{self._root}/{folder[:-1]}")  # noqa: PTH114 - a Path for every folder is slow


def _examine(base: str, path: str, language: Language) -> Candidate | Diagnostic | None:
    """Return the file as a candidate, a diagnostic when it cannot or need not be read, None when it is no file."""
    if not path.isascii() and not _is_text(path):
        shown = path.encode("utf-8", "backslashreplace").decode()
        return Diagnostic(shown, 0, DiagnosticKind.NOT_TEXT, "its name is not UTF-8")
    try:
        status = os.lstat(base + path)
    except FileNotFoundError:
        return None  # deleted, and git was not told yet
    except OSError as error:
        return Diagnostic(path, 0, DiagnosticKind.UNREADABLE_FILE, error.strerror or "cannot be examined")
    if not stat.S_ISREG(status.st_mode):
        return None
    if not status.st_mode & (stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH):
        return Diagnostic(path, 0, DiagnosticKind.UNREADABLE_FILE, "nobody may read it")
    if deserves_a_look(path, status.st_size):
        return _look_into(base, path, language, status.st_size)
    return Candidate(path, language, status.st_size)


def _look_into(base: str, path: str, language: Language, size: int) -> Candidate | Diagnostic:
    try:
        with open(base + path, "rb") as file:  # noqa: PTH123
            reason = unwritten_reason(path, size, file.read(WINDOW))
    except OSError as error:
        return Diagnostic(path, 0, DiagnosticKind.UNREADABLE_FILE, error.strerror or "cannot be read")
    return Diagnostic(path, 0, DiagnosticKind.SKIPPED_FILE, reason) if reason else Candidate(path, language, size)


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wanted(include: Sequence[str], exclude: Sequence[str]) -> Callable[[str], bool] | None:
    if not include and not exclude:
        return None
    from pathspec import GitIgnoreSpec

    included = GitIgnoreSpec.from_lines(include) if include else None
    excluded = GitIgnoreSpec.from_lines(exclude)
    return lambda path: (included is None or included.match_file(path)) and not excluded.match_file(path)


def _foreign_repositories(root: Path, listed: Collection[str]) -> list[Diagnostic]:
    """Say which repositories inside this one are left out: an empty result must not be a riddle."""
    found = [path for path in listed if path.endswith("/")]
    if ".gitmodules" in listed:
        with contextlib.suppress(OSError):
            found += _SUBMODULE.findall((root / ".gitmodules").read_text("utf-8", "replace"))
    return [
        Diagnostic(path.rstrip("/"), 0, DiagnosticKind.SKIPPED_FILE, "a repository of its own: scan it by itself")
        for path in sorted(set(found))
    ]
