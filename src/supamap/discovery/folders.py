"""Which folders hold no source of the application: named so by their tools, or shown to be build output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

GENERATED = frozenset({
    "node_modules", "bower_components", "jspm_packages", ".git", ".hg", ".svn", ".yarn", ".pnpm-store",
    ".next", ".nuxt", ".svelte-kit", ".output", ".turbo", ".vercel", ".netlify", ".wrangler", ".expo", ".astro",
    ".nx", ".cache", ".parcel-cache", ".docusaurus", ".serverless", ".vite", ".angular", ".contentlayer", ".velite",
    ".react-router", ".tanstack", ".nitro", ".vinxi", ".temp", "storybook-static",
})  # fmt: skip
"""Folders that tools own, wherever they stand."""

_NAMED_OUTPUT = re.compile(r"(?:[^/]+/)*?(?:dist|build|out)/")
"""The outermost folder that is named like build output; real projects keep source in such folders too."""

_TYPED_SOURCE = re.compile(r"(?<!\.d)\.(?:tsx|[mc]?ts|vue|svelte|astro)$")
_BUNDLED = re.compile(r"\.(?:js|mjs|cjs|css)\.map$|[.-](?=\w{8,}\.\w+$)(?=\w*\d)\w{8,}\.(?:js|mjs|css)$|/_next/static/")


def is_generated_folder(name: str) -> bool:
    """Tell whether a folder of this name is a tool's own."""
    return name in GENERATED


def output_folders(paths: Collection[str]) -> dict[str, str]:
    """Return the build output among the folders of ``paths``: folder (with a trailing ``/``) → why it counts as output.

    ``dist`` beside a ``package.json`` is output. ``build`` and ``out`` are when they stand beside one and hold no
    typed source, for bundlers write none. Elsewhere a folder needs a bundler's marks: source maps, hashed names.
    """
    contents: dict[str, list[str]] = {}
    for path in paths:
        named = "dist/" in path or "build/" in path or "out/" in path
        if named and (found := _NAMED_OUTPUT.match(path)):
            contents.setdefault(found[0], []).append(path)
    if not contents:
        return {}
    known = frozenset(paths)
    verdicts = ((folder, _evidence(folder, held, known)) for folder, held in sorted(contents.items()))
    return {folder: reason for folder, reason in verdicts if reason}


def _evidence(folder: str, held: Iterable[str], known: frozenset[str]) -> str | None:
    parent, _, name = folder[:-1].rpartition("/")
    manifest = f"{parent}/package.json" if parent else "package.json"
    has_source = any(_TYPED_SOURCE.search(path) for path in held)
    if manifest in known and (name == "dist" or not has_source):
        return "build output beside a package.json"
    if not has_source and any(_BUNDLED.search(path) for path in held):
        return "holds a bundler's output"
    return None
