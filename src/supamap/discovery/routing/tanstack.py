"""TanStack Router and Start. Source: https://tanstack.com/router/latest/docs/framework/react/routing/file-naming-conventions."""

from __future__ import annotations

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role

_CODE = frozenset({"tsx", "jsx", "ts", "js"})
_START = (("src", "routes"), ("app", "routes"), ("src", "app", "routes"))


def tanstack_verdict(place: Place) -> Verdict | None:
    """Return what the router makes of a file, None when it is an ordinary module to it."""
    start = next((start for start in _START if place.folders[: len(start)] == start), None)
    if start is None or place.suffix not in _CODE:
        return None
    names = [*place.folders[len(start) :], place.stem]
    if any(name.startswith("-") for name in names):  # left out of routing
        return Verdict(Role.COMPONENT, "beside a route") if place.suffix in {"tsx", "jsx"} else None
    if names[-1] in {"__root", "route"} or names[-1].endswith(".route"):
        return Verdict(Role.LAYOUT, "TanStack Router layout", url(_segments(names[:-1])))
    parts = [part for name in names for part in name.removesuffix(".lazy").split(".")]
    route = url(_segments(parts))
    if names[-1].startswith("_") and "." not in names[-1]:
        return Verdict(Role.LAYOUT, "TanStack Router layout", route)
    if names[0] == "api" or names[0].startswith("api.") or place.suffix in {"ts", "js"}:
        return Verdict(Role.API_ROUTE, "TanStack Start API route", route)
    return Verdict(Role.PAGE, "TanStack Router page", route)


def _segments(parts: list[str]) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part.startswith("_") or part in {"index", "route"} or (part.startswith("(") and part.endswith(")")):
            continue
        name = part.removesuffix("_")
        found.append("[...]" if name == "$" else f"[{name[1:]}]" if name.startswith("$") else name)
    return found
