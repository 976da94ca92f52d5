"""How much is documented, as the JSON that shields.io turns into a badge (https://shields.io/badges/endpoint-badge)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.json_text import row

if TYPE_CHECKING:
    from supamap.model.coverage import DocsStatus

_COLOURS = ((100, "brightgreen"), (90, "green"), (75, "yellowgreen"), (50, "yellow"), (25, "orange"), (0, "red"))


def render(status: DocsStatus) -> str:
    """One object on one line, ending with a line feed."""
    percent = status.coverage.percent
    colour = next(colour for least, colour in _COLOURS if percent >= least)
    return row({"schemaVersion": 1, "label": "table docs", "message": f"{percent}%", "color": colour}) + "\n"
