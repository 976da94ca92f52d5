"""Import maps of Deno: ``deno.json``, ``import_map.json`` and what ``supabase/config.toml`` says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.discovery.jsonc import table
from supamap.discovery.paths import join, parent, rooted
from supamap.model.project import AliasScope, EdgeFunctionSource, PathRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supamap.discovery.project_files import ProjectFiles

_CONFIGS = ("deno.json", "deno.jsonc")
_MAPS = ("import_map.json", "importMap.json", "import-map.json")


def deno_scopes(
    files: ProjectFiles, functions: Iterable[EdgeFunctionSource], configured: Mapping[str, str]
) -> list[AliasScope]:
    """Return the scopes of all import maps.

    ``configured`` is folder of a function → the map that ``config.toml`` gives it; that map comes first. Files beside
    the functions (``_shared``) are run with the map of the function that imports them, so they see the maps of all.
    Sources: https://docs.deno.com/runtime/fundamentals/modules, https://supabase.com/docs/guides/functions/dependencies
    """
    scopes: list[AliasScope] = []
    for folder, path in configured.items():
        scopes += _of_file(files, path, folder)
    for path in files.named(*_CONFIGS, *_MAPS):
        scopes += _of_file(files, path, parent(path))
    return scopes + _shared(files, scopes, [function.folder for function in functions])


def _of_file(files: ProjectFiles, path: str, folder: str) -> list[AliasScope]:
    """Read a map for the files in ``folder``; its own paths are relative to where it stands."""
    content = files.json(path)
    named = content.get("importMap")
    if "imports" not in content and isinstance(named, str):
        target = join(parent(path), named)
        if target is None or target not in files.paths:
            if "://" not in named:
                files.broken(path, f"importMap {named} does not exist")
            return []
        path, content = target, files.json(target)
    base = parent(path)
    found = [AliasScope(folder, path, _rules(base, table(content.get("imports"))))]
    for prefix, mapped in table(content.get("scopes")).items():
        place = None if "://" in prefix else join(base, prefix)
        if place is not None:
            found.append(AliasScope(place, path, _rules(base, table(mapped))))
    return [scope for scope in found if scope.rules]


def _rules(base: str, mapped: Mapping[str, object]) -> tuple[PathRule, ...]:
    found: list[PathRule] = []
    for key, value in mapped.items():
        if not isinstance(value, str):
            continue
        target = rooted(base, value) if value.startswith(("./", "../")) else value
        if target is None:
            continue
        if key.endswith("/"):
            found.append(PathRule(f"{key}*", (f"{target.rstrip('/')}/*",)))
        else:
            found.append(PathRule(key, (target,)))
            if value.startswith(("npm:", "jsr:")):  # Deno lets a mapped package's subpaths follow it
                found.append(PathRule(f"{key}/*", (f"{target}/*",)))
    return tuple(found)


def _shared(files: ProjectFiles, scopes: Iterable[AliasScope], functions: Iterable[str]) -> list[AliasScope]:
    own = {folder: parent(folder) for folder in functions}
    rules: dict[str, list[PathRule]] = {}
    for scope in scopes:
        if scope.folder in own:
            rules.setdefault(own[scope.folder], []).extend(scope.rules)
    beside = {folder: _siblings(files, folder) - set(own) for folder in rules}
    return [
        AliasScope(sibling, "import maps of the edge functions", tuple(dict.fromkeys(rules[folder])))
        for folder in sorted(rules)
        for sibling in sorted(beside[folder])
    ]


def _siblings(files: ProjectFiles, folder: str) -> set[str]:
    start = f"{folder}/"
    depth = len(start)
    return {path[: path.index("/", depth)] for path in files.paths if path.startswith(start) and "/" in path[depth:]}
