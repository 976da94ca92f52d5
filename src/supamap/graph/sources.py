"""What following names needs to know of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from supamap.model import facts
from supamap.model.usage import Step

if TYPE_CHECKING:
    from supamap.model.facts import FileFacts, Imported


class Origin(msgspec.Struct, frozen=True):
    """What an import binds: a value of a file, an export of a package, or nothing that is known, for a ``reason``.

    ``steps`` are the re-exports on the way.
    """

    file: str = ""
    value: facts.Value | None = None
    package: str = ""
    reason: str = ""
    steps: tuple[Step, ...] = ()


class Sources(Protocol):
    """Facts of files, and what imports bind."""

    def facts(self, path: str) -> FileFacts:
        """The facts of a file, empty ones if it is not scanned."""

    def origin(self, path: str, imported: Imported) -> Origin:
        """What an import of a file binds."""
