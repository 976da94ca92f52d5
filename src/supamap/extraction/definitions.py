"""Module-level declarations and members of classes and object literals: the grain at which usages are told apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import msgspec
from tree_sitter import Node

from supamap.extraction.parts import parts_of
from supamap.extraction.patterns import bound_names, property_name
from supamap.extraction.scopes import FUNCTION
from supamap.extraction.tree import Tree

MODULE = "<module>"
_FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "generator_function", "function_declaration",
     "generator_function_declaration", "method_definition"}
)  # fmt: skip
_WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})
_DEEPEST_OBJECT = 8
_EXPORTS = ("exports.", "module.exports.")


class Defined(msgspec.Struct, frozen=True):
    """A definition while its file is read: ``node`` is its declaration, ``body`` the expression that it names."""

    name: str
    kind: str
    node: Node
    body: Node | None
    exported: bool
    owner: str = ""
    within: str = ""


class Definitions:
    """All definitions of a file in the order of their places; 0 is the module itself."""

    __slots__ = ("_ends", "_parents", "_returns", "_starts", "all", "tree")

    def __init__(self, tree: Tree, component: bool = False) -> None:
        self.tree = tree
        # The top level of a component's script runs for each instance: its variables are no units of their own.
        found = [one for one in _definitions(tree) if not component or one.kind not in ("variable", "property")]
        taken = {one.name for one in found}
        for one in list(found):
            if one.body is not None and one.kind in ("function", "variable"):
                found.extend(part for part in _parts(tree, one) if part.name not in taken)
        found.sort(key=lambda one: (one.node.start_byte, -one.node.end_byte))
        self.all = [Defined(MODULE, "module", tree.root, None, False), *found]
        self._starts = [one.node.start_byte for one in found]
        self._ends = [one.node.end_byte for one in found]
        self._parents = _nesting(self._starts, self._ends)
        self._returns: dict[int, list[Node]] | None = None

    def at(self, position: int) -> int:
        """The index of the innermost definition around a byte position, 0 outside all."""
        found = bisect_right(self._starts, position) - 1
        while found >= 0 and self._ends[found] <= position:
            found = self._parents[found]
        return found + 1

    def is_own(self, function: Node) -> bool:
        """Whether a function is a definition itself, perhaps wrapped by a call: ``const useX = memo(() => …)``."""
        definition = self.all[self.at(function.start_byte)]
        scopes = self.tree.scopes
        around = scopes.upward(scopes.parents[scopes.innermost(function.start_byte)], FUNCTION)
        return definition.kind != "module" and (around < 0 or scopes.starts[around] < definition.node.start_byte)

    def object_owner(self, position: int) -> str | None:
        """The name of the object literal whose member holds a position, None elsewhere."""
        return self.all[self.at(position)].owner or None

    def returns_of(self, function: Node) -> list[Node]:
        """The return statements of a function itself, in order."""
        if self._returns is None:
            self._returns = self._all_returns()
        return self._returns.get(function.start_byte, [])

    def _all_returns(self) -> dict[int, list[Node]]:
        scopes = self.tree.scopes
        found: dict[int, list[Node]] = {}
        for node in self.tree.captures.get("return", ()):
            region = scopes.around(node.start_byte, FUNCTION)
            if region >= 0:
                found.setdefault(scopes.starts[region], []).append(node)
        return found


def _parts(tree: Tree, one: Defined) -> Iterator[Defined]:
    """The functions that a hook, provider or store gives out."""
    seen: set[str] = set()
    for part in parts_of(tree, one.body) if one.body is not None else ():
        if part.name not in seen:
            seen.add(part.name)
            yield Defined(f"{one.name}.{part.name}", "method", part.node, part.body, False, within=one.name)


def _nesting(starts: list[int], ends: list[int]) -> list[int]:
    parents: list[int] = []
    stack: list[int] = []
    for index, start in enumerate(starts):
        while stack and ends[stack[-1]] <= start:
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        stack.append(index)
    return parents


def _definitions(tree: Tree) -> Iterator[Defined]:
    for statement in tree.root.named_children:
        kind = statement.type
        if kind == "export_statement":
            yield from _exported(tree, statement)
        elif kind in ("internal_module", "module"):
            yield from _space(tree, statement, False)
        elif kind == "expression_statement":
            yield from _statement(tree, statement)
        else:
            yield from _declaration(tree, statement, False)


def _exported(tree: Tree, statement: Node) -> Iterator[Defined]:
    declaration = statement.child_by_field_name("declaration")
    if declaration is not None:
        named = declaration.child_by_field_name("name") is not None or declaration.type in _VARIABLES
        if named:
            yield from _declaration(tree, declaration, True)
        else:
            yield from _default(tree, declaration)
        return
    value = statement.child_by_field_name("value")
    if value is not None and value.type != "identifier":
        yield from _default(tree, value)


def _default(tree: Tree, value: Node) -> Iterator[Defined]:
    yield Defined("default", "function" if value.type in _FUNCTIONS else "variable", value, value, True)
    yield from _members(tree, "default", value)


_VARIABLES = frozenset({"lexical_declaration", "variable_declaration"})


def _declaration(tree: Tree, node: Node, exported: bool) -> Iterator[Defined]:
    kind = node.type
    if kind in _VARIABLES:
        for declarator in node.named_children:
            if declarator.type == "variable_declarator":
                yield from _variable(tree, declarator, exported)
    elif kind in ("function_declaration", "generator_function_declaration"):
        yield Defined(_name(tree, node), "function", node, node, exported)
    elif kind in ("class_declaration", "abstract_class_declaration"):
        yield Defined(_name(tree, node), "class", node, node, exported)
        yield from _members(tree, _name(tree, node), node)
    elif kind == "enum_declaration":
        yield Defined(_name(tree, node), "variable", node, None, exported)
    elif kind in ("ambient_declaration", "internal_module"):
        return


def _name(tree: Tree, node: Node) -> str:
    name = node.child_by_field_name("name")
    return tree.text(name) if name is not None else "default"


def _variable(tree: Tree, declarator: Node, exported: bool) -> Iterator[Defined]:
    pattern, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
    if pattern is None:
        return
    names = [tree.text(name) for name, _ in bound_names(tree, pattern)]
    kind = "function" if value is not None and value.type in _FUNCTIONS else "variable"
    for name in names:
        yield Defined(name, kind, declarator, value, exported)
    if len(names) == 1 and value is not None:
        yield from _members(tree, names[0], value)


def _space(tree: Tree, node: Node, exported: bool) -> Iterator[Defined]:
    yield Defined(_name(tree, node), "variable", node, None, exported)


def _statement(tree: Tree, statement: Node) -> Iterator[Defined]:
    """``exports.name = …`` and ``module.exports = { … }`` are definitions, other statements belong to the module."""
    inner = statement.named_children[0] if statement.named_children else statement
    if inner.type == "internal_module":
        yield from _space(tree, inner, False)
    if inner.type != "assignment_expression":
        return
    left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
    target = tree.path(left) if left is not None else ""
    if right is None or right.type == "identifier":
        return
    if target == "module.exports":
        yield from _default(tree, right)
    elif target.startswith(_EXPORTS):
        name = target.rpartition(".")[2]
        yield Defined(name, "function" if right.type in _FUNCTIONS else "variable", right, right, True)
        yield from _members(tree, name, right)


def unwrapped(node: Node) -> Node:
    """An expression without parentheses, casts and one-argument calls such as ``Object.freeze(…)``."""
    while node.type in _WRAPPERS and node.named_children:
        node = node.named_children[0]
    return node


def _members(tree: Tree, owner: str, value: Node) -> Iterator[Defined]:
    value = unwrapped(value)
    if value.type == "object":
        yield from _object_members(tree, owner, value)
    elif value.type in ("class_declaration", "abstract_class_declaration", "class"):
        body = value.child_by_field_name("body")
        for child in body.named_children if body is not None else ():
            if child.type in ("method_definition", "public_field_definition", "field_definition"):
                key = child.child_by_field_name("name") or child.child_by_field_name("property")
                kind = "method" if child.type == "method_definition" else "property"
                yield Defined(f"{owner}.{property_name(tree, key)}", kind, child, child, False)


def _object_members(tree: Tree, owner: str, literal: Node) -> Iterator[Defined]:
    for child in literal.named_children:
        if child.type == "method_definition":
            name = property_name(tree, child.child_by_field_name("name"))
            yield Defined(f"{owner}.{name}", "method", child, child, False, owner)
        elif child.type == "pair":
            value = child.child_by_field_name("value")
            name = property_name(tree, child.child_by_field_name("key"))
            if value is not None and name and _is_code(value):
                yield Defined(f"{owner}.{name}", "method", child, value, False, owner)


def _is_code(value: Node, depth: int = 0) -> bool:
    """Whether a property holds code of its own: a function, a call with one inside, an object of functions."""
    if depth > _DEEPEST_OBJECT:
        return False
    value = unwrapped(value)
    if value.type in _FUNCTIONS:
        return True
    if value.type == "call_expression":
        arguments = value.child_by_field_name("arguments")
        return any(child.type in _FUNCTIONS for child in arguments.named_children) if arguments is not None else False
    if value.type == "object":
        return any(_is_code_entry(child, depth) for child in value.named_children)
    return False


def _is_code_entry(entry: Node, depth: int) -> bool:
    if entry.type == "method_definition":
        return True
    inner = entry.child_by_field_name("value") if entry.type == "pair" else None
    return inner is not None and _is_code(inner, depth + 1)
