"""How complete pages are: what stands in each section, and whether a sync would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supamap.docs.anatomy import SectionLines, section_lines
from supamap.docs.content import Content, content_of
from supamap.docs.markdown import PageText, bare, read_page
from supamap.docs.numbering import category_at, guessed_category
from supamap.model.coverage import DocsStatus, PageStatus, SectionState, SectionStatus
from supamap.model.pages import (
    BUSINESS_RULES,
    CONFIGURATION,
    EXAMPLE_QUERIES,
    INTEGRATION_MAP,
    SCHEMA,
    SECTION_ORDER,
    NumberingPolicy,
    Page,
    PageEdit,
    Priority,
)

_URGENCY = {priority: place for place, priority in enumerate(Priority)}
_BEHIND = 1 << 30


def docs_status(
    pages: Sequence[tuple[Page, bytes]],
    edits: Sequence[PageEdit],
    missing: Sequence[str],
    policy: NumberingPolicy,
    priorities: Mapping[str, Priority],
) -> DocsStatus:
    """The status of pages, of which a sync would make ``edits``, and of resources without a page.

    ``priorities`` are those of single resources; they stand above those of categories.
    """
    after = {edit.path: edit.after for edit in edits}
    known = [page for page, _ in pages]
    taken = {page.number for page in known if page.number is not None}
    found = [_page_status(page, content, after.get(page.path), policy, priorities) for page, content in pages]
    for resource in missing:
        category = guessed_category(resource, known, taken, policy)
        priority = _priority((resource,), priorities, category.priority)
        sections = tuple(SectionStatus(title, SectionState.MISSING) for title in section_titles((resource,)))
        found.append(PageStatus(None, None, (resource,), category.name, priority, sections))
    return DocsStatus(tuple(sorted(found, key=_order)))


def section_titles(resources: Sequence[str]) -> tuple[str, ...]:
    """The sections that every page about these resources has, in their order."""
    tables = any(not resource.startswith("bucket:") for resource in resources)
    known = (SCHEMA if tables else CONFIGURATION, INTEGRATION_MAP, BUSINESS_RULES, EXAMPLE_QUERIES)
    return ("Purpose", "Ownership", *(place.titles[0] for place in known), "Notes")


def section_states(page: PageText, after: PageText, resources: Sequence[str]) -> tuple[SectionStatus, ...]:
    """What stands in each section of a page that a sync would leave as ``after``."""
    now, then = section_lines(page), section_lines(after)
    states = []
    for title in section_titles(resources):
        rank = next(rank for rank, titles in enumerate(SECTION_ORDER) if title in titles)
        here, there = now.get(rank, SectionLines()), then.get(rank, SectionLines())
        states.append(SectionStatus(title, _state(page, here, _bodies(page, here) != _bodies(after, there))))
    return tuple(states)


def _page_status(
    page: Page, before: bytes, after: bytes | None, policy: NumberingPolicy, priorities: Mapping[str, Priority]
) -> PageStatus:
    text = read_page(page.path, before)
    synced = read_page(page.path, after) if after is not None else text
    category = category_at(page.number, policy)
    return PageStatus(
        path=page.path,
        number=page.number,
        resources=page.resources,
        category=category.name if category else "",
        priority=_priority(page.resources, priorities, category.priority if category else Priority.MEDIUM),
        sections=section_states(text, synced, page.resources),
    )


def _state(page: PageText, section: SectionLines, stale: bool) -> SectionState:
    written = content_of(page, section.lines, dict(section.labels))
    if stale and (section.blocks or written is Content.TEXT):
        return SectionState.STALE
    blocks = (content_of(page, range(block.begin + 1, block.end)) for block in section.blocks)
    if any(content is Content.TEXT for content in blocks):
        return SectionState.GENERATED
    return {
        Content.TEXT: SectionState.HAND_WRITTEN,
        Content.PLACEHOLDER: SectionState.PLACEHOLDER,
        Content.NOTHING: SectionState.MISSING,
    }[written]


def _bodies(page: PageText, section: SectionLines) -> list[tuple[str, ...]]:
    """What stands in a section's blocks, whatever the line endings."""
    return [tuple(bare(line) for line in page.lines[block.begin + 1 : block.end]) for block in section.blocks]


def _priority(resources: Sequence[str], said: Mapping[str, Priority], otherwise: Priority) -> Priority:
    """The highest that is said of one of the resources."""
    named = [said[resource] for resource in resources if resource in said]
    return min(named, key=lambda priority: _URGENCY[priority], default=otherwise)


def _order(page: PageStatus) -> tuple[int, int, bool, str]:
    """By urgency, then by number; what has no number, and then what has no page, comes last."""
    number = _BEHIND if page.number is None else page.number
    return _URGENCY[page.priority], number, page.path is None, page.name
