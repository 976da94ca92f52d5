"""From linked usages and references to the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.database import DatabasePart, database_part
from supamap.graph.names import reader_name
from supamap.graph.usage_graph import UsageGraph
from supamap.graph.writers import Writers
from supamap.model.graph import Edge, Node, Resource
from supamap.model.locations import Location
from supamap.model.orders import usage_order
from supamap.model.sources import Role
from supamap.model.usage import Definition, DefinitionKind, ResourceKind, resource_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from supamap.model.linked import EdgeFunction, LinkedProject
    from supamap.model.schema import Schema
    from supamap.model.usage import Reference, Usage


def build(
    linked: LinkedProject,
    known: Iterable[Resource] = (),
    routes: Mapping[str, str] | None = None,
    schema: Schema | None = None,
) -> UsageGraph:
    """The graph of a project.

    ``known`` are resources known from elsewhere (generated types, pages, configuration): they are nodes even if
    nobody uses them. ``routes`` gives the URL paths of page and API route files, to name them by. ``schema`` adds what
    uses what within the database. The order of usages, references and definitions makes no difference.
    """
    definitions = _definitions(linked)
    database = DatabasePart() if schema is None else database_part(schema)
    resources = _resources(linked, (*known, *database.resources))
    slugs = {function.entry: function.slug for function in sorted(linked.edge_functions, reverse=True)}
    nodes = [_resource_node(resource, database.kinds) for resource in resources.values()]
    nodes += database.nodes
    nodes += (_definition_node(each, reader_name(each, routes or {}, slugs)) for each in definitions.values())
    edges = [
        *_usage_edges(linked.usages, Writers(definitions.values())),
        *_reference_edges(linked.references),
        *map(_entry_edge, linked.edge_functions),
        *database.edges,
    ]
    dynamic = sorted({usage for usage in linked.usages if usage.name is None}, key=usage_order)
    return UsageGraph(_assembled(nodes, edges), definitions, resources, tuple(dynamic))


def _definitions(linked: LinkedProject) -> dict[str, Definition]:
    """All definitions by id; one that is only named by an edge stands for itself, so that no edge is lost."""
    found = {definition.id: definition for definition in sorted(linked.definitions, key=lambda each: each.id)}
    named = {usage.user for usage in linked.usages}
    named.update(end for reference in linked.references for end in (reference.source, reference.target))
    named.update(function.entry for function in linked.edge_functions)
    missing = {each: _unlisted(each) for each in named - found.keys()}
    return dict(sorted((found | missing).items()))


def _unlisted(definition: str) -> Definition:
    file, _, name = definition.rpartition("#")
    kind = DefinitionKind.MODULE if name == "<module>" else DefinitionKind.VARIABLE
    return Definition(definition, file, name, kind, line=1, exported=False, role=Role.OTHER)


def _resources(linked: LinkedProject, known: Iterable[Resource]) -> dict[str, Resource]:
    used = (Resource(each.kind, each.name, each.schema) for each in linked.usages if each.name is not None)
    deployed = (Resource(ResourceKind.EDGE_FUNCTION, function.slug) for function in linked.edge_functions)
    found = {resource.id: _plain(resource) for resource in (*known, *used, *deployed)}
    return dict(sorted(found.items()))


def _plain(resource: Resource) -> Resource:
    """The one value that stands for all spellings of a resource: a realtime subscription names a table."""
    kind = ResourceKind.TABLE if resource.kind is ResourceKind.REALTIME else resource.kind
    return Resource(kind, resource.name, None if resource.schema == "public" else resource.schema)


def _resource_node(resource: Resource, kinds: Mapping[str, str]) -> Node:
    return Node(resource.id, kinds.get(resource.id, resource.kind), resource.id.partition(":")[2])


def _definition_node(definition: Definition, name: str) -> Node:
    return Node(definition.id, definition.kind, name, definition.file, definition.line, definition.role)


def _usage_edges(usages: Iterable[Usage], writers: Writers) -> list[Edge]:
    return [
        Edge(
            source=usage.user,
            target=resource_id(usage.kind, usage.name, usage.schema),
            kind=usage.kind,
            operations=tuple(sorted(usage.operations)),
            columns=tuple(sorted(usage.columns)),
            certainty=usage.certainty,
            evidence=(usage.location,),
            through=writers.of(usage),
            inherited=usage.inherited,
        )
        for usage in usages
        if usage.name is not None
    ]


def _reference_edges(references: Iterable[Reference]) -> list[Edge]:
    """One edge for all references of a kind between two definitions; each place is evidence."""
    places: dict[tuple[str, str, str], set[Location]] = {}
    for reference in references:
        # A definition that names itself (recursion) says nothing about who uses it.
        if reference.source != reference.target:
            place = Location(reference.source.rpartition("#")[0], reference.line)
            places.setdefault((reference.source, reference.target, reference.kind), set()).add(place)
    return [
        Edge(source, target, kind, evidence=tuple(sorted(found))) for (source, target, kind), found in places.items()
    ]


def _entry_edge(function: EdgeFunction) -> Edge:
    return Edge(resource_id(ResourceKind.EDGE_FUNCTION, function.slug), function.entry, "entry")


def _assembled(nodes: Iterable[Node], edges: Iterable[Edge]) -> nx.MultiDiGraph[str]:
    """The networkx graph, filled in sorted order: ``UsageGraph`` relies on it."""
    import networkx as nx  # here, because it takes 122 ms and most commands need no graph

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, node=node)
    for edge in sorted(set(edges), key=_edge_order):
        graph.add_edge(edge.source, edge.target, edge=edge)
    return graph


def _edge_order(edge: Edge) -> tuple[object, ...]:
    """A total order: two edges that compare equal are equal."""
    return (
        *(edge.source, edge.target, edge.kind, edge.evidence),
        *(edge.operations, edge.columns, edge.certainty or "", edge.through or "", edge.inherited, edge.origin),
    )
