"""What is told of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.builder import build
from supamap.graph.portrait import portrait
from supamap.model.explanations import FileExplanation, FileLink, FileResource
from supamap.model.sources import Language, Role, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject

PROJECT = """
pages/jobs.tsx#<module> page
pages/jobs.tsx#Jobs page
  uses hooks/jobs.ts#useJobs
pages/admin.tsx#Admin page
  renders pages/jobs.tsx#Jobs
jobs.test.ts#<module> test
  uses hooks/jobs.ts#useJobs
hooks/jobs.ts#<module> hook
hooks/jobs.ts#useJobs hook
  select table:jobs
  uses hooks/jobs.ts#run
hooks/jobs.ts#run service
  update table:jobs
  invoke function:go
  select table:? because nobody knows
  uses lib/log.ts#log
lib/log.ts#log service
  insert table:logs
  upload bucket:perhaps perhaps
function go = f/go/index.ts#<module>
f/go/index.ts#<module> edge_function
  uses lib/log.ts#log
"""
ROLES = {"pages/jobs.tsx": Role.PAGE, "jobs.test.ts": Role.TEST}


def told(linked: Callable[[str], LinkedProject], path: str) -> FileExplanation:
    project = linked(PROJECT)
    source = SourceFile(path, Language.TYPESCRIPT, 1, Role.HOOK, "named like a hook")
    return portrait(build(project), project, source, ("/r",), ROLES)


def test_a_file(linked: Callable[[str], LinkedProject]) -> None:
    found = told(linked, "hooks/jobs.ts")
    assert (found.source.role_reason, found.routes) == ("named like a hook", ("/r",))
    assert [each.name for each in found.definitions] == ["<module>", "useJobs", "run"]
    assert found.resources == (
        FileResource("function:go", ("invoke",), ("run",)),
        FileResource("table:jobs", ("select", "update"), ("run", "useJobs")),
    )
    assert found.further == ("table:logs",)
    assert found.uses == (FileLink("lib/log.ts", Role.OTHER, ("log",)),)
    assert found.users == (
        FileLink("jobs.test.ts", Role.TEST, ("<module>",)),
        FileLink("pages/jobs.tsx", Role.PAGE, ("Jobs",)),
    )
    assert [node.id for node in found.entries] == ["pages/admin.tsx#Admin", "pages/jobs.tsx#Jobs"]
    assert [usage.reason for usage in found.unknown] == ["nobody knows"]


def test_what_a_parameter_allows_is_told_of_the_file_itself_alone(linked: Callable[[str], LinkedProject]) -> None:
    assert [each.resource for each in told(linked, "lib/log.ts").resources] == ["bucket:perhaps", "table:logs"]
    assert "bucket:perhaps" not in told(linked, "hooks/jobs.ts").further


def test_an_edge_function_is_known_by_its_slug(linked: Callable[[str], LinkedProject]) -> None:
    entries = {node.name: node.file for node in told(linked, "lib/log.ts").entries}
    assert entries["go"] == "f/go/index.ts"
