"""Rules of the inventory on graphs; what they find in files stands in tests/cases/rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.builder import build
from supamap.model.findings import Finding, Severity
from supamap.model.graph import Resource
from supamap.model.locations import Location
from supamap.model.pages import Page, ResourceSource
from supamap.model.usage import ResourceKind
from supamap.rules.evidence import Evidence
from supamap.rules.registry import RULES, rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from supamap.model.linked import LinkedProject

JOBS = Resource(ResourceKind.TABLE, "jobs")
AVATARS = Resource(ResourceKind.BUCKET, "avatars")
USED = "src/a.ts#f hook\n  select table:jobs\n"
DYNAMIC = "src/x.ts#pick service\n  select table:? because it is read from the URL\n"
TESTED = "src/a.test.ts#<module> test\n  select table:jobs\n  select table:?\n"


def page(*resources: str, path: str = "docs/tables/30-jobs.md") -> Page:
    return Page(path, 30, resources, "jobs", ResourceSource.HEADING)


def found(name: str, project: LinkedProject, **evidence: Any) -> list[Finding]:
    return list(rule(name).check(Evidence(build(project), project, **evidence)))


def test_unmapped_is_what_exists_and_nobody_uses(linked: Callable[[str], LinkedProject]) -> None:
    known = (JOBS, AVATARS)
    assert found("unmapped-table", linked(USED), known=known) == []
    assert found("unmapped-bucket", linked(USED), known=known) == [
        Finding(
            "unmapped-bucket",
            Severity.WARNING,
            "bucket `avatars` is unmapped: nobody uses it",
            None,
            "bucket:avatars",
        ),
    ]


def test_unmapped_points_at_the_page(linked: Callable[[str], LinkedProject]) -> None:
    pages = (page("table:jobs"), page("table:jobs", path="z.md"))
    (finding,) = found("unmapped-table", linked(""), pages=pages)
    assert finding.location == Location("docs/tables/30-jobs.md", 1)


def test_an_unknown_name_makes_unmapped_a_possibility(linked: Callable[[str], LinkedProject]) -> None:
    (finding,) = found("unmapped-table", linked(DYNAMIC), known=(JOBS, AVATARS))
    assert (finding.severity, finding.related) == (Severity.INFO, Location("src/x.ts", 2, 5, 4))
    (finding,) = found("unmapped-bucket", linked(DYNAMIC), known=(JOBS, AVATARS))
    assert finding.severity is Severity.WARNING


def test_an_unknown_name_of_another_schema_means_nothing(linked: Callable[[str], LinkedProject]) -> None:
    project = linked("src/x.ts#f service\n  select table:audit.? because of a loop\n")
    known = (JOBS, Resource(ResourceKind.TABLE, "events", "audit"))
    severities = [finding.severity for finding in found("unmapped-table", project, known=known)]
    assert severities == [Severity.INFO, Severity.WARNING]


def test_only_the_projects_own_tables_need_a_page(linked: Callable[[str], LinkedProject]) -> None:
    code = "src/a.ts#f hook\n  select table:auth.users\n  call rpc:rank\n  invoke function:go\n"
    assert found("undocumented-table", linked(code + TESTED)) == []
    known = (Resource(ResourceKind.TABLE, "users", "auth"),)
    assert [one.resource for one in found("unmapped-table", linked(code + TESTED), known=known)] == ["table:jobs"]


def test_an_orphan_is_not_unmapped_as_well(linked: Callable[[str], LinkedProject]) -> None:
    evidence = {"complete": (ResourceKind.TABLE,), "pages": (page("table:jobs", "table:gone"),)}
    assert [one.resource for one in found("orphan-page", linked(USED), **evidence)] == ["table:gone"]
    assert found("unmapped-table", linked(USED), **evidence) == []


def test_without_a_complete_schema_nothing_is_an_orphan(linked: Callable[[str], LinkedProject]) -> None:
    evidence = {"complete": (ResourceKind.TABLE,), "pages": (page("bucket:gone"),)}
    assert found("orphan-page", linked(USED), **evidence) == []
    assert [one.resource for one in found("unmapped-bucket", linked(USED), **evidence)] == ["bucket:gone"]


def test_an_unknown_name_makes_an_orphan_a_possibility(linked: Callable[[str], LinkedProject]) -> None:
    evidence = {"complete": (ResourceKind.TABLE,), "pages": (page("table:gone"),)}
    (finding,) = found("orphan-page", linked(DYNAMIC), **evidence)
    assert finding.severity is Severity.INFO
    assert finding.message.endswith("unless a name that is not known means it")


def test_that_a_name_is_not_known_is_said_once(linked: Callable[[str], LinkedProject]) -> None:
    code = "src/x.ts#f service\n  select table:? because not known: an element of unknown data\n"
    (finding,) = found("dynamic-reference", linked(code + TESTED))
    assert finding.message == "the name of this table is not known: an element of unknown data"


def test_a_project_in_order_has_no_findings(linked: Callable[[str], LinkedProject]) -> None:
    evidence = {"known": (JOBS,), "complete": (ResourceKind.TABLE,), "pages": (page("table:jobs"),)}
    code = USED.replace("hook", "page")
    assert [one for name in RULES for one in found(name, linked(code), **evidence)] == []
