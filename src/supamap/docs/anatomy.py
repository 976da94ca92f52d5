"""Which lines of a page belong to which of its sections, whatever the page calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from supamap.docs.blocks import Block, inspect_blocks
from supamap.docs.markdown import PageText
from supamap.docs.sections import heading_rank, section_end, title_rank
from supamap.model.pages import BLOCK_PLACES, SECTION_ORDER

# A line of text that is a section's title and, behind a colon, its beginning: `Purpose: Chats of the playground.`
_LABEL = re.compile(r"(?P<mark>\*\*|__|)(?P<title>[A-Z][\w &/-]*?)(?:(?P=mark):|:(?P=mark))(?!\S)")


class SectionLines(msgspec.Struct, frozen=True):
    """One section: its lines outside of blocks, in order, and its blocks.

    ``labels`` are the lengths of titles that stand before the text, by the line on which they stand.
    """

    lines: tuple[int, ...] = ()
    labels: tuple[tuple[int, int], ...] = ()
    blocks: tuple[Block, ...] = ()


def section_lines(page: PageText) -> dict[int, SectionLines]:
    """The sections of a page by their rank in the order of sections; those that are not there are left out.

    Sections of one rank (`## conversations (key columns)`, `## messages (key columns)`) are taken together. A title
    inside another section belongs to that section.
    """
    blocks = inspect_blocks(page)[0]
    owned = {line for block in blocks for line in range(block.begin, block.end + 1)}
    found: dict[int, SectionLines] = {}
    for rank, lines, label in (*_under_labels(page), *_under_headings(page)):
        known = found.get(rank, SectionLines())
        own = tuple(line for line in lines if line not in owned)
        labels = ((lines.start, label),) if label else ()
        found[rank] = SectionLines((*known.lines, *own), (*known.labels, *labels))
    for block in blocks:
        rank = _rank_of_block(block)
        known = found.get(rank, SectionLines())
        found[rank] = msgspec.structs.replace(known, blocks=(*known.blocks, block))
    return found


def _under_headings(page: PageText) -> Iterator[tuple[int, range, int]]:
    passed = 0
    for place, heading in enumerate(page.headings):
        rank = heading_rank(heading) if heading.start >= passed else None
        if rank is not None:
            passed = section_end(page, place)
            yield rank, range(heading.end, passed), 0


def _under_labels(page: PageText) -> Iterator[tuple[int, range, int]]:
    """Sections that begin with a line of text, up to the next such line or the next heading."""
    inside = _in_sections(page)
    labels = [(line, rank, length) for line, rank, length in _labels(page) if line not in inside]
    stops = sorted({line for line, _, _ in labels} | {heading.start for heading in page.headings} | {len(page.lines)})
    for line, rank, length in labels:
        yield rank, range(line, next(stop for stop in stops if stop > line)), length


def _labels(page: PageText) -> Iterator[tuple[int, int, int]]:
    for token in page.tokens:
        if token.type == "paragraph_open" and token.level == 0 and token.map:
            for line in range(*token.map):
                found = _LABEL.match(page.lines[line])
                rank = title_rank(found["title"]) if found else None
                if found and rank is not None and _is_whole_title(found["title"], rank):
                    yield line, rank, found.end()


def _is_whole_title(title: str, rank: int) -> bool:
    """Whether the title is all that stands before the colon: `Notes on the trigger:` begins a sentence."""
    return title.casefold() in {known.casefold() for known in SECTION_ORDER[rank]}


def _in_sections(page: PageText) -> set[int]:
    ranges = [
        range(heading.start, section_end(page, place))
        for place, heading in enumerate(page.headings)
        if heading_rank(heading) is not None
    ]
    return {line for lines in ranges for line in lines}


def _rank_of_block(block: Block) -> int:
    titles = next(place.titles for place in BLOCK_PLACES if place.name == block.name)
    return next(rank for rank, known in enumerate(SECTION_ORDER) if titles[0] in known)
