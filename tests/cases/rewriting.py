"""Changes to source files that must not change what linking says: other local names, comments, blank lines."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.names import Declared, Names
from supamap.extraction.tree import Tree
from supamap.model.sources import Language, SourceFile

_PLAIN = frozenset({Language.TYPESCRIPT, Language.TSX, Language.JAVASCRIPT})
_SHORTHAND = frozenset({"shorthand_property_identifier", "shorthand_property_identifier_pattern"})
# Nodes in which a comment is text, or is not allowed.
_TEXTS = frozenset({"template_string", "string", "regex", "hash_bang_line", "comment", "html_comment"})
# Of so many places one gets a comment.
_SHARE = 0.2
_FUNCTIONS = ("arrow_function", "function_expression")
_BODIES = frozenset({"program", "statement_block", "class_body"})


def _tree(file: SourceFile, source: bytes) -> Tree:
    return Tree(source, file.language.value)


def renamed_locals(file: SourceFile, source: bytes) -> bytes:
    """The source with every local ``name`` called ``name_r``; component files and files with faults as they are."""
    if file.language not in _PLAIN or b"\0" in source:
        return source
    tree = _tree(file, source)
    if tree.root.has_error:
        return source
    names = Names(tree)
    edits: dict[tuple[int, int], bytes] = {}
    for node in _leaves(tree.root):
        if node.type != "identifier" and node.type not in _SHORTHAND:
            continue
        name = tree.text(node)
        declared = names.find(name, node.start_byte)
        if declared is None or declared.outer or declared.kind in ("class", "enum") or _is_property(declared):
            continue
        if _is_function(declared):
            continue
        new = f"{name}: {name}_r" if node.type in _SHORTHAND else f"{name}_r"
        edits[node.start_byte, node.end_byte] = new.encode()
    return _edited(source, edits)


def _is_property(declared: Declared) -> bool:
    """``constructor(private name)`` names a member."""
    found = declared.node.descendant_for_byte_range(declared.position, declared.position)
    holder = found.parent if found is not None else None
    return holder is not None and any(child.type in ("accessibility_modifier", "readonly") for child in holder.children)


def _is_function(declared: Declared) -> bool:
    """A function inside another may be a definition of its own: its name shows."""
    value = declared.node.child_by_field_name("value")
    return declared.kind == "function" or (value is not None and value.type in _FUNCTIONS)


def _leaves(root: Node) -> Iterator[Node]:
    todo = [root]
    while todo:
        node = todo.pop()
        todo.extend(node.children)
        if node.child_count == 0:
            yield node


def _edited(source: bytes, edits: dict[tuple[int, int], bytes]) -> bytes:
    parts, end = [], 0
    for (start, stop), text in sorted(edits.items()):
        parts += [source[end:start], text]
        end = stop
    return b"".join([*parts, source[end:]])


def with_comments(rng: random.Random, file: SourceFile, source: bytes) -> bytes:
    """The source with comments between tokens, and comments and blank lines before statements."""
    if file.language not in _PLAIN or b"\0" in source:
        return source
    tree = _tree(file, source)
    if tree.root.has_error:
        return source
    edits: dict[tuple[int, int], bytes] = {}
    for node in _tokens(tree.root):
        if rng.random() < _SHARE:
            parent = node.parent
            first = parent is not None and parent.parent is not None and parent.parent.type in _BODIES
            own_line = first and parent is not None and parent.start_byte == node.start_byte
            text = rng.choice([b"\n\n// note: .from('x')\n", b"\n"]) if own_line else b"/* .rpc('y') */ "
            edits[node.start_byte, node.start_byte] = text
    return _edited(source, edits)


def _tokens(root: Node) -> Iterator[Node]:
    """The leaves before which a comment may stand."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.type in _TEXTS or node.type.startswith("jsx_") or node.type == "optional_chain":
            continue
        if node.child_count == 0:
            if node.end_byte > node.start_byte and node.type not in ("?.", "?"):
                yield node
        else:
            todo.extend(node.children)
