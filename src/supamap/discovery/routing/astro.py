"""Astro. Source: https://docs.astro.build/en/guides/routing."""

from __future__ import annotations

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role


def astro_verdict(place: Place) -> Verdict | None:
    """Return what Astro makes of a file, None when it is an ordinary module to it."""
    if place.folders[:1] != ("src",):
        return None
    folders = place.folders[1:]
    if folders[:1] == ("pages",) and not any(name.startswith("_") for name in (*folders, place.name)):
        segments = [*folders[1:], place.stem]
        if place.suffix == "astro":
            return Verdict(Role.PAGE, "Astro page", url(segments))
        if place.suffix in {"ts", "js"}:
            return Verdict(Role.API_ROUTE, "Astro endpoint", url(segments))
    if folders[:1] == ("layouts",) and place.suffix == "astro":
        return Verdict(Role.LAYOUT, "Astro layout")
    if (not folders and place.stem == "middleware") or folders[:1] == ("middleware",):
        return Verdict(Role.SERVER, "Astro middleware")
    if folders[:1] == ("actions",):
        return Verdict(Role.SERVER, "Astro actions")
    return None
