"""The usage graph as plain values: what reports render without knowing how the graph is kept."""

from __future__ import annotations

import msgspec

from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import Certainty, ResourceKind, Usage, resource_id

DATABASE = "database"
"""The kind of edges within the database."""


class Resource(msgspec.Struct, frozen=True, order=True):
    """A thing of the database or the platform that code uses. ``schema`` is None for the default schema."""

    kind: ResourceKind
    name: str
    schema: str | None = None

    @property
    def id(self) -> str:
        """The graph's id, as ``resource_id`` builds it."""
        return resource_id(self.kind, self.name, self.schema)


class Node(msgspec.Struct, frozen=True):
    """A definition or a resource.

    ``kind`` is a DefinitionKind, a ResourceKind, or of the database's own ``view``, ``materialized_view``, ``trigger``,
    ``policy``, ``cron_job``. ``name`` is what readers call it. ``line`` is 1-based; only definitions
    have a file, a line and a role.
    """

    id: str
    kind: str
    name: str
    file: str | None = None
    line: int = 0
    role: Role | None = None


class Edge(msgspec.Struct, frozen=True):
    """``source`` uses ``target``.

    ``kind`` is a ReferenceKind between definitions, a ResourceKind from a definition to a resource, ``entry`` from
    an edge function to the definition that runs first, and ``database`` within the database. The proof of an entry is
    that file's place, that of a database edge its ``origin``, from which the schema was read; they have no evidence.
    ``certainty`` belongs to usages and to edges of the database. ``through`` is the definition in which a usage is
    written, where that is another one than the source: the source hands it the resource's name. ``inherited`` is false
    when the users of ``source`` do not use ``target`` through it, as in Usage.
    """

    source: str
    target: str
    kind: str
    operations: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    certainty: Certainty | None = None
    evidence: tuple[Location, ...] = ()
    through: str | None = None
    inherited: bool = True
    origin: str = ""


class GraphView(msgspec.Struct, frozen=True):
    """A graph, or a part of one. All tuples are sorted; ``dynamic`` are usages whose resource is not known."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    dynamic: tuple[Usage, ...] = ()


class Reach(msgspec.Struct, frozen=True):
    """That a definition leads to a resource.

    ``chain`` are the ids on a shortest way, the definition first and the resource last; ``distance`` counts its edges.
    ``operations`` are all that the definition performs on the resource, on any way, sorted.
    """

    definition: str
    chain: tuple[str, ...]
    operations: tuple[str, ...]

    @property
    def distance(self) -> int:
        """The number of edges on the shortest way."""
        return len(self.chain) - 1
