"""Sections of a page: finding one, and adding one where the order of sections puts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from supamap.docs.markdown import Heading, PageText, is_blank, splice
from supamap.model.pages import SECTION_ORDER

_LEVELS = (2, 3)
_NUMBERING = re.compile(r"\d+[.)]\s+")


class Section(msgspec.Struct, frozen=True):
    """A heading and the lines below it up to the next heading that is not deeper; ``end`` is exclusive."""

    heading: Heading
    end: int


def find_section(page: PageText, titles: Sequence[str]) -> Section | None:
    """The first section of level 2 or 3 with one of these titles, None when there is none.

    Case does not matter, words after the title are allowed (``Integration Map (who uses it)``), and so is a number
    before it (``4. Integration Map``).
    """
    for place, heading in enumerate(page.headings):
        if heading.level in _LEVELS and any(_is_titled(heading.title, title) for title in titles):
            return Section(heading, section_end(page, place))
    return None


def section_end(page: PageText, place: int) -> int:
    """The line where the section under the heading number ``place`` of the page ends."""
    level = page.headings[place].level
    return next((heading.start for heading in page.headings[place + 1 :] if heading.level <= level), len(page.lines))


def add_section(page: PageText, title: str, texts: Sequence[str]) -> PageText:
    """The page with a new section at the place that the order of sections demands, in the style of its neighbours."""
    at, level = _place(page, title_rank(title))
    lines = ["#" * level + f" {title}", *([""] if _has_spaced_headings(page) else []), *texts]
    if at > page.body_start and not is_blank(page.lines[at - 1]):
        lines.insert(0, "")
    if at < len(page.lines):
        lines.append("")
    return splice(page, at, at, lines)


def heading_rank(heading: Heading) -> int | None:
    """The place of the section under a heading in the order, None for a heading that begins no known section."""
    return title_rank(heading.title) if heading.level in _LEVELS else None


def _is_titled(heading: str, title: str) -> bool:
    text = _NUMBERING.sub("", " ".join(heading.casefold().split()), count=1)
    wanted = title.casefold()
    return text.startswith(wanted) and not text[len(wanted) : len(wanted) + 1].isalnum()


def title_rank(title: str) -> int | None:
    """The place of a section in the order, None for one that the order does not know."""
    for rank, titles in enumerate(SECTION_ORDER):
        if any(_is_titled(title, known) for known in titles) or (rank == 2 and "columns" in title.casefold()):
            return rank
    return None


def _place(page: PageText, wanted: int | None) -> tuple[int, int]:
    """The line at which a section of this rank goes, and the level of its heading."""
    ranked = [
        (rank, place) for place, heading in enumerate(page.headings) if (rank := heading_rank(heading)) is not None
    ]
    earlier = [place for rank, place in ranked if wanted is not None and rank <= wanted]
    later = [place for rank, place in ranked if wanted is not None and rank > wanted]
    # Sections of unknown title between the last earlier and the first later one stay with the earlier one.
    if later and (not earlier or later[0] > earlier[-1]):
        heading = page.headings[later[0]]
        return heading.start, heading.level
    if earlier:
        heading = page.headings[earlier[-1]]
        return section_end(page, earlier[-1]), heading.level
    return len(page.lines), _LEVELS[0]


def _has_spaced_headings(page: PageText) -> bool:
    """Whether this page puts a blank line between most of its headings and their text."""
    followers = [page.lines[heading.end] for heading in page.headings if heading.end < len(page.lines)]
    return sum(map(is_blank, followers)) * 2 > len(followers)
