"""The packages of a project by folder and by name, and the files that they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.linking.alias_rules import RuleMatch, RuleTable
from supamap.linking.external import split_package
from supamap.linking.module_paths import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supamap.linking.module_paths import ModulePaths
    from supamap.model.project import Package


class PackageIndex:
    """Answers which package a folder belongs to and what a package's name leads to."""

    def __init__(self, packages: Iterable[Package], paths: ModulePaths) -> None:
        self._paths = paths
        self._by_folder = {package.path: package for package in packages}
        self._by_name: dict[str, list[Package]] = {}
        for package in self._by_folder.values():
            if package.name:
                self._by_name.setdefault(package.name, []).append(package)
        self._dependencies = {package.path: frozenset(package.dependencies) for package in self._by_folder.values()}
        self._exports: dict[str, RuleTable] = {}

    def around(self, folder: str) -> Iterator[Package]:
        """Yield the packages that ``folder`` stands in, nearest first."""
        while True:
            if package := self._by_folder.get(folder):
                yield package
            if not folder:
                return
            folder = folder[: folder.rfind("/")] if "/" in folder else ""

    def nearest(self, folder: str) -> Package | None:
        """Return the package that ``folder`` belongs to."""
        return next(self.around(folder), None)

    def depends(self, name: str, folder: str) -> bool:
        """Tell whether a package around ``folder`` lists ``name`` as a dependency that is not in the tree."""
        return not self._linked(name, folder) and any(
            name in self._dependencies[package.path] for package in self.around(folder)
        )

    def is_linked(self, name: str, folder: str) -> bool:
        """Tell whether ``name`` is a package of this project for the files in ``folder``."""
        return self._linked(name, folder) is not None

    def resolve(self, specifier: str, folder: str) -> str | None:
        """Return the file that a bare specifier leads to inside the project."""
        name, subpath = split_package(specifier)
        package = self._linked(name, folder)
        return None if package is None else self._offered(package, subpath)

    def entry_of_folder(self, folder: str) -> str | None:
        """Return the file that a folder's own package.json names as its entry."""
        package = self._by_folder.get(folder)
        return None if package is None else self._first(package.entries)

    def subpath_import(self, specifier: str, folder: str) -> RuleMatch | None:
        """Return what the nearest ``imports`` that know ``specifier`` make of it."""
        for package in self.around(folder):
            match = RuleTable(package.imports).match(specifier) if package.imports else None
            if match is not None:
                return match
        return None

    def _linked(self, name: str, folder: str) -> Package | None:
        """Find the package called ``name`` that package managers link for files in ``folder``: or its own name."""
        for package in self.around(folder):
            for linked, path in package.links:
                if linked == name and path in self._by_folder:
                    return self._by_folder[path]
        named = self._by_name.get(name)
        if not named:
            return None
        around = list(self.around(folder))
        own = next((package for package in around if package.name == name), None)
        workspaces = [package.workspace for package in around if package.workspace is not None]
        return own or next((package for package in named if package.workspace in workspaces), None)

    def _offered(self, package: Package, subpath: str) -> str | None:
        """Return the file that a package offers under ``subpath``; files it does not export are found all the same."""
        if package.exports is not None:
            match = self._table(package).match(f"./{subpath}" if subpath else ".")
            found = self._first(target[1:] for target in match.targets) if match else None
            if found is not None:
                return found
        if not subpath:
            return self._first(package.entries) or self._in_folder(package, "src") or self._in_folder(package, "")
        return self._in_folder(package, subpath) or self._in_folder(package, f"src/{subpath}")

    def _in_folder(self, package: Package, relative: str) -> str | None:
        path = normalise(package.path, relative or ".")
        return None if path is None else self._paths.locate(path)

    def _first(self, targets: Iterable[str]) -> str | None:
        """Return the first target that is source, or whose build output is made from source of this tree."""
        listed = list(targets)
        for target in listed:
            found = self._paths.locate(target)
            if found is not None and not found.endswith((".d.ts", ".d.mts", ".d.cts")):
                return found
        sources = (self._paths.source_of(target) for target in listed)
        return next((found for found in sources if found), None) or next(
            (found for target in listed if (found := self._paths.locate(target))), None
        )

    def _table(self, package: Package) -> RuleTable:
        known = self._exports.get(package.path)
        if known is None:
            known = self._exports[package.path] = RuleTable(package.exports or ())
        return known
