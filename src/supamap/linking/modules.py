"""The project's modules as linking sees them: facts by path, where specifiers lead, and what an exported name means."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from supamap.linking.sources import FactsSource
from supamap.linking.specifiers import Resolution, ResolutionKind, Resolver
from supamap.model import facts
from supamap.model.facts import ExportFact, FileFacts
from supamap.model.project import Framework, Project

_EMPTY = facts.FileFacts("")
_AUTO_FOLDERS = frozenset({"composables", "utils", "stores", "shared"})


class Exported(msgspec.Struct, frozen=True):
    """What an exported name leads to: an export of a file of the project, a file's namespace, or a package's export."""

    file: str = ""
    export: facts.ExportFact | None = None
    package: str = ""
    name: str = ""


class Modules:
    """Facts of all files, with memoised specifiers and exports."""

    def __init__(self, project: Project, files: FactsSource) -> None:
        self.project, self.files = project, files
        self._resolver = Resolver(project)
        self._exports: dict[str, dict[str, ExportFact]] = {}
        self.nuxt = any(package.framework is Framework.NUXT for package in project.packages)
        self.auto_imported = lru_cache(maxsize=1)(self._auto_imported)

    def facts(self, path: str) -> FileFacts:
        """The facts of a file; empty ones for a file that is not scanned."""
        return self.files.facts(path) or _EMPTY

    def resolve(self, specifier: str, importer: str) -> Resolution:
        """Where a specifier leads from the file that names it."""
        return self._resolver.resolve(specifier, importer)

    def own_exports(self, path: str) -> dict[str, ExportFact]:
        """The exports that a file names itself, by name (``*`` re-exports left out)."""
        known = self._exports.get(path)
        if known is None:
            known = {}
            for export in self.facts(path).exports:
                if export.name != "*" and (export.name not in known or known[export.name].type_only):
                    known[export.name] = export
            self._exports[path] = known
        return known

    def exported(self, path: str, name: str, seen: frozenset[tuple[str, str]] = frozenset()) -> tuple[Exported, ...]:
        """What ``name`` of a file leads to through all re-exports; empty when the file has no such export.

        Terminates: a name of a file is asked for once on each way.
        """
        if (path, name) in seen:
            return ()
        seen = seen | {(path, name)}
        if name == "*":
            return (Exported(path, name="*"),)
        own = self.own_exports(path).get(name)
        if own is not None and not own.specifier:
            return (Exported(path, own),)
        if own is not None:
            return self._through(own.specifier, own.imported, path, seen)
        if self.facts(path).component and name == "default":
            return (Exported(path, name="<module>"),)
        found: list[Exported] = []
        for export in self.facts(path).exports:
            if export.name == "*" and name != "default":
                found.extend(self._through(export.specifier, name, path, seen))
        if not found:
            found.extend(self._commonjs(path, name))
        internal = [one for one in found if not one.package]
        return tuple(internal or found)[:1]

    def _commonjs(self, path: str, name: str) -> list[Exported]:
        """``module.exports = { name }`` seen through an ES import (Node.js, interoperability with CommonJS)."""
        whole = self.own_exports(path).get("=")
        if whole is None or whole.value is None:
            return []
        if name == "default":
            return [Exported(path, whole)]
        entries = dict(whole.value.entries) if isinstance(whole.value, facts.ObjectLiteral) else {}
        return [Exported(path, facts.ExportFact(name, entries.get(name, facts.Member(whole.value, name))))]

    def _through(
        self, specifier: str, name: str, importer: str, seen: frozenset[tuple[str, str]]
    ) -> tuple[Exported, ...]:
        target = self.resolve(specifier, importer)
        if target.kind is ResolutionKind.FILE and target.target in self.files:
            return self.exported(target.target, name, seen)
        if target.kind is ResolutionKind.PACKAGE:
            return (Exported(package=target.target, name=name),)
        return ()

    def _auto_imported(self) -> dict[str, tuple[str, str]]:
        """Names that Nuxt imports by itself: name → (file, exported name)."""
        found: dict[str, tuple[str, str]] = {}
        if not self.nuxt:
            return found
        for path in self.files:
            folders = path.split("/")[:-1]
            if not _AUTO_FOLDERS.intersection(folders):
                continue
            for name in self.own_exports(path):
                stem = path.rsplit("/", 1)[-1].split(".")[0]
                found.setdefault(_camel(stem) if name == "default" else name, (path, name))
        return found


def _camel(stem: str) -> str:
    head, *rest = stem.replace("_", "-").split("-")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)
