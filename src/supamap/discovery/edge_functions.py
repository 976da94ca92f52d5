"""Supabase folders and the edge functions in them."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import msgspec

from supamap.discovery.jsonc import table
from supamap.discovery.paths import join, parent
from supamap.model.project import EdgeFunctionSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supamap.discovery.project_files import ProjectFiles

_MARK = re.compile(
    r"(?:^|/)supabase/(?:config\.toml$|migrations/[^/]+\.sql$|functions/[^/]+/(?:index\.[jt]sx?|deno\.json)$)"
)
_INDEX = re.compile(r"index\.(?:ts|js|mjs|jsx|tsx)")
_CODE_FOLDER = re.compile(r"(?:^|/)(?:src|app|lib|libs|utils|components)(?:/|$)")


class SupabaseFolders(msgspec.Struct, frozen=True):
    """``maps`` is the folder of a function → the import map that ``config.toml`` gives it."""

    folders: tuple[str, ...]
    functions: tuple[EdgeFunctionSource, ...]
    maps: dict[str, str]


def find_supabase(files: ProjectFiles) -> SupabaseFolders:
    """Return every Supabase folder of the tree: a monorepo may hold several, a package may hold its own.

    Source: https://supabase.com/docs/guides/local-development/cli/config
    """
    folders = _folders(files.paths)
    functions: list[EdgeFunctionSource] = []
    maps: dict[str, str] = {}
    for folder in folders:
        declared = _declared(files, f"{folder}/config.toml")
        functions += _functions(files.paths, folder, declared)
        maps |= _maps(files.paths, folder, declared)
    return SupabaseFolders(folders, tuple(sorted(functions)), maps)


def _folders(paths: Iterable[str]) -> tuple[str, ...]:
    found: set[str] = set()
    for path in paths:
        if "supabase/" in path and (mark := _MARK.search(path)):
            folder = path[: mark.start()] + ("/supabase" if mark[0].startswith("/") else "supabase")
            # `src/lib/supabase/` holds an application's own client code, whatever its folders are called.
            if path.endswith("config.toml") or not _CODE_FOLDER.search(folder):
                found.add(folder)
    return tuple(sorted(found))


def _declared(files: ProjectFiles, path: str) -> Mapping[str, object]:
    content = files.content(path)
    try:
        return table(tomllib.loads(content.decode("utf-8-sig")).get("functions"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        files.broken(path, f"not TOML: {error}")
        return {}


def _functions(paths: frozenset[str], folder: str, declared: Mapping[str, object]) -> list[EdgeFunctionSource]:
    found: dict[str, EdgeFunctionSource] = {}
    start = f"{folder}/functions/"
    for path in sorted(path for path in paths if path.startswith(start)):
        slug, _, rest = path[len(start) :].partition("/")
        if not slug.startswith(("_", ".")) and _INDEX.fullmatch(rest) and slug not in found:
            found[slug] = EdgeFunctionSource(slug, start + slug, path)
    for slug, settings in declared.items():
        entry = table(settings).get("entrypoint")
        placed = join(folder, entry) if isinstance(entry, str) else None
        if placed in paths:
            found[slug] = EdgeFunctionSource(slug, parent(placed), placed)
    return list(found.values())


def _maps(paths: frozenset[str], folder: str, declared: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for slug, settings in declared.items():
        named = table(settings).get("import_map")
        placed = join(folder, named) if isinstance(named, str) and named else None
        if placed in paths:
            found[f"{folder}/functions/{slug}"] = placed
    return found
