"""``import()`` and ``require()`` inside expressions, and which exports of the module are used there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.chains import mentions
from supamap.extraction.names import parameter_patterns
from supamap.extraction.patterns import bound_names
from supamap.extraction.types import is_in_type
from supamap.extraction.values import ValueReader
from supamap.model import facts

_AROUND = frozenset({"await_expression", "parenthesized_expression", "non_null_expression", "as_expression"})
_MEMBER = re.compile(r"\.\s*([A-Za-z_$][\w$]*)")
_FUNCTIONS = frozenset({"arrow_function", "function_expression"})


def read_dynamic_imports(reader: ValueReader) -> Iterator[facts.DynamicImport]:
    """Every module that an expression loads; a ``require`` that a top-level name stands for is an import, not here."""
    tree = reader.tree
    for call in tree.captures.get("call", ()):
        function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        if function is None or arguments is None or function.type not in ("import", "identifier"):
            continue
        imported = reader.imported(function, arguments)
        if imported is None or (imported.name == "=" and _is_declared(call)) or is_in_type(call):
            continue
        definition = reader.tables.definition_at(call.start_byte)
        yield facts.DynamicImport(definition, imported.specifier, _used(reader, call), tree.line(call))


def _is_declared(call: Node) -> bool:
    """``const x = require('y')`` or ``const x = require('y').z`` at the top of a module."""
    node: Node | None = call
    while node is not None and node.type in ("call_expression", "member_expression"):
        node = node.parent
    if node is None or node.type != "variable_declarator" or node.parent is None or node.parent.parent is None:
        return False
    return node.parent.parent.type == "program"


def _used(reader: ValueReader, call: Node) -> tuple[str, ...] | None:
    parent = call.parent
    while parent is not None and parent.type in _AROUND:
        parent = parent.parent
    if parent is None:
        return None
    if parent.type == "member_expression":
        return _of_member(reader, parent)
    if parent.type == "variable_declarator":
        return _of_pattern(reader, parent.child_by_field_name("name"))
    if parent.type == "expression_statement":
        return ()
    if parent.type == "return_statement":
        parent = parent.parent.parent if parent.parent is not None else None
    return ("default",) if parent is not None and parent.type in (*_FUNCTIONS, "pair") else None


def _of_member(reader: ValueReader, member: Node) -> tuple[str, ...] | None:
    """``import('x').then(…)`` or ``(await import('x')).name``."""
    name = member.child_by_field_name("property")
    text = reader.tree.text(name) if name is not None else ""
    if text in ("catch", "finally"):
        return None
    if text != "then":
        return (text,)
    arguments = member.parent.child_by_field_name("arguments") if member.parent is not None else None
    given = arguments.named_children if arguments is not None else ()
    callback = next((child for child in given if child.type != "comment"), None)
    if callback is None or callback.type not in _FUNCTIONS:
        return None
    patterns = parameter_patterns(callback)
    return _of_pattern(reader, patterns[0] if patterns else None)


def _of_pattern(reader: ValueReader, pattern: Node | None) -> tuple[str, ...] | None:
    """The exports that a name or pattern that stands for a module is asked for."""
    if pattern is None:
        return None
    if pattern.type == "object_pattern":
        ways = [way for _, way in bound_names(reader.tree, pattern)]
        if any(not way or way[0][0] != "member" for way in ways):
            return None
        return tuple(dict.fromkeys(str(way[0][1]) for way in ways))
    if pattern.type != "identifier":
        return None
    declared = reader.names.find(reader.tree.text(pattern), pattern.start_byte)
    if declared is None:
        return None
    found: list[str] = []
    for mention in mentions(reader, declared):
        if mention.start_byte == declared.position:
            continue
        after = _MEMBER.match(reader.tree.source[mention.end_byte : mention.end_byte + 80].decode("utf-8", "replace"))
        if after is None:
            return None
        found.append(after.group(1))
    return tuple(dict.fromkeys(found))
