"""Remix and React Router as a framework: the flat routes of v2 and the nested folders of v1.

Sources: https://v2.remix.run/docs/file-conventions/routes, https://reactrouter.com/how-to/file-route-conventions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE = frozenset({"tsx", "jsx", "ts", "js"})
_DOT = re.compile(r"\.(?![^\[]*\])")


def remix_verdict(place: Place, route_folders: frozenset[str]) -> Verdict | None:
    """Return what the router makes of a file, None when it is an ordinary module to it.

    ``route_folders`` are the folders below ``app/routes`` that hold a ``route`` file: only that file is a route there.
    """
    folders = place.folders[1:] if place.folders[:1] == ("src",) else place.folders
    if folders[:1] != ("app",) or place.suffix not in _CODE:
        return None
    if folders == ("app",):
        return _top(place.stem)
    if folders[1] != "routes":
        return None
    below = folders[2:]
    if below and "/".join(below) in route_folders:
        return _route(below, place) if place.stem == "route" else None
    if any("/".join(below[:depth]) in route_folders for depth in range(1, len(below))):
        return None
    return _route((*below, place.stem), place)


def _top(stem: str) -> Verdict | None:
    if stem == "root":
        return Verdict(Role.LAYOUT, "root route", "/")
    if stem in {"entry.client", "entry.server"}:
        return Verdict(Role.SERVER, f"{stem} of the framework")
    return None


def _route(names: Iterable[str], place: Place) -> Verdict:
    parts = [part for name in names for part in _DOT.split(name)]
    if parts and parts[-1] == "_layout":
        return Verdict(Role.LAYOUT, "layout route", url(_segments(parts[:-1])))
    route = url(_segments(parts))
    if place.suffix in {"ts", "js"}:
        return Verdict(Role.API_ROUTE, "resource route", route)
    return Verdict(Role.PAGE, "route in app/routes", route)


def _segments(parts: Iterable[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part.startswith("_") or part == "index":
            continue
        optional = part.startswith("(") and part.endswith(")")
        name = (part[1:-1] if optional else part).removesuffix("_")
        if name == "$":
            name = "[...]"
        elif name.startswith("$"):
            name = f"[{name[1:]}]"
        elif name.startswith("[") and name.endswith("]"):
            name = name[1:-1]
        found.append(f"[{name}]" if optional and name.startswith("[") else name)
    return found
