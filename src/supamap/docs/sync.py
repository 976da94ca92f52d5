"""Plans a sync: which pages change, and how. Nothing is written here, and the same input gives the same plan."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

import msgspec

from supamap.docs.adoption import adopt, bench_of, unverified_lines
from supamap.docs.blocks import Block, block_lines, block_named, check_placed, inspect_blocks, replace_body
from supamap.docs.database.claims import contradictions
from supamap.docs.integration_map import render_maps
from supamap.docs.map_reading import moved_lines, read_block
from supamap.docs.map_text import join_notes
from supamap.docs.markdown import PageText, bare, is_blank, page_bytes, read_page, splice
from supamap.docs.mentions import read_title
from supamap.docs.mistakes import Mistake, as_mistake, raise_all
from supamap.docs.placing import place_body
from supamap.docs.returning import take_back
from supamap.docs.roster import Roster, roster_of
from supamap.docs.sections import add_section, find_section
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap
from supamap.model.pages import INTEGRATION_MAP, BlockPlace, Page, PageEdit, SyncPlan, UnverifiedNote
from supamap.model.schema import Schema

_BULLET = re.compile(r"(?:[-*+]|\d+[.)])\s+")

# Block place → lines of a block that is generated as a whole and holds no notes, without line endings.
Bodies = Mapping[BlockPlace, Sequence[str]]


class _Synced(msgspec.Struct, frozen=True):
    """A page after one step; ``moved`` are lines that left a block in it."""

    page: PageText
    moved: tuple[str, ...] = ()


def plan(
    pages: Sequence[tuple[Page, bytes]],
    maps: Mapping[str, IntegrationMap],
    bodies: Mapping[str, Bodies] | None = None,
    schema: Schema | None = None,
) -> SyncPlan:
    """What a sync changes on these pages, in their order.

    ``maps`` holds the Integration Map of each resource; a resource without one is used by nobody. ``bodies`` gives
    further generated blocks by page path. What people wrote is compared with ``schema``. Raises PageError with the
    mistakes of all pages; then there is no plan.
    """
    texts = _read(pages)
    edits: list[PageEdit] = []
    unverified: list[UnverifiedNote] = []
    mistakes: list[Mistake] = []
    for (page, content), text in zip(pages, texts, strict=True):
        found = tuple(maps.get(resource, IntegrationMap(resource, ())) for resource in page.resources)
        try:
            after, notes = _sync_page(page, text, found, (bodies or {}).get(page.path, {}), schema)
        except PageError as error:
            mistakes.append(as_mistake(error))
            continue
        unverified += notes
        if after != content:
            edits.append(PageEdit(page.path, content, after, notes))
    raise_all(mistakes)
    return SyncPlan(tuple(edits), tuple(unverified))


def _read(pages: Sequence[tuple[Page, bytes]]) -> list[PageText]:
    """The texts of all pages. Raises PageError with every mistake of every page."""
    texts: list[PageText] = []
    mistakes: list[Mistake] = []
    for page, content in pages:
        try:
            texts.append(read_page(page.path, content))
            mistakes += inspect_blocks(texts[-1])[1]
        except PageError as error:
            mistakes.append(as_mistake(error))
    raise_all(mistakes)
    return texts


def _sync_page(
    page: Page, text: PageText, maps: Sequence[IntegrationMap], bodies: Bodies, schema: Schema | None
) -> tuple[bytes, tuple[UnverifiedNote, ...]]:
    """The page's new bytes, and the lines on it that the scan does not confirm or the schema contradicts."""
    roster = roster_of(maps, posixpath.dirname(page.path))
    for place, body in bodies.items():
        text = place_body(text, place, body)
    synced = _sync_map(text, maps, roster)
    placed = (place for place, body in bodies.items() if body and not place.yields)
    check_placed(synced.page, [place.name for place in (INTEGRATION_MAP, *placed)])
    notes = _unverified(synced, maps, roster)
    if schema is not None:
        notes = tuple(sorted((*notes, *contradictions(page, synced.page, schema))))
    return page_bytes(synced.page), notes


def _sync_map(page: PageText, maps: Sequence[IntegrationMap], roster: Roster) -> _Synced:
    name = INTEGRATION_MAP.name
    blocks = inspect_blocks(page)[0]
    block = block_named(blocks, name)
    if block:
        return _update(page, block, maps, roster)
    section = find_section(page, INTEGRATION_MAP.titles)
    if section:
        return _Synced(adopt(page, section, name, maps, roster, blocks))
    body = render_maps(maps, roster.folder)
    return _Synced(add_section(page, INTEGRATION_MAP.titles[0], block_lines(name, body)))


def _update(page: PageText, block: Block, maps: Sequence[IntegrationMap], roster: Roster) -> _Synced:
    """The page with a new body in its block. What a person wrote there stays with its entry, or moves below."""
    old = [bare(line).removeprefix(block.indent) for line in page.lines[block.begin + 1 : block.end]]
    reading = read_block(old, maps, roster)
    returned = take_back(page, block, bench_of(page, maps, roster), inspect_blocks(page)[0])
    page, notes = returned.page, dict(reading.notes)
    for key, note in returned.notes.items():
        notes[key] = join_notes(notes[key], note) if key in notes else note
    moved = moved_lines(reading.strays, reading.style)
    if moved:
        page = _put_below(page, block, moved)
    return _Synced(replace_body(page, block, render_maps(maps, roster.folder, notes, reading.style)), moved)


def _put_below(page: PageText, block: Block, texts: Sequence[str]) -> PageText:
    at = block.end + 1
    follows = at < len(page.lines) and not is_blank(page.lines[at])
    return splice(page, at, at, ["", *texts, *([""] if follows else [])])


def _unverified(synced: _Synced, maps: Sequence[IntegrationMap], roster: Roster) -> tuple[UnverifiedNote, ...]:
    """Unconfirmed lines of the section, and those that left the block in this sync; lines of the page as it is now."""
    page = synced.page
    lines: set[int] = set()
    blocks = inspect_blocks(page)[0]
    section = find_section(page, INTEGRATION_MAP.titles)
    if section:
        lines.update(unverified_lines(page, section, maps, roster, blocks))
    block = block_named(blocks, INTEGRATION_MAP.name)
    if block and synced.moved:
        lines.update(range(block.end + 2, block.end + 2 + len(synced.moved)))
    titles = {line for line in lines if _is_only_title(page.lines[line])}
    return tuple(
        UnverifiedNote(page.path, line + 1, page.lines[line].strip())
        for line in sorted(lines - titles)
        if not is_blank(page.lines[line])
    )


def _is_only_title(line: str) -> bool:
    title = read_title(_BULLET.sub("", line.strip(), count=1))
    return title is not None and not title.rest
