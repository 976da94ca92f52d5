"""Whether lines of a page say something: by Markdown tokens, so that what is no text for a reader is none here.

Titles, empty lists, HTML comments and the head of a table say nothing by themselves. The placeholders of templates are
known by their wording; any other text was written by a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from supamap.docs.markdown import PageText
from supamap.docs.mentions import is_placeholder, read_title

if TYPE_CHECKING:
    from markdown_it.token import Token

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TASK = re.compile(r"\[[ xX]\]\s+")
_LABELLED = re.compile(r"[^:\[\]`]+:[*_]{0,2}\s*(?P<rest>.*)")
_BOLD = re.compile(r"(\*\*|__)[^*_]*[^*_.!?](\*\*|__):?")
_TO_DO = re.compile(r"[*_]{0,2}(?:todo|tbd)[.:]?[*_]{0,2}", re.IGNORECASE)
_RULER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELLS = re.compile(r"(?<!\\)\|")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_CODE_COMMENT = re.compile(r"--|//|/\*|\*|#")
_CODE = frozenset(("sql", "pgsql", "postgresql", "ts", "tsx", "typescript", "js", "jsx", "javascript"))


class Content(IntEnum):
    """What lines amount to; of several lines the highest counts."""

    NOTHING = 0
    PLACEHOLDER = 1
    TEXT = 2


def content_of(page: PageText, lines: Collection[int], labels: Mapping[int, int] | None = None) -> Content:
    """What these lines of a page say; ``labels`` are the lengths of titles that lines begin with."""
    wanted = frozenset(lines)
    return max(_contents(page, wanted, labels or {}), default=Content.NOTHING)


def _contents(page: PageText, wanted: frozenset[int], labels: Mapping[int, int]) -> Iterator[Content]:
    above = ""
    for token in page.tokens:
        if token.map and token.map[0] in wanted:
            if token.type == "inline" and above != "heading_open":
                yield from _of_paragraph(token, wanted, labels)
            elif token.type in ("fence", "code_block"):
                yield _of_code(token)
            elif token.type == "html_block":
                yield _of_html(token)
        above = token.type


def _of_paragraph(token: Token, wanted: frozenset[int], labels: Mapping[int, int]) -> Iterator[Content]:
    start = token.map[0] if token.map else 0
    texts = {start + place: text for place, text in enumerate(_without_comments(token.content).split("\n"))}
    heads = (line for line, below in pairwise(texts) if "|" in texts[line] and _RULER.fullmatch(texts[below].strip()))
    head = next(heads, start + len(texts))
    for line, text in texts.items():
        if line in wanted and line != head:
            yield _of_row(text) if line > head else _of_line(text[labels.get(line, 0) :])


def _of_line(text: str) -> Content:
    stripped = _TASK.sub("", text.strip(), count=1)
    labelled = _LABELLED.fullmatch(stripped)
    rest = labelled["rest"] if labelled else stripped
    title = read_title(stripped)
    if not rest or _BOLD.fullmatch(stripped) or (title and not title.rest):
        return Content.NOTHING
    return Content.PLACEHOLDER if is_placeholder(rest) or _TO_DO.fullmatch(rest) else Content.TEXT


def _of_row(text: str) -> Content:
    """A row of a table; in its cells everything in brackets is a placeholder."""
    cells = [cell.strip() for cell in _CELLS.split(text.strip().strip("|"))]
    filled = [cell for cell in cells if cell and not _RULER.fullmatch(cell)]
    if not filled:
        return Content.NOTHING
    return Content.PLACEHOLDER if all(map(_BRACKETED.fullmatch, filled)) else Content.TEXT


def _of_code(token: Token) -> Content:
    """A code block; a program of nothing but comments is a placeholder."""
    lines = [line.strip() for line in token.content.splitlines() if line.strip()]
    if not lines:
        return Content.NOTHING
    is_program = token.info.strip().casefold().split(" ")[0] in _CODE
    said = (is_placeholder(line) or (is_program and _CODE_COMMENT.match(line)) for line in lines)
    return Content.PLACEHOLDER if all(said) else Content.TEXT


def _of_html(token: Token) -> Content:
    return Content.TEXT if _without_comments(token.content).strip() else Content.NOTHING


def _without_comments(text: str) -> str:
    """The text with as many lines as before."""
    return _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
