"""What people mean by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from supamap.errors import SupamapError
from supamap.graph.builder import build
from supamap.graph.endpoints import Endpoints
from supamap.model.sources import Language, Role, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.model.linked import LinkedProject

PROJECT = """
apps/web/pages/jobs.tsx#<module> page
apps/web/pages/jobs.tsx#JobsPage page
  uses src/hooks/useJobs.ts#useJobs
apps/web/pages/layout.tsx#Layout layout
apps/web/pages/jobs/[id].tsx#default page
apps/admin/pages/index.tsx#Home page
apps/web/pages/index.tsx#Home page
src/hooks/useJobs.ts#<module> hook
src/hooks/useJobs.ts#useJobs hook
  select table:jobs
  call rpc:rank
  select table:audit.events
  invoke function:rank
src/services/s.ts#Service service
  uses src/services/s.ts#Service.sign
src/services/s.ts#Service.sign service
  upload bucket:avatars
  upload bucket:rooms
src/rooms.ts#rooms service
function queue-job = supabase/functions/queue-job/index.ts#<module>
"""
ROUTES = {
    "apps/web/pages/jobs.tsx": "/jobs",
    "apps/web/pages/layout.tsx": "/jobs",
    "apps/web/pages/jobs/[id].tsx": "/jobs/[id]",
    "apps/admin/pages/index.tsx": "/",
    "apps/web/pages/index.tsx": "/",
}


@pytest.fixture
def endpoints(linked: Callable[[str], LinkedProject]) -> Endpoints:
    graph = build(linked(PROJECT), routes=ROUTES)
    files = sorted({each.file for each in graph.definitions()})
    roles = {"apps/web/pages/layout.tsx": Role.LAYOUT}
    sources = [SourceFile(file, Language.TSX, 1, roles.get(file, Role.PAGE)) for file in files]
    return Endpoints(
        graph,
        sources,
        {file: (route,) for file, route in ROUTES.items()},
        ["apps/web", "apps/admin"],
        lambda text: text if text.rstrip("/") in files else None,
    )


@pytest.mark.parametrize(
    ("text", "kind", "name", "nodes"),
    [
        ("table:jobs", "table", "table:jobs", 1),
        ("view:jobs", "table", "table:jobs", 1),
        ("table:public.jobs", "table", "table:jobs", 1),
        ("audit.events", "table", "table:audit.events", 1),
        ("events", "table", "table:audit.events", 1),
        ("avatars", "bucket", "bucket:avatars", 1),
        ("queue-job", "function", "function:queue-job", 1),
        ("edge_function:queue-job", "function", "function:queue-job", 1),
        ("rpc:rank", "rpc", "rpc:rank", 1),
        ("src/hooks/useJobs.ts", "file", "src/hooks/useJobs.ts", 2),
        ("useJobs.ts", "file", "src/hooks/useJobs.ts", 2),
        ("src/hooks/useJobs.ts#useJobs", "definition", "src/hooks/useJobs.ts#useJobs", 1),
        ("useJobs.ts#useJobs", "definition", "src/hooks/useJobs.ts#useJobs", 1),
        ("useJobs", "definition", "src/hooks/useJobs.ts#useJobs", 1),
        ("Service", "definition", "src/services/s.ts#Service", 2),
        ("sign", "definition", "src/services/s.ts#Service.sign", 1),
        ("/jobs", "route", "/jobs", 2),
        ("/jobs/", "route", "/jobs", 2),
        ("/jobs/:id", "route", "/jobs/[id]", 1),
        ("/jobs/$id", "route", "/jobs/[id]", 1),
    ],
)
def test_names(endpoints: Endpoints, text: str, kind: str, name: str, nodes: int) -> None:
    found = endpoints.find(text)
    assert (found.kind, found.name, len(found.nodes)) == (kind, name, nodes)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("rank", "function:rank, rpc:rank"),
        ("rooms", "bucket:rooms, src/rooms.ts#rooms"),
        ("/", "apps/admin/pages/index.tsx, apps/web/pages/index.tsx"),
        ("index.tsx", "apps/admin/pages/index.tsx, apps/web/pages/index.tsx"),
    ],
)
def test_what_could_be_several_lists_them(endpoints: Endpoints, text: str, choices: str) -> None:
    with pytest.raises(SupamapError) as caught:
        endpoints.find(text)
    assert caught.value.message == f"{text} could be {choices}"
    assert caught.value.hint == "name one of them in full"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("jobz", "/jobs"),
        ("table:avatars", "bucket:avatars"),
        ("/job", "/jobs"),
        ("useJbs", "src/hooks/useJobs.ts#useJobs"),
        ("src/hooks/useJobs.ts#useJob", "src/hooks/useJobs.ts#useJobs"),
        ("src/hook/useJobs.ts", "src/hooks/useJobs.ts"),
    ],
)
def test_a_misspelling_is_answered_with_what_is_near(endpoints: Endpoints, text: str, near: str) -> None:
    with pytest.raises(SupamapError, match="nothing here is called") as caught:
        endpoints.find(text)
    assert near in caught.value.message


def test_an_empty_name(endpoints: Endpoints) -> None:
    with pytest.raises(SupamapError, match="an empty name means nothing here"):
        endpoints.find("")
