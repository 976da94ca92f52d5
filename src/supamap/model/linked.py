"""What linking knows of a whole project: the input of the graph."""

from __future__ import annotations

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.usage import Definition, Reference, Usage


class EdgeFunction(msgspec.Struct, frozen=True, order=True):
    """A deployed edge function: its slug and the id of the definition that runs first (``…/index.ts#<module>``)."""

    slug: str
    entry: str


class RoutedDefinition(msgspec.Struct, frozen=True, order=True):
    """A definition (``id``) that a router's configuration draws at ``route``; ``file`` and ``line`` say where.

    ``layout`` says that other routes are drawn inside it.
    """

    id: str
    route: str
    layout: bool
    file: str
    line: int


class LinkedProject(msgspec.Struct, frozen=True):
    """Everything the graph is built from; every tuple is sorted."""

    usages: tuple[Usage, ...]
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...]
    edge_functions: tuple[EdgeFunction, ...]
    diagnostics: tuple[Diagnostic, ...]
    files_scanned: int
    clients_found: int
    routed: tuple[RoutedDefinition, ...] = ()
