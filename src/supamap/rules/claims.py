"""What several rules of the inventory say in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleCard, Severity
from supamap.model.locations import Location
from supamap.model.usage import ResourceKind
from supamap.rules.presence import called, first_use, is_documentable, possible_user, resource_of, users
from supamap.rules.rule import finding

if TYPE_CHECKING:
    from supamap.model.graph import Resource
    from supamap.model.pages import Page
    from supamap.rules.evidence import Evidence

UNLESS = "unless a name that is not known means it"


def unread(evidence: Evidence) -> str:
    """What may use a resource and was not read: packages of their own, migrations that did not apply."""
    broken = () if evidence.complete_history else ("a migration that did not apply",)
    return ", ".join((*evidence.other_clients, *broken))


def documenting(evidence: Evidence) -> dict[str, Page]:
    """The first page of each documented resource."""
    return {name: page for page in sorted(evidence.pages, reverse=True) for name in page.resources}


def undocumented(evidence: Evidence, of: RuleCard, kind: ResourceKind) -> Iterator[Finding]:
    """Resources of a kind that code uses and no page documents: at the first usage.

    A project without any page has not begun to document; that is no finding.
    """
    documented = documenting(evidence)
    if not documented:
        return
    for each in evidence.graph.resources():
        if each.kind is not kind or not is_documentable(each) or each.id in documented:
            continue
        place = first_use(evidence.graph, each.id)
        if place is not None:
            hint = f"`supamap docs new {each.id.removeprefix('table:')}` writes the page"
            yield finding(of, f"{called(each.id)} is used, but no page documents it", place, each.id, hint=hint)


def unmapped(evidence: Evidence, of: RuleCard, kind: ResourceKind) -> Iterator[Finding]:
    """Resources of a kind that exist and that nobody uses; less sure when an unknown name could mean them."""
    pages = documenting(evidence)
    documented = (each for name in pages if (each := resource_of(name)) is not None)
    named = {
        each.id: each
        for each in (*evidence.known, *evidence.graph.resources(), *documented)
        if each.kind is kind and is_documentable(each)
    }
    doubtful = {str(one) for one in evidence.schema.doubtful} if evidence.schema is not None else set()
    for name in sorted(named):
        if name.partition(":")[2] not in doubtful and not users(evidence.graph, name) and not is_orphan(evidence, name):
            yield _unmapped(evidence, of, named[name], pages.get(name))


def is_orphan(evidence: Evidence, name: str) -> bool:
    """Whether a page's subject exists neither in code nor in the known schema, as far as that is complete."""
    resource = resource_of(name)
    if resource is None or resource.kind not in evidence.complete:
        return False
    graph = evidence.graph
    return all(each.id != name for each in evidence.known) and not (name in graph and graph.users(name))


def _unmapped(evidence: Evidence, of: RuleCard, resource: Resource, page: Page | None) -> Finding:
    graph = evidence.graph
    tested = resource.id in graph and graph.users(resource.id)
    nobody = "only tests use it" if tested else "nobody uses it"
    possible = possible_user(graph, resource)
    place = None if page is None else Location(page.path, 1)
    beside = unread(evidence)
    if possible is None and beside:
        message = (
            f"{called(resource.id)} is possibly unmapped: {nobody} through Supabase; what {beside} does is not read"
        )
        return finding(of, message, place, resource.id, severity=Severity.INFO)
    if possible is None:
        return finding(of, f"{called(resource.id)} is unmapped: {nobody}", place, resource.id)
    message = f"{called(resource.id)} is possibly unmapped: {nobody}, {UNLESS}"
    return finding(of, message, place, resource.id, severity=Severity.INFO, related=possible.location)
