"""What TypeScript reads and the grammars do not, written so that they do: other bytes at the same places, same length.

Only programs that do not parse are looked at, and what does not make them better is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tree_sitter import Node

from supamap.syntax.grammars import parser

_QUOTED = rb"""(?:"[^"\n]*"|'[^'\n]*')"""
_NOT_LINE_END = re.compile(rb"[^\r\n]")
_MARKUP = frozenset({"tsx", "javascript"})
_LONE_AMPERSAND = re.compile(rb"&(?!(?:#?\w+);)")
_TEXTS = frozenset({"jsx_text", "string", "string_fragment"})


def _blank(text: bytes) -> bytes:
    return _NOT_LINE_END.sub(b" ", text)


def _any_type(found: re.Match[bytes]) -> bytes:
    """A type that nobody declares instead of one that is imported where it is used."""
    return b"_" + _blank(found.group()[1:])


def _from_first(found: re.Match[bytes]) -> bytes:
    return b"from" + found.group(1) + found.group(2)


_REWRITTEN: tuple[tuple[bytes, re.Pattern[bytes], Callable[[re.Match[bytes]], bytes]], ...] = (
    # `f<typeof import('x')>()`
    (
        b"typeof",
        re.compile(rb"\btypeof\s+import\(\s*" + _QUOTED + rb"\s*\)"),
        lambda found: b"unknown".ljust(len(found.group()), b" "),
    ),
    # `import('x').Row[]`, `import('x').Rows<Row>`
    (
        b"import(",
        re.compile(rb"\bimport\(\s*" + _QUOTED + rb"\s*\)(?:\s*\.\s*[A-Z_$][\w$]*)+(?=\s*[\[<])"),
        _any_type,
    ),
    # sql<Row[]>`…`
    (
        b">`",
        re.compile(rb"(?<=[\w$])<(?:[^<>`;]|<[^<>`]*>)*>(?=`)|(?<=[\w$])<\{(?:[^<>`]|<[^<>`]*>)*>(?=`)"),
        lambda found: _blank(found.group()),
    ),
    # A line of a type that begins with `in`: no semicolon is seen before it.
    (
        b"in",
        re.compile(rb"(?<=[\w$\]})>'\"])([ \t]*\r?\n[ \t]*)[ \t](?=in(?:stanceof)?[_$\d][\w$]*\??:)"),
        lambda found: found.group(1) + b";",
    ),
    # A line break before `from`
    (b"from", re.compile(rb"(?<=\})([ \t]*\r?\n\s*)from(\s*)(?=['\"])"), _from_first),
)


def repaired(source: bytes, root: Node, grammar: str) -> tuple[bytes, Node]:
    """A program that does not parse, or the same one written otherwise, with its tree: the one with fewer faults."""
    text = source
    for word, pattern, rewrite in _REWRITTEN:
        if word in text:
            text = pattern.sub(rewrite, text)
    source, root = _better(source, root, text, grammar)
    if root.has_error and grammar in _MARKUP and b"&" in source:
        source, root = _better(source, root, _without_ampersands(source, grammar), grammar)
    return source, root


def _better(source: bytes, root: Node, text: bytes, grammar: str) -> tuple[bytes, Node]:
    if text == source:
        return source, root
    tree = parser(grammar).parse(text).root_node
    return (text, tree) if not tree.has_error or _faults(tree) < _faults(root) else (source, root)


def _faults(root: Node) -> int:
    """How many bytes are in no place where the grammar expects them, and how many tokens are missing."""
    found = 0
    todo = [root]
    while todo:
        node = todo.pop()
        if node.is_missing:
            found += 1
        elif node.is_error:
            found += node.end_byte - node.start_byte
        elif node.has_error:
            todo.extend(node.children)
    return found


def _without_ampersands(source: bytes, grammar: str) -> bytes:
    """The program with bars instead of ampersands that are text of markup.

    Which these are is told by a program with bars everywhere: its code means something else but has the same form.
    """
    places = [found.start() for found in _LONE_AMPERSAND.finditer(source)]
    kept = bytearray(source)
    for place in places:
        kept[place] = ord("|")
    root = parser(grammar).parse(bytes(kept)).root_node
    for place in places:
        if not _is_text(root.descendant_for_byte_range(place, place + 1)):
            kept[place] = ord("&")
    return bytes(kept)


def _is_text(node: Node | None) -> bool:
    """Whether a node is text between tags or in an attribute."""
    if node is None or node.type not in _TEXTS:
        return False
    holder = node.parent if node.type != "string" else node
    return node.type == "jsx_text" or (
        holder is not None and holder.parent is not None and holder.parent.type == "jsx_attribute"
    )
