"""The state of the documentation as Markdown, for a comment or a job summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.lines import printable
from supamap.report.status_rows import TITLES, by_priority, named, states, summary

if TYPE_CHECKING:
    from supamap.model.coverage import DocsStatus


def render(status: DocsStatus) -> str:
    """The coverage, and a table with a row for each page; ends with a line feed."""
    rows = [
        [_cell(named(page)), str(priority), *states(page)] for priority, pages in by_priority(status) for page in pages
    ]
    table = [["page", "priority", *TITLES], ["---"] * (len(TITLES) + 2), *rows]
    return "\n".join([f"**{summary(status)}**", "", *(f"| {' | '.join(cells)} |" for cells in table), ""])


def _cell(name: str) -> str:
    """A name as code; the few characters that would end the code or the cell are left out or escaped."""
    escaped = printable(name).replace("`", "").replace("|", r"\|")
    return f"`{escaped}`"
