"""What a person means by a name: a file, a route, a definition, a table, a bucket, a database or an edge function."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.errors import SupamapError
from supamap.graph.nearest import did_you_mean, nearest
from supamap.model.explanations import Endpoint
from supamap.model.sources import Role
from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.sources import SourceFile
    from supamap.model.usage import Definition

_PREFIXES = {
    "table": "table",
    "view": "table",
    "realtime": "table",
    "bucket": "bucket",
    "rpc": "rpc",
    "function": "function",
    "edge_function": "function",
}
# A segment that stands for anything, as frameworks and people write it: [id], [...rest], [[lang]], :id, $id, {id}, *.
_DYNAMIC = re.compile(r"(?<=/)(?:\[{1,2}[^/]*\]{1,2}|:[^/]+|\$[^/]*|\{[^/]*\}|\*)(?=/|$)")
_MOST_CHOICES = 10


class Endpoints:
    """Finds what names mean in one graph.

    ``routes`` gives the URL paths of files, several for a page that is drawn at several. ``packages`` are the folders
    of all packages: what has the same route in two of them is two things. ``located`` turns a path as it was typed into
    that of a scanned file, None if there is none.
    """

    def __init__(
        self,
        graph: UsageGraph,
        sources: Sequence[SourceFile],
        routes: Mapping[str, Sequence[str]],
        packages: Collection[str] = (),
        located: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        self._graph, self._located = graph, located
        self._by_route: dict[str, list[str]] = {}
        for file, paths in routes.items():
            for path in paths:
                self._by_route.setdefault(path, []).append(file)
        self._roles = {source.path: source.role for source in sources}
        self._packages = sorted(packages, key=len, reverse=True)
        self._by_file: dict[str, list[Definition]] = {}
        for definition in graph.definitions():
            self._by_file.setdefault(definition.file, []).append(definition)

    def find(self, text: str) -> Endpoint:
        """What ``text`` means. SupamapError when that is nothing, or could be several."""
        choices = self._whole(text) or self._route(text) or self._named(text) or self._ending(text)
        if len(choices) == 1:
            return choices[0]
        if choices:
            names = [choice.name for choice in choices[:_MOST_CHOICES]]
            more = f" and {len(choices) - _MOST_CHOICES} more" if len(choices) > _MOST_CHOICES else ""
            raise SupamapError(f"{text} could be {', '.join(names)}{more}", hint="name one of them in full")
        question = did_you_mean(nearest(text, self.names()))
        raise SupamapError(
            f"nothing here is called {text}{question}" if text else "an empty name means nothing here",
            hint="name a file, a route (/jobs), a definition (src/a.ts#f), table:…, bucket:…, rpc:… or function:…",
        )

    def names(self) -> Iterator[str]:
        """Everything that can be named, in full."""
        yield from self._by_file
        yield from self._by_route
        yield from (resource.id for resource in self._graph.resources())
        yield from (each.id for each in self._graph.objects())
        yield from (each.id for each in self._graph.definitions() if each.kind is not DefinitionKind.MODULE)

    # -- from the most exact to the least ----------------------------------------------------------------------------

    def _whole(self, text: str) -> list[Endpoint]:
        file = self._located(text)
        if file is not None and file in self._by_file:
            return [self._file(file)]
        if text in self._graph:
            return [self._node(text)]
        prefix, _, name = text.partition(":")
        resource = f"{_PREFIXES.get(prefix, '')}:{name.removeprefix('public.')}"
        if resource in self._graph:
            return [self._node(resource)]
        path, mark, own = text.partition("#")
        file = self._located(path) if mark else None
        return [self._node(f"{file}#{own}")] if f"{file}#{own}" in self._graph else []

    def _route(self, text: str) -> list[Endpoint]:
        """The files of a route: pages and API routes, or the layouts if there are no others."""
        if not text.startswith("/"):
            return []
        wanted = text.rstrip("/") or "/"
        plain = _DYNAMIC.sub("[]", wanted)
        alike = [wanted] if wanted in self._by_route else [r for r in self._by_route if _DYNAMIC.sub("[]", r) == plain]
        named = {file: route for route in reversed(alike) for file in self._by_route[route]}
        found = sorted(file for file in named if file in self._by_file)
        pages = [file for file in found if self._roles.get(file) is not Role.LAYOUT] or found
        if len({self._package(file) for file in pages}) > 1:
            return [self._file(file) for file in pages]
        nodes = tuple(sorted(each.id for file in pages for each in self._by_file[file]))
        return [Endpoint("route", named[pages[0]], nodes)] if pages else []

    def _named(self, text: str) -> list[Endpoint]:
        """Resources and definitions of that very name."""
        name = text.removeprefix("public.")
        resources = [one.id for one in self._graph.resources() if name in (one.name, one.id.partition(":")[2])]
        definitions = [
            one.id
            for one in self._graph.definitions()
            if one.kind is not DefinitionKind.MODULE and text in (one.name, self._graph.name(one.id))
        ]
        objects = [each.id for each in self._graph.objects() if text in (each.name, each.name.rpartition(".")[2])]
        return [self._node(each) for each in (*resources, *definitions, *objects)]

    def _ending(self, text: str) -> list[Endpoint]:
        """Files and definitions whose paths end so: ``useJobs.ts``, ``useJobs.ts#useJobs``, ``sign``."""
        files = [file for file in self._by_file if text and file.endswith(f"/{text}")]
        ends = tuple(f"{border}{text}" for border in "/.") if text else ()
        definitions = [each.id for each in self._graph.definitions() if ends and each.id.endswith(ends)]
        return [self._file(file) for file in files] or [self._node(each) for each in definitions]

    # -- ends --------------------------------------------------------------------------------------------------------

    def _file(self, file: str) -> Endpoint:
        return Endpoint("file", file, tuple(each.id for each in self._by_file[file]))

    def _node(self, node: str) -> Endpoint:
        """A resource, or a definition with its members."""
        definition = self._graph.definition(node)
        if definition is None:
            return Endpoint(node.partition(":")[0], node, (node,))
        members = (each.id for each in self._by_file[definition.file] if each.id.startswith(f"{node}."))
        return Endpoint("definition", node, (node, *members))

    def _package(self, file: str) -> str:
        return next((folder for folder in self._packages if not folder or file.startswith(f"{folder}/")), "")
