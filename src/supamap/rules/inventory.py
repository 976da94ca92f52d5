"""Tables and buckets against their pages: what nobody uses, what nobody documents, what does not exist, what is stale.

A reference whose name is not known could be any resource of its kind. It never becomes a usage, but it lowers a claim
that something is unused, or does not exist, to a possibility. Tests count as nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from supamap.model.findings import Finding, Severity
from supamap.model.graph import Resource
from supamap.model.locations import Location
from supamap.model.pages import Page
from supamap.model.usage import ResourceKind
from supamap.rules.presence import called, dynamic, first_use, is_documentable, possible_user, resource_of, users

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph
    from supamap.model.usage import Usage

UNMAPPED = "unmapped"
UNDOCUMENTED = "undocumented"
ORPHAN_PAGE = "orphan-page"
STALE_PAGE = "stale-page"
DYNAMIC_REFERENCE = "dynamic-reference"
_UNLESS = "unless a name that is not known means it"


class Inventory(msgspec.Struct, frozen=True):
    """What a project has and what it says of it.

    ``known`` are resources that exist whether code uses them or not (generated types, configuration); ``complete`` are
    the kinds of which it holds all, so that a page of any other one is an orphan. ``pages`` are the documentation as it
    stands; ``stale`` pairs the path of a page that is not true any more with what is wrong.
    """

    known: tuple[Resource, ...] = ()
    complete: tuple[ResourceKind, ...] = ()
    pages: tuple[Page, ...] = ()
    stale: tuple[tuple[str, str], ...] = ()


def check_inventory(graph: UsageGraph, inventory: Inventory) -> tuple[Finding, ...]:
    """Everything the five rules of this module find, rule by rule."""
    return (
        *unmapped(graph, inventory),
        *undocumented(graph, inventory),
        *orphan_pages(graph, inventory),
        *stale_pages(inventory),
        *dynamic_references(graph),
    )


def unmapped(graph: UsageGraph, inventory: Inventory) -> tuple[Finding, ...]:
    """Tables and buckets that exist and that nobody uses: a warning, or a note when an unknown name could mean them."""
    pages = _pages(inventory)
    documented = (each for name in pages if (each := resource_of(name)) is not None)
    named = {each.id: each for each in (*inventory.known, *graph.resources(), *documented) if is_documentable(each)}
    return tuple(
        _unmapped(graph, named[name], pages.get(name))
        for name in sorted(named)
        if not users(graph, name) and not _is_orphan(graph, inventory, name)
    )


def undocumented(graph: UsageGraph, inventory: Inventory) -> tuple[Finding, ...]:
    """Tables and buckets that code uses and no page documents: an error at the first usage."""
    documented = _pages(inventory)
    used = (each.id for each in graph.resources() if is_documentable(each) and each.id not in documented)
    return tuple(
        Finding(UNDOCUMENTED, Severity.ERROR, f"{called(each)} is used, but no page documents it", place, each)
        for each in used
        if (place := first_use(graph, each)) is not None
    )


def orphan_pages(graph: UsageGraph, inventory: Inventory) -> tuple[Finding, ...]:
    """Pages of what exists neither in code nor in ``known``: an error, or a note when an unknown name could mean it."""
    return tuple(
        _orphan(graph, page, name)
        for page in sorted(inventory.pages)
        for name in page.resources
        if _is_orphan(graph, inventory, name)
    )


def stale_pages(inventory: Inventory) -> tuple[Finding, ...]:
    """Pages that are not true any more: an error."""
    return tuple(
        Finding(STALE_PAGE, Severity.ERROR, reason, Location(path, 1)) for path, reason in sorted(set(inventory.stale))
    )


def dynamic_references(graph: UsageGraph) -> tuple[Finding, ...]:
    """References of unknown name: a note, with why the name is not known."""
    return tuple(
        Finding(
            DYNAMIC_REFERENCE,
            Severity.NOTE,
            f"the name of this {usage.kind.replace('_', ' ')} is not known: {_reason(usage)}",
            usage.location,
        )
        for usage in dynamic(graph)
    )


def _reason(usage: Usage) -> str:
    """Why a name is not known, without saying once more that it is not."""
    reason = (usage.reason or "no reason is given").removeprefix("is ")
    return reason.removeprefix("not known: ")


def _pages(inventory: Inventory) -> dict[str, Page]:
    """The first page of each documented resource."""
    return {name: page for page in sorted(inventory.pages, reverse=True) for name in page.resources}


def _is_orphan(graph: UsageGraph, inventory: Inventory, name: str) -> bool:
    resource = resource_of(name)
    if resource is None or resource.kind not in inventory.complete:
        return False
    return all(each.id != name for each in inventory.known) and not (name in graph and graph.users(name))


def _unmapped(graph: UsageGraph, resource: Resource, page: Page | None) -> Finding:
    tested = resource.id in graph and graph.users(resource.id)
    nobody = "only tests use it" if tested else "nobody uses it"
    possible = possible_user(graph, resource)
    place = None if page is None else Location(page.path, 1)
    if possible is None:
        return Finding(UNMAPPED, Severity.WARNING, f"{called(resource.id)} is unmapped: {nobody}", place, resource.id)
    message = f"{called(resource.id)} is possibly unmapped: {nobody}, {_UNLESS}"
    return Finding(UNMAPPED, Severity.NOTE, message, place, resource.id, possible.location)


def _orphan(graph: UsageGraph, page: Page, name: str) -> Finding:
    resource = resource_of(name)
    possible = None if resource is None else possible_user(graph, resource)
    message = f"this page documents {called(name)}, which exists neither in code nor in the known schema"
    if possible is None:
        return Finding(ORPHAN_PAGE, Severity.ERROR, message, Location(page.path, 1), name)
    return Finding(ORPHAN_PAGE, Severity.NOTE, f"{message}, {_UNLESS}", Location(page.path, 1), name, possible.location)
