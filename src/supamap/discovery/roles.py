"""The role of each file: by what frameworks make of its place, then by its name and folders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from supamap.discovery.auxiliary import TestFolders, dashed_test_verdict, script_verdict, test_verdict
from supamap.discovery.conventions import conventional_verdict
from supamap.discovery.paths import parent
from supamap.discovery.routing.astro import astro_verdict
from supamap.discovery.routing.expo import expo_verdict
from supamap.discovery.routing.hosts import netlify_verdict, vercel_verdict
from supamap.discovery.routing.next import next_verdict
from supamap.discovery.routing.nuxt import nuxt_verdict
from supamap.discovery.routing.remix import remix_verdict
from supamap.discovery.routing.sveltekit import sveltekit_verdict
from supamap.discovery.routing.tanstack import tanstack_verdict
from supamap.discovery.routing.verdict import Place, Verdict, place_of
from supamap.model.project import EdgeFunctionSource, Framework, Package
from supamap.model.roles import definition_role
from supamap.model.sources import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["RoleFinder", "definition_role"]


class _Folder(msgspec.Struct, frozen=True):
    """What all files of one folder share.

    ``inside`` are the folders from the package to here; ``source`` those from the package to Nuxt's source.
    """

    package: Package | None
    inside: tuple[str, ...]
    dependencies: frozenset[str]
    source: tuple[str, ...]
    routed: bool
    vercel: bool
    function: Verdict | None
    test: Verdict | None


class RoleFinder:
    """Gives each file of one tree its role. ``source_folders`` is package folder → ``srcDir`` of a Nuxt project.

    ``vercel_folders`` hold a ``vercel.json``; ``scripts`` are files that are known to be scripts by what they hold.
    """

    def __init__(
        self,
        paths: Iterable[str],
        packages: Iterable[Package],
        functions: Iterable[EdgeFunctionSource],
        supabase_folders: Iterable[str],
        source_folders: Mapping[str, str],
        vercel_folders: Iterable[str] = (),
        scripts: Iterable[str] = (),
    ) -> None:
        listed = list(paths)
        # A bare {"type": "module"} is no border between packages.
        telling = (p for p in packages if p.name or p.dependencies or p.framework is not Framework.NONE)
        self._packages = {package.path: package for package in telling}
        self._dependencies = {path: frozenset(package.dependencies) for path, package in self._packages.items()}
        self._entries = {function.entry: function.slug for function in functions}
        self._functions = {function.folder: function.slug for function in functions}
        self._supabase = tuple(f"{folder}/functions" for folder in supabase_folders)
        self._source_folders = source_folders
        self._vercel = frozenset(vercel_folders)
        self._scripts = frozenset(scripts)
        self._test_folders = TestFolders(listed)
        self._route_folders = _route_folders(listed)
        self._folders: dict[str, _Folder] = {}

    def verdict(self, path: str) -> Verdict:
        """Return the role of the file at ``path``."""
        slug = self._entries.get(path)
        if slug is not None:
            return Verdict(Role.EDGE_FUNCTION, f"entry point of the edge function {slug}", function=slug)
        split = path.rfind("/")
        name = path[:split] if split >= 0 else ""
        folder = self._folders.get(name)
        if folder is None:
            folder = self._folders[name] = self._folder(name)
        place = place_of(folder.inside, path[split + 1 :])
        routed = test_verdict(path) or folder.function or self._routed(place, folder)
        return routed or dashed_test_verdict(path) or self._script(path) or _unrouted(place, folder)

    def _script(self, path: str) -> Verdict | None:
        return Verdict(Role.SCRIPT, "beside a manifest, exports nothing") if path in self._scripts else None

    def _folder(self, folder: str) -> _Folder:
        package = self._package_of(folder)
        top = package.path if package else ""
        inside = tuple(part for part in folder[len(top) :].split("/") if part)
        source = self._source_folders.get(top, top)
        return _Folder(
            package=package,
            inside=inside,
            dependencies=self._dependencies.get(top, frozenset()),
            source=tuple(part for part in source[len(top) :].split("/") if part),
            routed=_routes(package),
            vercel=top in self._vercel,
            function=self._beside_function(folder),
            test=self._test_folders.verdict(folder, inside, top),
        )

    def _beside_function(self, folder: str) -> Verdict | None:
        """Return the role of the files in a folder among the edge functions that are not the entry of one."""
        start = next((start for start in self._supabase if folder == start or folder.startswith(f"{start}/")), None)
        if start is None:
            return None
        around = folder
        while around:
            if slug := self._functions.get(around):
                return Verdict(Role.SERVICE, f"part of the edge function {slug}")
            around = parent(around)
        if folder[len(start) + 1 :].partition("/")[0] in {"test", "tests"}:
            return Verdict(Role.TEST, "tests of the edge functions")
        return Verdict(Role.SERVICE, "shared by edge functions")

    def _package_of(self, folder: str) -> Package | None:
        while folder not in self._packages and folder:
            folder = parent(folder)
        return self._packages.get(folder)

    def _routed(self, place: Place, folder: _Folder) -> Verdict | None:
        match folder.package.framework if folder.package else Framework.NONE:
            case Framework.NEXT:
                return next_verdict(place)
            case Framework.SVELTEKIT:
                return sveltekit_verdict(place)
            case Framework.NUXT:
                return nuxt_verdict(place, folder.source)
            case Framework.EXPO:
                return expo_verdict(place) if folder.routed else None
            case Framework.REMIX:
                return remix_verdict(place, self._route_folders)
            case Framework.ASTRO:
                return astro_verdict(place)
            case Framework.TANSTACK:
                return tanstack_verdict(place)
            case Framework.VITE | Framework.NONE:
                return _by_shape(place)


def _unrouted(place: Place, folder: _Folder) -> Verdict:
    return (
        folder.test
        or script_verdict(place)
        or netlify_verdict(place)
        or (vercel_verdict(place) if folder.vercel else None)
        or conventional_verdict(place, folder.dependencies, routed=folder.routed)
    )


def _routes(package: Package | None) -> bool:
    """Tell whether files become pages by their place alone; TanStack's routes may be written in code as well."""
    if package is None:
        return False
    if package.framework is Framework.EXPO:
        return "expo-router" in package.dependencies
    return package.framework not in {Framework.VITE, Framework.TANSTACK, Framework.NONE}


def _by_shape(place: Place) -> Verdict | None:
    """Recognise file names that only one framework has, where no manifest says which one it is."""
    if place.name.startswith("+"):
        at = next((i for i, folder in enumerate(place.folders) if folder == "routes"), None)
        moved = None if at is None else Place(("src", *place.folders[at:]), place.name, place.stem, place.suffix)
        return sveltekit_verdict(moved) if moved else None
    if place.stem in {"page", "layout", "route"} and "app" in place.folders:
        at = place.folders.index("app")
        return next_verdict(Place(place.folders[at:], place.name, place.stem, place.suffix))
    return None


def _route_folders(paths: Iterable[str]) -> frozenset[str]:
    """Return the folders below ``app/routes/`` that hold a ``route`` file."""
    found = re.compile(r"(?:^|/)app/routes/(.+)/route\.[jt]sx?$")
    return frozenset(match[1] for path in paths if (match := found.search(path)))
