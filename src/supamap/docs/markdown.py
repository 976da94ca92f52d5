"""Reads a page: its lines with their exact endings, its headings, and which lines are code.

Headings come from Markdown tokens, so that one inside a code block or an HTML comment is none. Line numbers are
0-based and ranges half-open everywhere in this package; only mistakes and notes count from 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from supamap.docs.front_matter import front_matter_end
from supamap.docs.mistakes import Mistake, page_error

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BOM = "\ufeff"
# The line endings of Markdown. str.splitlines would also split at form feeds and U+2028.
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_ENDING = re.compile(r"(?:\r\n?|\n)\Z")


class Heading(msgspec.Struct, frozen=True):
    """A top-level heading: level 1 to 6, its text without markup, and the lines it takes (two when underlined)."""

    level: int
    title: str
    start: int
    end: int


# Not a Struct: its tokens are of a library that is imported only when a page is read.
@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page. ``lines`` keep their endings; ``newline`` is the ending that most of them have."""

    path: str
    lines: tuple[str, ...]
    bom: bool
    newline: str
    body_start: int
    headings: tuple[Heading, ...]
    tokens: tuple[Token, ...]


def read_page(path: str, content: bytes) -> PageText:
    """The page with these bytes. Raises PageError when they are not UTF-8 text."""
    text = _decode(path, content)
    bom = text.startswith(_BOM)
    return read_lines(path, split_lines(text.removeprefix(_BOM)), bom=bom)


def read_lines(path: str, lines: Sequence[str], *, bom: bool) -> PageText:
    """The page that consists of these lines."""
    body_start = front_matter_end(lines)
    tokens = _tokens(lines, body_start)
    return PageText(path, tuple(lines), bom, _newline(lines), body_start, _headings(tokens), tokens)


def page_bytes(page: PageText) -> bytes:
    """The exact bytes of the page; the inverse of ``read_page``."""
    return ((_BOM if page.bom else "") + "".join(page.lines)).encode("utf-8")


def splice(page: PageText, start: int, end: int, texts: Sequence[str], newline: str = "") -> PageText:
    """The page with lines ``start`` to ``end`` replaced by ``texts``; those without a line ending get one.

    No other line changes, but for this: where text is added after a last line without an ending, that line gets one
    and the new last line has none.
    """
    end_of_line = newline or page.newline
    before, after = list(page.lines[:start]), page.lines[end:]
    added = [text if ending(text) else text + end_of_line for text in texts]
    if added and not after and page.lines and not ending(page.lines[-1]):
        added[-1] = bare(added[-1])
        if before and not ending(before[-1]):
            before[-1] += end_of_line
    return read_lines(page.path, (*before, *added, *after), bom=page.bom)


def split_lines(text: str) -> tuple[str, ...]:
    """Lines with their endings; nothing is lost: joined they are ``text`` again."""
    return tuple(_LINE.findall(text))


def bare(line: str) -> str:
    """The line without its ending."""
    return _ENDING.sub("", line)


def ending(line: str) -> str:
    """The line's ending, empty when it has none."""
    found = _ENDING.search(line)
    return found.group() if found else ""


def is_blank(line: str) -> bool:
    """Whether the line holds nothing but white space."""
    return not line.strip()


def lines_without(page: PageText, lines: range, gone: Collection[int]) -> list[str]:
    """The lines that stay; where nothing is left between two blank lines, one of them goes."""
    kept: list[str] = []
    removed = False
    for line in lines:
        if line in gone:
            removed = True
        elif not (removed and is_blank(page.lines[line]) and (not kept or is_blank(kept[-1]))):
            kept.append(page.lines[line])
    return kept


def token_lines(token: Token) -> range:
    """The lines a block token takes, none when it has no place."""
    return range(*token.map) if token.map else range(0)


def _decode(path: str, content: bytes) -> str:
    hint = "save the page as UTF-8 text"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise page_error([Mistake(path, line, "the page is not UTF-8 text", hint)]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise page_error([Mistake(path, line, "the page holds a NUL character and is no text", hint)])
    return text


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark")


def _tokens(lines: Sequence[str], body_start: int) -> tuple[Token, ...]:
    # Front matter is blanked, not cut, so that token.map still counts the lines of the file.
    return _parsed("\n" * body_start + "".join(bare(line) + "\n" for line in lines[body_start:]))


# One run reads a page for its plan, its status and the inventory; parsing is most of what reading costs.
@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Token, ...]:
    return tuple(_parser().parse(text))


def _headings(tokens: Sequence[Token]) -> tuple[Heading, ...]:
    found = []
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            found.append(Heading(int(token.tag[1]), plain_text(inline), *token.map))
    return tuple(found)


def plain_text(inline: Token) -> str:
    """The text of an inline token without its markup."""
    parts = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts).strip()


def _newline(lines: Sequence[str]) -> str:
    counted = Counter(filter(None, map(ending, lines)))
    # most_common keeps first-seen order among equals.
    return counted.most_common(1)[0][0] if counted else "\n"
