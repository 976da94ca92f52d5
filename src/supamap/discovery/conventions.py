"""Roles by the names that people give to files and folders: what no framework decides."""

from __future__ import annotations

import re

from supamap.discovery.routing.verdict import JSX, MARKUP, Place, Verdict
from supamap.model.sources import Role

_DRAWING = frozenset({"tsx", "jsx"}) | MARKUP
_NAMES = {
    "hook": Verdict(Role.HOOK, "named like a hook"),
    "context": Verdict(Role.CONTEXT, "named like a context"),
    "store": Verdict(Role.STORE, "named like a store"),
    "controller": Verdict(Role.API_ROUTE, "named like a controller"),
    "service": Verdict(Role.SERVICE, "named like a service"),
    "types": Verdict(Role.OTHER, "types"),
    "config": Verdict(Role.OTHER, "configuration"),
}
_ANY_NAME = re.compile(
    r"(?P<hook>^use(?:[A-Z0-9]|-\w))|(?P<context>(?:[Cc]ontext|[Pp]roviders?)$)"
    r"|(?P<store>(?:[a-z0-9](?:Store|Slice)|[-_.](?:store|slice)|^store)$)"
)
_PLAIN_NAME = re.compile(
    r"(?P<controller>(?:[-_.]c|[a-z]C)ontroller$)|(?P<types>(?:^|[.-])types?$|\.d$)|(?P<config>(?:^|\.)config$)"
    r"|(?P<service>(?:[a-z0-9](?:Service|Repository|Api|API|Client)|[-_.](?:service|repository|api|client|dao))$)"
)
"""Names that tell something only of files that draw nothing."""

_SHOWN_NAME = re.compile(
    r"(?P<page>(?:[a-z0-9](?:Page|Screen)|[-_.](?:page|screen))$)|(?P<layout>(?:[a-z0-9]|^)Layout$|(?:[-_.]|^)layout$)"
)
_SERVICE_STEM = frozenset({
    "utils", "util", "helpers", "api", "service", "services", "actions", "queries", "mutations", "client",
    "supabase", "supabaseClient", "db", "database", "loader", "loaders", "fetchers", "fetcher", "auth", "storage",
})  # fmt: skip
_PLAIN_STEM = {"index": "index of a folder", "constants": "constants"}
_SERVER_STEM = frozenset({"server", "middleware", "worker", "proxy"})

_ALWAYS = {
    **dict.fromkeys(("hooks", "composables"), Role.HOOK),
    **dict.fromkeys(("contexts", "context"), Role.CONTEXT),
    **dict.fromkeys(("stores", "store", "slices", "zustand", "redux"), Role.STORE),
    **dict.fromkeys(("scripts", "bin", "seeds", "seeders"), Role.SCRIPT),
}
_PLAIN = {
    **dict.fromkeys(("server", "backend", "jobs", "workers", "tasks", "cron", "inngest", "trigger"), Role.SERVER),
    **dict.fromkeys(("controllers", "routers", "handlers", "resolvers"), Role.API_ROUTE),
    **dict.fromkeys(("types", "typings", "interfaces", "constants", "locales", "i18n"), Role.OTHER),
    **dict.fromkeys(
        (
            "services", "service", "lib", "libs", "utils", "util", "api", "apis", "helpers", "queries", "mutations",
            "repositories", "repository", "dal", "db", "database", "data", "integrations", "supabase", "clients",
            "client", "actions", "core", "shared", "common", "modules", "domain", "infrastructure", "adapters",
            "providers",
        ),
        Role.SERVICE,
    ),
}  # fmt: skip
"""Folders whose files have this role when they draw nothing, and are components when they do."""

_COMPONENTS = frozenset({
    "components", "component", "ui", "widgets", "widget", "blocks", "sections", "modals", "modal", "dialogs", "dialog",
    "parts", "partials", "tabs", "steps", "cards", "forms",
})  # fmt: skip
_PAGES = frozenset({"pages", "views", "screens", "routes"})
_HTTP_SERVERS = frozenset({"express", "fastify", "koa", "hono", "@nestjs/core", "@hapi/hapi", "h3", "elysia", "polka"})


def conventional_verdict(place: Place, dependencies: frozenset[str], *, routed: bool) -> Verdict:
    """Return the role that a file's name, else its innermost telling folder, else its suffix gives it.

    ``routed`` tells that a framework routes the package's pages: then there are no others, whatever they are called.
    """
    return (
        _by_name(place, routed=routed)
        or _by_folder(place, serves=not dependencies.isdisjoint(_HTTP_SERVERS), routed=routed)
        or _by_suffix(place)
    )


def _draws(place: Place) -> bool:
    """Tell whether a file can be expected to hold a component."""
    return place.suffix in _DRAWING or (place.suffix == "js" and place.stem[:1].isupper())


def _by_name(place: Place, *, routed: bool) -> Verdict | None:
    draws = _draws(place)
    if place.suffix not in MARKUP:
        found = _ANY_NAME.search(place.stem) or (None if draws else _PLAIN_NAME.search(place.stem))
        if found and found.lastgroup:
            return _NAMES[found.lastgroup]
    if draws and place.suffix != "js" and (shown := _SHOWN_NAME.search(place.stem)):
        if not _COMPONENTS.isdisjoint(place.folders):
            return None
        if shown["layout"]:
            return Verdict(Role.LAYOUT, "named like a layout")
        return None if routed else Verdict(Role.PAGE, "named like a page")
    if place.stem in _PLAIN_STEM and place.suffix == "ts" and place.folders:
        return Verdict(Role.OTHER, _PLAIN_STEM[place.stem])
    if len(place.folders) <= 1 and place.stem in _SERVER_STEM and not draws:
        return Verdict(Role.SERVER, f"named {place.stem}")
    return None


def _by_folder(place: Place, *, serves: bool, routed: bool) -> Verdict | None:
    draws = _draws(place)
    for written in reversed(place.folders):
        folder = written.lstrip("_")
        if folder in _ALWAYS:
            return Verdict(_ALWAYS[folder], f"in {folder}/")
        if folder in _COMPONENTS:
            return Verdict(Role.COMPONENT, f"in {folder}/") if draws else _plain(place)
        if folder in _PAGES and not routed:
            return _in_pages(place, folder, draws, serves)
        if folder == "layouts" and draws:
            role = Role.COMPONENT if _COMPONENTS.intersection(place.folders) else Role.LAYOUT
            return Verdict(role, "in layouts/")
        if folder in _PLAIN:
            return Verdict(Role.COMPONENT if draws else _PLAIN[folder], f"in {folder}/")
    return None


def _in_pages(place: Place, folder: str, draws: bool, serves: bool) -> Verdict:
    if folder == "routes" and serves and not draws:
        return Verdict(Role.API_ROUTE, "in routes/ of an HTTP server")
    return Verdict(Role.PAGE, f"in {folder}/") if draws else _plain(place)


def _plain(place: Place) -> Verdict:
    if place.stem in _SERVICE_STEM:
        return Verdict(Role.SERVICE, f"named {place.stem}")
    return Verdict(Role.OTHER, "")


def _by_suffix(place: Place) -> Verdict:
    near = len(place.folders) <= 1
    if near and place.stem in {"App", "app"} and (place.suffix in JSX or place.suffix in MARKUP):
        return Verdict(Role.LAYOUT, "root component")
    if near and place.stem in {"main", "index"} and place.suffix not in MARKUP:
        return Verdict(Role.OTHER, "entry point")
    if place.suffix in _DRAWING:
        return Verdict(Role.COMPONENT, f".{place.suffix} file")
    return _plain(place)
