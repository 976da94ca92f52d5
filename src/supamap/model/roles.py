"""The role of a definition inside a file whose own role is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.model.sources import Language, Role

if TYPE_CHECKING:
    from supamap.model.sources import SourceFile

MODULE = "<module>"
"""The name of a file's own top-level code."""

_WHOLE = frozenset({Role.EDGE_FUNCTION, Role.TEST, Role.SCRIPT, Role.SERVER})
_MARKUP = frozenset({Language.VUE, Language.SVELTE, Language.ASTRO})
CALLED_BY_FRAMEWORK = frozenset({
    "default", "loader", "clientLoader", "action", "clientAction", "load", "actions", "meta", "links", "headers",
    "generateMetadata", "generateStaticParams", "generateViewport", "generateImageMetadata", "metadata", "Route",
    "getServerSideProps", "getStaticProps", "getStaticPaths", "getInitialProps", "ErrorBoundary", "HydrateFallback",
    "handle", "handleError", "handleFetch", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ALL",
    "fallback", "config", "handler", "entries", "prerender",
})  # fmt: skip
"""The exports that frameworks look for: the same in every file of a kind."""

SERVER_EXPORTS = frozenset({
    "loader", "action", "headers", "getServerSideProps", "getStaticProps", "getStaticPaths", "generateMetadata",
    "generateStaticParams", "generateViewport", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS",
})  # fmt: skip
"""Those of them that run on servers only, whatever else their file holds."""

_ROUTED = frozenset({Role.PAGE, Role.LAYOUT, Role.API_ROUTE})
_HOOK = re.compile(r"use[A-Z0-9_]")
_STORE = re.compile(r"(?:^|[a-z0-9])(?:Store|Slice)$")
_CONTEXT = re.compile(r"(?:Context|Provider)$")
_COMPONENT = re.compile(r"[A-Z]")
_PAGE = re.compile(r"(?:Page|Screen|View|Route|Layout)$")
_NOT_WORD = re.compile(r"[^a-z0-9]")


def definition_role(
    file: SourceFile, name: str, returns_jsx: bool | None = None, *, default_export: bool = False
) -> Role:
    """Return the role of definition ``name`` (``load``, ``Card``, ``AssetService.sign``, ``<module>``) of ``file``.

    ``returns_jsx`` is None when that is not known. Of the definitions in a page, layout or API route only those play
    the file's role that the framework itself calls: the default export, and the names it looks for.
    """
    owner = name.partition(".")[0]
    if owner == MODULE or file.role in _WHOLE or file.language in _MARKUP:
        return file.role
    if file.role in _ROUTED and _is_routed(file, owner, returns_jsx, default_export):
        return file.role
    return _role_by_name(file, owner, returns_jsx) or _inherited(file.role)


def _is_routed(file: SourceFile, name: str, returns_jsx: bool | None, default_export: bool) -> bool:
    if default_export or name in CALLED_BY_FRAMEWORK:
        return True
    if file.role is Role.API_ROUTE:
        return False
    return returns_jsx is not False and bool(_COMPONENT.match(name)) and (_names_file(name, file.path) or _ends(name))


def _ends(name: str) -> bool:
    return _PAGE.search(name) is not None


def _names_file(name: str, path: str) -> bool:
    """Tell whether a component is called like its file, or like its folder when the file is an index."""
    *_, folder, last = f"/{path}".split("/")
    stem = last.partition(".")[0]
    return _plain(name) == _plain(folder if stem == "index" else stem)


def _plain(name: str) -> str:
    return _NOT_WORD.sub("", name.lower())


def _role_by_name(file: SourceFile, name: str, returns_jsx: bool | None) -> Role | None:
    """Return what a name says by the conventions of React: https://react.dev/reference/rules."""
    if _STORE.search(name) and returns_jsx is not True:
        return Role.STORE
    if _HOOK.match(name):
        return Role.HOOK
    if _CONTEXT.search(name) and returns_jsx is not False:
        return Role.CONTEXT
    if not _COMPONENT.match(name) or returns_jsx is False:
        return None
    if name.isupper() and not returns_jsx:
        return None  # a constant
    holds_jsx = file.language is Language.TSX or file.path.endswith((".jsx", ".js"))
    if returns_jsx or (holds_jsx and file.role in {Role.PAGE, Role.LAYOUT, Role.COMPONENT}):
        return Role.COMPONENT
    return None


def _inherited(role: Role) -> Role:
    """Return the role of a plain function or value: what is no component or hook itself serves those that are."""
    return role if role in {Role.STORE, Role.SERVICE, Role.OTHER, Role.CONTEXT} else Role.SERVICE
