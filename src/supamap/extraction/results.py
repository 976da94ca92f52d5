"""What is taken from the result of a call."""

from __future__ import annotations

from tree_sitter import Node

from supamap.extraction.chains import mentions
from supamap.extraction.patterns import bound_names
from supamap.extraction.values import ValueReader

_AROUND = frozenset(
    {"await_expression", "parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression"}
)
_FUNCTIONS = frozenset({"arrow_function", "function_expression"})


def names_taken(reader: ValueReader, call: Node) -> tuple[str, ...] | None:
    """The names taken from a call's result, none if it is thrown away, None if it goes on as a whole.

    ``const { a } = f()``, ``f().a``, ``const x = f(); x.a`` take ``a``; so does the selector ``f(state => state.a)``.
    """
    selected = _selected(reader, call)
    if selected is not None:
        return selected
    node, parent = call, call.parent
    while parent is not None and parent.type in _AROUND:
        node, parent = parent, parent.parent
    if parent is None or parent.type == "expression_statement":
        return ()
    if parent.type == "member_expression" and parent.start_byte == node.start_byte:
        name = parent.child_by_field_name("property")
        return (reader.tree.text(name),) if name is not None else None
    if parent.type == "arguments" and parent.parent is not None and _is_refs(reader, parent.parent):
        return names_taken(reader, parent.parent)
    if parent.type in ("variable_declarator", "assignment_expression"):
        return _of_target(reader, parent.child_by_field_name("name") or parent.child_by_field_name("left"))
    return None


def _is_refs(reader: ValueReader, call: Node) -> bool:
    """``storeToRefs(store)`` takes state and getters, never actions (Pinia)."""
    callee = call.child_by_field_name("function")
    return callee is not None and reader.tree.text(callee) == "storeToRefs"


def _selected(reader: ValueReader, call: Node) -> tuple[str, ...] | None:
    arguments = call.child_by_field_name("arguments")
    first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
    body = first.child_by_field_name("body") if first is not None and first.type in _FUNCTIONS else None
    if body is None or body.type != "member_expression":
        return None
    subject, name = body.child_by_field_name("object"), body.child_by_field_name("property")
    if subject is None or name is None or subject.type != "identifier":
        return None
    return (reader.tree.text(name),)


def _of_target(reader: ValueReader, target: Node | None) -> tuple[str, ...] | None:
    if target is None:
        return None
    if target.type == "object_pattern":
        ways = [way for _, way in bound_names(reader.tree, target)]
        if any(not way or way[0][0] != "member" for way in ways):
            return None
        return tuple(dict.fromkeys(str(way[0][1]) for way in ways))
    if target.type != "identifier":
        return None
    declared = reader.names.find(reader.tree.text(target), target.start_byte)
    if declared is None or declared.outer:
        return None
    found: list[str] = []
    for mention in mentions(reader, declared):
        if mention.start_byte == target.start_byte:
            continue
        member = mention.parent
        if member is not None and member.parent is not None and _is_refs(reader, member.parent):
            continue
        if member is None or member.type != "member_expression" or member.start_byte != mention.start_byte:
            return None
        name = member.child_by_field_name("property")
        found.append(reader.tree.text(name) if name is not None else "")
    return tuple(dict.fromkeys(found))
