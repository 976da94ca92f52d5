"""Source text as the grammar and the readers of trees need it: other bytes at the same places, same length.

Comments count for nothing in what a program means, so the readers need not know them: they are blanked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

_NOT_LINE_END = re.compile(rb"[^\r\n]")
# The grammar takes it for an assignment.
_USING = re.compile(rb"((?:^|[;{}])\s*)(await\s+)?using(?=\s+[A-Za-z_$][\w$]*\s*[=:])", re.MULTILINE)
# Readers of these nodes ask for fields, or for children of certain types.
_BY_NAME = frozenset(
    {"program", "statement_block", "class_body", "object", "object_type", "interface_body", "enum_body",
     "switch_body", "switch_case", "switch_default", "named_imports", "export_clause", "object_pattern",
     "formal_parameters", "array", "arguments", "member_expression", "if_statement", "binary_expression",
     "ternary_expression", "variable_declarator", "jsx_opening_element", "jsx_self_closing_element", "call_expression"}
)  # fmt: skip


def readable(source: bytes) -> bytes:
    """The text with ``using`` written as ``const`` (ECMAScript, explicit resource management)."""
    if b"using" not in source:
        return source
    return _USING.sub(lambda found: found.group(1) + b" " * len(found.group(2) or b"") + b"const", source)


def without_comments(source: bytes, comments: Iterable[Node]) -> bytes:
    """The text with blanks instead of comments; line ends stay."""
    kept = bytearray(source)
    for comment in comments:
        begin, end = comment.start_byte, comment.end_byte
        kept[begin:end] = _NOT_LINE_END.sub(b" ", source[begin:end])
    return bytes(kept)


def is_in_the_way(comment: Node) -> bool:
    """Whether a comment stands where a reader may take it for a part of an expression or a type."""
    parent = comment.parent
    return parent is not None and parent.type not in _BY_NAME and parent.named_child_count > 1
