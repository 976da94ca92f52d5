"""SvelteKit. Source: https://svelte.dev/docs/kit/routing."""

from __future__ import annotations

import re

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role

_ROUTE_FILE = re.compile(r"\+(page|layout|server|error)(?:@[\w()-]*)?(?:\.(server))?\.(?:svelte|ts|js)")


def sveltekit_verdict(place: Place) -> Verdict | None:
    """Return what SvelteKit makes of a file, None when it is an ordinary module to it."""
    if place.folders == ("src",) and place.stem in {"hooks.server", "hooks.client", "hooks", "service-worker"}:
        return Verdict(Role.SERVER, f"SvelteKit {place.stem}")
    if place.stem.endswith(".remote"):
        return Verdict(Role.SERVER, "SvelteKit remote functions")
    found = _ROUTE_FILE.fullmatch(place.name)
    if found is None or place.folders[:2] != ("src", "routes"):
        return None
    route = url(folder for folder in place.folders[2:] if not (folder.startswith("(") and folder.endswith(")")))
    if found[1] == "server":
        return Verdict(Role.API_ROUTE, "SvelteKit endpoint", route)
    if found[1] == "page":
        return Verdict(Role.PAGE, "SvelteKit page" if place.suffix == "svelte" else "SvelteKit page's load", route)
    return Verdict(Role.LAYOUT, f"SvelteKit {found[1]}", route)
