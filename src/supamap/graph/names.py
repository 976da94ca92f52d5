"""What readers call a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.roles import CALLED_BY_FRAMEWORK
from supamap.model.sources import Role
from supamap.model.usage import Definition, DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ENTRY_STEMS = frozenset({"index", "mod", "main"})


def reader_name(definition: Definition, routes: Mapping[str, str], slugs: Mapping[str, str]) -> str:
    """The name under which people know a definition.

    ``routes`` gives the URL path of page and API route files, ``slugs`` the edge function that a definition starts.
    A page is its route, an API route its method and route, an edge function its slug; other modules and anonymous
    defaults are named by their file, everything else by its own name (``AssetService.sign``).
    """
    if definition.id in slugs:
        return slugs[definition.id]
    own = own_name(definition)
    route = routes.get(definition.file)
    if route is None:
        return own or file_name(definition.file)
    method = _method(definition.file) if own is None else own
    if definition.role is Role.API_ROUTE and method in _METHODS:
        return f"{method} {route}"
    if definition.role in (Role.PAGE, Role.API_ROUTE) and (own is None or definition.exported):
        return route
    # A layout or a loader of SvelteKit bears a framework's name, the same for every route.
    plain = own or file_name(definition.file)
    return f"{plain} {route}" if _is_shared(definition.file, own) else plain


def _is_shared(file: str, own: str | None) -> bool:
    called = own is None or own.partition(".")[0] in CALLED_BY_FRAMEWORK
    return called and file.rpartition("/")[2].startswith("+")


def _method(file: str) -> str:
    """The HTTP method that Nitro reads from a file's name: ``plants/[id].delete.ts``."""
    return file.rpartition("/")[2].split(".")[-2:][0].upper()


def own_name(definition: Definition) -> str | None:
    """The name in the code (``AssetService.sign``); None for a module or an anonymous default."""
    name = definition.id.rpartition("#")[2]
    if definition.kind is DefinitionKind.MODULE or name == "default":
        return None
    return name.replace("default.", f"{file_name(definition.file)}.", 1) if name.startswith("default.") else name


def file_name(file: str) -> str:
    """A file's stem without its ``+``, or its folder's name when the stem says nothing (``index``)."""
    folder, _, base = file.rpartition("/")
    stem = base.rpartition(".")[0].lstrip("+") or base
    return folder.rpartition("/")[2] if stem in _ENTRY_STEMS and folder else stem
