"""Owned blocks: ``<!-- supamap:begin NAME -->`` … ``<!-- supamap:end NAME -->``, each marker alone on its line.

Only comments count: a marker inside a code block, a code span, or another comment is text. Whatever looks like a
marker and is none is a mistake, because overlooking it would write a second block beside the damaged one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import msgspec

from supamap.docs.markdown import PageText, bare, ending, splice, token_lines
from supamap.docs.mistakes import Mistake, page_error, raise_all
from supamap.model.pages import BLOCK_PLACES

if TYPE_CHECKING:
    from markdown_it.token import Token

# No other name ever stood in a marker: an unknown one is a misspelt one, whose block nothing would ever update.
NAMES = tuple(place.name for place in BLOCK_PLACES)
_LOOSE = re.compile(r"<!--\s*supamap:\s*(?:begin|end)\b", re.IGNORECASE)
_STRICT = re.compile(
    r"(?P<indent>[ \t]*)<!--[ \t]*supamap:(?P<word>begin|end)[ \t]+(?P<name>[A-Za-z][\w-]*)[ \t]*-->[ \t]*"
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class Block(msgspec.Struct, frozen=True):
    """A block and the lines of its two markers. ``indent`` is the white space before the first one."""

    name: str
    begin: int
    end: int
    indent: str = ""


class Marker(msgspec.Struct, frozen=True):
    """One marker; ``word`` is ``begin`` or ``end``, empty when the marker is damaged."""

    line: int
    word: str
    name: str
    indent: str


def begin_marker(name: str) -> str:
    """The line that opens a block."""
    return f"<!-- supamap:begin {name} -->"


def end_marker(name: str) -> str:
    """The line that closes a block."""
    return f"<!-- supamap:end {name} -->"


def find_blocks(page: PageText, names: Collection[str] = NAMES) -> tuple[Block, ...]:
    """The owned blocks of a page. Raises PageError when a marker is damaged, unpaired, nested, or used twice."""
    blocks, mistakes = inspect_blocks(page, names)
    raise_all(mistakes)
    return blocks


def inspect_blocks(page: PageText, names: Collection[str] = NAMES) -> tuple[tuple[Block, ...], tuple[Mistake, ...]]:
    """The owned blocks of a page in order, and every mistake its markers make; ``names`` are those it may have."""
    blocks: list[Block] = []
    mistakes: list[Mistake] = []
    opened: Marker | None = None
    for marker in _markers(page):
        fault = _fault(marker, opened, blocks, names)
        if fault:
            mistakes.append(Mistake(page.path, marker.line + 1, *fault))
        if marker.word == "begin":
            opened = marker
        elif marker.word == "end":
            if opened and not fault:
                blocks.append(Block(opened.name, opened.line, marker.line, opened.indent))
            opened = None
    if opened:
        mistakes.append(Mistake(page.path, opened.line + 1, *_unclosed(opened)))
    return tuple(blocks), tuple(mistakes)


def block_named(blocks: Sequence[Block], name: str) -> Block | None:
    """The block with this name, None when the page has none."""
    return next((block for block in blocks if block.name == name), None)


def replace_body(page: PageText, block: Block, texts: Sequence[str]) -> PageText:
    """The page with the lines between the block's markers replaced; the same page when nothing changes."""
    newline = ending(page.lines[block.begin]) or page.newline
    body = tuple(f"{block.indent}{text}" if text else "" for text in texts)
    if page.lines[block.begin + 1 : block.end] == tuple(text + newline for text in body):
        return page
    return splice(page, block.begin + 1, block.end, body, newline)


def block_lines(name: str, texts: Sequence[str]) -> tuple[str, ...]:
    """A whole new block, markers included, without line endings."""
    return (begin_marker(name), *texts, end_marker(name))


def check_placed(page: PageText, placed: Collection[str], names: Collection[str] = NAMES) -> None:
    """Raise PageError when one of the blocks ``placed`` is not seen where it was put: something above swallows it."""
    blocks = find_blocks(page, names)
    for name in placed:
        if block_named(blocks, name) is None:
            hint = "close the code block or HTML comment that is open above it"
            text = f'block "{name}" cannot be placed: it would be a part of something that is never closed'
            raise page_error([Mistake(page.path, 0, text, hint)])


def _fault(
    marker: Marker, opened: Marker | None, blocks: Sequence[Block], names: Collection[str]
) -> tuple[str, str] | None:
    """What is wrong with a marker, and what to do."""
    if not marker.word:
        return (
            "damaged supamap marker",
            "a marker is `<!-- supamap:begin NAME -->` or `<!-- supamap:end NAME -->`, alone on its line",
        )
    if marker.word == "begin":
        return _begin_fault(marker, opened, blocks, names)
    if opened is None:
        return (
            f'the end of block "{marker.name}" has no beginning',
            f"put `{begin_marker(marker.name)}` above the block, or remove this line",
        )
    if opened.name != marker.name:
        return (
            f'the end of block "{marker.name}" closes block "{opened.name}" of line {opened.line + 1}',
            f"end the blocks in order: `{end_marker(opened.name)}` comes first",
        )
    return None


def _begin_fault(
    marker: Marker, opened: Marker | None, blocks: Sequence[Block], names: Collection[str]
) -> tuple[str, str] | None:
    if opened is not None:
        return (
            f'block "{marker.name}" begins inside block "{opened.name}" of line {opened.line + 1}',
            f"blocks do not nest: put `{end_marker(opened.name)}` above this line",
        )
    if marker.name not in names:
        return _unknown(marker.name, names)
    first = block_named(blocks, marker.name)
    if first is not None:
        return (
            f'block "{marker.name}" stands on this page a second time (first in line {first.begin + 1})',
            "remove one of the two, markers included",
        )
    return None


def _unknown(name: str, names: Collection[str]) -> tuple[str, str]:
    near = get_close_matches(name.casefold(), names, n=1)
    question = f"; did you mean {near[0]}?" if near else ""
    return f'supamap has no block "{name}" for this page{question}', f"the blocks are {', '.join(names)}"


def _unclosed(opened: Marker) -> tuple[str, str]:
    return (
        f'block "{opened.name}" is never closed',
        f"put `{end_marker(opened.name)}` below the block's last line (an unclosed code block above it hides it, too)",
    )


def _markers(page: PageText) -> Iterator[Marker]:
    for line, block_level in sorted(_comment_places(page)):
        found = _STRICT.fullmatch(bare(page.lines[line])) if block_level else None
        if found:
            yield Marker(line, found["word"], found["name"], found["indent"])
        else:
            yield Marker(line, "", "", "")


def _comment_places(page: PageText) -> Iterator[tuple[int, bool]]:
    """The lines on which a comment opens that looks like a marker, and whether it stands on its own."""
    for token in page.tokens:
        if token.type == "html_block":
            yield from ((line, True) for line in _in_html(page, token))
        elif token.type == "inline":
            yield from ((line, False) for line in _in_text(page, token))


def _raw(page: PageText, token: Token) -> str:
    return "".join(f"{bare(page.lines[line])}\n" for line in token_lines(token) if line < len(page.lines))


def _in_html(page: PageText, token: Token) -> Iterator[int]:
    raw = _raw(page, token)
    for comment in _COMMENT.finditer(raw):
        if _LOOSE.match(comment.group()):
            yield token_lines(token).start + raw.count("\n", 0, comment.start())


def _in_text(page: PageText, token: Token) -> Iterator[int]:
    """Comments inside a paragraph. Tokens have no columns there: the n-th match in the source is the n-th child's."""
    if "supamap" not in token.content.casefold():
        return
    raw = _raw(page, token)
    kinds = [child.type for child in token.children or () for _ in _LOOSE.findall(child.content)]
    found = list(_LOOSE.finditer(raw))
    for place, match in enumerate(found):
        if len(kinds) != len(found) or kinds[place] == "html_inline":
            yield token_lines(token).start + raw.count("\n", 0, match.start())
