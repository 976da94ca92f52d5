"""``paths`` and ``baseUrl`` of tsconfig.json and jsconfig.json files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from supamap.discovery.jsonc import strings, table
from supamap.discovery.paths import join, parent, rooted
from supamap.model.project import AliasScope, PathRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supamap.discovery.project_files import ProjectFiles

_GENERATED = re.compile(r"(?:^|/)(?:\.[\w-]+|node_modules)/")
_CONFIG_DIR = "${configDir}"


class _Options(msgspec.Struct, frozen=True):
    """What one file says after ``extends``: each option with the folder that its paths are relative to."""

    base_url: str | None = None
    base_folder: str = ""
    paths: dict[str, object] | None = None
    paths_folder: str = ""


def tsconfig_scopes(files: ProjectFiles, packages: Mapping[str, str]) -> list[AliasScope]:
    """Return the scopes of all TypeScript configurations; ``packages`` is package name → folder, for ``extends``.

    A configuration holds for its folder. Within a folder ``tsconfig.json`` comes first, then what it references, then
    ``jsconfig.json``, then the other ``tsconfig.*.json`` files: an editor would use only the first that includes the
    file, but a specifier means the same in all of them.
    """
    reader = _Reader(files, packages)
    folders: dict[str, list[str]] = {}
    for path in files.named_like("tsconfig", ".json") + files.named("jsconfig.json"):
        folders.setdefault(parent(path), []).append(path)
    scopes = (reader.scope(folder, path) for folder, found in folders.items() for path in _in_order(files, found))
    return [scope for scope in scopes if scope.rules or scope.base_url is not None]


def _in_order(files: ProjectFiles, found: Iterable[str]) -> list[str]:
    """Put the configurations of one folder in order of precedence."""
    ranked = sorted(found, key=lambda path: (_rank(path), path))
    first = ranked[0]
    references = files.json(first).get("references")
    named = [table(entry).get("path") for entry in references] if isinstance(references, list) else []
    placed = [join(parent(first), path) for path in named if isinstance(path, str)]
    # A reference to a folder means its tsconfig.json, which is found, and holds, there.
    referenced = [path for path in placed if path and path in files.paths]
    return list(dict.fromkeys([first, *referenced, *ranked[1:]]))


def _rank(path: str) -> int:
    return {"tsconfig.json": 0, "jsconfig.json": 1}.get(path[path.rfind("/") + 1 :], 2)


class _Reader:
    """Follows ``extends``; remembers every file it read."""

    def __init__(self, files: ProjectFiles, packages: Mapping[str, str]) -> None:
        self._files = files
        self._packages = packages
        self._options: dict[str, _Options] = {}

    def scope(self, folder: str, path: str) -> AliasScope:
        options = self._read(path)
        base = None if options.base_url is None else _place(options.base_folder, options.base_url, parent(path))
        rules = []
        for pattern, targets in (options.paths or {}).items():
            # Relative to baseUrl when there is one: https://www.typescriptlang.org/tsconfig/#paths
            start = options.paths_folder if base is None else base
            placed = (_place(start, target, parent(path)) for target in strings(targets))
            rules.append(PathRule(pattern, tuple(f"/{target}" for target in placed if target is not None)))
        return AliasScope(folder, path, tuple(rules), base)

    def _read(self, path: str) -> _Options:
        known = self._options.get(path)
        if known is not None:
            return known
        self._options[path] = _Options()  # what a circle of extends ends in
        content = self._files.json(path)
        merged = _Options()
        for inherited in self._extended(path, content):
            merged = _override(merged, self._read(inherited))
        merged = _override(merged, _own_options(parent(path), table(content.get("compilerOptions"))))
        self._options[path] = merged
        return merged

    def _extended(self, path: str, content: Mapping[str, object]) -> list[str]:
        placed = (self._locate(path, name) for name in strings(content.get("extends")))
        return [found for found in placed if found]

    def _locate(self, path: str, name: str) -> str | None:
        """Find the file that ``extends`` names; None when it is a dependency's or a tool generates it."""
        if not name.startswith("."):
            return self._in_package(name)
        start = join(parent(path), name)
        if start is None:
            self._files.broken(path, f"extends {name}, which is outside the scanned root")
            return None
        found = self._first(start)
        if found is None and not _GENERATED.search(f"{start}/"):
            self._files.broken(path, f"extends {name}, which does not exist")
        return found

    def _in_package(self, name: str) -> str | None:
        depth = 2 if name.startswith("@") else 1
        parts = name.split("/")
        folder = self._packages.get("/".join(parts[:depth]))
        return None if folder is None else self._first(join(folder, "/".join(parts[depth:])) or "")

    def _first(self, start: str) -> str | None:
        below = f"{start}/tsconfig.json" if start else "tsconfig.json"
        return next((path for path in (start, f"{start}.json", below) if path in self._files.paths), None)


def _own_options(folder: str, options: Mapping[str, object]) -> _Options:
    base_url = options.get("baseUrl")
    paths = options.get("paths")
    return _Options(
        base_url if isinstance(base_url, str) else None, folder, paths if isinstance(paths, dict) else None, folder
    )


def _override(outer: _Options, inner: _Options) -> _Options:
    base = outer if inner.base_url is None else inner
    paths = outer if inner.paths is None else inner
    return _Options(base.base_url, base.base_folder, paths.paths, paths.paths_folder)


def _place(folder: str, path: str, leaf: str) -> str | None:
    """Return where a path of an option leads; ``leaf`` is the folder of the configuration that inherits it."""
    if path.startswith(_CONFIG_DIR):
        folder, path = leaf, path.removeprefix(_CONFIG_DIR).lstrip("/")
    found = rooted(folder, path)
    return None if found is None else found[1:]
