"""In which definition a usage is written, when that is not the one it belongs to.

``upload('avatars', file)`` in ``ProfileForm`` makes ``ProfileForm`` a user of ``avatars``, though the client is called
inside ``upload``. Readers want to know that function too.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from supamap.model.usage import DefinitionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.usage import Definition, Usage

# The step of a proof that says: the name came in as an argument, so another definition wrote the call.
_HANDED_OVER = "argument"


class Writers:
    """Finds the definition around a line. Definitions know where they begin: the latest one before a line holds it."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._by_file: dict[str, list[tuple[int, str]]] = {}
        for definition in definitions:
            if definition.kind is not DefinitionKind.MODULE:
                self._by_file.setdefault(definition.file, []).append((definition.line, definition.id))
        for found in self._by_file.values():
            found.sort()

    def of(self, usage: Usage) -> str | None:
        """The id of the definition that calls the client for ``usage.user``; None when that calls it itself."""
        file = usage.location.file
        handed_over = any(step.kind == _HANDED_OVER for step in usage.via)
        if not handed_over and usage.user.rpartition("#")[0] == file:
            return None
        writer = self._around(file, usage.location.line)
        return None if writer is None or _same(writer, usage.user) else writer

    def _around(self, file: str, line: int) -> str | None:
        begun = self._by_file.get(file, [])
        index = bisect_right(begun, line, key=lambda entry: entry[0])
        return begun[index - 1][1] if index else None


def _same(one: str, other: str) -> bool:
    """Whether both are one definition, or one is a member of the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
