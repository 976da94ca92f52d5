"""Nuxt 3 and 4. Source: https://nuxt.com/docs/guide/directory-structure."""

from __future__ import annotations

import re

from supamap.discovery.routing.verdict import Place, Verdict, url
from supamap.model.sources import Role

_METHOD = re.compile(r"\.(?:get|post|put|patch|delete|head|options|connect|trace)$")
_ROLES = {
    "layouts": (Role.LAYOUT, "Nuxt layout"),
    "composables": (Role.HOOK, "Nuxt composable"),
    "stores": (Role.STORE, "Pinia store"),
    "store": (Role.STORE, "store"),
    "middleware": (Role.SERVICE, "Nuxt route middleware"),
    "plugins": (Role.SERVICE, "Nuxt plugin"),
    "utils": (Role.SERVICE, "in utils/"),
    "shared": (Role.SERVICE, "in shared/"),
}
_SERVER = {
    "middleware": (Role.SERVER, "Nuxt server middleware"),
    "plugins": (Role.SERVER, "Nuxt server plugin"),
    "utils": (Role.SERVICE, "Nuxt server utils/"),
    "tasks": (Role.SCRIPT, "Nitro task"),
}


def nuxt_verdict(place: Place, source_folders: tuple[str, ...]) -> Verdict | None:
    """Return what Nuxt makes of a file, None when it is an ordinary module to it.

    ``source_folders`` are the folders of ``srcDir`` below the package; a layer under ``layers/`` is laid out alike.
    """
    folders = place.folders
    if folders[:1] == ("layers",):
        folders = folders[2:]
    if folders[:1] == ("server",):
        return _server(folders[1:], place)
    if folders[: len(source_folders)] == source_folders:
        folders = folders[len(source_folders) :]
    elif folders[:1] == ("app",):
        folders = folders[1:]
    if folders[:1] == ("server",):
        return _server(folders[1:], place)
    if not folders:
        return Verdict(Role.LAYOUT, f"Nuxt {place.stem}.vue") if place.name in {"app.vue", "error.vue"} else None
    if folders[0] == "pages":
        return _page(folders[1:], place)
    if folders[0] in _ROLES:
        role, reason = _ROLES[folders[0]]
        return Verdict(role, reason)
    return None


def _page(folders: tuple[str, ...], place: Place) -> Verdict | None:
    if place.suffix not in {"vue", "tsx", "jsx"}:
        return None
    segments = [_segment(folder) for folder in (*folders, place.stem) if folder[:1] + folder[-1:] != "()"]
    return Verdict(Role.PAGE, "Nuxt page", url(segments))


def _segment(name: str) -> str:
    return f"[{name[1:]}]" if name.startswith("_") and len(name) > 1 else name  # Nuxt 2 wrote _id


def _server(folders: tuple[str, ...], place: Place) -> Verdict | None:
    if not folders:
        return Verdict(Role.SERVER, "Nuxt server/")
    if folders[0] in {"api", "routes"}:
        start = ("api",) if folders[0] == "api" else ()
        return Verdict(
            Role.API_ROUTE, f"Nuxt server/{folders[0]}", url([*start, *folders[1:], _METHOD.sub("", place.stem)])
        )
    role, reason = _SERVER.get(folders[0], (Role.SERVER, "Nuxt server/"))
    return Verdict(role, reason)
