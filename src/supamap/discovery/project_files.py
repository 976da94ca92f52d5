"""Reads the configuration files of a listed tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.discovery.jsonc import JsoncError, parse
from supamap.model.diagnostics import Diagnostic, DiagnosticKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_CODE = frozenset({"ts", "js", "mjs", "cjs", "mts", "cts"})
_PLAIN = frozenset({"json", "jsonc", "yaml", "yml", "toml", "gitignore", "babelrc"})
_PREFIXES = ("tsconfig", "package.json", "deno.json", "import_map", "importMap", "jsconfig", "pnpm-workspace", "lerna")
_CONFIGS = (".config.ts", ".config.js", ".config.mjs", ".config.cjs", ".config.mts", ".config.cts")
_WHOLE = (".babelrc", ".gitignore", "vercel.json")


class ProjectFiles:
    """The configuration files among ``paths``, by name; collects a diagnostic for each that cannot be read.

    Only listed files are read, so that a tool's leftovers on one machine change nothing.
    """

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self.root = root
        self.paths = frozenset(paths)
        self.diagnostics: list[Diagnostic] = []
        self._by_name: dict[str, list[str]] = {}
        self._parsed: dict[str, dict[str, object]] = {}
        for path in self.paths:
            suffix = path[path.rfind(".") + 1 :]
            if suffix not in _PLAIN and not (suffix in _CODE and ".config." in path):
                continue
            name = path[path.rfind("/") + 1 :]
            if name.startswith(_PREFIXES) or name.endswith(_CONFIGS) or name in _WHOLE:
                self._by_name.setdefault(name, []).append(path)

    def named(self, *names: str) -> list[str]:
        """Return the sorted paths of all files with one of these names."""
        return sorted(path for name in names for path in self._by_name.get(name, ()))

    def named_like(self, prefix: str, suffix: str) -> list[str]:
        """Return the sorted paths of all configuration files whose name begins and ends so."""
        names = [name for name in self._by_name if name.startswith(prefix) and name.endswith(suffix)]
        return self.named(*names)

    def text(self, path: str) -> str:
        """Return the text of a file, empty when it cannot be read."""
        return self.content(path).decode("utf-8-sig", "replace")

    def json(self, path: str) -> dict[str, object]:
        """Return the object that a JSON file holds, with or without comments; empty when it holds none."""
        if path not in self._parsed:
            self._parsed[path] = self._parse(path)
        return self._parsed[path]

    def _parse(self, path: str) -> dict[str, object]:
        content = self.content(path)
        if not content.strip():
            return {}
        try:
            value = parse(content)
        except JsoncError as error:
            self.broken(path, f"not JSON: {error.message}", error.line)
            return {}
        if isinstance(value, dict):
            return value
        self.broken(path, "not a JSON object")
        return {}

    def broken(self, path: str, message: str, line: int = 0) -> None:
        """Remember that a project file says something that cannot be followed."""
        self.diagnostics.append(Diagnostic(path, line, DiagnosticKind.BROKEN_PROJECT_FILE, message))

    def content(self, path: str) -> bytes:
        """Return the bytes of a listed file, empty when it was deleted or cannot be read."""
        place = self.root / path
        if path not in self.paths or place.is_symlink():
            return b""
        try:
            return place.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            reason = error.strerror or "cannot be read"
            self.diagnostics.append(Diagnostic(path, 0, DiagnosticKind.UNREADABLE_FILE, reason))
            return b""
