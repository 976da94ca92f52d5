"""The graph of who uses what. Edges run from the user to the used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.walks import climb, descend
from supamap.model.graph import Edge, GraphView, Node, Resource
from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import networkx as nx

    from supamap.model.usage import Definition, Usage


class UsageGraph:
    """Definitions, resources and the edges between them; read-only once built.

    Everything it returns is sorted. Nodes and edges went into the networkx graph in sorted order (``builder.build``
    sees to that), so that the neighbours of a node come out sorted without sorting them again.
    """

    def __init__(
        self,
        graph: nx.MultiDiGraph[str],
        definitions: dict[str, Definition],
        resources: dict[str, Resource],
        dynamic: tuple[Usage, ...],
    ) -> None:
        self._graph = graph
        self._definitions = definitions
        self._resources = resources
        own = _own_pairs(graph)
        self._lenders = {
            node: [(user, (user, node) not in own) for user in users] for node, users in graph.pred.items()
        }
        self._loans = {node: [(used, (node, used) not in own) for used in uses] for node, uses in graph.succ.items()}
        self.dynamic = dynamic

    def __contains__(self, node: str) -> bool:
        return node in self._graph

    def definition(self, node: str) -> Definition | None:
        """The definition of that id; None when ``node`` is a resource or not in the graph."""
        return self._definitions.get(node)

    def resource(self, node: str) -> Resource | None:
        """The resource of that id; None when ``node`` is a definition or not in the graph."""
        return self._resources.get(node)

    def definitions(self) -> tuple[Definition, ...]:
        """All definitions, by id."""
        return tuple(self._definitions.values())

    def resources(self) -> tuple[Resource, ...]:
        """All resources, used or only known, by id."""
        return tuple(self._resources.values())

    def objects(self) -> tuple[Node, ...]:
        """What stands in the database and is no resource (triggers, policies, cron jobs), by id."""
        known = self._definitions.keys() | self._resources.keys()
        return tuple(self.node(each) for each in self._graph if each not in known)

    def name(self, node: str) -> str:
        """What readers call a node. Raises KeyError for a node that is not in the graph."""
        return self.node(node).name

    def node(self, node: str) -> Node:
        """The node of that id. Raises KeyError when there is none."""
        found: Node = self._graph.nodes[node]["node"]
        return found

    def users(self, node: str) -> tuple[str, ...]:
        """The nodes that use ``node`` directly."""
        return tuple(self._graph.pred[node])

    def used(self, node: str) -> tuple[str, ...]:
        """The nodes that ``node`` uses directly."""
        return tuple(self._graph.succ[node])

    def lenders(self, node: str) -> Sequence[tuple[str, bool]]:
        """The nodes that use ``node`` directly, each with whether its own users use ``node`` through it."""
        return self._lenders[node]

    def loans(self, node: str) -> Sequence[tuple[str, bool]]:
        """The nodes that ``node`` uses directly, each with whether the users of ``node`` use it, too."""
        return self._loans[node]

    def edges(self, source: str, target: str) -> tuple[Edge, ...]:
        """All edges from ``source`` to ``target``; empty when there is none."""
        attributes = self._graph.get_edge_data(source, target) or {}
        return tuple(attribute["edge"] for attribute in attributes.values())

    def matching(self, text: str) -> tuple[str, ...]:
        """The ids a person may mean: the id itself; else resources, else definitions of that name; else ends of ids."""
        if text in self._graph:
            return (text,)
        return (
            self._where(lambda node: node.role is None and text in (node.name, node.name.rpartition(".")[2]))
            or self._where(lambda node: node.kind != DefinitionKind.MODULE and node.name == text)
            or self._where(lambda node: node.name == text or node.id.endswith((f"/{text}", f"#{text}", f".{text}")))
        )

    def _where(self, wanted: Callable[[Node], bool]) -> tuple[str, ...]:
        return tuple(node for node in self._graph if wanted(self.node(node)))

    def view(self) -> GraphView:
        """The whole graph as a plain value."""
        return self._view(self._graph)

    def focus(self, node: str, depth: int) -> GraphView:
        """What uses ``node`` and what it uses, each up to ``depth`` edges away. Raises KeyError for an unknown node."""
        above = climb(((user, node, lends) for user, lends in self.lenders(node)), self.lenders, depth=depth)
        return self._view({node, *above, *descend(node, self.loans, depth)})

    def _view(self, nodes: Iterable[str]) -> GraphView:
        part = self._graph.subgraph(nodes)
        # A subgraph view of networkx keeps no order of its own.
        ids = sorted(part)
        edges = (
            edge
            for source in ids
            for target in self.used(source)
            if target in part
            for edge in self.edges(source, target)
        )
        shown = set(ids)
        return GraphView(
            nodes=tuple(map(self.node, ids)),
            edges=tuple(edges),
            dynamic=tuple(usage for usage in self.dynamic if usage.user in shown),
        )


def _own_pairs(graph: nx.MultiDiGraph[str]) -> frozenset[tuple[str, str]]:
    """The pairs of nodes between which no edge lends."""
    lending: dict[tuple[str, str], bool] = {}
    for source, target, attributes in graph.edges(data=True):
        lending[source, target] = lending.get((source, target), False) or attributes["edge"].inherited
    return frozenset(pair for pair, lends in lending.items() if not lends)
