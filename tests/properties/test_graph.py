"""What holds for every project, whatever its shape and whatever order it was read in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from supamap.graph.builder import build
from supamap.graph.integration import integration_map
from supamap.graph.reachability import downstream, reaches
from supamap.model.findings import CheckReport, Reported
from supamap.model.graph import Resource
from supamap.model.linked import EdgeFunction, LinkedProject
from supamap.model.locations import Location
from supamap.model.pages import Page, ResourceSource
from supamap.model.sources import Role
from supamap.model.usage import Certainty, Definition, DefinitionKind, Reference, ReferenceKind, ResourceKind, Usage
from supamap.report.registry import FORMATS, check_reporter, graph_reporter, scan_reporter
from supamap.rules.engine import judge
from supamap.rules.evidence import Evidence
from supamap.rules.fingerprints import fingerprinted
from supamap.rules.registry import selected

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph

_IDS = [
    *("src/pages/A.tsx#A", "src/pages/B.tsx#B", "src/C.vue#<module>", "src/C.vue#load", "src/hooks/a.ts#useA"),
    *("src/services/s.ts#S", "src/services/s.ts#S.read", "src/services/s.ts#S.write", "app/api/x/route.ts#GET"),
    *("supabase/functions/go/index.ts#<module>", "supabase/functions/_shared/db.ts#query", "scripts/seed.ts#<module>"),
]
_FUNCTION = EdgeFunction("go", "supabase/functions/go/index.ts#<module>")


def _definition(identity: str, role: Role) -> Definition:
    file, _, name = identity.rpartition("#")
    kind = DefinitionKind.MODULE if name == "<module>" else DefinitionKind.FUNCTION
    return Definition(identity, file, name, kind, 1, exported=True, role=role)


_usages = st.builds(
    Usage,
    kind=st.sampled_from(ResourceKind),
    name=st.sampled_from(["go", "b"]),
    location=st.builds(Location, st.sampled_from([each.rpartition("#")[0] for each in _IDS]), st.integers(1, 3)),
    symbol=st.sampled_from(_IDS),
    operations=st.lists(st.sampled_from(["select", "update"]), unique=True).map(tuple),
    certainty=st.sampled_from([Certainty.PROVEN, Certainty.INFERRED]),
    schema=st.sampled_from([None, "public", "audit"]),
    inherited=st.booleans(),
)
_dynamic = st.builds(msgspec.structs.replace, _usages, name=st.none(), certainty=st.just(Certainty.DYNAMIC))
_references = st.builds(
    Reference, st.sampled_from(_IDS), st.sampled_from(_IDS), st.sampled_from(ReferenceKind), st.integers(1, 3)
)
_projects = st.builds(
    lambda roles, references, usages: LinkedProject(
        usages=tuple(usages),
        definitions=tuple(map(_definition, _IDS, roles)),
        references=tuple(references),
        edge_functions=(_FUNCTION,),
        diagnostics=(),
        files_scanned=3,
        clients_found=1,
    ),
    st.lists(st.sampled_from(Role), min_size=len(_IDS), max_size=len(_IDS)),
    st.lists(_references, max_size=20),
    st.lists(_usages | _dynamic, max_size=8),
)


def _everything(project: LinkedProject) -> list[Any]:
    """All that is said of a project."""
    known = (Resource(ResourceKind.TABLE, "known"), Resource(ResourceKind.BUCKET, "known"))
    graph = build(project, known, {"src/pages/A.tsx": "/a"})
    pages = (Page("docs/10-b.md", 10, ("table:b", "bucket:b"), "b", ResourceSource.HEADING),)
    evidence = Evidence(graph, project, known, (ResourceKind.TABLE,), pages=pages)
    judged = judge(evidence, selected()).findings
    report = CheckReport(tuple(Reported(one, name) for one, name in fingerprinted(judged)))
    return [
        *(scan_reporter(form)(project) for form in FORMATS["scan"]),
        *(graph_reporter(form)(graph.view()) for form in FORMATS["graph"]),
        *(check_reporter(form)(report) for form in FORMATS["check"]),
        *(integration_map(graph, each.id, include_tests=True) for each in graph.resources()),
        *(reaches(graph, each.id) for each in graph.resources()),
        *(list(downstream(graph, each.id)) for each in graph.definitions()),
        *(graph.focus(each.id, 2) for each in graph.definitions()),
    ]


@given(_projects, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_what_was_read_changes_nothing(project: LinkedProject, random: Any) -> None:
    def shuffled(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(values, len(values)))

    other = msgspec.structs.replace(
        project,
        usages=shuffled(project.usages),
        definitions=shuffled(project.definitions),
        references=shuffled(project.references),
    )
    assert _everything(other) == _everything(project)


@given(_projects)
@settings(max_examples=60, deadline=None)
def test_chains_are_ways_through_the_graph_and_none_is_shorter(project: LinkedProject) -> None:
    graph = build(project)
    for resource in graph.resources():
        plain = _lending(graph, resource.id)
        found = reaches(graph, resource.id)
        for reach in found:
            assert all(graph.edges(*step) for step in pairwise(reach.chain))
            assert reach.definition in graph.users(resource.id) or reach.distance == nx.shortest_path_length(
                plain, reach.definition, resource.id
            )
        above = {each for each in nx.ancestors(plain, resource.id) if graph.definition(each)}
        assert {reach.definition for reach in found} == above | set(graph.users(resource.id))
        for reach in found:
            assert resource.id in downstream(graph, reach.definition)


def _lending(graph: UsageGraph, resource: str) -> nx.DiGraph[str]:
    plain: nx.DiGraph[str] = nx.DiGraph([(edge.source, edge.target) for edge in graph.view().edges if edge.inherited])
    plain.add_node(resource)
    return plain


@given(_projects)
@settings(max_examples=60, deadline=None)
def test_who_touches_a_resource_is_on_its_map(project: LinkedProject) -> None:
    """Every file that touches a resource is told: as a user, or as a module on an edge function's way.

    What only could touch it, if somebody handed over its name, is not.
    """
    graph = build(project)
    for resource in graph.resources():
        groups = integration_map(graph, resource.id, include_tests=True).groups
        entries = [entry for group in groups for entry in (*group.entries, *group.further)]
        told = {entry.file for entry in entries}
        for user in graph.users(resource.id):
            touches = any(edge.inherited for edge in graph.edges(user, resource.id))
            assert not touches or user.rpartition("#")[0] in told or "go" in {entry.name for entry in entries}
        for group in groups:
            keys = [(entry.name, entry.file) for entry in (*group.entries, *group.further)]
            assert len(keys) == len(set(keys))
