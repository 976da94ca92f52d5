"""Which definitions mention which module-level names, with the members read from them at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.chains import mentions
from supamap.extraction.names import Declared
from supamap.extraction.parts import RUNNERS, STATE, inner_code, runners
from supamap.extraction.results import names_taken
from supamap.extraction.values import ValueReader
from supamap.model import facts

_WORD = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*")
_USES = frozenset({"identifier", "shorthand_property_identifier"})
_NAMING = frozenset(
    {
        "import_specifier",
        "import_clause",
        "namespace_import",
        "export_specifier",
        "type_query",
        "export_statement",
        "nested_type_identifier",
        "nested_identifier",
    }
)
_RUNNING = RUNNERS | {"call", "apply", "bind", "current"}
_HANDED_ON = frozenset({"arguments", "array", "pair", "spread_element"})
_LONGEST_PATH = 3


def read_references(reader: ValueReader) -> list[facts.ReferenceFact]:
    """Mentions of module-level names in expressions and markup; shadowed names and names in types are none."""
    tree, tables = reader.tree, reader.tables
    wanted = {declared.name.encode(): declared for declared in reader.names.module_level()}
    found: dict[tuple[int, str, tuple[str, ...], str, tuple[str, ...] | None], int] = {}
    if not wanted:
        return []
    for word in _WORD.finditer(tree.source):
        declared = wanted.get(word.group())
        if declared is None:
            continue
        node = _mention(reader, declared, *word.span())
        if node is None:
            continue
        path, kind, taken = _context(reader, node)
        source = tables.definition_at(word.start())
        found.setdefault((source, declared.name, path, kind, taken), tree.line(node))
    return [
        *(
            facts.ReferenceFact(source, reader.binding(wanted[name.encode()]), path, kind, line, taken)
            for (source, name, path, kind, taken), line in found.items()
        ),
        *_mentions_of_parts(reader),
        *_code_around_parts(reader),
    ]


def _mentions_of_parts(reader: ValueReader) -> Iterator[facts.ReferenceFact]:
    """Uses of a given-out function by the code around it; giving it out, or depending on it, is no use."""
    tables, tree = reader.tables, reader.tree
    for index, part in enumerate(tables.definitions.all):
        for name_node in runners(tree, part.node) if part.within else ():
            declared = reader.names.find(tree.text(name_node), part.node.end_byte)
            if declared is None or declared.node != part.node:
                continue
            for mention in mentions(reader, declared):
                source = tables.definition_at(mention.start_byte)
                if mention.start_byte != declared.position and source != index and _is_run(reader, mention):
                    yield facts.ReferenceFact(source, reader.binding(declared), (), "use", tree.line(mention))


def _code_around_parts(reader: ValueReader) -> Iterator[facts.ReferenceFact]:
    """Parts that run code of the function around them, through its locals."""
    tables, tree = reader.tables, reader.tree
    every = tables.definitions.all
    outers = {part.within for part in every if part.within}
    for outer in every:
        if outer.name not in outers or outer.body is None or outer.within:
            continue
        whole = reader.names.find(outer.name, 0)
        if whole is None:
            continue
        found: set[int] = set()
        for name in inner_code(tree, outer.body):
            declared = reader.names.find(tree.text(name), name.start_byte)
            if declared is None or declared.outer or every[tables.definition_at(declared.position)].within:
                continue
            for mention in mentions(reader, declared):
                source = tables.definition_at(mention.start_byte)
                if source not in found and every[source].within == outer.name and not _is_state(reader, mention):
                    found.add(source)
                    yield facts.ReferenceFact(source, reader.binding(whole), (), "inside", tree.line(mention))


def _is_state(reader: ValueReader, mention: Node) -> bool:
    """``query.data``: what a query tells of itself."""
    member = mention.parent
    name = member.child_by_field_name("property") if member is not None else None
    return (
        name is not None
        and member is not None
        and member.start_byte == mention.start_byte
        and (reader.tree.text(name) in STATE)
    )


def _is_run(reader: ValueReader, mention: Node) -> bool:
    """Whether a mention may run a part: not an entry of an object literal or of a list, nor state read from it."""
    parent = mention.parent
    if parent is not None and parent.type == "member_expression" and parent.start_byte == mention.start_byte:
        name = parent.child_by_field_name("property")
        if name is None or reader.tree.text(name) not in _RUNNING:
            return False
        parent = parent.parent
    return parent is None or parent.type not in ("pair", "array")


def _mention(reader: ValueReader, declared: Declared, start: int, end: int) -> Node | None:
    """The node of a word if it is a use of the declared name, None otherwise."""
    source = reader.tree.source
    if start == declared.position or (source[start - 1 : start] == b"." and source[start - 3 : start] != b"..."):
        return None
    node = reader.tree.root.descendant_for_byte_range(start, end)
    if node is None or node.type not in _USES or node.start_byte != start:
        return None
    parent = node.parent
    if parent is None or parent.type in _NAMING or _in_type(parent):
        return None
    return node if reader.names.find(declared.name, start) is declared else None


def _in_type(parent: Node) -> bool:
    """``typeof a.b`` in a type."""
    return parent.type == "member_expression" and parent.parent is not None and parent.parent.type == "type_query"


def _context(reader: ValueReader, node: Node) -> tuple[tuple[str, ...], str, tuple[str, ...] | None]:
    """The members read from a mention, what is done with the last of them, and what is taken from its result."""
    path: list[str] = []
    parent = node.parent
    while parent is not None and len(path) < _LONGEST_PATH:
        if parent.type in ("non_null_expression", "parenthesized_expression", "await_expression"):
            node, parent = parent, parent.parent
            continue
        if parent.type != "member_expression" or parent.start_byte != node.start_byte:
            break
        name = parent.child_by_field_name("property")
        path.append(reader.tree.text(name) if name is not None else "")
        node, parent = parent, parent.parent
    kind = _kind(node, parent)
    return tuple(path), kind, names_taken(reader, parent) if kind == "call" and parent is not None else None


def _kind(node: Node, parent: Node | None) -> str:
    if parent is None:
        return "use"
    if parent.type == "call_expression" and parent.start_byte == node.start_byte:
        return "call"
    if parent.type == "new_expression":
        # An instance that is handed on may have any method called by whoever gets it.
        return "use" if parent.parent is not None and parent.parent.type in _HANDED_ON else "new"
    return "render" if parent.type.startswith("jsx_") and parent.type.endswith("element") else "use"


def global_calls(reader: ValueReader) -> Iterator[tuple[int, str, int, tuple[str, ...] | None]]:
    """Calls of names that the file does not bind, as (definition, name, line): auto-imports, if anything."""
    for call in reader.tree.captures.get("call", ()):
        function = call.child_by_field_name("function")
        if function is None or function.type != "identifier":
            continue
        name = reader.tree.text(function)
        if reader.names.find(name, function.start_byte) is None:
            line = reader.tree.line(function)
            yield reader.tables.definition_at(call.start_byte), name, line, names_taken(reader, call)
