"""Raw addresses of Supabase's HTTP interfaces in strings and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.values import ValueReader
from supamap.model import facts

_ADDRESS = re.compile(rb"/(?:functions|rest)/v1/[\w$]|/storage/v1/(?:object|render/image)/[\w$]")
_TEXTS = frozenset({"string", "template_string"})
_PUT_TOGETHER = frozenset(
    {"template_string", "identifier", "member_expression", "binary_expression", "call_expression"}
)
_FETCHERS = frozenset({"fetch", "$fetch", "useFetch", "useLazyFetch", "axios", "ofetch", "ky"})
_CLIENTS = frozenset({"axios", "ky", "window", "globalThis"})
_METHODS = frozenset({"get", "post", "put", "patch", "delete", "head"})
# A text that another one is compared with is not requested.
_COMPARISONS = frozenset(
    {
        "startsWith",
        "endsWith",
        "includes",
        "indexOf",
        "match",
        "test",
        "replace",
        "replaceAll",
        "split",
        "search",
        "log",
    }
)
_INSIDE = frozenset({"string_fragment", "escape_sequence", "template_substitution"})


def read_urls(reader: ValueReader) -> Iterator[facts.Candidate]:
    """Strings that hold an address of Supabase with something behind it, and what ``fetch`` is called with.

    The place is the callee's when the string is an argument of a call, else the string's own.
    """
    seen: set[int] = set()
    for text in (*_addresses(reader), *_fetched(reader)):
        if text.start_byte in seen:
            continue
        seen.add(text.start_byte)
        place, method = _place(reader, text)
        if reader.tree.text(place).rpartition(".")[2] in _COMPARISONS:
            continue
        yield facts.Candidate(
            definition=reader.tables.definition_at(text.start_byte),
            method="url",
            receiver=facts.Literal(method),
            arguments=(reader.read(text),),
            line=reader.tree.line(place),
            column=reader.tree.column(place),
            end_line=text.end_point[0] + 1,
            chain=(),
            hint="",
        )


def _addresses(reader: ValueReader) -> Iterator[Node]:
    for found in _ADDRESS.finditer(reader.tree.source):
        text = _text_at(reader, *found.span())
        if text is not None:
            yield text


def _fetched(reader: ValueReader) -> Iterator[Node]:
    """First arguments of ``fetch`` and its like: addresses put together elsewhere, and the application's own routes."""
    for call in reader.tree.captures.get("call", ()):
        callee, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        if callee is None or arguments is None or not _fetches(reader, callee):
            continue
        first = arguments.named_children[0] if arguments.named_children else None
        if first is not None and (first.type in _PUT_TOGETHER or _is_route(reader, first)):
            yield first


def _fetches(reader: ValueReader, callee: Node) -> bool:
    if callee.type == "identifier":
        return reader.tree.path(callee) in _FETCHERS
    subject = callee.child_by_field_name("object") if callee.type == "member_expression" else None
    return subject is not None and subject.type == "identifier" and reader.tree.text(subject) in _CLIENTS


def _is_route(reader: ValueReader, text: Node) -> bool:
    return text.type == "string" and reader.tree.string(text).startswith("/")


def _text_at(reader: ValueReader, start: int, end: int) -> Node | None:
    node = reader.tree.root.descendant_for_byte_range(start, end)
    while node is not None and node.type in _INSIDE:
        node = node.parent
    return node if node is not None and node.type in _TEXTS else None


def _place(reader: ValueReader, text: Node) -> tuple[Node, str]:
    """The callee of the call around a text, and the HTTP method that its options name."""
    arguments = text.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if arguments is None or call is None or callee is None:
        return text, ""
    for options in arguments.named_children[1:]:
        value = reader.read(options)
        for key, inner in value.entries if isinstance(value, facts.ObjectLiteral) else ():
            if key == "method" and isinstance(inner, facts.Literal):
                return callee, inner.text.upper()
    word = reader.tree.path(callee).rpartition(".")[2]
    return callee, word.upper() if word in _METHODS else "GET"
