"""Requests to the application's own route files: who fetches ``/api/x`` uses its handler."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.linking.abstract import Pattern, Text
from supamap.linking.evaluation import Evaluator
from supamap.linking.targets import Place, Targets
from supamap.linking.templates import HOLE
from supamap.model import facts
from supamap.model.project import Project
from supamap.model.sources import Role, SourceFile

_HANDLERS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "action", "loader", "fallback")


class Requests:
    """Finds the handlers of requested paths among the routes that the file system gives (Next, SvelteKit, Nuxt)."""

    def __init__(self, project: Project, evaluator: Evaluator, targets: Targets) -> None:
        self._evaluator, self._targets = evaluator, targets
        self._routes = [
            (_segments(file.route), file)
            for file in project.files
            if file.role is Role.API_ROUTE and file.route is not None
        ]

    def handlers(self, file: str, candidate: facts.Candidate) -> Iterator[Place]:
        """The definitions that answer a request, none for addresses of others."""
        if not self._routes or candidate.method != "url":
            return
        method = candidate.receiver.text if isinstance(candidate.receiver, facts.Literal) else ""
        for outcome in self._evaluator.evaluate(file, candidate.arguments[0]):
            if isinstance(outcome.value, Text | Pattern):
                yield from self._of_path(outcome.value.text, method)

    def _of_path(self, address: str, method: str) -> Iterator[Place]:
        path = address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
        # A hole in front is the origin: `${base}/api/x`.
        path = path.removeprefix(HOLE)
        if not path.startswith("/") or path.startswith("//"):
            return
        wanted = _segments(path)
        found = [(_openness(route), file) for route, file in self._routes if _matches(route, wanted)]
        # A literal route wins over `[id]`, and that over `[...rest]`, as frameworks do it.
        nearest = min((openness for openness, _ in found), default=None)
        for openness, file in found:
            if openness == nearest:
                yield from self._of_file(file, method)

    def _of_file(self, file: SourceFile, method: str) -> Iterator[Place]:
        own = tuple(self._targets.of_export(file.path, method)) if method else ()
        yield from own or (*self._targets.of_export(file.path, "default"), *self._others(file, method))

    def _others(self, file: SourceFile, method: str) -> tuple[Place, ...]:
        """All handlers where the method is not known or not among them."""
        named = [name for name in _HANDLERS if self._targets.of_export(file.path, name)]
        if method and (self._targets.of_export(file.path, "default") or any(name.isupper() for name in named)):
            return ()
        return tuple(place for name in named for place in self._targets.of_export(file.path, name))


def _openness(route: tuple[str, ...]) -> tuple[int, ...]:
    """How much a route leaves open, segment by segment: 0 for a literal, 1 for one segment, 2 for the rest."""
    return tuple(2 if part.startswith(("[...", "[[...", "*")) else int(part[0] in "[:${") for part in route)


def _segments(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.strip("/").split("/") if part)


def _matches(route: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether a route's segments fit those of a path; ``[x]`` and ``:x`` take any, ``[...x]`` the rest."""
    for index, segment in enumerate(route):
        if segment.startswith(("[...", "[[...", "*")):
            return True
        if index >= len(wanted):
            return False
        dynamic = segment.startswith(("[", ":", "$", "{"))
        if not dynamic and segment != wanted[index]:
            return False
    return len(route) == len(wanted)
