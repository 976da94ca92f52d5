"""Calls, constructions and markup elements whose callee may belong to the application."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.choices import UNDEFINED
from supamap.extraction.markup import outermost_route
from supamap.extraction.patterns import property_name
from supamap.extraction.values import ValueReader
from supamap.model import facts

_THROUGH = frozenset({"non_null_expression", "parenthesized_expression", "await_expression", "as_expression"})


def read_calls(reader: ValueReader) -> Iterator[facts.CallSite]:
    """All call sites of interest, in the order calls, constructions, markup."""
    captures = reader.tree.captures
    for node in captures.get("call", ()):
        if _is_own(reader, node.child_by_field_name("function")):
            yield from _site(reader, node, "call")
    for node in captures.get("call.new", ()):
        if _is_own(reader, node.child_by_field_name("constructor")):
            yield from _site(reader, node, "new")
    for node in captures.get("call.markup", ()):
        yield from _element(reader, node)
        route = outermost_route(reader, node)
        if route is not None:
            definition = reader.tables.definition_at(node.start_byte)
            yield facts.CallSite(definition, facts.Call(UNDEFINED, (route,), (), reader.tree.line(node)), "route")


def _is_own(reader: ValueReader, callee: Node | None) -> bool:
    """Whether a callee is a path from a name that the file binds (or ``this``), with at most one call inside it."""
    calls = 0
    while callee is not None:
        kind = callee.type
        if kind == "identifier":
            return reader.names.find(reader.tree.text(callee), callee.start_byte) is not None
        if kind in ("this", "super"):
            return True
        if kind == "member_expression":
            callee = callee.child_by_field_name("object")
        elif kind == "call_expression" and calls == 0:
            calls, callee = 1, callee.child_by_field_name("function")
        elif kind == "new_expression" and calls == 0:
            calls, callee = 1, callee.child_by_field_name("constructor")
        elif kind in _THROUGH and callee.named_children:
            callee = callee.named_children[0]
        else:
            return False
    return False


def _site(reader: ValueReader, node: Node, form: str) -> Iterator[facts.CallSite]:
    call = reader.read(node)
    if isinstance(call, facts.Call):
        yield facts.CallSite(reader.tables.definition_at(node.start_byte), call, form)


def _element(reader: ValueReader, node: Node) -> Iterator[facts.CallSite]:
    name = node.child_by_field_name("name")
    if name is None or (name.type == "identifier" and reader.tree.text(name)[:1].islower()):
        return
    attributes = [child for child in node.named_children if child.type in ("jsx_attribute", "jsx_expression")]
    entries: list[tuple[str, facts.Value]] = []
    spreads: list[facts.Value] = []
    for attribute in attributes:
        inner = attribute.named_children
        if attribute.type == "jsx_expression":
            if inner and inner[0].type == "spread_element":
                spreads.append(reader.read(inner[0].named_children[0]))
        elif inner:
            value = reader.read(inner[1]) if len(inner) > 1 else facts.Constant("true")
            entries.append((property_name(reader.tree, inner[0]), value))
    if name.type not in ("identifier", "member_expression"):
        return
    properties = facts.ObjectLiteral(tuple(entries), tuple(spreads))
    call = facts.Call(reader.read(name), (properties,), (), reader.tree.line(node))
    yield facts.CallSite(reader.tables.definition_at(node.start_byte), call, "markup")
