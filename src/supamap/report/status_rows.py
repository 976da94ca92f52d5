"""The state of the documentation as rows: what the formats for people have in common."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from supamap.report.lines import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supamap.model.coverage import DocsStatus, PageStatus
    from supamap.model.pages import Priority

TITLES = ("Purpose", "Ownership", "Schema", "Integration Map", "Business Rules", "Example Queries", "Notes")
"""The columns of a table. What a bucket's page calls Configuration stands under Schema."""


def by_priority(status: DocsStatus) -> Iterator[tuple[Priority, list[PageStatus]]]:
    """The pages in groups of one priority, the most urgent group first."""
    for priority, pages in groupby(status.pages, key=lambda page: page.priority):
        yield priority, list(pages)


def states(page: PageStatus) -> list[str]:
    """The state of each section, one for each of ``TITLES``."""
    return [str(section.state) for section in page.sections]


def named(page: PageStatus) -> str:
    """The page's file name, or what has no page."""
    return page.name if page.path else f"{page.name} (no page)"


def summary(status: DocsStatus) -> str:
    """Coverage, and what has no page."""
    coverage = status.coverage
    text = f"{coverage.percent} % of {counted(coverage.total, 'section')} documented"
    absent = sum(page.path is None for page in status.pages)
    return f"{text}; {counted(absent, 'page')} missing" if absent else text
