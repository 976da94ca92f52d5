"""A parsed file and the plain questions asked of it: text, lines, columns, strings."""

from __future__ import annotations

import re
from bisect import bisect_left

from tree_sitter import Node, QueryCursor

from supamap.extraction.readable import is_in_the_way, readable, without_comments
from supamap.extraction.scopes import Regions, scopes
from supamap.syntax.grammars import parser
from supamap.syntax.queries import compiled
from supamap.syntax.repair import repaired

_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": "", "\r": ""}


class Tree:
    """The syntax tree of one program with the captures of its language's queries; comments are blanks in its text."""

    __slots__ = ("_line_ends", "_written", "captures", "root", "scopes", "source")

    def __init__(self, source: bytes, grammar: str) -> None:
        self._written = source
        self.source = readable(source)
        self._line_ends: list[int] | None = None
        self._parse(grammar)
        if self.root.has_error:
            self.source, root = repaired(self.source, self.root, grammar)
            self._take(root, grammar)
        comments = self.captures.get("comment", ())
        self.source = without_comments(self.source, comments)
        if any(is_in_the_way(comment) for comment in comments):
            self._parse(grammar)
        # py-tree-sitter 0.26 gives the nodes of a capture in no fixed order.
        for nodes in self.captures.values():
            nodes.sort(key=_place)
        self.scopes: Regions = scopes(self.captures)

    def _parse(self, grammar: str) -> None:
        self._take(parser(grammar).parse(self.source).root_node, grammar)

    def _take(self, root: Node, grammar: str) -> None:
        self.root = root
        self.captures: dict[str, list[Node]] = QueryCursor(compiled(grammar)).captures(self.root)

    def text(self, node: Node) -> str:
        """The source text of a node; bytes that are no UTF-8 become U+FFFD."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def path(self, node: Node) -> str:
        """The source text of a node without blanks: ``a.b`` however it is laid out."""
        return "".join(self.text(node).split())

    def line_at(self, position: int) -> int:
        """The 1-based line of a byte position."""
        if self._line_ends is None:
            self._line_ends = [found.start() for found in re.finditer(rb"\n", self.source)]
        return bisect_left(self._line_ends, position) + 1

    def line(self, node: Node) -> int:
        """The 1-based line on which a node starts."""
        return node.start_point[0] + 1

    def column(self, node: Node) -> int:
        """The 1-based column, in characters, at which a node starts."""
        line_start = node.start_byte - node.start_point[1]
        return len(self._written[line_start : node.start_byte].decode("utf-8", "replace").lstrip("\ufeff")) + 1

    def string(self, node: Node) -> str:
        """The value of a string literal node, quotes and escapes resolved (ECMA-262, 12.9.4)."""
        raw = self.text(node)[1:-1]
        return unescape(raw) if "\\" in raw else raw


def _place(node: Node) -> tuple[int, int]:
    return node.start_byte, -node.end_byte


def unescape(raw: str) -> str:
    """The value of a string's source text between its quotes."""
    text = _ESCAPE.sub(_character, raw)
    # Two escapes may make one character: `\ud83d\ude00`; one of them alone makes none.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _SURROGATE.search(text) else text


def _character(found: re.Match[str]) -> str:
    digits = found.group(1) or found.group(2) or found.group(3)
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _SIMPLE.get(found.group(4), found.group(4))
