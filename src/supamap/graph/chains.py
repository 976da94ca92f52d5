"""The chains from a user to a resource, as an Integration Map shows them behind ``via``."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from supamap.graph.sides import Side
from supamap.model.sources import Role
from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from supamap.graph.region import Region

Names = tuple[str, ...]


class Ways(NamedTuple):
    """How a user comes to the operations it performs: some of them itself, the others along chains of names.

    The chains are the shortest ones that together lead to every operation. A chain ends where it has arrived, where
    operations part, or at the edge function that it invokes.
    """

    itself: bool = False
    chains: tuple[Names, ...] = ()


def ways(region: Region, nodes: Iterable[str]) -> Ways:
    """How ``nodes``, the parts of one user, reach the resource; functions that are only theirs are parts of them."""
    own = with_own(region, nodes, region.sides.is_private)
    return _ways(region, own, lambda chain: _once(map(region.graph.name, chain)))


def ways_of_function(region: Region, function: str) -> Ways:
    """How an edge function does: shared modules are named by file, other functions by slug, its own files not."""
    entry = next(iter(region.graph.used(function)), "")
    folder = region.sides.own_files(entry)
    own = with_own(region, [entry], lambda node: node.startswith(folder))

    def named(chain: Iterable[str]) -> Names:
        definitions = ((each, region.graph.definition(each)) for each in chain if not each.startswith(folder))
        return _once(
            region.graph.name(each) if definition is None else region.sides.within_functions(definition.file)
            for each, definition in definitions
        )

    return _ways(region, own, named)


def passed(region: Region, nodes: Iterable[str]) -> list[str]:
    """All that ``nodes`` use to reach the resource, and all that these pass in turn on the ways that ``ways`` tells of.

    An object or a module that stands only for its members is none of them; edge functions are not looked into.
    """
    start = with_own(region, nodes, region.sides.is_private)
    used = {each for node in start for each in region.graph.used(node)} - start
    steps = _cover(region, start, set(region.operations(*start)) - region.performed(start))
    todo = [*steps, *((each, lent) for each in sorted(used) if (lent := region.lent(each)))]
    seen: dict[str, set[str]] = {}
    found: list[str] = []
    while todo:
        node, operations = todo.pop()
        fresh = operations - seen.get(node, set())
        if not fresh:
            continue
        seen[node] = operations | seen.get(node, set())
        further = [] if _is_end(region, node) else _cover(region, {node}, fresh - region.performed({node}))
        if not further or not all(stands_for(region, node, each) for each, _ in further):
            found.append(node)
        todo += further
    return list(dict.fromkeys(found))


def via_components(region: Region, page: str, way: Iterable[str]) -> Names:
    """The UI on a page's way to the resource, without the page itself."""
    seen = (region.sides.subject(node) for node in way if region.sides.of(node) is Side.UI)
    return _once(region.graph.name(each) for each in seen if each != page)


def stands_for(region: Region, node: str, following: str) -> bool:
    """Whether ``node`` is only the module or the object to which ``following`` belongs."""
    definition = region.graph.definition(node)
    if definition is None or not following:
        return False
    module = definition.kind is DefinitionKind.MODULE and following.startswith(f"{definition.file}#")
    return module or following.startswith(f"{node}.")


def with_own(region: Region, nodes: Iterable[str], is_own: Callable[[str], bool]) -> set[str]:
    """The nodes, and whatever they use that ``is_own`` says is theirs."""
    found: set[str] = set()
    todo = list(nodes)
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo += (each for each in region.graph.used(node) if is_own(each))
    return found


def _ways(region: Region, nodes: set[str], named: Callable[[list[str]], Names]) -> Ways:
    performed = region.performed(nodes)
    needed = set(region.operations(*nodes)) - performed
    found = (chain for step in _cover(region, nodes, needed) for chain in _follow(region, *step))
    chains = {named(_without_owners(region, chain)) for chain in found}
    return Ways(bool(performed), tuple(sorted(filter(None, chains), key=lambda chain: (len(chain), chain))))


def _cover(region: Region, nodes: Collection[str], operations: Iterable[str]) -> list[tuple[str, set[str]]]:
    """The few next steps that together lead to all operations on shortest ways, each with those it is taken for."""
    offers: dict[str, set[str]] = {}
    for operation in operations:
        for step in region.next_steps(nodes, operation):
            offers.setdefault(step, set()).add(operation)
    chosen: list[tuple[str, set[str]]] = []
    while offers:
        best = min(offers, key=lambda step: (-len(offers[step]), _is_context(region, step), step))
        taken = offers[best]
        chosen.append((best, taken))
        offers = {step: left for step, offered in offers.items() if (left := offered - taken)}
    return chosen


def _follow(region: Region, first: str, operations: set[str]) -> list[list[str]]:
    """The chain that begins with ``first``, as far as all the operations lie on it.

    When it begins with an object, for whose members the operations part, it is one chain for each of these.
    """
    chain = [first]
    while not _is_end(region, chain[-1]) and region.performed({chain[-1]}).isdisjoint(operations):
        further = [step for step in _cover(region, {chain[-1]}, operations) if step[0] not in chain]
        if len(further) == 1:
            chain.append(further[0][0])
            continue
        if further and all(stands_for(region, chain[-1], each) for each, _ in further):
            return [chain[:-1]] if len(chain) > 1 else [rest for step in further for rest in _follow(region, *step)]
        break
    return [chain]


def _without_owners(region: Region, chain: list[str]) -> list[str]:
    """The chain without objects and modules that stand only for what follows."""
    return [node for node, following in pairwise([*chain, ""]) if not stands_for(region, node, following)]


def _is_context(region: Region, node: str) -> bool:
    """Whether a step leads through a provider, which readers think of last: nobody calls it."""
    definition = region.graph.definition(node)
    return definition is not None and definition.role is Role.CONTEXT


def _is_end(region: Region, node: str) -> bool:
    return region.is_writer(node) or region.sides.of(node) is None


def _once(names: Iterable[str]) -> Names:
    return tuple(dict.fromkeys(names))
