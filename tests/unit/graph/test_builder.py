"""What becomes a node, what becomes an edge, and what each edge carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from supamap.graph.builder import build
from supamap.model.graph import Edge, Node, Resource
from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import Certainty, Reference, ReferenceKind, ResourceKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject

PROJECT = """
src/pages/Jobs.tsx#Jobs page
  uses src/hooks/useJobs.ts#useJobs
  uses src/hooks/useJobs.ts#useJobs
  select table:? because the name comes from the URL
src/hooks/useJobs.ts#useJobs hook
  select,update table:jobs columns id,status inferred
  subscribe realtime:public.jobs
  select table:auth.users
"""


def test_usages_are_edges_with_their_proof(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    select, subscribe = sorted(
        graph.edges("src/hooks/useJobs.ts#useJobs", "table:jobs"), key=lambda edge: edge.kind == "realtime"
    )
    assert select == Edge(
        source="src/hooks/useJobs.ts#useJobs",
        target="table:jobs",
        kind="table",
        operations=("select", "update"),
        columns=("id", "status"),
        certainty=Certainty.INFERRED,
        evidence=(Location("src/hooks/useJobs.ts", 2, 5, 4),),
    )
    assert subscribe.kind == "realtime"
    assert subscribe.operations == ("subscribe",)


def test_references_of_a_kind_are_one_edge_with_all_their_places(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    (edge,) = graph.edges("src/pages/Jobs.tsx#Jobs", "src/hooks/useJobs.ts#useJobs")
    assert edge.kind == "use"
    assert edge.evidence == (Location("src/pages/Jobs.tsx", 2), Location("src/pages/Jobs.tsx", 3))


def test_unknown_names_are_kept_beside_the_graph(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked(PROJECT))
    (usage,) = graph.dynamic
    assert usage.reason == "the name comes from the URL"
    assert [resource.id for resource in graph.resources()] == ["table:auth.users", "table:jobs"]


def test_resources_known_from_elsewhere_are_nodes_without_users(linked: Callable[[str], LinkedProject]) -> None:
    known = [Resource(ResourceKind.TABLE, "jobs", "public"), Resource(ResourceKind.BUCKET, "avatars")]
    graph = build(linked(PROJECT), known)
    assert [resource.id for resource in graph.resources()] == ["bucket:avatars", "table:auth.users", "table:jobs"]
    assert graph.users("bucket:avatars") == ()
    assert graph.resource("table:jobs") == Resource(ResourceKind.TABLE, "jobs")
    assert graph.node("bucket:avatars") == Node("bucket:avatars", "bucket", "avatars")


def test_an_edge_function_leads_to_its_entry_and_gives_it_its_name(linked: Callable[[str], LinkedProject]) -> None:
    entry = "supabase/functions/queue-job/index.ts#<module>"
    graph = build(linked(f"{entry} edge_function\n  insert table:jobs\nfunction queue-job = {entry}\n"))
    assert graph.edges("function:queue-job", entry) == (Edge("function:queue-job", entry, "entry"),)
    assert graph.name(entry) == "queue-job"


def test_a_definition_that_is_only_named_is_not_lost(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked("src/a.ts#f hook\n  uses src/gone.ts#<module>\n  uses src/gone.ts#g\n"))
    assert graph.node("src/gone.ts#<module>") == Node(
        "src/gone.ts#<module>", "module", "gone", "src/gone.ts", 1, Role.OTHER
    )
    assert graph.used("src/a.ts#f") == ("src/gone.ts#<module>", "src/gone.ts#g")


def test_recursion_is_no_edge(linked: Callable[[str], LinkedProject]) -> None:
    graph = build(linked("src/a.ts#f hook\n  uses src/a.ts#f\n"))
    assert graph.users("src/a.ts#f") == ()


def test_the_writer_of_a_call_is_the_latest_definition_before_it(linked: Callable[[str], LinkedProject]) -> None:
    project = linked(
        "src/up.ts#first service\nsrc/up.ts#upload service\nsrc/up.ts#last service\n"
        "src/A.tsx#A component\n  upload bucket:avatars at src/up.ts:2\n"
        "src/up.ts#own service\n  upload bucket:own at src/up.ts:4\n"
    )
    graph = build(project)
    assert graph.edges("src/A.tsx#A", "bucket:avatars")[0].through == "src/up.ts#upload"
    assert graph.edges("src/up.ts#own", "bucket:own")[0].through is None


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("table:jobs", ("table:jobs",)),
        ("jobs", ("table:jobs",)),
        ("Jobs", ("src/pages/Jobs.tsx#Jobs",)),
        ("users", ("table:auth.users",)),
        ("useJobs.ts#useJobs", ("src/hooks/useJobs.ts#useJobs",)),
        ("lib/jobs.ts#<module>", ("src/lib/jobs.ts#<module>",)),
        ("nothing", ()),
    ],
)
def test_what_a_person_types_finds_nodes(
    text: str, ids: tuple[str, ...], linked: Callable[[str], LinkedProject]
) -> None:
    module = "src/lib/jobs.ts#<module> service\n"
    assert build(linked(PROJECT + module)).matching(text) == ids


def test_a_focus_holds_users_and_used_but_not_their_other_company(linked: Callable[[str], LinkedProject]) -> None:
    project = linked(
        "a.tsx#A page\n  uses h.ts#h\nb.tsx#B page\n  uses h.ts#h\n  uses k.ts#k\n"
        "h.ts#h hook\n  select table:t\n  select table:? because of a loop\nk.ts#k hook\n  select table:t\n"
    )
    graph = build(project)
    view = graph.focus("h.ts#h", 1)
    assert [node.id for node in view.nodes] == ["a.tsx#A", "b.tsx#B", "h.ts#h", "table:t"]
    assert [(edge.source, edge.target) for edge in view.edges] == [
        ("a.tsx#A", "h.ts#h"),
        ("b.tsx#B", "h.ts#h"),
        ("h.ts#h", "table:t"),
    ]
    assert len(view.dynamic) == 1
    assert [node.id for node in graph.focus("table:t", 0).nodes] == ["table:t"]
    assert graph.focus("table:t", 99).nodes == graph.view().nodes
    with pytest.raises(KeyError):
        graph.focus("table:gone", 1)


def test_identical_references_of_different_kinds_stay_apart(linked: Callable[[str], LinkedProject]) -> None:
    project = linked("a.tsx#A page\n  renders b.tsx#B\n  lazy b.tsx#B\nb.tsx#B component\n")
    assert project.references[0] == Reference("a.tsx#A", "b.tsx#B", ReferenceKind.RENDER, 2)
    assert [edge.kind for edge in build(project).edges("a.tsx#A", "b.tsx#B")] == ["lazy", "render"]
