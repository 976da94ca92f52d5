"""Modules that are not in the tree because a tool generates them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOOL_FOLDER = re.compile(
    r"(?:^|/)(?:\.(?:next|nuxt|svelte-kit|output|astro|expo|source|velite|contentlayer)|node_modules)/"
)
_WILD = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


class GeneratedPaths:
    """Tells which paths of a project are ignored by git; ``globs`` are those of ``Project.ignored``."""

    def __init__(self, globs: Iterable[str]) -> None:
        self._globs = tuple(globs)
        self._pattern: re.Pattern[str] | None = None

    def __contains__(self, path: str) -> bool:
        """Tell whether an import of ``path``, with or without its suffix, means a file that git ignores."""
        if _TOOL_FOLDER.search(path):
            return True
        if self._pattern is None:
            self._pattern = re.compile("|".join(map(_regex, self._globs)) or r"(?!)")
        stem = re.sub(r"\.[cm]?[jt]sx?$", "", path)
        return any(self._pattern.match(form) for form in (path, f"{stem}.ts", f"{stem}.js", f"{stem}/index.ts"))


def _regex(glob: str) -> str:
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    return f"(?:{''.join(_WILD.get(part, re.escape(part)) for part in parts)})(?:/|$)"
