"""The growing tables of one file's facts: bindings, functions, classes, definitions.

Reading is postponed until ``drain``, so that chains of bindings of any length need no deep recursion.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from tree_sitter import Node

from supamap.extraction.definitions import Definitions
from supamap.extraction.functions import is_markup, read_class, read_function
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.extraction.values import ValueReader

_EMPTY_BINDING = facts.Binding("", 0, facts.Constant("undefined"))
_EMPTY_FUNCTION = facts.FunctionFact("", 0, 0, (), ())
_EMPTY_CLASS = facts.ClassFact("", None, (), ())


class Tables:
    """Tables that fill while expressions are read; an index is given out before its entry is read."""

    __slots__ = ("_classes", "_functions", "_pending", "bindings", "classes", "definitions", "functions")

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.bindings: list[facts.Binding] = []
        self.functions: list[facts.FunctionFact] = []
        self.classes: list[facts.ClassFact] = []
        self._functions: dict[int, int] = {}
        self._classes: dict[int, int] = {}
        self._pending: deque[Callable[[], None]] = deque()

    def postpone(self, reading: Callable[[], None]) -> None:
        """Do a piece of reading in ``drain``."""
        self._pending.append(reading)

    def drain(self) -> None:
        """Do all postponed reading, and what it postpones in turn. Ends: every node enters a table once."""
        while self._pending:
            self._pending.popleft()()

    def reserve_binding(self) -> int:
        """The index of a binding to come."""
        self.bindings.append(_EMPTY_BINDING)
        return len(self.bindings) - 1

    def add_binding(self, binding: facts.Binding) -> int:
        """The index of a binding that no declaration gives."""
        self.bindings.append(binding)
        return len(self.bindings) - 1

    def function(self, reader: ValueReader, node: Node) -> int:
        """The index of a function node."""
        known = self._functions.get(node.start_byte)
        if known is not None:
            return known
        index = self._functions[node.start_byte] = len(self.functions)
        self.functions.append(_EMPTY_FUNCTION)

        def reading() -> None:
            self.functions[index] = read_function(reader, node)

        self.postpone(reading)
        return index

    def cls(self, reader: ValueReader, node: Node) -> int:
        """The index of a class node."""
        known = self._classes.get(node.start_byte)
        if known is not None:
            return known
        index = self._classes[node.start_byte] = len(self.classes)
        self.classes.append(_EMPTY_CLASS)

        def reading() -> None:
            self.classes[index] = read_class(reader, node)

        self.postpone(reading)
        return index

    def gives_markup(self, function: Node) -> bool:
        """Whether a function (or method) returns markup."""
        body = function.child_by_field_name("body")
        if body is not None and body.type != "statement_block":
            return is_markup(body)
        returns = self.definitions.returns_of(function)
        return any(is_markup(node.named_children[0]) for node in returns if node.named_children)

    def definition_at(self, position: int) -> int:
        """The index of the innermost definition around a byte position; 0 is the module itself."""
        return self.definitions.at(position)

    def object_owner(self, position: int) -> str | None:
        """The name of the module-level object literal whose member holds a byte position."""
        return self.definitions.object_owner(position)
