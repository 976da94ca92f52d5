"""Script blocks of Vue, Svelte and Astro files, laid out so that every position stays true.

A component file becomes one program text of the same length: what is no script is blanked (line ends stay), so that
rows and byte columns found in it are those of the file.
"""

from __future__ import annotations

import re

import msgspec
from tree_sitter import Node, QueryCursor

from supamap.model.sources import Language
from supamap.syntax.grammars import parser
from supamap.syntax.queries import compiled

_NOT_NEWLINE = re.compile(rb"[^\r\n]")
_LANG = re.compile(rb"""\blang\s*=\s*["']?(\w+)""")
_TYPE = re.compile(rb"""\btype\s*=\s*["']?([\w/+.-]+)""")
_CODE_TYPES = frozenset({b"module", b"text/javascript", b"application/javascript", b"text/typescript"})
_CALL = re.compile(rb"\.\s*(?:from|rpc|invoke)\s*[(<]")
_INTERPOLATION = re.compile(rb"\{\{(.*?)\}\}", re.DOTALL)
_FENCE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class Program(msgspec.Struct, frozen=True):
    """A program text, the grammar that reads it, and the names of the component tags in the markup around it."""

    source: bytes
    grammar: str
    tags: tuple[str, ...] = ()


def program_of(language: Language, source: bytes) -> Program:
    """The program inside a file; for plain TypeScript and JavaScript the file itself."""
    if language in (Language.TYPESCRIPT, Language.TSX, Language.JAVASCRIPT):
        return Program(source, language.value)
    if language is Language.ASTRO:
        return _astro(source)
    return _component(source, "svelte" if language is Language.SVELTE else "html")


def _component(source: bytes, markup: str) -> Program:
    root = parser(markup).parse(source).root_node
    captures = QueryCursor(compiled(markup)).captures(root)
    # py-tree-sitter 0.26 gives the nodes of a capture in no fixed order, and starts and texts belong together in pairs.
    for nodes in captures.values():
        nodes.sort(key=lambda node: node.start_byte)
    kept = bytearray(_NOT_NEWLINE.sub(b" ", source))
    grammar = "typescript"
    for start, text in zip(captures.get("script.start", ()), captures.get("script.text", ()), strict=False):
        tag = source[start.start_byte : start.end_byte]
        if not _is_code(tag):
            continue
        kept[text.start_byte : text.end_byte] = source[text.start_byte : text.end_byte]
        grammar = _grammar(tag, grammar)
    for begin, end in _expressions(captures, source):
        _keep_expression(kept, source, begin, end)
    tags = sorted({source[tag.start_byte : tag.end_byte].decode("utf-8", "replace") for tag in captures.get("tag", ())})
    return Program(bytes(kept), grammar, tuple(tags))


def _is_code(tag: bytes) -> bool:
    found = _TYPE.search(tag)
    return found is None or found.group(1) in _CODE_TYPES


def _grammar(tag: bytes, default: str) -> str:
    found = _LANG.search(tag)
    return "tsx" if found and found.group(1) in (b"tsx", b"jsx") else default


def _expressions(captures: dict[str, list[Node]], source: bytes) -> list[tuple[int, int]]:
    """Byte ranges of markup expressions that hold a call of interest; others would only cost time."""
    ranges = [(node.start_byte, node.end_byte) for node in captures.get("markup.expression", ())]
    for node in captures.get("markup.text", ()):
        found = _INTERPOLATION.finditer(source, node.start_byte, node.end_byte)
        ranges.extend(one.span(1) for one in found)
    return [(begin, end) for begin, end in ranges if _CALL.search(source, begin, end)]


def _keep_expression(kept: bytearray, source: bytes, begin: int, end: int) -> None:
    kept[begin:end] = source[begin:end]
    if begin > 0 and kept[begin - 1 : begin] == b" ":
        kept[begin - 1 : begin] = b";"
    if end < len(kept) and kept[end : end + 1] == b" ":
        kept[end : end + 1] = b";"


def _astro(source: bytes) -> Program:
    program = _component(source, "html")
    kept = bytearray(program.source)
    found = _FENCE.search(source)
    if found:
        begin, end = found.span(1)
        kept[begin:end] = source[begin:end]
    return Program(bytes(kept), "tsx", program.tags)
