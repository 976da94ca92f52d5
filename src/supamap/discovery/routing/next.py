"""Next.js: both routers. Source: https://nextjs.org/docs/app/getting-started/project-structure."""

from __future__ import annotations

import re

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role

_APP_FILES = {
    "page": Role.PAGE,
    "default": Role.PAGE,
    "not-found": Role.PAGE,
    "forbidden": Role.PAGE,
    "unauthorized": Role.PAGE,
    "layout": Role.LAYOUT,
    "template": Role.LAYOUT,
    "loading": Role.LAYOUT,
    "error": Role.LAYOUT,
    "global-error": Role.LAYOUT,
    "global-not-found": Role.PAGE,
    "route": Role.API_ROUTE,
    "sitemap": Role.API_ROUTE,
    "robots": Role.API_ROUTE,
    "manifest": Role.API_ROUTE,
    "icon": Role.API_ROUTE,
    "apple-icon": Role.API_ROUTE,
    "opengraph-image": Role.API_ROUTE,
    "twitter-image": Role.API_ROUTE,
}
_METADATA = {"sitemap": "sitemap.xml", "robots": "robots.txt", "manifest": "manifest.webmanifest"}
_IMAGES = frozenset({"icon", "apple-icon", "opengraph-image", "twitter-image"})
_SERVER_FILES = frozenset({"middleware", "proxy", "instrumentation"})
_CODE = frozenset({"tsx", "ts", "jsx", "js"})
_INTERCEPTING = re.compile(r"\(\.{1,3}\)")


def next_verdict(place: Place) -> Verdict | None:
    """Return what Next.js makes of a file, None when it is an ordinary module to it."""
    folders = place.folders[1:] if place.folders[:1] == ("src",) else place.folders
    if place.suffix not in _CODE:
        return None
    if not folders:
        if place.stem in _SERVER_FILES:
            return Verdict(Role.SERVER, f"Next.js {place.stem}")
        return None
    if folders[0] == "app":
        return _app_router(folders[1:], place.stem)
    if folders[0] == "pages":
        return _pages_router(folders[1:], place.stem)
    return None


def _app_router(folders: tuple[str, ...], stem: str) -> Verdict | None:
    role = _APP_FILES.get(stem)
    if role is None or any(folder.startswith("_") for folder in folders):
        return None
    segments = app_segments(folders)
    if stem in _METADATA:
        segments.append(_METADATA[stem])
    elif stem in _IMAGES:
        segments.append(stem)
    return Verdict(role, f"Next.js app router: {stem}", url(segments))


def app_segments(folders: tuple[str, ...]) -> list[str]:
    """Return the URL's segments: groups and slots are none, an intercepting folder stands where its dots point to."""
    segments: list[str] = []
    for folder in folders:
        if folder.startswith("@"):
            continue
        marks = _INTERCEPTING.match(folder)
        while marks:
            dots = len(marks[0]) - 2
            segments = [] if dots == len("...") else segments[: len(segments) - (dots - 1)]
            folder = folder[marks.end() :]  # noqa: PLW2901 - (..)(..)name climbs twice
            marks = _INTERCEPTING.match(folder)
        if not (folder.startswith("(") and folder.endswith(")")):
            segments.append(folder)
    return segments


def _pages_router(folders: tuple[str, ...], stem: str) -> Verdict | None:
    if not folders and stem in {"_app", "_document"}:
        return Verdict(Role.LAYOUT, f"Next.js pages router: {stem}", "/")
    route = url([*folders, stem])
    if folders[:1] == ("api",) or (not folders and stem == "api"):
        return Verdict(Role.API_ROUTE, "Next.js pages router: API route", route)
    return Verdict(Role.PAGE, "Next.js pages router: page", None if stem == "_error" else route)
