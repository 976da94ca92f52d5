"""Notes that were set aside below a block because their entry had vanished return to it when the entry does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from supamap.docs.blocks import Block
from supamap.docs.judging import Bench, Verdict, judge
from supamap.docs.map_entry import ReadEntry, read_entry
from supamap.docs.map_text import DATABASE, GROUP_ORDER, EntryKey, Note, join_notes, linked_file
from supamap.docs.markdown import PageText, is_blank, lines_without, splice
from supamap.docs.outline import Node, outline

_BULLETS = ("-", "*", "+")


class Returned(msgspec.Struct, frozen=True):
    """A page without the lines that return to its block, and the notes they hold."""

    page: PageText
    notes: Mapping[EntryKey, Note]


def take_back(page: PageText, block: Block, bench: Bench, blocks: Sequence[Block]) -> Returned:
    """What returns to the block: lines below it in the form in which notes are set aside, all of whose words it says.

    Such a line stands under the title of its group and begins as a generated entry does. Up to the next heading or
    block; any other line stays where it is. On a page about several resources nothing returns: the line does not say to
    which of them.
    """
    if len(bench.resources) != 1:
        return Returned(page, {})
    end = _reach(page, block, blocks)
    notes: dict[EntryKey, Note] = {}
    gone: set[int] = set()
    for node in outline(page, block.end + 1, end):
        returning = list(_returning(node, bench))
        for verdict in returning:
            gone.update(verdict.gone)
            for key, note in verdict.notes:
                notes[key] = join_notes(notes[key], note) if key in notes else note
        if returning and len(returning) == len(node.children):
            gone.update(range(node.start, node.head_end))
    if not gone:
        return Returned(page, {})
    kept = lines_without(page, range(block.end + 1, end), gone)
    while end == len(page.lines) and kept and is_blank(kept[-1]):
        kept.pop()
    return Returned(splice(page, block.end + 1, end, kept), notes)


def _reach(page: PageText, block: Block, blocks: Sequence[Block]) -> int:
    headings = (heading.start for heading in page.headings)
    begins = (other.begin for other in blocks)
    return min((line for line in (*headings, *begins) if line > block.end), default=len(page.lines))


def _returning(node: Node, bench: Bench) -> Iterator[Verdict]:
    title = node.text.strip("*")
    if node.markup not in _BULLETS or title not in GROUP_ORDER:
        return
    below = msgspec.structs.replace(bench, group=title)
    for child in node.children:
        found = read_entry(child.text) if child.plain else None
        if found is not None and (found.target or title == DATABASE):
            verdict = judge(child, below)
            if verdict.whole and [key for key, _ in verdict.notes] == [_key(found, title, bench)]:
                yield verdict


def _key(found: ReadEntry, group: str, bench: Bench) -> EntryKey:
    """The entry that the line was about; the line says all of it but the resource, of which there is only one."""
    (resource,) = bench.resources.values()
    return EntryKey(resource, group, found.name, linked_file(found.target, bench.roster.folder))
