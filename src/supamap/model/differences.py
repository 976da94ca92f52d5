"""How two schemas differ."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Change(StrEnum):
    """What happened between the first schema and the second."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Difference(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that only one of two schemas has, or that both have in two ways.

    ``kind`` is ``table``, ``column``, ``policy`` …, ``name`` is qualified: ``jobs.status`` for a column. ``field`` is
    what changed of it, ``before`` and ``after`` are its values as texts.
    """

    change: Change
    kind: str
    name: str
    field: str = ""
    before: str = ""
    after: str = ""
