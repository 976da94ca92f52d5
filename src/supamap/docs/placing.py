"""Puts a wholly generated block on a page. Of what people wrote, only the placeholders of a template go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supamap.docs.blocks import Block, block_lines, block_named, inspect_blocks, replace_body
from supamap.docs.markdown import PageText, is_blank, lines_without, splice
from supamap.docs.mentions import is_placeholder
from supamap.docs.outline import HEADING, OTHER, Node, outline
from supamap.docs.sections import Section, add_section, find_section
from supamap.model.pages import BlockPlace


def place_body(page: PageText, place: BlockPlace, body: Sequence[str]) -> PageText:
    """The page with this text in the block: where it is, else in its section, else in a new one.

    Without text no block is made, and one that is there is emptied.
    """
    block = block_named(inspect_blocks(page)[0], place.name)
    if block:
        return replace_body(page, block, body)
    section = find_section(page, place.titles)
    if not body or (place.yields and not _may_come(page, place, section)):
        return page
    if section is None:
        return add_section(page, place.titles[0], block_lines(place.name, body))
    return _into(page, place, section, block_lines(place.name, body))


def _may_come(page: PageText, place: BlockPlace, section: Section | None) -> bool:
    return place.founds if section is None else _is_unwritten(page, section)


def _into(page: PageText, place: BlockPlace, section: Section, texts: Sequence[str]) -> PageText:
    """The page with a block in its section: above what stands there or, if it follows, below."""
    gone = _placeholders(page, section)
    start, end = section.heading.end, _own_end(page, section)
    first = start
    while first < end and is_blank(page.lines[first]):
        first += 1
    blanks = page.lines[start : first if first < end or not gone else start]
    kept = lines_without(page, range(first, end), gone)
    while kept and is_blank(kept[-1]):
        kept.pop()
    if place.follows:
        lines = [*blanks, *kept, *([""] if kept else []), *texts]
    else:
        lines = [*blanks, *texts, *([""] if kept else []), *kept]
    # What follows the section still stands apart from it.
    blank_end = [line for line in page.lines[_text_end(page, first, end) : end] if kept or gone]
    tail = blank_end or ([""] if end < len(page.lines) else [])
    return splice(page, start, end, [*lines, *tail])


def _text_end(page: PageText, start: int, end: int) -> int:
    while end > start and is_blank(page.lines[end - 1]):
        end -= 1
    return end


def _own_end(page: PageText, section: Section) -> int:
    """Where the section's own text ends: at the first heading below it."""
    starts = (heading.start for heading in page.headings if section.heading.end <= heading.start < section.end)
    return next(starts, section.end)


def _placeholders(page: PageText, section: Section) -> frozenset[int]:
    """The lines of a section, outside owned blocks, that are placeholders of a template."""
    blocks = inspect_blocks(page)[0]
    nodes = outline(page, section.heading.end, _own_end(page, section))
    return frozenset(line for node in nodes for line in _placeholder_lines(node, blocks))


def _placeholder_lines(node: Node, blocks: Sequence[Block]) -> Iterator[int]:
    if node.markup in (OTHER, HEADING) or not node.plain or _is_owned(node, blocks):
        return
    if is_placeholder(node.text) and not node.children:
        yield from range(node.start, node.end)


def _is_owned(node: Node, blocks: Sequence[Block]) -> bool:
    return any(block.begin <= node.start <= block.end for block in blocks)


def _is_unwritten(page: PageText, section: Section) -> bool:
    """Whether a section holds nothing but placeholders and blank lines."""
    gone = _placeholders(page, section)
    return all(line in gone or is_blank(page.lines[line]) for line in range(section.heading.end, section.end))
