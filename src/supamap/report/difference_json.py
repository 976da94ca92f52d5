"""How two schemas differ, as JSON: one difference a line."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from supamap.model.differences import Difference
from supamap.report.json_text import document


def render(differences: Sequence[Difference]) -> str:
    """An object with the version of the format and the differences."""
    return document({"version": 1, "differences": [msgspec.to_builtins(one) for one in differences]})
