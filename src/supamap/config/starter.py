"""The commented ``supamap.toml`` that ``init`` writes: what was found, and what may be said beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from supamap.config.settings import DOCS_FOLDER
from supamap.model.project import Project

DOCS_FOLDERS = (DOCS_FOLDER, "docs/database", "docs/db", "docs/schema", "documentation/tables", "doc/tables")
"""Where projects keep pages about tables, the likeliest first."""
_PAGE = re.compile(r"(\d+)[-_ ].+\.md", re.IGNORECASE)
_SHOWN = 12


class Observed(msgspec.Struct, frozen=True):
    """What a project looks like from outside.

    ``folders`` are its source roots, ``pages`` the names of the files in folder ``docs``.
    """

    folders: tuple[str, ...]
    edge_functions: tuple[str, ...]
    docs: str
    pages: tuple[str, ...]


def observe(project: Project, base: Path) -> Observed:
    """Look at a discovered project and at the docs folders below ``base``."""
    docs, pages = max(((folder, _pages(base / folder)) for folder in DOCS_FOLDERS), key=lambda found: len(found[1]))
    return Observed(
        folders=source_roots(file.path for file in project.files),
        edge_functions=tuple(sorted({function.slug for function in project.edge_functions})),
        docs=docs,
        pages=pages,
    )


def source_roots(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that together hold all sources: the first part of a path, two where packages or functions begin."""
    grouping = {"apps", "packages", "libs", "services", "supabase"}
    roots: Counter[str] = Counter()
    for path in paths:
        folders = path.split("/")[:-1]
        depth = 2 if folders and folders[0] in grouping else 1
        if folders:
            roots["/".join(folders[:depth])] += 1
    return tuple(sorted(roots))


def starter_text(observed: Observed) -> str:
    """The file's text: it parses, and says nothing that does not hold anyway."""
    include = ", ".join(f'"{folder}/**"' for folder in observed.folders) or '"src/**"'
    return _TEXT.format(
        folders=_listed(observed.folders, "no source file yet"),
        functions=_listed(observed.edge_functions, "none"),
        include=include,
        docs=observed.docs,
        pages=_listed(observed.pages, "none yet; `supamap docs new --all` writes them"),
    )


def _pages(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        return ()
    found = (_PAGE.fullmatch(page.name) for page in folder.iterdir())
    return tuple(name for _, name in sorted((int(page[1]), page[0]) for page in found if page))


def _listed(names: tuple[str, ...], nothing: str) -> str:
    """Name some and say how many are left, as one comment line."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return (", ".join(names[:_SHOWN]) + more) or nothing


_TEXT = """\
# Configuration of supamap. Everything works without this file; a line that begins with # is only a suggestion.
# Paths are relative to this file's folder.

# The application, when it stands in a folder below.
# root = "apps/web"

[source]
# Found: {folders}
# Edge functions: {functions}
# Without `include`, every source file that git tracks or would track is read. Globs are relative to the root.
# include = [{include}]
# exclude = ["src/legacy/**"]

[docs]
# Pages there: {pages}
folder = "{docs}"
# A folder with your own page templates (table.md.j2, bucket.md.j2).
# templates = "docs/templates"

# What a page documents, where neither its front matter nor its heading says so.
[docs.pages]
# "11-system_config_cache.md" = ["table:system_config"]

# The database's schema is read from the richest source there is: a database (--database-url, SUPABASE_DB_URL),
# supabase/migrations, the snapshot that `supamap schema import` writes, generated types.
[schema]
# source = "migrations"
# database-url = "env:SUPABASE_DB_URL"

[graph]
# Show tests as users of tables.
# tests = true

# Definitions that are, or return, a Supabase client, where the code itself cannot prove it.
# privilege is anon, user, service or unknown.
[clients]
# "src/lib/db.ts#getDb" = {{ privilege = "user" }}

# What part files play, where their place and content mislead: page, layout, component, hook, context, store, service,
# api_route, server, edge_function, script, test, other. The first glob that matches counts.
[roles]
# "src/widgets/**" = "component"
"""
