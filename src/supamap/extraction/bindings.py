"""Declared names to bindings: what each stands for at first, by later assignments, and by its place in a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from supamap.extraction.choices import choice
from supamap.extraction.growth import additions, arguments_at, may_grow
from supamap.extraction.names import Declared
from supamap.extraction.patterns import Way, bound_names, property_name
from supamap.extraction.tree import Tree
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.extraction.values import ValueReader


class BindingReader:
    """Reads the declarations of one file; each is read once, when it is mentioned for the first time."""

    def __init__(self, reader: ValueReader) -> None:
        self._reader = reader
        self._tree, self._names, self._tables = reader.tree, reader.names, reader.tables
        self._resolved: set[str] = set()
        self._assigned_to: dict[Declared, list[tuple[Way, Node]]] = {}
        self._assigned = _assignments(reader.tree)
        self._additions = additions(reader.tree)

    def index(self, declared: Declared) -> int:
        """The index of a declaration's binding; its value is read when it is mentioned for the first time."""
        if declared.index >= 0:
            return declared.index
        declared.index = self._tables.reserve_binding()
        self._tables.postpone(lambda: self._read_binding(declared))
        return declared.index

    def _read_binding(self, declared: Declared) -> None:
        value, annotation = self._declared_value(declared), self._declared_type(declared)
        line = self._tree.line_at(declared.position)
        self._tables.bindings[declared.index] = facts.Binding(
            declared.name, line, value, annotation, self._tables.definition_at(declared.position), declared.outer
        )

    def _declared_value(self, declared: Declared) -> facts.Value:
        node, kind = declared.node, declared.kind
        if kind == "variable":
            initial = node.child_by_field_name("value")
            values = [] if initial is None else [self.along(self._grown(declared, initial), declared.way)]
            if initial is None and node.parent is not None and node.parent.type == "for_in_statement":
                values = [self._element(node.parent, declared.way)]
            return choice(*values, *self._assigned_values(declared))
        if kind == "parameter":
            position = declared.way[0][1]
            index = position if isinstance(position, int) else 0
            base = facts.Parameter(self._tables.function(self._reader, node), index)
            return choice(self.along(base, declared.way[1:]), *self._assigned_values(declared))
        if kind == "import":
            return self._import(node, str(declared.way[0][1]))
        if kind == "element":
            return self._element(node, declared.way)
        if kind == "caught":
            return facts.Unknown("a caught error")
        if kind == "enum":
            return self._enum(node)
        if kind == "reactive":
            return choice(*self._assigned_values(declared))
        return self._reader.read(node)

    def _grown(self, declared: Declared, initial: Node) -> facts.Value:
        """The initial value of a variable, with what is put into it later."""
        value = self._reader.read(initial)
        if declared.name not in self._additions or declared.way or not may_grow(initial):
            return value
        added = [
            one
            for place in self._additions[declared.name]
            if self._names.find(declared.name, place) is declared
            for one in self._reader.arguments(arguments_at(self._tree, place, declared.name))
        ]
        return facts.ArrayLiteral((facts.Spread(value), *added)) if added else value

    def _declared_type(self, declared: Declared) -> facts.Type | None:
        if declared.kind != "variable":
            return None
        annotation = self._reader.types.annotation(declared.node.child_by_field_name("type"))
        for step, detail in declared.way if annotation is not None else ():
            if step == "member":
                annotation = facts.IndexedType(annotation or facts.UnknownType(""), facts.LiteralType(str(detail)))
            elif step != "default":
                return None
        return annotation

    def _element(self, loop: Node, way: Way) -> facts.Value:
        operator = loop.child_by_field_name("operator")
        keys = operator is not None and operator.type == "in"
        return self.along(facts.Element(self._reader.read(loop.child_by_field_name("right")), keys), way)

    def _import(self, statement: Node, name: str) -> facts.Value:
        source = statement.child_by_field_name("source")
        if source is None:
            inner = [child.child_by_field_name("source") for child in statement.named_children]
            source = next((node for node in inner if node is not None), None)
        return facts.Imported(self._tree.string(source) if source is not None else "", name)

    def _enum(self, node: Node) -> facts.Value:
        body = node.child_by_field_name("body")
        entries: list[tuple[str, facts.Value]] = []
        for member in body.named_children if body is not None else ():
            if member.type == "enum_assignment":
                key = property_name(self._tree, member.child_by_field_name("name"))
                entries.append((key, self._reader.read(member.child_by_field_name("value"))))
            elif member.type in ("property_identifier", "string"):
                entries.append((property_name(self._tree, member), facts.Constant("number")))
        return facts.ObjectLiteral(tuple(entries))

    def along(self, value: facts.Value, way: Way) -> facts.Value:
        """The value at the end of a destructuring way."""
        for step, detail in way:
            if step == "member":
                value = facts.Member(value, str(detail))
            elif step == "index":
                value = facts.Index(value, facts.Constant(str(detail)))
            elif step == "default" and isinstance(detail, Node):
                value = choice(value, self._reader.read(detail))
            elif step == "rest" and isinstance(detail, tuple):
                value = facts.Rest(value, detail)
        return value

    def _assigned_values(self, declared: Declared) -> list[facts.Value]:
        """The values of later assignments to a variable."""
        if declared.name not in self._assigned:
            return []
        if declared.name not in self._resolved:
            self._resolved.add(declared.name)
            for name, way, node in self._assigned[declared.name]:
                target = self._names.find(declared.name, name.start_byte)
                if target is not None:
                    self._assigned_to.setdefault(target, []).append((way, node))
        found = self._assigned_to.get(declared, ())
        return [self.along(self._reader.assigned(node), way) for way, node in found]


def _assignments(tree: Tree) -> dict[str, list[tuple[Node, Way, Node]]]:
    """Assignments to plain names: name → (name node, way in the pattern, assignment node)."""
    found: dict[str, list[tuple[Node, Way, Node]]] = {}
    for node in tree.captures.get("assign", ()):
        left = node.child_by_field_name("left")
        if left is None or left.type not in ("identifier", "object_pattern", "array_pattern"):
            continue
        for name, way in bound_names(tree, left):
            found.setdefault(tree.text(name), []).append((name, way, node))
    return found
