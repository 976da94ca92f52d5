"""The files of a folder that is in no git repository, by the rules of its ``.gitignore`` files."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import msgspec
from pathspec import GitIgnoreSpec

from supamap.discovery.folders import is_generated_folder
from supamap.model.diagnostics import Diagnostic, DiagnosticKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_GROUP = re.compile(r"\(\?P<\w+>")  # a union cannot name one group twice


class IgnoreFile(msgspec.Struct, frozen=True):
    """One ``.gitignore``: its folder (empty or with a trailing ``/``) and what it says of paths relative to it.

    ``mentions`` is the union of all its patterns: most paths are mentioned by none, and one search says so.
    """

    folder: str
    spec: GitIgnoreSpec
    mentions: re.Pattern[str]


Rules = tuple[IgnoreFile, ...]
"""Innermost first."""


class Walked(msgspec.Struct, frozen=True):
    """Paths as git would list them; one that ends in ``/`` is a repository of its own."""

    paths: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def walked_paths(root: Path) -> Walked:
    """List the regular files below ``root`` that no ``.gitignore`` leaves out. Symbolic links are not followed."""
    paths: list[str] = []
    diagnostics: list[Diagnostic] = []
    pending: list[tuple[str, Rules]] = [("", ())]
    while pending:
        prefix, outer = pending.pop()
        try:
            entries = sorted(os.scandir(root / prefix), key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or "cannot be listed"
            diagnostics.append(Diagnostic(prefix or ".", 0, DiagnosticKind.UNREADABLE_FILE, reason))
            continue
        names = {entry.name for entry in entries}
        if prefix and ".git" in names:
            paths.append(prefix)
            continue
        rules = _with_rules_of(root, prefix, outer) if ".gitignore" in names else outer
        folders = _sort_out(prefix, entries, rules, paths)
        pending.extend((folder, rules) for folder in reversed(folders))
    return Walked(tuple(paths), tuple(diagnostics))


def _sort_out(prefix: str, entries: Iterable[os.DirEntry[str]], rules: Rules, paths: list[str]) -> list[str]:
    """Append the files to ``paths`` and return the folders to enter."""
    folders: list[str] = []
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if not is_generated_folder(entry.name) and not _is_ignored(path + "/", rules):
                folders.append(path + "/")
        elif entry.is_file(follow_symlinks=False) and not _is_ignored(path, rules):
            paths.append(path)
    return folders


def _with_rules_of(root: Path, prefix: str, outer: Rules) -> Rules:
    try:
        lines = (root / prefix / ".gitignore").read_text("utf-8", "replace").splitlines()
    except OSError:
        return outer
    spec = GitIgnoreSpec.from_lines(lines)
    patterns = [pattern.regex.pattern for pattern in spec.patterns if pattern.regex is not None]
    if not patterns:
        return outer
    mentions = re.compile("|".join(_GROUP.sub("(?:", pattern) for pattern in patterns))
    return (IgnoreFile(prefix, spec, mentions), *outer)


def _is_ignored(path: str, rules: Rules) -> bool:
    """Let the innermost file that says anything about the path decide."""
    for rule in rules:
        inside = path[len(rule.folder) :]
        verdict = rule.spec.check_file(inside).include if rule.mentions.search(inside) else None
        if verdict is not None:
            return verdict
    return False
