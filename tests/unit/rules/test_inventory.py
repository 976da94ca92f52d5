"""Each rule: what it finds, and the cure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.builder import build
from supamap.model.findings import Finding, Severity
from supamap.model.graph import Resource
from supamap.model.locations import Location
from supamap.model.pages import Page, ResourceSource
from supamap.model.usage import ResourceKind
from supamap.rules.inventory import (
    Inventory,
    check_inventory,
    dynamic_references,
    orphan_pages,
    stale_pages,
    undocumented,
    unmapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.linked import LinkedProject

JOBS = Resource(ResourceKind.TABLE, "jobs")
AVATARS = Resource(ResourceKind.BUCKET, "avatars")
USED = "src/a.ts#f hook\n  select table:jobs\n"
DYNAMIC = "src/x.ts#pick service\n  select table:? because it is read from the URL\n"
TESTED = "src/a.test.ts#<module> test\n  select table:jobs\n  select table:?\n"


def page(*resources: str, path: str = "docs/tables/30-jobs.md") -> Page:
    return Page(path, 30, resources, "jobs", ResourceSource.HEADING)


def graph_of(linked: Callable[[str], LinkedProject], *parts: str) -> UsageGraph:
    return build(linked("".join(parts)))


def test_unmapped_is_what_exists_and_nobody_uses(linked: Callable[[str], LinkedProject]) -> None:
    inventory = Inventory(known=(JOBS, AVATARS))
    assert unmapped(graph_of(linked, USED), inventory) == (
        Finding("unmapped", Severity.WARNING, "bucket `avatars` is unmapped: nobody uses it", None, "bucket:avatars"),
    )


def test_unmapped_points_at_the_page(linked: Callable[[str], LinkedProject]) -> None:
    (finding,) = unmapped(graph_of(linked), Inventory(pages=(page("table:jobs"), page("table:jobs", path="z.md"))))
    assert finding.location == Location("docs/tables/30-jobs.md", 1)


def test_tests_count_as_nobody(linked: Callable[[str], LinkedProject]) -> None:
    (finding,) = unmapped(graph_of(linked, TESTED), Inventory())
    assert finding.message == "table `jobs` is unmapped: only tests use it"


def test_an_unknown_name_makes_unmapped_a_possibility(linked: Callable[[str], LinkedProject]) -> None:
    table, bucket = sorted(
        unmapped(graph_of(linked, DYNAMIC), Inventory(known=(JOBS, AVATARS))), key=lambda each: each.severity
    )
    assert table == Finding(
        "unmapped",
        Severity.NOTE,
        "table `jobs` is possibly unmapped: nobody uses it, unless a name that is not known means it",
        None,
        "table:jobs",
        Location("src/x.ts", 2, 5, 4),
    )
    assert bucket.severity is Severity.WARNING


def test_an_unknown_name_of_another_schema_means_nothing(linked: Callable[[str], LinkedProject]) -> None:
    graph = graph_of(linked, "src/x.ts#f service\n  select table:audit.? because of a loop\n")
    inventory = Inventory(known=(JOBS, Resource(ResourceKind.TABLE, "events", "audit")))
    assert [finding.severity for finding in unmapped(graph, inventory)] == [Severity.NOTE, Severity.WARNING]


def test_undocumented_is_what_is_used_and_has_no_page(linked: Callable[[str], LinkedProject]) -> None:
    graph = graph_of(linked, "src/b.ts#g hook\n  select table:jobs\n", USED)
    assert undocumented(graph, Inventory()) == (
        Finding(
            "undocumented",
            Severity.ERROR,
            "table `jobs` is used, but no page documents it",
            Location("src/a.ts", 2, 5, 4),
            "table:jobs",
        ),
    )
    assert undocumented(graph, Inventory(pages=(page("table:jobs"),))) == ()


def test_only_the_projects_own_tables_and_buckets_need_a_page(linked: Callable[[str], LinkedProject]) -> None:
    graph = graph_of(
        linked, "src/a.ts#f hook\n  select table:auth.users\n  call rpc:rank\n  invoke function:go\n", TESTED
    )
    assert undocumented(graph, Inventory()) == ()
    assert (
        unmapped(graph, Inventory(known=(Resource(ResourceKind.TABLE, "users", "auth"),)))[0].resource == "table:jobs"
    )


def test_an_orphan_documents_what_exists_nowhere(linked: Callable[[str], LinkedProject]) -> None:
    inventory = Inventory(complete=(ResourceKind.TABLE,), pages=(page("table:jobs", "table:gone"),))
    graph = graph_of(linked, USED)
    assert orphan_pages(graph, inventory) == (
        Finding(
            "orphan-page",
            Severity.ERROR,
            "this page documents table `gone`, which exists neither in code nor in the known schema",
            Location("docs/tables/30-jobs.md", 1),
            "table:gone",
        ),
    )
    assert unmapped(graph, inventory) == ()


def test_without_a_complete_schema_nothing_is_an_orphan(linked: Callable[[str], LinkedProject]) -> None:
    inventory = Inventory(complete=(ResourceKind.TABLE,), pages=(page("bucket:gone"),))
    assert orphan_pages(graph_of(linked), inventory) == ()
    assert [finding.resource for finding in unmapped(graph_of(linked), inventory)] == ["bucket:gone"]


def test_an_unknown_name_makes_an_orphan_a_possibility(linked: Callable[[str], LinkedProject]) -> None:
    inventory = Inventory(complete=(ResourceKind.TABLE,), pages=(page("table:gone"),))
    (finding,) = orphan_pages(graph_of(linked, DYNAMIC), inventory)
    assert finding.severity is Severity.NOTE
    assert finding.message.endswith("unless a name that is not known means it")
    assert str(finding.related) == "src/x.ts:2"


def test_stale_pages_and_unknown_names_are_told_with_their_reason(linked: Callable[[str], LinkedProject]) -> None:
    inventory = Inventory(stale=(("b.md", "its Integration Map is not true"), ("a.md", "its schema is not true")))
    assert [str(finding.location) for finding in stale_pages(inventory)] == ["a.md:1", "b.md:1"]
    assert dynamic_references(graph_of(linked, DYNAMIC, TESTED)) == (
        Finding(
            "dynamic-reference",
            Severity.NOTE,
            "the name of this table is not known: it is read from the URL",
            Location("src/x.ts", 2, 5, 4),
        ),
    )


def test_that_a_name_is_not_known_is_said_once(linked: Callable[[str], LinkedProject]) -> None:
    code = "src/x.ts#f service\n  select table:? because not known: an element of unknown data\n"
    (finding,) = dynamic_references(graph_of(linked, code))
    assert finding.message == "the name of this table is not known: an element of unknown data"


def test_a_project_in_order_has_no_findings(linked: Callable[[str], LinkedProject]) -> None:
    inventory = Inventory(known=(JOBS,), complete=(ResourceKind.TABLE,), pages=(page("table:jobs"),))
    assert check_inventory(graph_of(linked, USED), inventory) == ()
