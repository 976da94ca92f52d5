"""Functions and classes to their facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from supamap.extraction.names import parameter_patterns
from supamap.extraction.patterns import property_name
from supamap.extraction.scopes import CLASS
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.extraction.values import ValueReader

_DEEPEST_BRANCH = 30
_MARKUP = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})


def read_function(reader: ValueReader, node: Node) -> facts.FunctionFact:
    """The facts of a function node."""
    tree = reader.tree
    name = node.child_by_field_name("name") or _given_name(node)
    returned = returned_nodes(reader, node)
    returns = node.child_by_field_name("return_type")
    callback, position = _callback(reader, node)
    return facts.FunctionFact(
        name=property_name(tree, name),
        line=tree.line(node),
        definition=reader.tables.definition_at(node.start_byte),
        parameters=tuple(_parameter(reader, pattern) for pattern in parameter_patterns(node)),
        returns=tuple(reader.read(value) for value in returned if not is_markup(value)),
        return_type=reader.types.annotation(returns),
        cls=_class_of(reader, node),
        callback=callback,
        callback_index=position,
        jsx=any(is_markup(value) for value in returned),
        own=reader.tables.definitions.is_own(node),
    )


def _given_name(node: Node) -> Node | None:
    """The name that a function without one of its own gets (ECMA-262, 8.4): of its variable, key or field."""
    parent = node.parent
    while parent is not None and parent.type in ("parenthesized_expression", "as_expression", "satisfies_expression"):
        parent = parent.parent
    if parent is None:
        return None
    fields = {
        "variable_declarator": "name", "pair": "key", "public_field_definition": "name", "field_definition": "property",
    }  # fmt: skip
    name = parent.child_by_field_name(fields[parent.type]) if parent.type in fields else None
    return name if name is not None and name.type in ("identifier", "property_identifier") else None


def returned_nodes(reader: ValueReader, function: Node) -> list[Node]:
    """The expressions that a function gives back, not those of functions inside it."""
    body = function.child_by_field_name("body")
    if body is None:
        return []
    if body.type != "statement_block":
        return [body]
    return [node.named_children[0] for node in reader.tables.definitions.returns_of(function) if node.named_children]


def is_markup(node: Node, depth: int = 0) -> bool:
    """Whether an expression is JSX, perhaps in parentheses, behind a condition or in a branch."""
    kind = node.type
    if depth > _DEEPEST_BRANCH:
        return False
    if kind in _MARKUP:
        return True
    if kind == "parenthesized_expression":
        return any(is_markup(child, depth + 1) for child in node.named_children)
    if kind in ("ternary_expression", "binary_expression"):
        fields = ("consequence", "alternative", "right")
        children = (node.child_by_field_name(field) for field in fields)
        return any(is_markup(child, depth + 1) for child in children if child is not None)
    return False


def _parameter(reader: ValueReader, pattern: Node) -> facts.ParameterFact:
    holder = pattern.parent
    typed = holder is not None and holder.type in ("required_parameter", "optional_parameter")
    annotation = reader.types.annotation(holder.child_by_field_name("type")) if typed and holder is not None else None
    default = holder.child_by_field_name("value") if typed and holder is not None else None
    if pattern.type == "assignment_pattern":
        default = pattern.child_by_field_name("right")
        pattern = pattern.child_by_field_name("left") or pattern
    name = reader.tree.text(pattern) if pattern.type == "identifier" else ""
    value = reader.read(default) if default is not None else None
    return facts.ParameterFact(name, annotation, value, pattern.type == "rest_pattern")


def _callback(reader: ValueReader, node: Node) -> tuple[facts.Call | None, int]:
    """The call that a function is an argument of, and its position there."""
    parent = node.parent
    while parent is not None and parent.type in ("parenthesized_expression", "as_expression", "satisfies_expression"):
        node, parent = parent, parent.parent
    if parent is None or parent.type != "arguments" or parent.parent is None:
        return None, -1
    call = reader.read(parent.parent)
    arguments = [child for child in parent.named_children if child.type != "comment"]
    position = next((index for index, child in enumerate(arguments) if child.start_byte == node.start_byte), -1)
    return (call, position) if isinstance(call, facts.Call) else (None, -1)


def _class_of(reader: ValueReader, node: Node) -> int:
    member = node if node.type == "method_definition" else node.parent
    fields = ("method_definition", "public_field_definition", "field_definition")
    if member is None or member.type not in fields or member.parent is None or member.parent.type != "class_body":
        return -1
    scopes = reader.tree.scopes
    region = scopes.around(node.start_byte, CLASS)
    return reader.tables.cls(reader, scopes.nodes[region]) if region >= 0 else -1


def read_class(reader: ValueReader, node: Node) -> facts.ClassFact:
    """The facts of a class node: fields, methods, parameter properties and what ``this.x = …`` gives them."""
    tree = reader.tree
    statics: list[tuple[str, facts.Value]] = []
    members: list[tuple[str, facts.Value]] = []
    types: list[tuple[str, facts.Type]] = []
    body = node.child_by_field_name("body")
    for child in body.named_children if body is not None else ():
        if child.type == "method_definition":
            _method(reader, child, statics if _is_static(child) else members, members, types)
        elif child.type in ("public_field_definition", "field_definition"):
            _field(reader, child, statics if _is_static(child) else members, types)
    members.extend(_assigned_fields(reader, node))
    heritage = next((child for child in node.named_children if child.type == "class_heritage"), None)
    name = node.child_by_field_name("name")
    return facts.ClassFact(
        tree.text(name) if name is not None else "",
        _extended(reader, heritage),
        tuple(statics),
        tuple(members),
        tuple(types),
    )


def _method(
    reader: ValueReader,
    node: Node,
    own: list[tuple[str, facts.Value]],
    members: list[tuple[str, facts.Value]],
    types: list[tuple[str, facts.Type]],
) -> None:
    name = property_name(reader.tree, node.child_by_field_name("name"))
    function = reader.tables.function(reader, node)
    if any(child.type == "get" for child in node.children):
        own.extend((name, reader.read(value)) for value in returned_nodes(reader, node) if not is_markup(value))
    else:
        own.append((name, facts.FunctionRef(function)))
    if name != "constructor":
        return
    for index, pattern in enumerate(parameter_patterns(node)):
        holder = pattern.parent
        if holder is None or not any(child.type in ("accessibility_modifier", "readonly") for child in holder.children):
            continue
        field = reader.tree.text(pattern)
        members.append((field, facts.Parameter(function, index)))
        annotation = reader.types.annotation(holder.child_by_field_name("type"))
        if annotation is not None:
            types.append((field, annotation))


def _field(
    reader: ValueReader, node: Node, own: list[tuple[str, facts.Value]], types: list[tuple[str, facts.Type]]
) -> None:
    name_node = node.child_by_field_name("name") or node.child_by_field_name("property")
    name = property_name(reader.tree, name_node)
    value = node.child_by_field_name("value")
    annotation = reader.types.annotation(node.child_by_field_name("type"))
    if value is not None:
        own.append((name, reader.read(value)))
    if annotation is not None:
        types.append((name, annotation))


def _is_static(node: Node) -> bool:
    return any(child.type == "static" for child in node.children)


def _assigned_fields(reader: ValueReader, cls: Node) -> list[tuple[str, facts.Value]]:
    """``this.x = value`` in the class itself, not in classes inside it."""
    scopes = reader.tree.scopes
    found = []
    for node in reader.tree.captures.get("assign", ()):
        if not cls.start_byte <= node.start_byte < cls.end_byte:
            continue
        left = node.child_by_field_name("left")
        target = left.child_by_field_name("object") if left is not None and left.type == "member_expression" else None
        if left is None or target is None or target.type != "this":
            continue
        region = scopes.around(node.start_byte, CLASS)
        name = left.child_by_field_name("property")
        if name is not None and scopes.starts[region] == cls.start_byte:
            found.append((reader.tree.text(name), reader.read(node.child_by_field_name("right"))))
    return found


def _extended(reader: ValueReader, heritage: Node | None) -> facts.Value | None:
    if heritage is None or not heritage.named_children:
        return None
    clause = heritage.named_children[0]
    if clause.type == "extends_clause":
        return reader.read(clause.child_by_field_name("value"))
    return None if clause.type == "implements_clause" else reader.read(clause)
