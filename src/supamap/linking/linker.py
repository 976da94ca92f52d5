"""The stage's entry: the facts of all files to one linked project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from supamap.linking.browser import BrowserCode, exposures, may_be_exposed
from supamap.linking.callers import Callers
from supamap.linking.embeds import collected
from supamap.linking.evaluation import Evaluator
from supamap.linking.instantiation import Instantiation
from supamap.linking.modules import Modules
from supamap.linking.reach import ReachReader
from supamap.linking.requests import Requests
from supamap.linking.routers import Routed, RouterReader
from supamap.linking.settling import Settler
from supamap.linking.sources import FactsSource
from supamap.linking.targets import Targets
from supamap.linking.usages import UsageReader, id_of
from supamap.model import facts
from supamap.model.linked import EdgeFunction, LinkedProject, RoutedDefinition
from supamap.model.project import Project
from supamap.model.roles import definition_role
from supamap.model.sources import Role, SourceFile
from supamap.model.usage import Client, Definition, DefinitionKind, Reference

_FRAMES = 6_000


def link(
    project: Project, files: FactsSource, references: bool = True, clients: Mapping[str, Client] | None = None
) -> LinkedProject:
    """Everything the facts of all files say together; ``references`` false leaves out what only the graph needs.

    ``clients`` are definitions (``src/lib/db.ts#getDb``) that a person says are, or return, clients.

    The result depends on the facts alone: neither on their order nor on what was asked before.
    """
    with _deep_stack():
        return _link(project, files, references, clients or {})


@contextmanager
def _deep_stack() -> Iterator[None]:
    """Room for the deepest chain that ``memory.py`` allows."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def _link(project: Project, files: FactsSource, references: bool, clients: Mapping[str, Client]) -> LinkedProject:
    modules = Modules(project, files)
    callers = Callers(modules)
    settler = Settler(modules, callers)
    evaluator = Evaluator(modules, callers, settler.settle, clients)
    usages = UsageReader(evaluator, Instantiation(evaluator, callers, settler))
    found = [
        usage
        for path in files.candidates()
        for candidate in modules.facts(path).candidates
        for usage in usages.read(path, candidate)
    ]
    targets = Targets(modules, evaluator)
    tests = {file.path for file in project.files if file.role is Role.TEST}
    routing = [path for path in files.routing() if path not in tests]
    files.prepare(routing)
    routed = _routed(modules, RouterReader(evaluator, targets).read(routing))
    requests = Requests(project, evaluator, targets)
    reach = ReachReader(project, modules, targets, requests) if references else None
    edges = [edge for path in files for edge in reach.read(path)] if reach is not None else []
    diagnostics = [
        *project.diagnostics,
        *usages.diagnostics,
        *(one for known in files.known() for one in known.diagnostics),
    ]
    gathered = collected(found)
    definitions = tuple(_definitions(project, files, _routed_roles(routed)))
    code = BrowserCode(project, modules)
    return LinkedProject(
        usages=gathered,
        definitions=definitions,
        references=tuple(sorted(_first_lines(edges), key=lambda edge: (edge.source, edge.target, edge.kind))),
        edge_functions=tuple(EdgeFunction(one.slug, f"{one.entry}#<module>") for one in project.edge_functions),
        diagnostics=tuple(sorted(set(diagnostics))),
        files_scanned=len(project.files),
        clients_found=sum(1 for usage in found if usage.client is not None),
        routed=routed,
        exposures=tuple(exposures(code, gathered, definitions, edges)) if references else (),
    )


def may_expose(project: Project, files: FactsSource, linked: LinkedProject) -> bool:
    """Whether a project that was linked without references may use a service client in browsers."""
    return may_be_exposed(BrowserCode(project, Modules(project, files)), linked.usages, files.imported_by)


def _routed(modules: Modules, found: Iterable[Routed]) -> tuple[RoutedDefinition, ...]:
    """Routed definitions by id, each with its routes in the order in which the router is told of them."""
    named = [
        RoutedDefinition(id_of(modules.facts(one.place[0]), one.place[1]), one.route, one.layout, one.file, one.line)
        for one in found
    ]
    return tuple(sorted(dict.fromkeys(named), key=lambda one: one.id))


def _routed_roles(routed: Iterable[RoutedDefinition]) -> dict[str, Role]:
    """What the router makes of each definition: a page, if it is drawn by itself at least once."""
    found: dict[str, Role] = {}
    for one in routed:
        if not one.layout or one.id not in found:
            found[one.id] = Role.LAYOUT if one.layout else Role.PAGE
    return found


def _first_lines(edges: list[Reference]) -> Iterable[Reference]:
    kept: dict[tuple[str, str, str], Reference] = {}
    for edge in edges:
        key = (edge.source, edge.target, edge.kind)
        if key not in kept or edge.line < kept[key].line:
            kept[key] = edge
    return kept.values()


def _definitions(project: Project, files: FactsSource, routed: Mapping[str, Role]) -> Iterable[Definition]:
    sources = {file.path: file for file in project.files}
    for known in files.known():
        source = sources.get(known.path)
        if source is not None:
            yield from _of_file(source, known, routed)


def _of_file(source: SourceFile, known: facts.FileFacts, routed: Mapping[str, Role]) -> Iterable[Definition]:
    default = _default(known)
    for index, one in enumerate(known.definitions):
        name = one.name
        jsx = one.jsx if one.kind in ("function", "method") else None
        id_ = f"{source.path}#{name}"
        role = routed.get(id_) or definition_role(source, name, jsx, default_export=index == default)
        yield Definition(id_, source.path, name, DefinitionKind(one.kind), one.line, one.exported, role)


def _default(known: facts.FileFacts) -> int:
    """The definition that the default export is, -1 if there is none."""
    for export in known.exports:
        if export.name != "default" or export.value is None:
            continue
        value: facts.Value = export.value
        if isinstance(value, facts.Local):
            return known.bindings[value.binding].definition
        while isinstance(value, facts.Call) and value.arguments:
            value = value.arguments[0]
        if isinstance(value, facts.Local) and isinstance(export.value, facts.Call):
            return known.bindings[value.binding].definition
        return export.definition
    return -1
