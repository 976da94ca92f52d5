"""The database's own part of the graph: what leads on to code's users, and what stands for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from supamap.graph.builder import build
from supamap.graph.endpoints import Endpoints
from supamap.graph.integration import integration_map
from supamap.model.graph import Edge
from supamap.model.maps import MapEntry
from supamap.model.schema import (
    DatabaseObject,
    Dependency,
    ObjectKind,
    QualifiedName,
    Schema,
    SourceKind,
    Table,
    TableKind,
    Trigger,
)
from supamap.model.usage import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.linked import LinkedProject

PROJECT = """
src/pages/Chat.tsx#Chat page
  uses src/hooks/useSend.ts#useSend
  uses src/hooks/useHasRole.ts#useHasRole
src/hooks/useSend.ts#useSend hook
  insert table:messages
src/hooks/useHasRole.ts#useHasRole hook
  call rpc:has_role
src/hooks/useSummary.ts#useSummary hook
  select table:summary
"""
MESSAGES = QualifiedName("public", "messages")


def function(name: str) -> DatabaseObject:
    return DatabaseObject(ObjectKind.FUNCTION, "public", name)


def table(name: str) -> DatabaseObject:
    return DatabaseObject(ObjectKind.TABLE, "public", name)


TOUCH = DatabaseObject(ObjectKind.TRIGGER, "public", "touch", MESSAGES)
SCHEMA = Schema(
    SourceKind.MIGRATIONS,
    origin="supabase/migrations",
    tables=(
        Table("public", "chats"),
        Table(
            "public", "messages", triggers=(Trigger("touch", "after", ("insert",), QualifiedName("public", "touch")),)
        ),
        Table("public", "roles"),
        Table("public", "summary", TableKind.VIEW),
    ),
    dependencies=(
        Dependency(function("has_role"), table("roles"), ("select",), proven=False),
        Dependency(function("is_admin"), function("has_role")),
        Dependency(function("touch"), table("chats"), ("update",), proven=False),
        Dependency(function("touch"), table("gone"), ("update",), proven=False),
        Dependency(TOUCH, function("touch")),
        Dependency(DatabaseObject(ObjectKind.POLICY, "public", "own chats", MESSAGES), table("chats"), ("select",)),
        Dependency(DatabaseObject(ObjectKind.POLICY, "public", "admins", MESSAGES), function("is_admin")),
        Dependency(DatabaseObject(ObjectKind.VIEW, "public", "summary"), table("chats"), ("select",)),
        Dependency(DatabaseObject(ObjectKind.CRON_JOB, "cron", "sweep"), table("chats"), ("delete",)),
    ),
)


@pytest.fixture
def graph(linked: Callable[[str], LinkedProject]) -> UsageGraph:
    return build(linked(PROJECT), schema=SCHEMA)


def group(graph: UsageGraph, resource: str, title: str) -> list[str]:
    found = next((each for each in integration_map(graph, resource).groups if each.title == title), None)
    return [] if found is None else [_line(entry) for entry in found.entries]


def _line(entry: MapEntry) -> str:
    via = f" via {', '.join(entry.via)}" if entry.via else ""
    return f"{entry.name} {', '.join(entry.operations)}{via}"


def test_a_call_of_a_function_leads_to_its_tables(graph: UsageGraph) -> None:
    assert group(graph, "table:roles", "Services/Hooks") == ["useHasRole select via has_role"]
    assert group(graph, "table:roles", "Pages/Components") == ["Chat select via useHasRole, has_role"]


def test_neither_a_trigger_nor_a_policy_nor_a_view_carries_code_to_a_table(graph: UsageGraph) -> None:
    assert group(graph, "table:chats", "Pages/Components") == []
    assert group(graph, "table:chats", "Services/Hooks") == []


def test_the_database_is_a_group_of_its_own(graph: UsageGraph) -> None:
    assert group(graph, "table:chats", "Database") == [
        "cron job sweep delete",
        "function touch update",
        "policy messages.own chats select",
        "trigger messages.touch update via touch",
        "view summary select",
    ]
    assert group(graph, "table:messages", "Database") == []


def test_of_policies_only_those_that_name_the_table(graph: UsageGraph) -> None:
    assert group(graph, "table:roles", "Database") == [
        "function has_role select",
        "function is_admin select via has_role",
    ]


def test_edges_carry_the_source_of_the_schema(graph: UsageGraph) -> None:
    assert graph.edges("rpc:touch", "table:chats") == (
        Edge(
            "rpc:touch",
            "table:chats",
            "database",
            ("update",),
            certainty=Certainty.INFERRED,
            origin="supabase/migrations",
        ),
    )
    assert not graph.edges("table:messages", "trigger:messages.touch")[0].inherited


def test_a_table_that_is_gone_is_no_node(graph: UsageGraph) -> None:
    assert "table:gone" not in graph


def test_kinds_of_nodes(graph: UsageGraph) -> None:
    assert {each: graph.node(each).kind for each in ("table:summary", "table:chats", "cron_job:sweep")} == {
        "table:summary": "view",
        "table:chats": "table",
        "cron_job:sweep": "cron_job",
    }
    assert [each.id for each in graph.objects()] == [
        "cron_job:sweep",
        "policy:messages.admins",
        "policy:messages.own chats",
        "trigger:messages.touch",
    ]


def test_people_name_a_trigger_by_its_name(graph: UsageGraph) -> None:
    endpoints = Endpoints(graph, [], {})
    assert endpoints.find("sweep").name == "cron_job:sweep"
    assert endpoints.find("trigger:messages.touch").kind == "trigger"


def test_an_empty_schema_adds_nothing(linked: Callable[[str], LinkedProject]) -> None:
    plain = build(linked(PROJECT))
    assert build(linked(PROJECT), schema=Schema(SourceKind.NONE)).view() == plain.view()
