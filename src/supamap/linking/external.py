"""From a specifier that leads out of the project to the name of the package it means."""

from __future__ import annotations

import re

BUILTINS = frozenset({
    "assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console", "constants",
    "crypto", "dgram", "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises",
    "http", "http2", "https", "inspector", "module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks",
    "process", "punycode", "querystring", "readline", "readline/promises", "repl", "stream", "stream/promises",
    "stream/web", "string_decoder", "sys", "timers", "timers/promises", "tls", "trace_events", "tty", "url", "util",
    "util/types", "v8", "vm", "wasi", "worker_threads", "zlib",
})  # fmt: skip
"""Modules of Node without their ``node:`` prefix. Source: https://nodejs.org/api/modules.html#built-in-modules."""

_VERSION = re.compile(r"^(@[^@/]+/[^@/]+|[^@/]+)(?:@[^/]*)?(?:/(.*))?$")
_SCHEME = re.compile(r"^[a-zA-Z][\w+.-]*:")
_REGISTRIES = ("npm:", "jsr:")
_PINNED = re.compile(r"^(?:v\d+|stable|pin|-|npm|jsr)/")
_MODULE_HOSTS = (
    "cdn.skypack.dev/",
    "esm.run/",
    "unpkg.com/",
    "cdn.pika.dev/",
    "jspm.dev/",
    "dev.jspm.io/",
    "ga.jspm.io/",
)
_ENTRY_FILES = ("mod.ts", "index.ts", "+esm")
_DENO_LAND = {
    "supabase": "@supabase/supabase-js",
    "supabase_js": "@supabase/supabase-js",
    "postgrest": "@supabase/postgrest-js",
}
"""Packages that deno.land/x has under another name than npm."""


def has_scheme(specifier: str) -> bool:
    """Tell whether the specifier begins with ``scheme:``, such as ``npm:``, ``node:``, ``https:`` or ``virtual:``."""
    return _SCHEME.match(specifier) is not None


def split_package(specifier: str) -> tuple[str, str]:
    """Return name and subpath of a bare specifier; a version between them is left out."""
    found = _VERSION.match(specifier)
    return (found[1], (found[2] or "").rstrip("/")) if found else (specifier, "")


def external_package(specifier: str) -> tuple[str, str]:
    """Return name and subpath of what a specifier with or without a scheme names.

    ``npm:@supabase/supabase-js@2``, ``jsr:@supabase/supabase-js@2``, ``https://esm.sh/@supabase/supabase-js@2?dts`` and
    the addresses of other registries all give ``@supabase/supabase-js``. What no registry serves keeps its address.
    """
    if specifier.startswith(("https://", "http://")):
        return _from_address(specifier)
    if specifier.startswith(_REGISTRIES):
        return split_package(specifier[4:].lstrip("/"))
    if has_scheme(specifier):
        return specifier, ""
    return split_package(specifier)


def _from_address(address: str) -> tuple[str, str]:
    place = re.sub(r"[?#].*", "", address.partition("://")[2])
    host, _, path = place.partition("/")
    if host == "deno.land":
        return _from_deno_land(path)
    if host == "cdn.jsdelivr.net":
        return _from_registry(path[4:]) if path.startswith("npm/") else (place, "")
    if host == "jsr.io" or host.endswith("esm.sh") or f"{host}/" in _MODULE_HOSTS:
        return _from_registry(path)
    return place, ""


def _from_registry(path: str) -> tuple[str, str]:
    path = path.lstrip("*").removeprefix("npm:")
    while pinned := _PINNED.match(path):
        path = path[pinned.end() :].lstrip("*")
    if path.startswith(("gh/", "pr/")):
        return path, ""
    name, subpath = split_package(path)
    return name, "" if subpath in _ENTRY_FILES else subpath


def _from_deno_land(path: str) -> tuple[str, str]:
    kind, _, rest = path.partition("/")
    if not rest:
        return f"deno.land/{path}".rstrip("/"), ""
    if kind.partition("@")[0] == "std":
        return "deno.land/std", rest
    name, _, subpath = rest.partition("/")
    name = name.partition("@")[0]
    subpath = "" if subpath in _ENTRY_FILES else subpath
    return _DENO_LAND.get(name, f"deno.land/x/{name}"), subpath
