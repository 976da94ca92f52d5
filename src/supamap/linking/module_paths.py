"""From a path as an import writes it to a file of the project, without a look at the disk."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SUFFIXES = (
    ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro",
    ".d.ts", ".d.mts", ".d.cts",
)  # fmt: skip
"""Best first: of two files with one name, source wins over what was made of it, and code over declarations."""

_PLATFORMS = (".native", ".web", ".ios", ".android", ".client", ".server")
"""React Native and Nuxt let a platform's file stand for the plain one."""

_SOURCES = {".js": (".ts", ".tsx"), ".jsx": (".tsx", ".ts"), ".mjs": (".mts",), ".cjs": (".cts",)}
"""What a written suffix stands for first: TypeScript imports name the file that will be emitted."""

_STAND_INS = {
    ".js": (".jsx", ".d.ts"),
    ".jsx": (".js", ".d.ts"),
    ".mjs": (".d.mts",),
    ".cjs": (".d.cts",),
    ".ts": (".tsx", ".d.ts", ".js"),
    ".tsx": (".ts", ".jsx"),
}
"""What else it may stand for when there is no such file."""

_OUTPUT = re.compile(r"(?:^|/)(?:dist|build|lib|out|es|esm|cjs|types)(?=/)")
_SUFFIX = re.compile(r"(?:\.d)?\.[cm]?[jt]sx?$|\.(?:vue|svelte|astro)$")


def normalise(folder: str, relative: str) -> str | None:
    """Return where ``relative`` leads from ``folder``, both below the root; None when it leaves the root."""
    path = posixpath.normpath(f"{folder}/{relative}" if folder else relative)
    if path == ".":
        return ""
    return None if path == ".." or path.startswith(("../", "/")) else path


class ModulePaths:
    """The files of a project by path, by path without suffix, and by the folder they are the index of."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._by_stem = _by_stem(self._paths)
        self._folders: frozenset[str] | None = None

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def locate(self, path: str) -> str | None:
        """Return the file that ``path`` means: itself, with another or a further suffix, or the index in it."""
        return self.as_file(path) or self.as_index(path)

    def as_file(self, path: str) -> str | None:
        """Return the file that ``path`` means when it is no folder."""
        suffix = path[path.rfind(".") :]
        return (
            self._with_suffix(path, suffix, _SOURCES)
            or (path if path in self._paths else None)
            or self._with_suffix(path, suffix, _STAND_INS)
            or self._by_stem.get(path)
        )

    def _with_suffix(self, path: str, suffix: str, others: Mapping[str, tuple[str, ...]]) -> str | None:
        stem = path[: -len(suffix)]
        return next((stem + other for other in others.get(suffix, ()) if stem + other in self._paths), None)

    def as_index(self, folder: str) -> str | None:
        """Return the index file of ``folder``."""
        return self._by_stem.get(f"{folder}/index" if folder else "index")

    def source_of(self, path: str) -> str | None:
        """Return the source that build output at ``path`` is made from: ``dist/x.js`` → ``src/x.ts``, ``x.ts``."""
        stem = _SUFFIX.sub("", path)
        outputs = list(_OUTPUT.finditer(stem))
        for last in reversed(outputs):
            for first in outputs:
                if first.start() <= last.start():
                    before, after = stem[: first.start()], stem[last.end() :].lstrip("/")
                    found = self._below(before, after)
                    if found:
                        return found
        return self._by_stem.get(stem)

    def _below(self, folder: str, path: str) -> str | None:
        start = f"{folder}/" if folder else ""
        places = (f"{start}src/{path}", f"{start}{path}", f"{start}lib/{path}")
        return next((found for place in places if (found := self.locate(place))), None)

    def holds_folder(self, folder: str) -> bool:
        """Tell whether any file stands in ``folder`` or below it."""
        if self._folders is None:
            self._folders = _folders(self._paths)
        return folder in self._folders


def _by_stem(paths: frozenset[str]) -> dict[str, str]:
    """Index files by path without suffix; the best suffix wins, and a platform's file comes after all plain ones."""
    rank = {suffix: position for position, suffix in enumerate(SUFFIXES)}
    best: dict[str, tuple[int, str]] = {}
    for path in sorted(paths):
        stem, suffix = _split(path)
        position = rank.get(suffix, len(SUFFIXES))
        _offer(best, stem, position, path)
        plain, platform = stem[: stem.rfind(".")], stem[stem.rfind(".") :]
        if platform in _PLATFORMS:
            _offer(best, plain, 100 + _PLATFORMS.index(platform) * 20 + position, path)
    return {stem: path for stem, (_, path) in best.items()}


def _offer(best: dict[str, tuple[int, str]], stem: str, position: int, path: str) -> None:
    known = best.get(stem)
    if known is None or position < known[0]:
        best[stem] = (position, path)


def _split(path: str) -> tuple[str, str]:
    dot = path.rfind(".")
    if path.endswith((".d.ts", ".d.mts", ".d.cts")):
        dot = path.rfind(".d.")
    return path[:dot], path[dot:]


def _folders(paths: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    for path in paths:
        folder = path
        while "/" in folder:
            folder = folder[: folder.rfind("/")]
            if folder in found:
                break
            found.add(folder)
    return frozenset(found)
