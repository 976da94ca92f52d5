"""One file: what it is, what it uses, and who uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.walks import climb
from supamap.model.explanations import FileExplanation, FileLink, FileResource
from supamap.model.graph import Node
from supamap.model.sources import Role
from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.linked import LinkedProject
    from supamap.model.sources import SourceFile
    from supamap.model.usage import Definition

_BEGINNINGS = frozenset({Role.PAGE, Role.API_ROUTE, Role.EDGE_FUNCTION, Role.SERVER, Role.SCRIPT})


def portrait(
    graph: UsageGraph, linked: LinkedProject, source: SourceFile, routes: tuple[str, ...], roles: Mapping[str, Role]
) -> FileExplanation:
    """Everything that is told of one file; its definitions are in the order of their lines.

    ``roles`` gives the roles of all files.
    """
    own = [each for each in graph.definitions() if each.file == source.path]
    ids = [each.id for each in own]
    resources = _resources(graph, own)
    direct = {each.resource for each in resources}
    return FileExplanation(
        source=source,
        routes=routes,
        definitions=tuple(sorted(own, key=lambda each: (each.line, each.id))),
        resources=resources,
        further=tuple(sorted(node for node in _below(graph, ids) - direct if graph.resource(node) is not None)),
        uses=_links(_elsewhere(graph, source.path, ids, graph.used), roles),
        users=_links(_elsewhere(graph, source.path, ids, graph.users), roles),
        entries=_entries(graph, source.path, ids),
        unknown=tuple(each for each in linked.usages if each.name is None and each.location.file == source.path),
        diagnostics=tuple(each for each in linked.diagnostics if each.file == source.path),
    )


def _resources(graph: UsageGraph, own: Iterable[Definition]) -> tuple[FileResource, ...]:
    operations: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for definition in own:
        for used in graph.used(definition.id):
            if graph.resource(used) is not None:
                edges = graph.edges(definition.id, used)
                operations.setdefault(used, set()).update(each for edge in edges for each in edge.operations)
                names.setdefault(used, set()).add(definition.name)
    return tuple(
        FileResource(each, tuple(sorted(operations[each])), tuple(sorted(names[each]))) for each in sorted(names)
    )


def _below(graph: UsageGraph, ids: Iterable[str]) -> set[str]:
    """All that these definitions lead to; an edge that does not lend counts for the definition itself alone."""
    seen: set[str] = set()
    todo = [used for node in ids for used in graph.used(node)]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += [used for used, lends in graph.loans(node) if lends]
    return seen


def _elsewhere(
    graph: UsageGraph, file: str, ids: Iterable[str], neighbours: Callable[[str], Iterable[str]]
) -> Iterator[Definition]:
    """The neighbours of these definitions that are definitions of other files."""
    for node in ids:
        for each in neighbours(node):
            definition = graph.definition(each)
            if definition is not None and definition.file != file:
                yield definition


def _links(definitions: Iterable[Definition], roles: Mapping[str, Role]) -> tuple[FileLink, ...]:
    """Definitions by file."""
    found: dict[str, set[str]] = {}
    for definition in definitions:
        found.setdefault(definition.file, set()).add(definition.name)
    return tuple(FileLink(each, roles.get(each, Role.OTHER), tuple(sorted(found[each]))) for each in sorted(found))


def _entries(graph: UsageGraph, file: str, ids: Collection[str]) -> tuple[Node, ...]:
    """Where something begins that leads to one of these definitions; one node for each file."""
    first = ((user, node, lends) for node in ids for user, lends in graph.lenders(node))
    found: dict[str, Node] = {}
    for reached in climb(first, graph.lenders):
        node = graph.node(reached)
        if node.role in _BEGINNINGS and node.file is not None and node.file != file:
            known = found.get(node.file)
            if known is None or _preference(node) < _preference(known):
                found[node.file] = node
    return tuple(found[each] for each in sorted(found))


def _preference(node: Node) -> tuple[bool, str]:
    """An edge function is known by its module, which bears its slug; other files rather by a definition."""
    return (node.kind == DefinitionKind.MODULE) is not (node.role is Role.EDGE_FUNCTION), node.id
