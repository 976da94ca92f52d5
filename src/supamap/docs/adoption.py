"""Adopts a hand-written Integration Map: the block goes into its section, and no word of a person is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from supamap.docs.blocks import Block, block_lines
from supamap.docs.integration_map import render_maps
from supamap.docs.judging import Bench, Verdict, judge, title_rank
from supamap.docs.map_reading import style_of
from supamap.docs.map_text import EntryKey, Note, Style, join_notes, words
from supamap.docs.markdown import PageText, is_blank, splice
from supamap.docs.naming import resource_name
from supamap.docs.outline import OTHER, PARAGRAPH, Node, outline, under_titles
from supamap.docs.roster import Roster
from supamap.docs.sections import Section
from supamap.model.maps import IntegrationMap

_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\S")


class Judged(msgspec.Struct, frozen=True):
    """A section's nodes with their verdicts."""

    nodes: tuple[Node, ...]
    verdicts: tuple[Verdict, ...]
    style: Style


def adopt(
    page: PageText,
    section: Section,
    name: str,
    maps: Sequence[IntegrationMap],
    roster: Roster,
    blocks: Sequence[Block] = (),
) -> PageText:
    """The page with the block ``name`` in a section that has none.

    Lines that the block says stand there no longer; all others stay, word for word, below it (what introduces the
    first list stays above). Lines inside other owned ``blocks`` are not looked at.
    """
    judged = judge_section(page, section, maps, roster, blocks)
    gone = {line for verdict in judged.verdicts for line in verdict.gone}
    body = render_maps(maps, roster.folder, _notes(judged), judged.style)
    at, text_end = _place(page, section, judged), _text_end(page, section)
    above = _kept(page, range(section.heading.end, at), gone)
    below = _kept(page, range(at, text_end), gone)
    while below and is_blank(below[-1]):
        below.pop()
    if above and not is_blank(above[-1]):
        above.append("")
    if below:
        below.insert(0, "")
    tail = page.lines[text_end : section.end]
    return splice(page, section.heading.end, section.end, [*above, *block_lines(name, body), *below, *tail])


def unverified_lines(
    page: PageText, section: Section, maps: Sequence[IntegrationMap], roster: Roster, blocks: Sequence[Block]
) -> tuple[int, ...]:
    """The lines of a section, outside the owned blocks, that name something the scan does not confirm."""
    judged = judge_section(page, section, maps, roster, blocks)
    return tuple(sorted({line for verdict in judged.verdicts for line in verdict.unverified}))


def judge_section(
    page: PageText, section: Section, maps: Sequence[IntegrationMap], roster: Roster, blocks: Sequence[Block]
) -> Judged:
    """The verdict on everything below a section's heading."""
    bench = bench_of(page, maps, roster)
    flat = [_sealed(node, blocks) for node in outline(page, section.heading.end, section.end)]
    nodes = under_titles(flat, title_rank(bench))
    return Judged(nodes, tuple(judge(node, bench) for node in nodes), style_of(nodes))


def bench_of(page: PageText, maps: Sequence[IntegrationMap], roster: Roster) -> Bench:
    """What the hand-written lines of a page are judged by."""
    said = words("\n".join(render_maps(maps, roster.folder)))
    return Bench(page, roster, said, {resource_name(found.resource): found.resource for found in maps})


def _sealed(node: Node, blocks: Sequence[Block]) -> Node:
    """The node, as something not to be looked into when it stands in an owned block."""
    if any(block.begin <= node.start <= block.end for block in blocks):
        return Node(node.start, node.head_end, node.end, "", OTHER, plain=False)
    return node


def _notes(judged: Judged) -> dict[EntryKey, Note]:
    notes: dict[EntryKey, Note] = {}
    for verdict in judged.verdicts:
        for key, note in verdict.notes:
            if note != Note():
                notes[key] = join_notes(notes[key], note) if key in notes else note
    return notes


def _place(page: PageText, section: Section, judged: Judged) -> int:
    """The line where the block goes: before the first list or title, else before the first text, else at the top."""
    for node in judged.nodes:
        if node.markup not in (OTHER, PARAGRAPH) or node.children:
            return node.start
    gone = {line for verdict in judged.verdicts for line in verdict.gone}
    texts = [line for line in range(section.heading.end, section.end) if not is_blank(page.lines[line])]
    return texts[0] if set(texts) - gone else section.heading.end


def _text_end(page: PageText, section: Section) -> int:
    """The line after the section's last text; the blank lines from there on separate it from the next section."""
    end = section.end
    while end > section.heading.end and is_blank(page.lines[end - 1]):
        end -= 1
    return end


def _kept(page: PageText, lines: range, gone: set[int]) -> list[str]:
    """The lines that stay. A blank line below one that goes stays only where it still separates two texts."""
    kept: list[str] = []
    removed = False
    for line in lines:
        blank = is_blank(page.lines[line])
        if line in gone:
            removed = True
            continue
        if removed and kept and not is_blank(kept[-1]) and not blank and not _BULLET.match(page.lines[line]):
            # Without what stood between them the two would be one paragraph, or a heading with its underline.
            kept.append("")
        if not (blank and removed and (not kept or is_blank(kept[-1]))):
            removed = removed and blank
            kept.append(page.lines[line])
    return kept
