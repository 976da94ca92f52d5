"""Whether a resource exists, who uses it, and who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.graph import Resource
from supamap.model.sources import Role
from supamap.model.usage import ResourceKind

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.locations import Location
    from supamap.model.usage import Usage

_DOCUMENTED_KINDS = (ResourceKind.TABLE, ResourceKind.BUCKET)
# Schemas that Supabase and Postgres own: code may use them, but a project does not document them.
_PLATFORM_SCHEMAS = frozenset(
    {
        "auth",
        "storage",
        "realtime",
        "vault",
        "extensions",
        "graphql",
        "graphql_public",
        "net",
        "cron",
        "pgmq",
        "pgsodium",
    }
    | {"supabase_functions", "supabase_migrations", "information_schema", "pg_catalog"}
)


def is_documentable(resource: Resource) -> bool:
    """Whether a page should tell of it: the project's own tables and buckets."""
    return resource.kind in _DOCUMENTED_KINDS and resource.schema not in _PLATFORM_SCHEMAS


def users(graph: UsageGraph, resource: str) -> tuple[str, ...]:
    """What uses a resource directly: definitions without tests, and the database but for policies, which only ask.

    Empty when the graph does not have the resource.
    """
    if resource not in graph:
        return ()
    return tuple(user for user in graph.users(resource) if not is_test(graph, user) and not _is_policy(graph, user))


def first_use(graph: UsageGraph, resource: str) -> Location | None:
    """The first place, by file and line, where code other than tests uses a resource."""
    edges = (edge for user in users(graph, resource) for edge in graph.edges(user, resource))
    return min((place for edge in edges for place in edge.evidence), default=None)


def possible_user(graph: UsageGraph, resource: Resource) -> Usage | None:
    """The first reference of unknown name that could mean a resource; None when there is none."""
    return next((usage for usage in dynamic(graph) if _could_be(usage, resource)), None)


def dynamic(graph: UsageGraph) -> tuple[Usage, ...]:
    """The references of unknown name, without those of tests."""
    return tuple(usage for usage in graph.dynamic if not is_test(graph, usage.symbol))


def is_test(graph: UsageGraph, definition: str) -> bool:
    """Whether a definition belongs to a test."""
    found = graph.definition(definition)
    return found is not None and found.role is Role.TEST


def asked_by_policies(graph: UsageGraph, resource: str) -> bool:
    """Whether a policy calls or reads a resource: then the roles it binds must be able to."""
    return resource in graph and any(_is_policy(graph, user) for user in graph.users(resource))


def _is_policy(graph: UsageGraph, node: str) -> bool:
    return graph.node(node).kind == "policy"


def resource_of(resource: str) -> Resource | None:
    """The table or bucket that a page names by its id; None for an id of another kind."""
    kind, _, name = resource.partition(":")
    if kind == ResourceKind.BUCKET:
        return Resource(ResourceKind.BUCKET, name)
    if kind == ResourceKind.TABLE:
        schema, _, table = name.rpartition(".")
        return Resource(ResourceKind.TABLE, table, schema or None)
    return None


def called(resource: str) -> str:
    """How messages name a resource: ``table `profiles` ``."""
    kind, _, name = resource.partition(":")
    return f"{kind} `{name}`"


def _could_be(usage: Usage, resource: Resource) -> bool:
    kind = ResourceKind.TABLE if usage.kind is ResourceKind.REALTIME else usage.kind
    schema = None if usage.schema == "public" else usage.schema
    return kind is resource.kind and schema == resource.schema
