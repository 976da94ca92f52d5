"""How long a replay may take."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """Seconds that one statement, and all together, may take."""

    statement: float = 10.0
    all: float = 180.0


DEFAULT_LIMITS = Limits()
