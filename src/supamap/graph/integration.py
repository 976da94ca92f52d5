"""The Integration Map of a resource: who uses it, grouped as a page of documentation shows it.

The nearest users are listed, not everybody who gets there in the end: a table like ``profiles``, which every page
reaches somehow, stays readable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.chains import Ways, passed, stands_for, via_components, ways, ways_of_function
from supamap.graph.database_group import database_entries
from supamap.graph.reachability import chain, operations_of, upstream
from supamap.graph.region import Region
from supamap.graph.sides import Side, Sides
from supamap.model.maps import IntegrationMap, MapEntry, MapGroup
from supamap.model.sources import Role
from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.graph.usage_graph import UsageGraph

_Users = dict[str, list[str]]
_MEMBERS = (DefinitionKind.METHOD, DefinitionKind.PROPERTY)
_HANDLING = (Side.API, Side.SERVER)


def integration_map(
    graph: UsageGraph, resource: str, *, include_tests: bool = False, sides: Sides | None = None
) -> IntegrationMap:
    """All groups of ``resource``; the first three are there even when nobody is in them.

    Hand over ``sides`` when many maps of one graph are made. Raises KeyError when the resource is not in the graph.
    """
    region = Region(graph, resource, sides or Sides(graph))
    users = _ui_users(region)
    nearest = _user_entries(region, users)
    always = (
        MapGroup("Pages/Components", nearest, _without(_further_pages(region, users), nearest)),
        MapGroup("Edge Functions", _edge_functions(region)),
        MapGroup("Services/Hooks", _entries(region, _services(region, users))),
    )
    perhaps = (
        MapGroup("API Routes", _entries(region, _handlers(region, Side.API))),
        MapGroup("Server", _entries(region, _handlers(region, Side.SERVER))),
        MapGroup("Database", database_entries(region)),
        MapGroup("Scripts", _entries(region, region.nodes(Side.SCRIPT))),
        MapGroup("Tests", _entries(region, region.nodes(Side.TEST)) if include_tests else ()),
    )
    return IntegrationMap(resource, (*always, *(group for group in perhaps if group.entries)))


def integration_maps(
    graph: UsageGraph, resources: Iterable[str], *, include_tests: bool = False
) -> dict[str, IntegrationMap]:
    """The maps of several resources, by their ids."""
    sides = Sides(graph)
    return {each: integration_map(graph, each, include_tests=include_tests, sides=sides) for each in resources}


def _ui_users(region: Region) -> _Users:
    """The nearest pages and components, each with the parts of it that reach the resource, nearest first."""
    users: _Users = {}
    for node in region.nodes(Side.UI):
        users.setdefault(region.sides.subject(node), []).append(node)
    return users


def _user_entries(region: Region, users: _Users) -> tuple[MapEntry, ...]:
    return _sorted(
        _entry(region, user, region.operations(*parts), ways(region, parts)) for user, parts in users.items()
    )


def _further_pages(region: Region, users: _Users) -> tuple[MapEntry, ...]:
    """Pages that reach the resource through child components only."""
    graph, sides = region.graph, region.sides

    def passes(node: str) -> bool:
        return sides.of(node) not in (Side.SCRIPT, Side.TEST)

    next_step = upstream(graph, region.resource, passes)
    pages: dict[str, str] = {}
    for node in next_step:
        if _is_page(region, page := sides.subject(node)) and page not in users:
            pages.setdefault(page, node)
    operations = operations_of(graph, region.resource, passes) if pages else {}
    return _sorted(
        _entry(
            region,
            page,
            operations.get(node, ()),
            Ways(chains=(via_components(region, page, chain(next_step, node)),)),
        )
        for page, node in pages.items()
    )


def _without(entries: Iterable[MapEntry], known: Iterable[MapEntry]) -> tuple[MapEntry, ...]:
    """The entries that readers could not take for one of ``known``."""
    taken = {(entry.name, entry.file) for entry in known}
    return tuple(entry for entry in entries if (entry.name, entry.file) not in taken)


def _is_page(region: Region, node: str) -> bool:
    definition = region.graph.definition(node)
    return definition is not None and definition.role is Role.PAGE


def _edge_functions(region: Region) -> tuple[MapEntry, ...]:
    """The functions that reach the resource, and code among them that touches it though none is seen to run it."""
    entries = [_function_entry(region, function) for function in region.nodes(None)]
    unseen = (node for node in region.nodes(Side.EDGE) if region.touches(node) and not _is_run(region, node))
    return _sorted([*entries, *_entries(region, unseen)])


def _is_run(region: Region, node: str) -> bool:
    """Whether one of the functions that reach the resource is seen to run ``node``."""
    return any(user in region and region.sides.of(user) is None for user in upstream(region.graph, node))


def _function_entry(region: Region, function: str) -> MapEntry:
    entry = next(iter(region.graph.used(function)), "")
    operations = region.operations(function)
    return _made(region.graph.name(function), entry.rpartition("#")[0], operations, ways_of_function(region, function))


def _services(region: Region, users: _Users) -> list[str]:
    """Services that touch the resource, that call the client for others, or that UI code reaches it through."""
    found = [node for node in region.nodes(Side.SERVICE) if region.touches(node)]
    found += region.writers()
    for parts in users.values():
        found += passed(region, parts)
    return [node for node in dict.fromkeys(found) if _is_service(region, node)]


def _is_service(region: Region, node: str) -> bool:
    return (
        region.sides.of(node) is Side.SERVICE
        and not region.sides.is_private(node)
        and not _helps_handlers(region, node)
    )


def _helps_handlers(region: Region, node: str) -> bool:
    """Whether a local definition only serves handlers of its own file, on the API's or the server's side."""
    definition = region.graph.definition(node)
    if definition is None or definition.exported or definition.kind in _MEMBERS:
        return False
    users = _users_in_file(region, node, definition.file)
    return any(region.sides.of(user) in _HANDLING and not _is_module(region, user) for user in users)


def _users_in_file(region: Region, node: str, file: str) -> set[str]:
    """All definitions of ``file`` that reach ``node`` within that file, without itself."""
    found: set[str] = set()
    todo = [node]
    while todo:
        fresh = {user for user in region.graph.users(todo.pop()) if user.startswith(f"{file}#")} - found
        found |= fresh
        todo += fresh
    return found - {node}


def _is_module(region: Region, node: str) -> bool:
    definition = region.graph.definition(node)
    return definition is not None and definition.kind is DefinitionKind.MODULE


def _handlers(region: Region, side: Side) -> list[str]:
    """The definitions of a side that others know: not what only helps a handler of the same file."""
    return [node for node in region.nodes(side) if _is_handler(region, node, side)]


def _is_handler(region: Region, node: str, side: Side) -> bool:
    definition = region.graph.definition(node)
    if definition is None or stands_for(region, node, region.way(node)[1]):
        return False
    if definition.exported or definition.kind in _MEMBERS:
        return True
    users = (region.graph.definition(user) for user in region.graph.users(node) if region.sides.of(user) is side)
    return not any(
        user is not None and user.file == definition.file and user.kind is not DefinitionKind.MODULE for user in users
    )


def _entries(region: Region, nodes: Iterable[str]) -> tuple[MapEntry, ...]:
    return _sorted(_own_entry(region, node) for node in nodes)


def _own_entry(region: Region, node: str) -> MapEntry:
    """The entry of a definition that stands for itself; it may call the client on behalf of others."""
    written = region.written_by(node)
    found = ways(region, [node])
    operations = tuple(sorted({*region.operations(node), *written}))
    return _entry(region, node, operations, Ways(found.itself or bool(written), found.chains))


def _entry(region: Region, node: str, operations: tuple[str, ...], found: Ways) -> MapEntry:
    definition = region.graph.definition(node)
    return _made(region.graph.name(node), definition.file if definition else "", operations, found)


def _made(name: str, file: str, operations: tuple[str, ...], found: Ways) -> MapEntry:
    chains = ((), *found.chains) if found.itself or not found.chains else found.chains
    return MapEntry(name, file, operations, chains[0], chains[1:])


def _sorted(entries: Iterable[MapEntry]) -> tuple[MapEntry, ...]:
    """Entries by name; those that readers cannot tell apart, by name and file, are one with the chains of all."""
    merged: dict[tuple[str, str], MapEntry] = {}
    for entry in entries:
        same = merged.get((entry.name, entry.file), entry)
        operations = tuple(sorted({*same.operations, *entry.operations}))
        chains = sorted({same.via, *same.also, entry.via, *entry.also}, key=lambda chain: (len(chain), chain))
        merged[entry.name, entry.file] = MapEntry(entry.name, entry.file, operations, chains[0], tuple(chains[1:]))
    return tuple(sorted(merged.values(), key=lambda each: (each.name.casefold(), each.name, each.file)))
