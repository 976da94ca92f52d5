"""Where a test bounds a name: ``if (KNOWN.includes(x))``, ``x === 'a' ? … : …``, ``switch (x)``, ``x in MAP``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from supamap.extraction.choices import choice
from supamap.extraction.names import Declared
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.extraction.values import ValueReader

_WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"})
_LEAVING = frozenset({"return_statement", "throw_statement", "continue_statement", "break_statement"})
_NAME = rb"([A-Za-z_$][\w$]*)"
# Patterns that begin with a literal are searched ten times as fast as others: what stands before is looked at then.
_BEHIND = tuple(
    re.compile(pattern % _NAME)
    for pattern in (rb"\.(?:includes|has|hasOwnProperty)\(\s*%b", rb"hasOwn\([^,()]*,\s*%b", rb"switch\s*\(\s*%b")
)
_BEFORE = (re.compile(rb" in\s"), re.compile(rb"==\s*[\"'`A-Z]"))
_ENDING = re.compile(rb"(?<![\w$.])%b\s*[!=]?$" % _NAME)
_LONGEST_NAME = 60
_LISTING = frozenset({"includes", "has"})
# A region: from, to (bytes), and what the name is there.
_Region = tuple[int, int, facts.Value]


class Guards:
    """The tests of one file, looked at when a name that one of them tests is read."""

    def __init__(self, reader: ValueReader) -> None:
        self._reader, self._tree = reader, reader.tree
        self._places: dict[str, list[int]] = {}
        for name, place in _tested(reader.tree.source):
            self._places.setdefault(name.decode("utf-8", "replace"), []).append(place)
        self._regions: dict[str, list[tuple[Declared, _Region]]] = {}

    def narrowed(self, name: str, position: int, value: facts.Value) -> facts.Value:
        """The value of a name at a place, with the innermost bound that holds there."""
        if name not in self._places:
            return value
        if name not in self._regions:
            # Tests may mention the name that they test: those find no bounds meanwhile.
            self._regions[name] = []
            self._regions[name] = list(self._bounds(name))
        around = [one for one in self._regions[name] if one[1][0] <= position < one[1][1]]
        if not around:
            return value
        meant = self._reader.names.find(name, position)
        fitting = [region for declared, region in around if declared is meant]
        return facts.Narrowed(value, max(fitting, key=lambda one: one[0])[2]) if fitting else value

    def _bounds(self, name: str) -> Iterator[tuple[Declared, _Region]]:
        for place in self._places[name]:
            node = self._tree.root.descendant_for_byte_range(place, place + len(name.encode()))
            declared = self._reader.names.find(name, place)
            if node is not None and node.type == "identifier" and declared is not None:
                for region in self._around(name, node):
                    yield declared, region

    def _around(self, name: str, node: Node) -> Iterator[_Region]:
        """The regions that the tests around a mention of a name bound it in."""
        parent = node.parent
        while parent is not None and not parent.type.endswith("_statement"):
            kind = parent.type
            if kind == "binary_expression" and node.end_byte < parent.end_byte:
                sign, right = _operator(parent), parent.child_by_field_name("right")
                if sign in ("&&", "||"):
                    yield from self._region(right, self._bound(node, name, sign == "&&"))
            elif kind == "ternary_expression" and parent.child_by_field_name("condition") == node:
                yield from self._region(parent.child_by_field_name("consequence"), self._bound(node, name, True))
                yield from self._region(parent.child_by_field_name("alternative"), self._bound(node, name, False))
            node, parent = parent, parent.parent
        if parent is None:
            return
        if parent.type in ("if_statement", "while_statement") and parent.child_by_field_name("condition") == node:
            yield from self._of_statement(parent, node, name)
        elif parent.type == "switch_statement" and self._is(node, name):
            yield from self._of_cases(parent.child_by_field_name("body"))

    def _of_statement(self, statement: Node, condition: Node, name: str) -> Iterator[_Region]:
        yes, no = self._bound(condition, name, True), self._bound(condition, name, False)
        consequence = statement.child_by_field_name("consequence") or statement.child_by_field_name("body")
        alternative = statement.child_by_field_name("alternative")
        yield from self._region(consequence, yes)
        yield from self._region(alternative, no)
        block = statement.parent
        if block is None or statement.type != "if_statement":
            return
        if _leaves(consequence) and no is not None:
            yield statement.end_byte, block.end_byte, no
        if alternative is not None and _leaves(alternative.named_children[-1]) and yes is not None:
            yield statement.end_byte, block.end_byte, yes

    def _of_cases(self, body: Node | None) -> Iterator[_Region]:
        values: list[facts.Value] = []
        for case in body.named_children if body is not None else ():
            value = case.child_by_field_name("value")
            if case.type != "switch_case" or value is None:
                values = []
                continue
            values.append(self._reader.read(value))
            inner = [child for child in case.named_children if child != value and child.type != "comment"]
            if inner:
                yield case.start_byte, case.end_byte, choice(*values)
                if _leaves(inner[-1]):
                    values = []

    def _region(self, node: Node | None, bound: facts.Value | None) -> Iterator[_Region]:
        if node is not None and bound is not None:
            yield node.start_byte, node.end_byte, bound

    def _bound(self, test: Node, name: str, holds: bool) -> facts.Value | None:
        """What a name is where a test holds (or does not), None if the test does not tell."""
        test = _unwrapped(test)
        if test.type == "unary_expression" and _operator(test) == "!":
            argument = test.child_by_field_name("argument")
            return self._bound(argument, name, not holds) if argument is not None else None
        if test.type == "call_expression":
            return self._listed(test, name) if holds else None
        left, right = test.child_by_field_name("left"), test.child_by_field_name("right")
        if test.type != "binary_expression" or left is None or right is None:
            return None
        sign = _operator(test)
        if sign in ("&&", "||"):
            first, second = self._bound(left, name, holds), self._bound(right, name, holds)
            if (sign == "&&") is holds:
                return first or second
            return choice(first, second) if first is not None and second is not None else None
        if sign == "in":
            return facts.Element(self._reader.read(right), True) if holds and self._is(left, name) else None
        if sign in ("===", "==", "!==", "!=") and (sign[0] == "=") is holds:
            return self._reader.read(right) if self._is(left, name) and _may_name(right) else None
        return None

    def _listed(self, call: Node, name: str) -> facts.Value | None:
        """``KNOWN.includes(x)``, ``set.has(x)``, ``MAP.hasOwnProperty(x)``, ``Object.hasOwn(MAP, x)``."""
        callee, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        if callee is None or arguments is None or callee.type != "member_expression":
            return None
        given = [child for child in arguments.named_children if child.type != "comment"]
        subject, word = callee.child_by_field_name("object"), callee.child_by_field_name("property")
        method = self._tree.text(word) if word is not None else ""
        if not given or subject is None or not self._is(given[-1], name):
            return None
        if len(given) == 2 and method == "hasOwn":
            return facts.Element(self._reader.read(given[0]), True)
        if len(given) != 1:
            return None
        if method == "hasOwnProperty":
            return facts.Element(self._reader.read(subject), True)
        return facts.Element(self._reader.read(subject)) if method in _LISTING else None

    def _is(self, node: Node, name: str) -> bool:
        node = _unwrapped(node)
        return node.type == "identifier" and self._tree.text(node) == name


def _tested(source: bytes) -> Iterator[tuple[bytes, int]]:
    """Names that a test may be about, and where they stand."""
    for pattern in _BEHIND:
        for found in pattern.finditer(source):
            yield found.group(1), found.start(1)
    for pattern in _BEFORE:
        for found in pattern.finditer(source):
            begin = max(0, found.start() - _LONGEST_NAME)
            before = _ENDING.search(source[begin : found.start()])
            if before is not None:
                yield before.group(1), begin + before.start(1)


def _unwrapped(node: Node) -> Node:
    while node.type in _WRAPPERS and node.named_children:
        node = node.named_children[0]
    return node


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else ""


def _may_name(node: Node) -> bool:
    return node.type in ("string", "template_string", "member_expression", "identifier")


def _leaves(statement: Node | None) -> bool:
    """Whether what follows a statement is not reached through it."""
    if statement is not None and statement.type == "statement_block":
        inner = [child for child in statement.named_children if child.type != "comment"]
        return bool(inner) and _leaves(inner[-1])
    return statement is not None and statement.type in _LEAVING
