"""What is put into arrays and sets after they were made: ``tables.push('jobs')``, ``seen.add(x)``."""

from __future__ import annotations

import re
from collections import defaultdict

from tree_sitter import Node

from supamap.extraction.tree import Tree

_PUT = re.compile(rb"\.(?:push|unshift|add)\(")
_ENDING = re.compile(rb"(?<![\w$.])([A-Za-z_$][\w$]*)$")
_LONGEST_NAME = 60


def additions(tree: Tree) -> dict[str, list[int]]:
    """The names of variables that something is put into, and where each such name stands."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for put in _PUT.finditer(tree.source):
        begin = max(0, put.start() - _LONGEST_NAME)
        name = _ENDING.search(tree.source[begin : put.start()])
        if name is not None:
            found[name.group(1).decode("utf-8", "replace")].append(begin + name.start(1))
    return found


def arguments_at(tree: Tree, place: int, name: str) -> Node | None:
    """The argument list of the call of a method of the name at a place."""
    node = tree.root.descendant_for_byte_range(place, place + len(name.encode()))
    member = node.parent if node is not None and node.type == "identifier" else None
    call = member.parent if member is not None and member.type == "member_expression" else None
    return call.child_by_field_name("arguments") if call is not None and call.type == "call_expression" else None


def may_grow(value: Node | None) -> bool:
    """Whether an initial value is an array or a set that is made on the spot."""
    if value is None or value.type == "array":
        return value is not None
    made = value.child_by_field_name("constructor") if value.type == "new_expression" else None
    return made is not None and made.text in (b"Set", b"Array")
