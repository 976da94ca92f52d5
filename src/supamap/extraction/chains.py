"""Calls that may be usages, with all that is called on their results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.names import Declared
from supamap.extraction.values import ValueReader
from supamap.model import facts
from supamap.model.surface import CHAIN_METHODS

_CALLEE_WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
     "instantiation_expression", "type_assertion",
     # `await a.b<T>()` is read by the grammar as `(await a.b)<T>()`
     "await_expression"}
)  # fmt: skip
_RESULT_WRAPPERS = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression"}
)
_HOLDERS = (_RESULT_WRAPPERS | {"ternary_expression", "binary_expression"}) - {"await_expression"}
_MEMBERS = frozenset({"member_expression", "subscript_expression"})
_NO_NAME = frozenset(
    {"array", "object", "number", "regex", "arrow_function", "function_expression", "spread_element", "true", "false",
     "null", "undefined", "new_expression", "class"}
)  # fmt: skip
_TEXTS = ("string", "template_string")
_METHODS = frozenset({"from", "rpc", "invoke", "on"})
_HINT_LENGTH = 80


def read_candidates(reader: ValueReader) -> Iterator[facts.Candidate]:
    """Every call of ``from``, ``rpc``, ``invoke`` or ``on('postgres_changes')`` whose first argument may be a name."""
    for call in reader.tree.captures.get("call", ()):
        found = _method(reader, call)
        if found is None:
            continue
        name, receiver, word = found
        arguments = call.child_by_field_name("arguments")
        if arguments is not None and arguments.type == "arguments" and _plausible(reader, name, arguments):
            yield _candidate(reader, call, receiver, word, name, arguments)


def _method(reader: ValueReader, call: Node) -> tuple[str, Node, Node] | None:
    """Method name, receiver node and the node of the method word, if the call is of interest."""
    callee = call.child_by_field_name("function")
    while callee is not None and callee.type in _CALLEE_WRAPPERS and callee.named_children:
        callee = callee.named_children[-1 if callee.type == "type_assertion" else 0]
    if callee is None:
        return None
    if callee.type == "member_expression":
        word = callee.child_by_field_name("property")
        name = reader.tree.text(word) if word is not None else ""
    elif callee.type == "subscript_expression":
        word = callee.child_by_field_name("index")
        name = reader.tree.string(word) if word is not None and word.type in _TEXTS else ""
    else:
        return None
    receiver = callee.child_by_field_name("object")
    return (name, receiver, word) if name in _METHODS and receiver is not None and word is not None else None


def _plausible(reader: ValueReader, method: str, arguments: Node) -> bool:
    inner = [child for child in arguments.named_children if child.type != "comment"]
    if method == "on":
        return len(inner) > 1 and reader.tree.text(inner[0])[1:-1] == "postgres_changes"
    return bool(inner) and inner[0].type not in _NO_NAME


def _candidate(
    reader: ValueReader, call: Node, receiver: Node, word: Node, method: str, arguments: Node
) -> facts.Candidate:
    tree = reader.tree
    return facts.Candidate(
        definition=reader.tables.definition_at(call.start_byte),
        method=method,
        receiver=reader.read(receiver),
        arguments=reader.arguments(arguments),
        line=tree.line(word),
        column=tree.column(word),
        end_line=call.end_point[0] + 1,
        chain=tuple(_chain(reader, call)),
        hint=tree.text(receiver)[-_HINT_LENGTH:],
    )


def _chain(reader: ValueReader, call: Node) -> list[facts.ChainCall]:
    """All methods called on a call's result, in order of their places."""
    chain, top = climb(reader, call)
    followed: set[Declared] = set()
    todo = [top]
    while todo:
        variable = _held_by(reader, todo.pop())
        if variable is None or variable in followed:
            continue
        followed.add(variable)
        for mention in mentions(reader, variable):
            more, end = climb(reader, mention)
            chain.extend(more)
            if more or mention.start_byte != variable.position:
                todo.append(end)
    return chain


def climb(reader: ValueReader, node: Node) -> tuple[list[facts.ChainCall], Node]:
    """The methods called directly on a node's value, and the outermost expression of that chain."""
    chain: list[facts.ChainCall] = []
    top = node
    while True:
        node = _unwrapped(top)
        member = node.parent
        if member is None or member.type not in _MEMBERS or member.start_byte > node.start_byte:
            return chain, top
        call = member.parent
        while call is not None and call.type in _CALLEE_WRAPPERS:
            member, call = call, call.parent
        if call is None or call.type != "call_expression" or not _is_callee(call, member):
            return chain, top
        chain.append(_chain_call(reader, call))
        top = call


def _unwrapped(node: Node) -> Node:
    """A node with the parentheses, casts and ``await`` around it."""
    while node.parent is not None and node.parent.type in _RESULT_WRAPPERS:
        node = node.parent
    return node


def _is_callee(call: Node, member: Node) -> bool:
    callee = call.child_by_field_name("function")
    return callee is not None and callee.start_byte == member.start_byte and callee.end_byte == member.end_byte


def _chain_call(reader: ValueReader, call: Node) -> facts.ChainCall:
    callee = call.child_by_field_name("function")
    while callee is not None and callee.type in _CALLEE_WRAPPERS:
        callee = callee.named_children[0]
    word = callee.child_by_field_name("property") or callee.child_by_field_name("index") if callee is not None else None
    method = reader.tree.text(word).strip("'\"`") if word is not None else ""
    arguments = reader.arguments(call.child_by_field_name("arguments")) if method in CHAIN_METHODS else ()
    return facts.ChainCall(method, arguments, reader.tree.line(word) if word is not None else 0)


def _held_by(reader: ValueReader, node: Node) -> Declared | None:
    """The variable that a builder is stored in; what is awaited is a response and no builder any more."""
    parent = node.parent
    while parent is not None and parent.type in _HOLDERS:
        node, parent = parent, parent.parent
    if parent is None or parent.type not in ("variable_declarator", "assignment_expression"):
        return None
    name = parent.child_by_field_name("name") or parent.child_by_field_name("left")
    if name is None or name.type != "identifier" or name.start_byte == node.start_byte:
        return None
    return reader.names.find(reader.tree.text(name), name.start_byte)


def mentions(reader: ValueReader, variable: Declared) -> Iterator[Node]:
    """The identifier nodes that mean a variable, its declaration among them, in order."""
    source = reader.tree.source
    # A name behind a point is a member's; behind three, it is spread.
    word = re.compile(rb"(?<![\w$])(?:(?<=\.\.\.)|(?<!\.))" + re.escape(variable.name.encode()) + rb"(?![\w$])")
    for found in word.finditer(source, variable.start, min(variable.end, len(source))):
        node = reader.tree.root.descendant_for_byte_range(*found.span())
        if (
            node is not None
            and node.type == "identifier"
            and reader.names.find(variable.name, found.start()) is variable
        ):
            yield node
