"""Scripts beside a package's manifest: files that people run by hand, and that no other file can import anything of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.discovery.exports import targets
from supamap.discovery.jsonc import table
from supamap.discovery.paths import join, parent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.discovery.project_files import ProjectFiles
    from supamap.model.project import Package

_CODE = re.compile(r"\.[cm]?[jt]s$")
_ENTRY_STEMS = frozenset({
    "index", "main", "app", "server", "worker", "mod", "middleware", "proxy", "hooks", "hooks.server", "hooks.client",
    "instrumentation", "instrumentation-client", "preload", "service-worker", "sw",
})  # fmt: skip
_ENTRY_FIELDS = ("main", "module", "browser", "react-native", "source", "svelte", "exports", "bin")
_STARTS = re.compile(r"(?:start|dev|serve|develop|worker)\b")
_EXPORTS = re.compile(rb"^\s*export\b|\bmodule\.exports\b|\bexports\.\w+\s*=", re.MULTILINE)
_SERVES = re.compile(rb"\.listen\(|\bcreateServer\(|\.serve\(|\bserve\(")
_NODE = re.compile(rb"\A#!|\bprocess\.(?:env|argv|exit|cwd|std)|\brequire\(|[\"'](?:node:|dotenv|fs[\"'])|\bDeno\.")


def root_scripts(files: ProjectFiles, packages: Iterable[Package], paths: Iterable[str]) -> frozenset[str]:
    """Return the scripts among ``paths`` that stand in a package's own folder.

    A script exports nothing, listens to nothing, is no entry of its package, and runs in Node: its suffix or what it
    calls says so. Without the last, the scripts of an HTML page would be among them.
    """
    folders = {package.path: _entries(files, package) for package in packages}
    beside = (path for path in paths if parent(path) in folders and _CODE.search(path))
    return frozenset(
        path for path in beside if not _is_entry(path, folders[parent(path)]) and _runs(path, files.content(path))
    )


def _is_entry(path: str, entries: frozenset[str]) -> bool:
    stem = _stem(path)
    return stem in entries or stem[stem.rfind("/") + 1 :].lower() in _ENTRY_STEMS


def _runs(path: str, content: bytes) -> bool:
    if _EXPORTS.search(content) or _SERVES.search(content):
        return False
    return bool(content.strip()) and (path.endswith((".mjs", ".cjs")) or _NODE.search(content) is not None)


def _entries(files: ProjectFiles, package: Package) -> frozenset[str]:
    """Return what a manifest names as the package's own, without suffixes: entries, commands, what starts it."""
    path = join(package.path, "package.json")
    manifest = files.json(path) if path in files.paths and path is not None else {}
    named = [target for field in _ENTRY_FIELDS for target in targets(manifest.get(field))]
    for name, command in table(manifest.get("scripts")).items():
        if _STARTS.match(name) and isinstance(command, str):
            named += command.split()
    placed = (join(package.path, each) for each in named)
    return frozenset(_stem(each) for each in placed if each)


def _stem(path: str) -> str:
    return _CODE.sub("", path)
