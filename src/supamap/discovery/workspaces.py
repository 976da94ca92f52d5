"""Which packages a package manager links to each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.discovery.jsonc import strings, table
from supamap.discovery.paths import glob_pattern, parent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supamap.discovery.project_files import ProjectFiles

_YAML_LIST = re.compile(r"^packages:[ \t]*(?:#.*)?\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?\n)*)", re.MULTILINE)
_YAML_FLOW = re.compile(r"^packages:[ \t]*\[([^\]]*)\]", re.MULTILINE)
_YAML_ENTRY = re.compile(r"""^[ \t]*-[ \t]*(?:'([^']*)'|"([^"]*)"|([^\s#'"]+))""", re.MULTILINE)


def workspace_globs(files: ProjectFiles, manifests: Mapping[str, Mapping[str, object]]) -> dict[str, tuple[str, ...]]:
    """Return workspace root → its globs, relative to it. ``manifests`` is folder → package.json."""
    found: dict[str, tuple[str, ...]] = {}
    for folder, manifest in manifests.items():
        declared = manifest.get("workspaces")
        globs = strings(table(declared).get("packages")) if isinstance(declared, dict) else strings(declared)
        if globs:
            found[folder] = globs
    for path in files.named("pnpm-workspace.yaml", "pnpm-workspace.yml"):
        found[parent(path)] = (*found.get(parent(path), ()), *yaml_packages(files.text(path)))
    for path in files.named("lerna.json"):
        found.setdefault(parent(path), strings(files.json(path).get("packages")))
    for path in files.named("deno.json", "deno.jsonc"):
        declared = files.json(path).get("workspace")
        globs = strings(table(declared).get("members")) if isinstance(declared, dict) else strings(declared)
        if globs:
            found[parent(path)] = (*found.get(parent(path), ()), *globs)
    return found


def yaml_packages(text: str) -> tuple[str, ...]:
    """Return the list under ``packages:`` of a pnpm-workspace.yaml: the one key of it that says what is linked."""
    if flow := _YAML_FLOW.search(text):
        return tuple(entry.strip().strip("'\"") for entry in flow[1].split(",") if entry.strip())
    block = _YAML_LIST.search(text if text.endswith("\n") else text + "\n")
    found = _YAML_ENTRY.findall(block[1]) if block else []
    return tuple(next(form for form in forms if form) for forms in found if any(forms))


def members(globs: Mapping[str, tuple[str, ...]], folders: Iterable[str]) -> dict[str, str]:
    """Return package folder → folder of the workspace root it belongs to; a root belongs to itself."""
    roots = {root: _compile(patterns) for root, patterns in globs.items()}
    found: dict[str, str] = {root: root for root in roots}
    for folder in folders:
        for root in sorted(roots, key=len, reverse=True):
            inside = folder.removeprefix(f"{root}/") if root else folder
            if folder not in found and (not root or folder.startswith(f"{root}/")) and _matches(inside, roots[root]):
                found[folder] = root
    return found


def _compile(globs: Iterable[str]) -> list[tuple[bool, re.Pattern[str]]]:
    return [(not glob.startswith("!"), glob_pattern(glob.removeprefix("!"))) for glob in globs]


def _matches(folder: str, patterns: Iterable[tuple[bool, re.Pattern[str]]]) -> bool:
    verdict = False
    for wanted, pattern in patterns:
        if pattern.fullmatch(folder):
            verdict = wanted
    return verdict
