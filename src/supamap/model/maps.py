"""The Integration Map of one resource: what a page's block says, before it is text."""

from __future__ import annotations

import msgspec


class MapEntry(msgspec.Struct, frozen=True):
    """One user of a resource.

    ``name`` is what readers call it (``AssetService.sign``, ``queue-job``), ``file`` the path relative
    to the project's root, ``operations`` sorted, ``via`` the names on the shortest chain between the user and the
    resource (empty when the user touches it itself). ``also`` are further chains, which lead to operations that the
    first does not lead to; a chain ends where the operations for which it is taken part.
    """

    name: str
    file: str
    operations: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()


class MapGroup(msgspec.Struct, frozen=True):
    """A titled list of users. ``further`` are pages that reach the resource only through child components."""

    title: str
    entries: tuple[MapEntry, ...] = ()
    further: tuple[MapEntry, ...] = ()


class IntegrationMap(msgspec.Struct, frozen=True):
    """All groups of one resource (``table:profiles``), in the order in which a page shows them."""

    resource: str
    groups: tuple[MapGroup, ...]
