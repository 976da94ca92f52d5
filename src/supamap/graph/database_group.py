"""The group of an Integration Map that tells what of the database itself uses a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.chains import ways
from supamap.graph.sides import Side
from supamap.model.maps import MapEntry

if TYPE_CHECKING:
    from supamap.graph.region import Region

# Kinds of nodes that are users, as entries call them; a table that only fires a trigger is none.
_CALLED = {
    "rpc": "function",
    "view": "view",
    "materialized_view": "materialized view",
    "trigger": "trigger",
    "policy": "policy",
    "cron_job": "cron job",
}


def database_entries(region: Region) -> tuple[MapEntry, ...]:
    """Functions, triggers and cron jobs that get to the resource, views and policies that name it; sorted."""
    found = [entry for node in region.nodes(Side.DATABASE) if (entry := _entry(region, node)) is not None]
    return tuple(sorted(found, key=lambda entry: (entry.name.casefold(), entry.name)))


def _entry(region: Region, node: str) -> MapEntry | None:
    shown = region.graph.node(node)
    called = _CALLED.get(shown.kind)
    direct = region.touches(node)
    if called is None or (shown.kind == "policy" and not direct):
        return None
    chains = ways(region, [node]).chains
    if direct:
        chains = ((), *chains)
    via, *also = chains or ((),)
    return MapEntry(f"{called} {shown.name}", "", region.operations(node), via, tuple(also))
