"""What linking knows of a whole project: the input of the graph."""

from __future__ import annotations

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.usage import Definition, Reference, Usage


class EdgeFunction(msgspec.Struct, frozen=True, order=True):
    """A deployed edge function: its slug and the id of the definition that runs first (``…/index.ts#<module>``)."""

    slug: str
    entry: str


class LinkedProject(msgspec.Struct, frozen=True):
    """Everything the graph is built from; every tuple is sorted."""

    usages: tuple[Usage, ...]
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...]
    edge_functions: tuple[EdgeFunction, ...]
    diagnostics: tuple[Diagnostic, ...]
    files_scanned: int
    clients_found: int
