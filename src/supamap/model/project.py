"""What discovery knows of a whole project before any source is parsed.

All paths are relative to the project's root, use ``/`` and have no leading ``./``; the root itself is ``""``.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.sources import SourceFile


class Framework(StrEnum):
    """What routes a package's pages, by its dependencies and its configuration files."""

    NEXT = "next"
    SVELTEKIT = "sveltekit"
    NUXT = "nuxt"
    EXPO = "expo"
    REMIX = "remix"
    ASTRO = "astro"
    TANSTACK = "tanstack"
    VITE = "vite"
    NONE = "none"


class PathRule(msgspec.Struct, frozen=True, order=True):
    """Specifiers that match ``pattern`` lead to the first of ``targets`` that exists.

    The pattern has at most one ``*``; every ``*`` of a target stands for what the pattern's star matched. A target
    that begins with ``/`` is a path from the project's root, any other one is itself a specifier (``npm:zod@3``).
    """

    pattern: str
    targets: tuple[str, ...]


class AliasScope(msgspec.Struct, frozen=True):
    """Rules that hold for the files in ``folder`` and below it: tsconfig paths, bundler aliases, Deno import maps.

    ``origin`` says where the rules stand: a file's path or the name of the framework that brings them. ``base_url`` is
    the folder that bare specifiers are tried in, None when there is none.
    """

    folder: str
    origin: str
    rules: tuple[PathRule, ...] = ()
    base_url: str | None = None


class Package(msgspec.Struct, frozen=True):
    """A folder with a ``package.json``, or a ``deno.json`` that names its exports.

    ``exports`` is None when the package does not restrict its subpaths; its patterns begin with ``.``. ``imports`` has
    patterns that begin with ``#``. ``entries`` are the files that its name alone may mean, best first, as the manifest
    names them: they need not exist. ``dependencies`` are the names of all kinds of dependencies. ``workspace`` is the
    folder of the workspace whose packages are linked to each other by name; ``links`` are further dependencies that
    stand in the tree: name → folder.
    """

    path: str
    name: str | None = None
    framework: Framework = Framework.NONE
    exports: tuple[PathRule, ...] | None = None
    imports: tuple[PathRule, ...] = ()
    entries: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    workspace: str | None = None
    links: tuple[tuple[str, str], ...] = ()


class EdgeFunctionSource(msgspec.Struct, frozen=True, order=True):
    """The source of one edge function: its slug, its folder and the file that runs first."""

    slug: str
    folder: str
    entry: str


class Project(msgspec.Struct, frozen=True):
    """A source tree that is ready to be scanned; every tuple is sorted, ``aliases`` by folder and then by precedence.

    ``root`` is absolute. ``files`` are to be scanned; ``unscanned`` are source and declaration files that exist, and
    that a specifier may lead to, but whose code is not read: ``.d.ts`` files, bundles, files left out by
    configuration. ``supabase_folders`` are the folders that hold ``config.toml``, ``migrations`` or ``functions``.
    ``ignored`` are globs of what git ignores: a specifier that leads there means code that a tool generates.
    """

    root: str
    files: tuple[SourceFile, ...]
    unscanned: tuple[str, ...] = ()
    packages: tuple[Package, ...] = ()
    aliases: tuple[AliasScope, ...] = ()
    edge_functions: tuple[EdgeFunctionSource, ...] = ()
    supabase_folders: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
