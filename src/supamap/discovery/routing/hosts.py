"""The functions of hosts that stand beside an application whose framework does not route them.

Sources: https://docs.netlify.com/build/functions/get-started, https://vercel.com/docs/functions.
"""

from __future__ import annotations

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role


def netlify_verdict(place: Place) -> Verdict | None:
    """Return what Netlify makes of a file: a function is a file, or a folder's index or namesake."""
    if place.folders[:1] != ("netlify",) or place.folders[1:2] not in {("functions",), ("edge-functions",)}:
        return None
    below = place.folders[2:]
    if any(folder.startswith("_") for folder in below):
        return None
    if below and place.stem not in {"index", below[-1]}:
        return Verdict(Role.SERVICE, "part of a Netlify function")
    return Verdict(Role.API_ROUTE, "Netlify function", url((".netlify", place.folders[1], (*below, place.stem)[0])))


def vercel_verdict(place: Place) -> Verdict | None:
    """Return what Vercel makes of a file of a package that has a ``vercel.json``."""
    if place.folders[:1] != ("api",) or place.name.startswith(("_", ".")) or place.suffix in {"tsx", "jsx"}:
        return None
    return Verdict(Role.API_ROUTE, "Vercel function", url((*place.folders, place.stem)))
