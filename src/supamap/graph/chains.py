"""The names on a chain from a user to a resource, as an Integration Map shows them behind ``via``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from supamap.graph.sides import Side
from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.graph.region import Region


def via(region: Region, node: str) -> tuple[str, ...]:
    """The names between ``node`` and the resource; up to the edge function, when the chain invokes one."""
    return _once(region.graph.name(each) for each in near_steps(region, node))


def via_shared(region: Region, function: str) -> tuple[str, ...]:
    """What lies between an edge function and the resource: shared modules by file, other functions by slug.

    Empty when the function's own folder touches the resource, whatever else does.
    """
    entry = next(iter(region.graph.used(function)), "")
    own = region.sides.own_files(entry)
    if any(user.startswith(own) for user in region.graph.users(region.resource)):
        return ()
    names: list[str] = []
    for each in near_steps(region, function):
        definition = region.graph.definition(each)
        if definition is None:
            names.append(region.graph.name(each))
        elif not each.startswith(own):
            names.append(region.sides.within_functions(definition.file))
    return _once(names)


def via_components(region: Region, page: str, way: Iterable[str]) -> tuple[str, ...]:
    """The UI on a page's way to the resource, without the page itself."""
    seen = (region.sides.subject(node) for node in way if region.sides.of(node) is Side.UI)
    return _once(region.graph.name(each) for each in seen if each != page)


def near_steps(region: Region, node: str) -> list[str]:
    """The nodes between ``node`` and the resource, up to the first edge function, which is included.

    The last may be the definition that calls the client for the one before it. An object or a module that stands only
    for the member used next is left out.
    """
    *way, _ = region.way(node)
    writer = region.writer(way[-1])
    if writer is not None:
        way.append(writer)
    found: list[str] = []
    for each, following in pairwise([*way[1:], ""]):
        if not stands_for(region, each, following):
            found.append(each)
        if region.graph.resource(each) is not None:
            break
    return found


def stands_for(region: Region, node: str, following: str) -> bool:
    """Whether ``node`` is only the module or the object to which ``following`` belongs."""
    definition = region.graph.definition(node)
    if definition is None or not following:
        return False
    module = definition.kind is DefinitionKind.MODULE and following.startswith(f"{definition.file}#")
    return module or following.startswith(f"{node}.")


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
