"""Routes that are written in code: which components a router draws at which paths.

Routers take lists of objects with a path, what they draw, and the routes below (React Router, Vue Router, Angular),
name files (React Router's ``routes.ts``), or give each route its parent (TanStack Router). Routes in markup are such
objects already (``extraction/markup.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from supamap.linking.abstract import Text
from supamap.linking.evaluation import Evaluator
from supamap.linking.origins import Origins, Written
from supamap.linking.specifiers import ResolutionKind
from supamap.linking.targets import Place, Targets
from supamap.model import facts

_LISTS = {
    "createBrowserRouter": "", "createHashRouter": "", "createMemoryRouter": "", "createStaticRouter": "",
    "useRoutes": "", "createRoutesFromElements": "", "createRoutesFromChildren": "",
    "createRouter": "routes", "provideRouter": "", "forRoot": "", "forChild": "",
}  # fmt: skip
"""Functions that take routes: in their first argument, or under a key of it."""
_ROUTERS = ("react-router", "react-router-dom", "vue-router", "@angular/router", "@ionic/vue-router", "wouter",
            "@sentry/react")  # fmt: skip
_TANSTACK = ("@tanstack/react-router", "@tanstack/router", "@tanstack/solid-router", "@tanstack/vue-router")
_FILES = ("@react-router/dev", "@remix-run/route-config")
_DRAWN = ("element", "Component", "component", "lazy", "loadComponent")
_BELOW = ("children", "loadChildren")
_DEEPEST = 8


class Routed(msgspec.Struct, frozen=True):
    """A definition that a router draws at a path, ``layout`` if others are drawn inside it.

    ``file`` and ``line`` say where the router is told so.
    """

    place: Place
    route: str
    layout: bool
    file: str
    line: int


class RouterReader:
    """Reads the routers of one project."""

    def __init__(self, evaluator: Evaluator, targets: Targets) -> None:
        self._evaluator, self._modules = evaluator, evaluator.modules
        self._origins = Origins(evaluator.modules)
        self._targets = targets
        self._parents: set[Written] = set()

    def read(self, files: Iterable[str]) -> tuple[Routed, ...]:
        """All routed definitions, in the order in which they are written.

        Routes inside a component that is drawn below ``/admin/*`` are below ``/admin``.
        """
        sites = [(file, site) for file in files for site in self._modules.facts(file).calls]
        self._parents = {parent for file, site in sites for parent in self._parent_of(Written(file, site.call))}
        mounted: dict[Place, str] = {}
        found: list[Routed] = []
        for _ in range(_DEEPEST):
            found = [one for file, site in sites for one in self._of_site(file, site, mounted)]
            below = {one.place: one.route.removesuffix("/*") for one in found if one.route.endswith("/*")}
            if below == mounted:
                break
            mounted = below
        named = (one for file in files if file.endswith("/routes.ts") for one in self._of_files(file))
        return tuple(dict.fromkeys((*found, *named)))

    # -- where routes are given to a router -------------------------------------------------------------------------

    def _of_site(self, file: str, site: facts.CallSite, mounted: dict[Place, str]) -> Iterator[Routed]:
        call = site.call
        if site.form == "route":
            base = mounted.get((file, site.definition), "")
            yield from self._route(Written(file, call.arguments[0]), base, call.line, 0)
            return
        name, package = self._callee(file, call.callee)
        if package in _TANSTACK and name in ("createRoute", "Route", "createRootRoute", "createRootRouteWithContext"):
            yield from self._with_parent(Written(file, call), call.line)
        elif package in _ROUTERS and name in _LISTS and call.arguments:
            given = call.arguments[0]
            key = _LISTS[name]
            routes = self._origins.entry(Written(file, given), key) if key else Written(file, given)
            base = mounted.get((file, site.definition), "")
            if routes is not None:
                yield from self._list(routes, base, call.line, 0)

    def _callee(self, file: str, callee: facts.Value) -> tuple[str, str]:
        """The name by which a package exports what is called, and the package; both empty for other calls."""
        name = ""
        if isinstance(callee, facts.Call):
            callee = callee.callee
        if isinstance(callee, facts.Member):
            name, callee = callee.name, callee.object
        value = self._modules.facts(file).bindings[callee.binding].value if isinstance(callee, facts.Local) else None
        if not isinstance(value, facts.Imported):
            return "", ""
        target = self._modules.resolve(value.specifier, file)
        if target.kind is not ResolutionKind.PACKAGE:
            return "", ""
        return name or value.name, target.target

    # -- lists of routes --------------------------------------------------------------------------------------------

    def _list(self, routes: Written, base: str, line: int, depth: int) -> Iterator[Routed]:
        if depth > _DEEPEST:
            return
        written = self._origins.late(routes) or self._origins.of(*routes)
        if isinstance(written.value, facts.ArrayLiteral):
            for element in written.value.elements:
                inner = element.value if isinstance(element, facts.Spread) else element
                yield from self._list(Written(written.file, inner), base, line, depth + 1)
        elif isinstance(written.value, facts.Choice):
            for option in written.value.options:
                yield from self._list(Written(written.file, option), base, line, depth + 1)
        elif isinstance(written.value, facts.ObjectLiteral):
            yield from self._route(written, base, line, depth + 1)

    def _route(self, route: Written, base: str, line: int, depth: int) -> Iterator[Routed]:
        assert isinstance(route.value, facts.ObjectLiteral)
        entries = dict(route.value.entries)
        path = self._path(route.file, entries.get("path"))
        if path is None:
            return
        whole = joined(base, path)
        below = [entries[key] for key in _BELOW if key in entries]
        for key in _DRAWN:
            if key in entries:
                for place in self._drawn(Written(route.file, entries[key])):
                    yield Routed(place, whole or "/", bool(below), route.file, line)
        for children in below:
            yield from self._list(Written(route.file, children), whole.removesuffix("/*"), line, depth + 1)

    def _path(self, file: str, value: facts.Value | None) -> str | None:
        """The one path of a route, empty if it has none of its own; None if it is not known."""
        if value is None or isinstance(value, facts.Constant):
            return ""
        texts = {one.value.text for one in self._evaluator.evaluate(file, value) if isinstance(one.value, Text)}
        return texts.pop() if len(texts) == 1 else None

    def _drawn(self, written: Written) -> tuple[Place, ...]:
        """The one definition that a route draws."""
        places = tuple(dict.fromkeys(self._places(written, 0)))
        return places if len(places) == 1 else ()

    def _places(self, written: Written, depth: int) -> Iterator[Place]:
        file, value = written.file, written.value
        loaded = self._origins.loaded(file, value)
        if loaded is not None:
            yield from self._of_module(file, *loaded)
        elif isinstance(value, facts.Local) and depth <= _DEEPEST:
            bound = self._modules.facts(file).bindings[value.binding].value
            inner = self._inside(Written(file, bound), depth)
            yield from inner or self._targets.of_binding(file, value.binding, ())
        elif isinstance(value, facts.Call):
            yield from self._inside(written, depth)

    def _inside(self, written: Written, depth: int) -> tuple[Place, ...]:
        """What ``lazy(() => import(…))`` loads, or the component that ``withAccess(Page)`` is made of."""
        if not isinstance(written.value, facts.Call):
            return ()
        for argument in written.value.arguments[:1]:
            loaded = self._origins.loaded(written.file, argument)
            if loaded is not None:
                return tuple(self._of_module(written.file, *loaded))
            if isinstance(argument, facts.Local | facts.Call):
                return tuple(self._places(Written(written.file, argument), depth + 1))
        return ()

    def _of_module(self, file: str, specifier: str, names: tuple[str, ...]) -> Iterator[Place]:
        target = self._modules.resolve(specifier, file)
        if target.kind is ResolutionKind.FILE and target.target in self._modules.files:
            for name in names:
                places = self._targets.of_export(target.target, name)
                if places:
                    yield from places
                    return

    # -- routes that know their parent, and files -------------------------------------------------------------------

    def _with_parent(self, written: Written, line: int) -> Iterator[Routed]:
        """``createRoute({ getParentRoute: () => parent, path, component })`` (TanStack Router, code-based routes)."""
        route = self._tanstack_path(written, 0)
        options = self._options(written)
        if route is None or options is None:
            return
        component = dict(options.entries).get("component")
        if component is not None:
            for place in self._drawn(Written(written.file, component)):
                yield Routed(place, route or "/", written in self._parents, written.file, line)

    def _parent_of(self, written: Written) -> Iterator[Written]:
        """The route that a route of TanStack Router stands below."""
        options = self._options(written)
        if options is not None and self._callee(written.file, _callee_of(written))[1] in _TANSTACK:
            parent = self._origins.returned(written.file, dict(options.entries).get("getParentRoute"))
            if parent is not None:
                yield parent

    def _options(self, written: Written) -> facts.ObjectLiteral | None:
        first = (
            written.value.arguments[0] if isinstance(written.value, facts.Call) and written.value.arguments else None
        )
        return first if isinstance(first, facts.ObjectLiteral) else None

    def _tanstack_path(self, written: Written, depth: int) -> str | None:
        options = self._options(written)
        name, package = self._callee(written.file, _callee_of(written))
        if package not in _TANSTACK or depth > _DEEPEST:
            return None
        if name.startswith("createRoot"):
            return ""
        entries = dict(options.entries) if options is not None else {}
        above = next((self._tanstack_path(each, depth + 1) for each in self._parent_of(written)), None)
        own = self._path(written.file, entries.get("path"))
        return joined(above, own) if above is not None and own is not None else None

    def _of_files(self, file: str) -> Iterator[Routed]:
        """``routes.ts`` of React Router as a framework: paths and the files that answer them."""
        whole = self._modules.own_exports(file).get("default")
        if whole is not None and whole.value is not None:
            yield from self._files(self._origins.of(file, whole.value), "", 0)

    def _files(self, written: Written, base: str, depth: int) -> Iterator[Routed]:
        value = written.value
        if isinstance(value, facts.ArrayLiteral) and depth <= _DEEPEST:
            for element in value.elements:
                inner = element.value if isinstance(element, facts.Spread) else element
                yield from self._files(self._origins.of(written.file, inner), base, depth + 1)
        elif isinstance(value, facts.Call) and depth <= _DEEPEST:
            name, package = self._callee(written.file, value.callee)
            if package.startswith(_FILES):
                yield from self._file(written.file, value, name, base, depth)

    def _file(self, file: str, call: facts.Call, name: str, base: str, depth: int) -> Iterator[Routed]:
        """``index(file)``, ``route(path, file, children)``, ``layout(file, children)``, ``prefix(path, children)``."""
        texts = [argument.text for argument in call.arguments if isinstance(argument, facts.Literal)]
        lists = [argument for argument in call.arguments if isinstance(argument, facts.ArrayLiteral)]
        path = joined(base, texts[0]) if name in ("route", "prefix") and texts else base
        if texts and name in ("index", "route", "layout"):
            specifier = texts[-1] if texts[-1].startswith(".") else f"./{texts[-1]}"
            for place in self._of_module(file, specifier.rpartition(".")[0] or specifier, ("default",)):
                yield Routed(place, path or "/", name == "layout" or bool(lists), file, call.line)
        for children in lists:
            yield from self._files(Written(file, children), path, depth + 1)


def _callee_of(written: Written) -> facts.Value:
    return written.value.callee if isinstance(written.value, facts.Call) else facts.Unknown("no call")


def joined(base: str, path: str) -> str:
    """A path below another; one that begins with ``/`` stands for itself."""
    if path.startswith("/") and (path == base or path.startswith(f"{base}/") or not base):
        return path.rstrip("/")
    return f"{base.rstrip('/')}/{path.strip('/')}".rstrip("/")
