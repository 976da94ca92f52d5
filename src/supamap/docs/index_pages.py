"""Plans the pages about all others: their blocks are kept true, and the words around them stay."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from supamap.docs.blocks import block_lines, block_named, check_placed, inspect_blocks, replace_body
from supamap.docs.markdown import PageText, is_blank, page_bytes, read_page, splice
from supamap.docs.mistakes import Mistake, as_mistake, raise_all
from supamap.docs.pages import PageFolder
from supamap.docs.sections import find_section
from supamap.errors import PageError
from supamap.model.pages import INDEX_PAGES, IndexPage, PageEdit

_MARK = b"supamap:"


def kept_pages(folder: PageFolder) -> tuple[IndexPage, ...]:
    """The pages that a sync keeps true: those whose block, or what may be a marker of one, is there."""
    return tuple(page for page in INDEX_PAGES if (found := _existing(folder, page)) and _MARK in found[1])


def index_path(folder: PageFolder, index: IndexPage) -> str:
    """The path of the page, whether it is there or not."""
    found = _existing(folder, index)
    return found[0] if found else posixpath.join(folder.path, index.file)


def plan_index(folder: PageFolder, bodies: Mapping[IndexPage, Sequence[str]]) -> tuple[PageEdit, ...]:
    """The edits that put ``bodies`` into the blocks of their pages; what is up to date has none.

    A page that is not there is created. One without the block gets it in the section that has its title, else above
    the first section, else at its end; every word of it stays. Raises PageError with the mistakes of all pages.
    """
    edits: list[PageEdit] = []
    mistakes: list[Mistake] = []
    for index, body in bodies.items():
        path, before = _existing(folder, index) or (index_path(folder, index), None)
        try:
            after = _edited(read_page(path, before or f"# {index.title}\n".encode()), index, body)
        except PageError as error:
            mistakes.append(as_mistake(error))
            continue
        if after != before:
            edits.append(PageEdit(path, before, after))
    raise_all(mistakes)
    return tuple(edits)


def _existing(folder: PageFolder, index: IndexPage) -> tuple[str, bytes] | None:
    """The page, however its name is capitalized; the usual spelling comes first."""
    found = [one for one in folder.index if posixpath.basename(one[0]).casefold() == index.file.casefold()]
    return min(found, key=lambda one: posixpath.basename(one[0]) != index.file, default=None)


def _edited(page: PageText, index: IndexPage, body: Sequence[str]) -> bytes:
    names = (index.block,)
    blocks, mistakes = inspect_blocks(page, names)
    raise_all(mistakes)
    block = block_named(blocks, index.block)
    edited = replace_body(page, block, body) if block else _with_block(page, index, block_lines(index.block, body))
    check_placed(edited, names, names)
    return page_bytes(edited)


def _with_block(page: PageText, index: IndexPage, texts: Sequence[str]) -> PageText:
    section = find_section(page, index.sections)
    if section:
        at = section.heading.end
    else:
        at = next((heading.start for heading in page.headings if heading.level > 1), len(page.lines))
    above = at > page.body_start and not is_blank(page.lines[at - 1])
    below = at < len(page.lines) and not is_blank(page.lines[at])
    return splice(page, at, at, [*([""] if above else []), *texts, *([""] if below else [])])
