"""What linking knows of a whole project: the input of the graph."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.usage import Definition, Privilege, Reference, Usage


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


class Exposure(msgspec.Struct, frozen=True, order=True):
    """A definition (``user``) that uses a service client and that code of browsers reaches along ``way``.

    The way has both ends: what browsers run first, and the user.
    """

    user: str
    way: tuple[str, ...]


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
    exposures: tuple[Exposure, ...] = ()


def exposing_way(usage: Usage, ways: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The way from code of browsers to a usage of a service client, by its user; empty for other usages."""
    service = usage.client is not None and usage.client.privilege is Privilege.SERVICE
    return ways.get(usage.user, ()) if service else ()
