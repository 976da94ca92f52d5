"""Which code browsers run: a service client that they reach gives its key away, or fails.

Where code runs is told by the framework that builds it. What cannot be told is taken for code of a server: a missed
report is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from supamap.linking.modules import Modules
from supamap.model.linked import Exposure
from supamap.model.project import Framework, Package, Project
from supamap.model.roles import MODULE, SERVER_EXPORTS
from supamap.model.sources import Language, Role, SourceFile
from supamap.model.usage import Definition, Privilege, Reference, Usage

_SERVER_ROLES = frozenset({Role.API_ROUTE, Role.EDGE_FUNCTION, Role.SERVER, Role.SCRIPT, Role.TEST})
_SERVER_PATH = re.compile(r"\.server\.|(?:^|/)server/|(?:^|/)supabase/functions/")
_SERVER_MODULES = frozenset({"server-only", "next/headers", "@tanstack/react-start", "@tanstack/start"})
_SHOWN = frozenset({Role.PAGE, Role.LAYOUT, Role.COMPONENT, Role.HOOK, Role.CONTEXT})
_LIBRARIES = frozenset({"react", "preact", "vue", "svelte", "solid-js", "react-native"})
_HOOK = re.compile(r"use[A-Z0-9]")
_COMPONENT_FILES = frozenset({Language.VUE, Language.SVELTE})
_MARKUP_FRAMEWORKS = frozenset({Framework.SVELTEKIT, Framework.NUXT})
_CLIENT_FRAMEWORKS = frozenset({Framework.VITE, Framework.EXPO, Framework.NONE})


class BrowserCode:
    """Tells which files run on servers only, and which definitions browsers run first."""

    def __init__(self, project: Project, modules: Modules) -> None:
        self._modules = modules
        self._files = {file.path: file for file in project.files}
        self._packages = sorted(project.packages, key=lambda package: len(package.path), reverse=True)
        self._package_of: dict[str, Package | None] = {}
        self._beginning: dict[str, bool] = {}

    def is_server(self, path: str) -> bool:
        """Whether a file never gets to browsers: they ask it over the network, if at all."""
        file = self._files.get(path)
        if file is None or file.role in _SERVER_ROLES or _SERVER_PATH.search(path) is not None:
            return True
        known = self._modules.facts(path)
        return "use server" in known.directives or any(one.specifier in _SERVER_MODULES for one in known.imports)

    def may_begin(self, path: str) -> bool:
        """Whether browsers may run code of a file first."""
        if path not in self._beginning:
            self._beginning[path] = self._may_begin(path)
        return self._beginning[path]

    def _may_begin(self, path: str) -> bool:
        file = self._files.get(path)
        if file is None or self.is_server(path):
            return False
        package = self._package(path)
        framework = package.framework if package is not None else Framework.NONE
        if framework is Framework.NEXT:
            in_pages = re.search(r"(?:^|/)pages/", path) is not None
            return (in_pages and file.role is Role.PAGE) or "use client" in self._modules.facts(path).directives
        if framework in _MARKUP_FRAMEWORKS:
            return file.language in _COMPONENT_FILES
        shows = package is None or bool(_LIBRARIES.intersection(package.dependencies))
        return framework in _CLIENT_FRAMEWORKS and shows and self._may_show(file)

    def _may_show(self, file: SourceFile) -> bool:
        """Whether a file may hold a component or a hook."""
        if file.role in _SHOWN or file.language in (Language.TSX, *_COMPONENT_FILES):
            return True
        return any(one.jsx or _HOOK.match(one.name) for one in self._modules.facts(file.path).definitions)

    def begins(self, definition: Definition) -> bool:
        """Whether browsers run a definition first: what they show, or what the file says is theirs."""
        if definition.name.partition(".")[0] in SERVER_EXPORTS or not self.may_begin(definition.file):
            return False
        file: SourceFile = self._files[definition.file]
        if file.language in _COMPONENT_FILES or "use client" in self._modules.facts(definition.file).directives:
            return True
        return definition.role in _SHOWN and definition.name != MODULE

    def _package(self, path: str) -> Package | None:
        folder = path.rpartition("/")[0]
        if folder not in self._package_of:
            self._package_of[folder] = next(
                (one for one in self._packages if not one.path or f"{folder}/".startswith(f"{one.path}/")), None
            )
        return self._package_of[folder]


def of_service(usages: Iterable[Usage]) -> list[Usage]:
    """The usages that go through a service client for sure, and not through one that a caller hands over."""
    return [
        usage
        for usage in usages
        if usage.client is not None
        and usage.client.privilege is Privilege.SERVICE
        and not usage.client.also
        and not any(step.kind == "argument" for step in usage.via)
    ]


def may_be_exposed(code: BrowserCode, usages: Iterable[Usage], importers: Callable[[str], Iterable[str]]) -> bool:
    """Whether imports lead from code of browsers to a use of a service client: only then references need be read."""
    todo = sorted({usage.location.file for usage in of_service(usages)})
    seen = set(todo)
    while todo:
        path = todo.pop()
        if code.is_server(path):
            continue
        if code.may_begin(path):
            return True
        fresh = {importer for importer in importers(path) if importer not in seen}
        seen |= fresh
        todo += sorted(fresh)
    return False


def exposures(
    code: BrowserCode, usages: Iterable[Usage], definitions: Iterable[Definition], references: Iterable[Reference]
) -> Iterator[Exposure]:
    """Every definition that uses a service client and that browsers reach, with a shortest way to it."""
    wanted = {usage.user for usage in of_service(usages)}
    known = {definition.id: definition for definition in definitions}
    if not any(not code.is_server(user.partition("#")[0]) for user in wanted):
        return
    used: dict[str, list[str]] = {}
    for reference in references:
        used.setdefault(reference.source, []).append(reference.target)
    level = sorted(one.id for one in known.values() if code.begins(one))
    way: dict[str, tuple[str, ...]] = {start: (start,) for start in level}
    while level:
        following: list[str] = []
        for node in level:
            for target in sorted(used.get(node, ())):
                name = target.partition("#")[2].partition(".")[0]
                if target in way or name in SERVER_EXPORTS or code.is_server(target.partition("#")[0]):
                    continue
                way[target] = (*way[node], target)
                following.append(target)
        level = following
    yield from (Exposure(user, way[user]) for user in sorted(wanted) if user in way)
