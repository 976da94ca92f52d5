"""Markup as a value: which components it draws, and the routes that a router's elements declare.

Routes in markup become the object literals that routers take as well (``{ path, element, children }``), as
``createRoutesFromElements`` makes them: https://reactrouter.com/api/utils/createRoutesFromElements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from supamap.extraction.patterns import property_name
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.extraction.values import ValueReader

_MARKUP = frozenset({"jsx_element", "jsx_self_closing_element"})
_LISTS = frozenset({"", "Routes", "Switch", "Fragment", "React.Fragment"})
_ROUTERS = ("Routes", "Switch", "Router")
_AROUND = frozenset({*_MARKUP, "jsx_expression", "parenthesized_expression", "binary_expression", "ternary_expression"})
DRAWN = frozenset({"element", "Component", "component"})
"""The keys under which a route names what it draws."""


def markup_value(reader: ValueReader, node: Node) -> facts.Value:
    """Routes as a list or an object; other markup is not read."""
    if is_route(reader, node):
        return route_value(reader, node)
    if element_name(reader, node) in _LISTS and _holds_routes(reader, node):
        return facts.ArrayLiteral(tuple(_children(reader, node)))
    return facts.Unknown("markup")


def is_route(reader: ValueReader, node: Node) -> bool:
    """Whether an element declares a route: ``<Route>``, or the application's own ``<PrivateRoute path=…>``."""
    name = element_name(reader, node)
    if name == "Route":
        return True
    return name.endswith("Route") and bool({"path", "index"} & {key for key, _ in _attributes(reader, node)})


def _holds_routes(reader: ValueReader, node: Node) -> bool:
    inner = (child for child in node.named_children if child.type in _MARKUP)
    return any(
        is_route(reader, child) or (element_name(reader, child) in _LISTS and _holds_routes(reader, child))
        for child in inner
    )


def route_value(reader: ValueReader, node: Node) -> facts.ObjectLiteral:
    """A route element with everything inside it."""
    entries: list[tuple[str, facts.Value]] = []
    for key, value in _attributes(reader, node):
        if value is None:
            entries.append((key, facts.Constant("true")))
        elif key in DRAWN:
            entries.append((key, drawn(reader, value)))
        elif key in ("path", "lazy"):
            entries.append((key, reader.read(value)))
    children = tuple(_children(reader, node))
    if children:
        entries.append(("children", facts.ArrayLiteral(children)))
    elif not any(key in DRAWN for key, _ in entries):
        entries.append(("element", drawn(reader, node, inside=True)))
    return facts.ObjectLiteral(tuple(entries))


def drawn(reader: ValueReader, node: Node, *, inside: bool = False) -> facts.Value:
    """The component that an expression draws; of nested ones the innermost, if there is just one."""
    while node.type in ("jsx_expression", "parenthesized_expression") and node.named_children:
        node = node.named_children[0]
    if node.type not in _MARKUP:
        return reader.read(node)
    leaves = list(_leaves(reader, node, inside))
    return leaves[0] if len(leaves) == 1 else facts.Unknown("several components")


def _leaves(reader: ValueReader, node: Node, inside: bool) -> Iterator[facts.Value]:
    """The components that hold no other ones."""
    own = [child for child in node.named_children if child.type in _MARKUP]
    found = [leaf for child in own for leaf in _leaves(reader, child, False)]
    yield from found
    name = _name_node(node)
    if not found and not inside and name is not None and not reader.tree.text(name)[:1].islower():
        yield reader.read(name)


def element_name(reader: ValueReader, node: Node) -> str:
    """The name of an element, empty for a fragment."""
    name = _name_node(node)
    return reader.tree.text(name) if name is not None else ""


def _name_node(node: Node) -> Node | None:
    return _tag(node).child_by_field_name("name")


def _tag(node: Node) -> Node:
    """The element, or its opening tag, whichever holds name and attributes."""
    return node.child_by_field_name("open_tag") or node


def _attributes(reader: ValueReader, node: Node) -> Iterator[tuple[str, Node | None]]:
    for attribute in _tag(node).named_children:
        inner = attribute.named_children
        if attribute.type == "jsx_attribute" and inner:
            yield property_name(reader.tree, inner[0]), inner[1] if len(inner) > 1 else None


def _children(reader: ValueReader, node: Node) -> Iterator[facts.Value]:
    """The routes inside an element, and the lists of routes that expressions give."""
    for child in node.named_children:
        if child.type in _MARKUP:
            value = markup_value(reader, child)
            if not isinstance(value, facts.Unknown):
                yield value
        elif child.type == "jsx_expression" and child.named_children and child.named_children[0].type != "comment":
            yield facts.Spread(reader.read(child.named_children[0]))


def outermost_route(reader: ValueReader, tag: Node) -> facts.ObjectLiteral | None:
    """The route that a tag gives to a router, with those inside it; None for one inside another, and for other tags."""
    node = tag.parent if tag.type == "jsx_opening_element" else tag
    if node is None or not is_route(reader, node):
        return None
    around, given = node.parent, False
    while around is not None and not given and around.type in _AROUND:
        if around.type in _MARKUP:
            if is_route(reader, around):
                return None
            given = element_name(reader, around).endswith(_ROUTERS)
        around = around.parent
    return route_value(reader, node) if given or (around is not None and around.type == "arguments") else None
