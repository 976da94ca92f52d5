"""References between definitions: who leads to whom."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.linking.contexts import ContextReader
from supamap.linking.modules import Modules
from supamap.linking.requests import Requests
from supamap.linking.specifiers import ResolutionKind
from supamap.linking.targets import Place, Targets
from supamap.linking.usages import id_of
from supamap.model import facts
from supamap.model.project import Project
from supamap.model.sources import Role
from supamap.model.usage import Reference, ReferenceKind

_ROUTED = frozenset({Role.PAGE, Role.LAYOUT, Role.API_ROUTE})
# Rendering a component runs its own code, not what it gives out; so does calling a local of it.
_OWN_CODE = frozenset({"render", "inside"})
_DEEPEST_CONFIGURATION = 5
_KINDS = {"render": ReferenceKind.RENDER}


class ReachReader:
    """Reads the references of one project."""

    def __init__(self, project: Project, modules: Modules, targets: Targets, requests: Requests) -> None:
        self._modules, self._targets, self._requests = modules, targets, requests
        self._contexts = ContextReader(targets.evaluator, targets)
        self._entries = {function.entry for function in project.edge_functions}
        self._routed = {file.path for file in project.files if file.role in _ROUTED}
        self._components = _component_names(modules) if modules.nuxt else {}

    def read(self, file: str) -> Iterator[Reference]:
        """All references out of one file."""
        known = self._modules.facts(file)
        called = {(site.definition, place) for site in known.calls for place in self._called(file, site)}
        for source, place in sorted(called):
            yield from self._edge(known, source, (place,), ReferenceKind.USE, known.definitions[source].line)
        for reference in known.references:
            yield from self._mention(known, reference)
        for loaded in known.dynamic_imports:
            yield from self._loaded(known, loaded)
        for source, name, line, taken in known.globals:
            automatic = self._modules.auto_imported().get(name)
            if automatic is not None and automatic[0] != file:
                places = self._targets.of_export(*automatic)
                yield from self._edge(known, source, places, ReferenceKind.USE, line)
                yield from self._results(known, source, facts.Global(name), places, taken, line)
        for candidate in known.candidates:
            places = tuple(self._requests.handlers(file, candidate))
            yield from self._edge(known, candidate.definition, places, ReferenceKind.USE, candidate.line)
        yield from self._of_module(known)

    # -- mentions ---------------------------------------------------------------------------------------------------

    def _mention(self, known: facts.FileFacts, reference: facts.ReferenceFact) -> Iterator[Reference]:
        places = self._targets.of_binding(known.path, reference.binding, reference.path)
        kind = _KINDS.get(reference.kind, ReferenceKind.USE)
        yield from self._edge(known, reference.source, places, kind, reference.line)
        if reference.kind == "call" and not reference.path:
            callee = facts.Local(reference.binding)
            yield from self._results(known, reference.source, callee, places, reference.taken, reference.line)
            return
        for place in places:
            if self._is_whole(reference, place):
                members = tuple(self._targets.members(place))
                yield from self._edge(known, reference.source, members, ReferenceKind.MEMBER, reference.line)
            elif reference.kind == "new":
                made = tuple(self._targets.on_creation(place))
                yield from self._edge(known, reference.source, made, ReferenceKind.MEMBER, reference.line)
            elif reference.path and reference.kind == "call":
                yield from self._through_value(known, reference, place)

    def _results(
        self,
        known: facts.FileFacts,
        source: int,
        callee: facts.Value,
        places: tuple[Place, ...],
        taken: tuple[str, ...] | None,
        line: int,
    ) -> Iterator[Reference]:
        """The functions that a caller takes from what a hook or store gives out; all if it takes the whole."""
        for place in places:
            members = list(self._targets.members(place))
            if taken is None:
                yield from self._edge(known, source, tuple(members), ReferenceKind.MEMBER, line)
        if taken != ():
            given = tuple(dict.fromkeys(self._contexts.given(known.path, callee, taken)))
            yield from self._edge(known, source, given, ReferenceKind.USE, line)
        for name in taken or ():
            own = {member for place in places for member in self._targets.named(place, name)}
            call = facts.Member(facts.Call(callee, (), (), 0), name)
            found = own | set(self._targets.of_callee(known.path, call))
            yield from self._edge(known, source, tuple(sorted(found)), ReferenceKind.USE, line)

    def _is_whole(self, reference: facts.ReferenceFact, place: Place) -> bool:
        """Whether a mention takes the whole object or class, so that any member may be used from there.

        ``new A()`` takes none: methods called on the instance are found by their calls. One that is handed on at once
        (``use``) is taken whole.
        """
        if reference.path or (reference.kind in _OWN_CODE and self._targets.is_function(place)):
            return False
        return reference.kind != "new"

    def _through_value(
        self, known: facts.FileFacts, reference: facts.ReferenceFact, place: Place
    ) -> Iterator[Reference]:
        """``service.sign()`` where ``service`` is an instance: the method's own definition."""
        callee: facts.Value = facts.Local(reference.binding)
        for name in reference.path:
            callee = facts.Member(callee, name)
        places = tuple(one for one in self._targets.of_callee(known.path, callee) if one != place)
        yield from self._edge(known, reference.source, places, ReferenceKind.USE, reference.line)

    def _called(self, file: str, site: facts.CallSite) -> Iterator[Place]:
        """The definitions that a call on a value leads to; calls of plain imported names are mentions already."""
        callee = site.call.callee
        known = self._modules.facts(file)
        if isinstance(callee, facts.Local) and known.bindings[callee.binding].outer:
            return
        if isinstance(callee, facts.Local | facts.Member):
            yield from self._targets.of_callee(file, callee)

    # -- modules ----------------------------------------------------------------------------------------------------

    def _loaded(self, known: facts.FileFacts, loaded: facts.DynamicImport) -> Iterator[Reference]:
        target = self._modules.resolve(loaded.specifier, known.path)
        if target.kind is not ResolutionKind.FILE or target.target not in self._modules.files:
            return
        if loaded.names == ():
            places: tuple[Place, ...] = ((target.target, 0),)
        elif loaded.names is None:
            places = self._targets.of_export(target.target, "*")
        else:
            places = tuple(place for name in loaded.names for place in self._targets.of_export(target.target, name))
            if not places and loaded.names == ("default",):
                # A module without a default export is taken whole: the caller picks a name from it later.
                places = self._targets.of_export(target.target, "*")
        yield from self._edge(known, loaded.definition, places, ReferenceKind.LAZY, loaded.line)

    def _of_module(self, known: facts.FileFacts) -> Iterator[Reference]:
        for imported in known.imports:
            if imported.form != "side-effect":
                continue
            target = self._modules.resolve(imported.specifier, known.path)
            if target.kind is ResolutionKind.FILE and target.target in self._modules.files:
                yield from self._edge(known, 0, ((target.target, 0),), ReferenceKind.IMPORT, imported.line)
        if known.component:
            yield from self._of_component(known)
        if known.path in self._routed:
            yield from self._of_route(known)
        if known.path in self._entries:
            places = self._targets.of_export(known.path, "default")
            members = tuple(member for place in places for member in self._targets.members(place))
            yield from self._edge(known, 0, (*places, *members), ReferenceKind.USE, 1)

    def _of_route(self, known: facts.FileFacts) -> Iterator[Reference]:
        """A route file that only passes on another file's page or handler is a user of it nevertheless."""
        for export in known.exports:
            value = export.value
            passed = isinstance(value, facts.Local) and isinstance(known.bindings[value.binding].value, facts.Imported)
            if (export.specifier or passed) and not export.type_only:
                yield from self._edge(known, 0, self._targets.of_export(known.path, export.name), ReferenceKind.USE, 1)

    def _of_component(self, known: facts.FileFacts) -> Iterator[Reference]:
        """A component file is one unit: its markup may use every import and every function of its script."""
        for index, one in enumerate(known.definitions[1:], 1):
            yield from self._edge(known, 0, ((known.path, index),), ReferenceKind.USE, one.line)
        tags = {_plain(tag) for tag in known.tags}
        for index, binding in enumerate(known.bindings):
            if binding.outer and isinstance(binding.value, facts.Imported):
                rendered = _plain(binding.name) in tags
                kind = ReferenceKind.RENDER if rendered else ReferenceKind.USE
                yield from self._edge(known, 0, self._targets.of_binding(known.path, index, ()), kind, binding.line)
        for tag in sorted(tags):
            automatic = self._components.get(tag.removeprefix("lazy"))
            if automatic is not None and automatic != known.path:
                yield from self._edge(known, 0, ((automatic, 0),), ReferenceKind.RENDER, 1)

    # -- edges ------------------------------------------------------------------------------------------------------

    def _edge(
        self, known: facts.FileFacts, source: int, places: tuple[Place, ...], kind: ReferenceKind, line: int
    ) -> Iterator[Reference]:
        origin = id_of(known, source)
        for file, definition in places:
            target = id_of(self._modules.facts(file), definition)
            if target != origin:
                yield Reference(origin, target, kind, line)


def _plain(name: str) -> str:
    return name.replace("-", "").replace("_", "").lower()


def _component_names(modules: Modules) -> dict[str, str]:
    """Components that Nuxt imports by itself: plain name, from the path below ``components/`` → file."""
    found: dict[str, str] = {}
    bare = _is_unprefixed(modules)
    for path in modules.files:
        _, folder, rest = f"/{path}".partition("/components/")
        if not folder or not path.endswith((".vue", ".tsx", ".jsx")):
            continue
        *parents, last = rest.rsplit(".", 1)[0].split("/")
        if last == "index" and parents:
            parents, last = parents[:-1], parents[-1]
        whole = "".join(_plain(part) for part in parents)
        own = _plain(last)
        full = own if own.startswith(whole) else whole + own
        found.setdefault(full, path)
        if bare:
            found.setdefault(own, path)
    return found


def _is_unprefixed(modules: Modules) -> bool:
    """Whether a configuration of Nuxt says ``pathPrefix: false``: folders are no part of a component's name then."""
    configured = (path for path in modules.files if path.rpartition("/")[2].startswith("nuxt.config."))
    return any(_says_no_prefix(export.value) for path in configured for export in modules.facts(path).exports)


def _says_no_prefix(value: facts.Value | None, depth: int = 0) -> bool:
    if depth > _DEEPEST_CONFIGURATION:
        return False
    inner: tuple[facts.Value, ...] = ()
    if isinstance(value, facts.Call):
        inner = value.arguments
    elif isinstance(value, facts.ArrayLiteral):
        inner = value.elements
    elif isinstance(value, facts.ObjectLiteral):
        entries = dict(value.entries)
        if entries.get("pathPrefix") == facts.Constant("false"):
            return True
        inner = tuple(entries[key] for key in ("components", "dirs") if key in entries)
    return any(_says_no_prefix(one, depth + 1) for one in inner)
