"""Source files and the roles they and their definitions play."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """What part of an application a file or a definition is."""

    PAGE = "page"
    LAYOUT = "layout"
    COMPONENT = "component"
    HOOK = "hook"
    CONTEXT = "context"
    STORE = "store"
    SERVICE = "service"
    API_ROUTE = "api_route"
    SERVER = "server"
    EDGE_FUNCTION = "edge_function"
    SCRIPT = "script"
    TEST = "test"
    OTHER = "other"


class Language(StrEnum):
    """The grammar that reads a file; Vue, Svelte and Astro files hold script blocks of another one."""

    TYPESCRIPT = "typescript"
    TSX = "tsx"
    JAVASCRIPT = "javascript"
    VUE = "vue"
    SVELTE = "svelte"
    ASTRO = "astro"


class SourceFile(msgspec.Struct, frozen=True, order=True):
    """A file to scan.

    ``path`` is relative to the root and uses ``/``. ``role`` is the file's own role by path and package evidence;
    ``role_reason`` says why in one phrase. ``route`` is the URL path of a page or API route, if the file system says.
    ``function`` is the edge function's slug when the file is that function's entry point.
    """

    path: str
    language: Language
    size: int
    role: Role = Role.OTHER
    role_reason: str = ""
    route: str | None = None
    function: str | None = None
