"""Expo Router. Source: https://docs.expo.dev/router/basics/notation."""

from __future__ import annotations

import re

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role

_CODE = frozenset({"tsx", "jsx", "ts", "js"})
_PLATFORM = re.compile(r"\.(?:ios|android|native|web)$")


def expo_verdict(place: Place) -> Verdict | None:
    """Return what Expo Router makes of a file, None when it is an ordinary module to it."""
    folders = place.folders[1:] if place.folders[:1] == ("src",) else place.folders
    if folders[:1] != ("app",) or place.suffix not in _CODE:
        return None
    stem = _PLATFORM.sub("", place.stem)
    segments = [folder for folder in folders[1:] if not (folder.startswith("(") and folder.endswith(")"))]
    if stem == "_layout":
        return Verdict(Role.LAYOUT, "Expo Router layout", url(segments))
    if stem.endswith("+api"):
        return Verdict(Role.API_ROUTE, "Expo Router API route", url([*segments, stem.removesuffix("+api")]))
    if stem.startswith("+"):
        role = Role.PAGE if stem == "+not-found" else Role.LAYOUT
        return Verdict(role, f"Expo Router {stem}")
    if place.suffix == "ts":
        return None
    return Verdict(Role.PAGE, "Expo Router screen", url([*segments, stem]))
