"""What a specifier means."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ResolutionKind(StrEnum):
    """Where a specifier leads.

    ``unresolved`` is a module of the project that is not in its tree, ``generated`` one that is not there because git
    ignores it: a tool makes it.
    """

    FILE = "file"
    PACKAGE = "package"
    ASSET = "asset"
    UNRESOLVED = "unresolved"
    GENERATED = "generated"


class Resolution(msgspec.Struct, frozen=True):
    """What a specifier means.

    ``target`` is a path from the root for a file, a package's name for a package (a virtual module's whole specifier,
    a foreign module's address without scheme), and otherwise the specifier itself. ``subpath`` is what follows a
    package's name, without a leading ``/``. ``via`` says in a phrase which rule led there.
    """

    kind: ResolutionKind
    target: str
    subpath: str = ""
    via: str = ""
