"""How complete the documentation is: page by page, section by section."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from supamap.model.pages import Priority


class SectionState(StrEnum):
    """What stands in a section.

    A section with an up-to-date block is ``generated`` whatever people wrote beside it; one whose block a sync would
    write or change is ``stale``.
    """

    GENERATED = "generated"
    HAND_WRITTEN = "hand-written"
    STALE = "stale"
    PLACEHOLDER = "placeholder"
    MISSING = "missing"

    @property
    def covered(self) -> bool:
        """Whether a reader finds there what they look for."""
        return self in {SectionState.GENERATED, SectionState.HAND_WRITTEN}


class SectionStatus(msgspec.Struct, frozen=True):
    """One section by its usual title, whatever the page calls it."""

    title: str
    state: SectionState


class PageStatus(msgspec.Struct, frozen=True):
    """One page, or one resource that has none: then ``path`` is None and every section is missing.

    ``path`` is relative to the configuration's folder. ``category`` is empty where no category has the page's number.
    """

    path: str | None
    number: int | None
    resources: tuple[str, ...]
    category: str
    priority: Priority
    sections: tuple[SectionStatus, ...]

    @property
    def name(self) -> str:
        """The page's file name, or the name of what has no page."""
        if self.path is None:
            return ", ".join(resource.removeprefix("table:") for resource in self.resources)
        return self.path.rpartition("/")[2]

    @property
    def open(self) -> tuple[SectionStatus, ...]:
        """The sections in which something is left to do."""
        return tuple(section for section in self.sections if not section.state.covered)


class Coverage(msgspec.Struct, frozen=True):
    """How many of how many sections are covered."""

    covered: int
    total: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 only when nothing is left; 100 of nothing."""
        return 100 * self.covered // self.total if self.total else 100


class DocsStatus(msgspec.Struct, frozen=True):
    """All pages and resources without one, the most urgent first."""

    pages: tuple[PageStatus, ...]

    @property
    def coverage(self) -> Coverage:
        """The coverage of all of them."""
        return coverage_of(self.pages)


def coverage_of(pages: tuple[PageStatus, ...]) -> Coverage:
    """Count the sections of these pages."""
    return Coverage(
        covered=sum(section.state.covered for page in pages for section in page.sections),
        total=sum(len(page.sections) for page in pages),
    )
