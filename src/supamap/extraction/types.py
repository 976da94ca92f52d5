"""Type annotations to ``model.facts`` types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from supamap.extraction.patterns import property_name
from supamap.extraction.scopes import FUNCTION
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.extraction.values import ValueReader

# Beyond this many bytes a type (a generated Database, say) is not read: only its name can matter.
_LARGEST = 40_000
_DEEPEST = 12


class TypeReader:
    """Reads the type nodes of one file; ``typeof`` needs the reader of values."""

    __slots__ = ("_open", "_reader", "_tree")

    def __init__(self, reader: ValueReader) -> None:
        self._reader = reader
        self._tree = reader.tree
        self._open: set[str] = set()

    def annotation(self, node: Node | None) -> facts.Type | None:
        """The type of a node's ``type`` field (``: T``), None if it has none."""
        if node is None:
            return None
        inner = node.named_children
        return self.read(inner[0]) if inner else None

    def arguments(self, node: Node | None) -> tuple[facts.Type, ...]:
        """The type arguments of a call or a generic type."""
        if node is None:
            return ()
        return tuple(self.read(child) for child in node.named_children if child.type != "comment")

    def read(self, node: Node, depth: int = 0) -> facts.Type:
        """The type that a node stands for; what is not understood becomes UnknownType."""
        if depth > _DEEPEST or node.end_byte - node.start_byte > _LARGEST:
            return facts.UnknownType("too large")
        kind = node.type
        if kind == "type_identifier":
            return self._named(node)
        if kind == "generic_type":
            return self._generic(node)
        if kind in ("union_type", "intersection_type"):
            members = [self.read(child, depth + 1) for child in _spine(node, kind)]
            return facts.UnionType(_flat(members, kind == "intersection_type"), kind == "intersection_type")
        if kind in ("parenthesized_type", "readonly_type", "optional_type", "rest_type"):
            return self.read(node.named_children[-1], depth + 1) if node.named_children else _unknown(self, node)
        if kind == "member_expression":
            return self._imported(node)
        if kind == "literal_type":
            inner = node.named_children
            return (
                facts.LiteralType(self._tree.string(inner[0]))
                if inner and inner[0].type == "string"
                else _unknown(self, node)
            )
        return self._structured(node, kind, depth)

    def _structured(self, node: Node, kind: str, depth: int) -> facts.Type:
        children = node.named_children
        if kind in ("object_type", "interface_body"):
            return facts.ObjectType(tuple(self._members(node, depth)))
        if kind == "type_query" and children:
            return facts.TypeOf(self._reader.read(children[0]))
        if kind == "index_type_query" and children:
            return facts.KeyOf(self.read(children[0], depth + 1))
        if kind == "lookup_type" and len(children) == 2:
            return facts.IndexedType(self.read(children[0], depth + 1), self.read(children[1], depth + 1))
        if kind in ("array_type", "tuple_type"):
            return facts.ArrayType(tuple(self.read(child, depth + 1) for child in children))
        if kind == "function_type":
            returns = node.child_by_field_name("return_type")
            return facts.FunctionType(self.read(returns, depth + 1) if returns else facts.UnknownType("no return"))
        if kind == "nested_type_identifier":
            return self._named(node)
        return _unknown(self, node)

    def _members(self, node: Node, depth: int) -> list[tuple[str, facts.Type]]:
        members: list[tuple[str, facts.Type]] = []
        for child in node.named_children:
            name = property_name(self._tree, child.child_by_field_name("name"))
            if child.type == "property_signature" and name:
                annotation = child.child_by_field_name("type")
                if annotation is not None and annotation.named_children:
                    members.append((name, self.read(annotation.named_children[0], depth + 1)))
            elif child.type == "method_signature" and name:
                returns = child.child_by_field_name("return_type")
                inner = returns.named_children[0] if returns is not None and returns.named_children else None
                known = self.read(inner, depth + 1) if inner is not None else facts.UnknownType("method")
                members.append((name, facts.FunctionType(known)))
        return members

    def _named(self, node: Node) -> facts.Type:
        name = self._tree.text(node)
        constraint = self._parameter(name, node)
        if constraint is not None:
            return constraint
        return facts.NamedType(name, self._binding(name.split(".")[0], node))

    def _generic(self, node: Node) -> facts.Type:
        name = node.child_by_field_name("name")
        text = self._tree.text(name) if name is not None else ""
        arguments = self.arguments(node.child_by_field_name("type_arguments"))
        return facts.NamedType(text, self._binding(text.split(".")[0], node), arguments)

    def declared(self, node: Node) -> facts.Type:
        """The type of a type alias or interface declaration."""
        if node.type == "type_alias_declaration":
            value = node.child_by_field_name("value")
            return self.read(value) if value is not None else facts.UnknownType("no value")
        body = node.child_by_field_name("body")
        found = self.read(body) if body is not None else facts.ObjectType(())
        bases = tuple(
            self.read(base)
            for child in node.named_children
            if child.type == "extends_type_clause"
            for base in child.named_children
        )
        return facts.ObjectType(found.members, bases) if isinstance(found, facts.ObjectType) else found

    # -- names ---------------------------------------------------------------------------------------------------

    def _imported(self, node: Node) -> facts.Type:
        """``import('x').Name``: a binding that only this type knows."""
        value = self._reader.read(node)
        if not isinstance(value, facts.Member) or not isinstance(value.object, facts.Imported):
            return _unknown(self, node)
        name = self._tree.text(node)
        imported = facts.Imported(value.object.specifier, value.name)
        return facts.NamedType(
            name, self._reader.tables.add_binding(facts.Binding(name, self._tree.line(node), imported))
        )

    def _binding(self, name: str, node: Node) -> int:
        """The binding of a name used in a type, -1 if it is a type of this file or of nobody."""
        declared = self._reader.names.find(name, node.start_byte)
        return -1 if declared is None else self._reader.binding(declared)

    def _parameter(self, name: str, node: Node) -> facts.Type | None:
        """The constraint of a type parameter around a node, None if the name is no such parameter."""
        if name in self._open:
            return facts.UnknownType(name)
        scopes = self._tree.scopes
        region = scopes.around(node.start_byte, FUNCTION)
        while region >= 0:
            parameters = scopes.nodes[region].child_by_field_name("type_parameters")
            for parameter in parameters.named_children if parameters is not None else ():
                own = parameter.child_by_field_name("name")
                if own is not None and self._tree.text(own) == name:
                    return self._constraint(name, parameter.child_by_field_name("constraint"))
            region = scopes.upward(scopes.parents[region], FUNCTION)
        return None

    def _constraint(self, name: str, constraint: Node | None) -> facts.Type:
        """The type after ``extends``; it may mention its own parameter, which then stays open."""
        if constraint is None or not constraint.named_children:
            return facts.UnknownType(name)
        self._open.add(name)
        try:
            return self.read(constraint.named_children[0])
        finally:
            self._open.discard(name)


def is_in_type(call: Node) -> bool:
    """Whether ``import('x')`` stands in a type, where it loads nothing."""
    node, parent = call, call.parent
    while parent is not None and parent.type in ("member_expression", "subscript_expression", "ERROR"):
        node, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type in ("as_expression", "satisfies_expression"):
        return parent.named_children[0] != node
    return parent.type == "constraint" or ("type" in parent.type and parent.type != "type_assertion")


def _spine(node: Node, kind: str) -> list[Node]:
    """The members of ``A | B | C``, which the grammar nests to the left, in order."""
    found: list[Node] = []
    while node.type == kind:
        *first, last = [child for child in node.named_children if child.type != "comment"] or [node]
        found.append(last)
        if not first or last is node:
            return list(reversed(found))
        found.extend(reversed(first[1:]))
        node = first[0]
    found.append(node)
    return list(reversed(found))


def _flat(members: list[facts.Type], every: bool) -> tuple[facts.Type, ...]:
    flat: list[facts.Type] = []
    for member in members:
        flat.extend(member.members if isinstance(member, facts.UnionType) and member.every is every else (member,))
    return tuple(flat)


def _unknown(reader: TypeReader, node: Node) -> facts.UnknownType:
    return facts.UnknownType(reader._tree.text(node)[:40])
