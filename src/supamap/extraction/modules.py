"""What a file imports and exports."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.definitions import Definitions
from supamap.extraction.patterns import bound_names
from supamap.extraction.types import is_in_type
from supamap.extraction.values import ValueReader
from supamap.model import facts


def read_imports(reader: ValueReader) -> list[facts.ImportFact]:
    """Every specifier the file names, static ones first."""
    tree = reader.tree
    found = []
    for statement in tree.root.named_children:
        source = _source(statement)
        if source is None or source.type != "string":
            continue
        found.append(facts.ImportFact(tree.string(source), tree.line(statement), _form(statement)))
    for call in tree.captures.get("call", ()):
        function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        if function is None or arguments is None or function.type not in ("import", "identifier"):
            continue
        imported = reader.imported(function, arguments)
        if imported is not None and not is_in_type(call):
            form = "dynamic" if imported.name == "*" else "require"
            found.append(facts.ImportFact(imported.specifier, tree.line(call), form))
    return found


def _source(statement: Node) -> Node | None:
    """The specifier of an import or a re-export, ``import a = require('m')`` included."""
    if not statement.type.endswith("_statement"):
        return None
    required = next((child for child in statement.named_children if child.type == "import_require_clause"), statement)
    return required.child_by_field_name("source")


def _is_type_only(statement: Node) -> bool:
    """``import type``, ``export type``; the grammar does not read ``export type *``, and shows its word as a fault."""
    return any(
        child.type == "type" or (child.type == "ERROR" and (child.text or b"").startswith(b"type"))
        for child in statement.children
    )


def _form(statement: Node) -> str:
    if any(child.type == "import_require_clause" for child in statement.named_children):
        return "require"
    type_only = _is_type_only(statement)
    if statement.type == "export_statement":
        return "type" if type_only else "re-export"
    if type_only:
        return "type"
    return "static" if any(child.type == "import_clause" for child in statement.named_children) else "side-effect"


def read_exports(reader: ValueReader, definitions: Definitions) -> list[facts.ExportFact]:
    """Every name the file exports, by ES modules or CommonJS."""
    found: list[facts.ExportFact] = []
    for statement in reader.tree.root.named_children:
        if statement.type == "export_statement":
            found.extend(_exported(reader, definitions, statement))
        elif statement.type == "expression_statement" and statement.named_children:
            found.extend(_commonjs(reader, definitions, statement.named_children[0]))
    return found


def _exported(reader: ValueReader, definitions: Definitions, statement: Node) -> Iterator[facts.ExportFact]:
    source = statement.child_by_field_name("source")
    if source is not None:
        yield from _re_exported(reader, statement, reader.tree.string(source))
        return
    declaration = statement.child_by_field_name("declaration")
    is_default = any(child.type == "default" for child in statement.children)
    if declaration is not None:
        yield from _declared(reader, definitions, declaration, is_default)
        return
    value = statement.child_by_field_name("value")
    if any(child.type == "=" for child in statement.children):
        whole = statement.named_children[-1]
        yield facts.ExportFact("=", reader.read(whole), definition=definitions.at(whole.start_byte))
        return
    if value is not None:
        yield facts.ExportFact("default", reader.read(value), definition=definitions.at(value.start_byte))
    for clause in statement.named_children:
        if clause.type == "export_clause":
            yield from _listed(reader, clause)
        elif clause.type in ("identifier", "object", "call_expression") and value is None and is_default:
            yield facts.ExportFact("default", reader.read(clause), definition=definitions.at(clause.start_byte))


def _listed(reader: ValueReader, clause: Node) -> Iterator[facts.ExportFact]:
    for specifier in clause.named_children:
        name = specifier.child_by_field_name("name") if specifier.type == "export_specifier" else None
        if name is None:
            continue
        text = reader.tree.text(name)
        alias = specifier.child_by_field_name("alias")
        type_only = any(child.type == "type" for child in specifier.children)
        exported = _plain(reader, alias) if alias is not None else text
        yield facts.ExportFact(exported, reader.name(text, 0), type_only=type_only)


def _plain(reader: ValueReader, node: Node) -> str:
    return reader.tree.string(node) if node.type == "string" else reader.tree.text(node)


def _re_exported(reader: ValueReader, statement: Node, specifier: str) -> Iterator[facts.ExportFact]:
    clauses = [child for child in statement.named_children if child.type in ("export_clause", "namespace_export")]
    type_only = _is_type_only(statement)
    if not clauses:
        yield facts.ExportFact("*", specifier=specifier, imported="*", type_only=type_only)
    for clause in clauses:
        if clause.type == "namespace_export":
            yield facts.ExportFact(_plain(reader, clause.named_children[0]), specifier=specifier, imported="*")
            continue
        for part in clause.named_children:
            name = part.child_by_field_name("name") if part.type == "export_specifier" else None
            if name is not None:
                alias = part.child_by_field_name("alias") or name
                yield facts.ExportFact(
                    _plain(reader, alias), specifier=specifier, imported=_plain(reader, name), type_only=type_only
                )


def _declared(
    reader: ValueReader, definitions: Definitions, declaration: Node, is_default: bool
) -> Iterator[facts.ExportFact]:
    if declaration.type in ("lexical_declaration", "variable_declaration"):
        for declarator in declaration.named_children:
            pattern = declarator.child_by_field_name("name")
            for name, _ in bound_names(reader.tree, pattern) if pattern is not None else ():
                text = reader.tree.text(name)
                yield facts.ExportFact(
                    text, reader.name(text, name.start_byte), definition=definitions.at(name.start_byte)
                )
        return
    if declaration.type == "ambient_declaration":
        for inner in declaration.named_children:
            yield from _declared(reader, definitions, inner, is_default)
        return
    if declaration.type == "import_alias":
        return
    name_node = declaration.child_by_field_name("name")
    place = definitions.at(declaration.start_byte)
    if declaration.type in ("type_alias_declaration", "interface_declaration"):
        yield facts.ExportFact(reader.tree.text(name_node) if name_node else "", type_only=True)
    elif name_node is None:
        yield facts.ExportFact("default", reader.read(declaration), definition=place)
    else:
        text = reader.tree.text(name_node)
        yield facts.ExportFact("default" if is_default else text, reader.name(text, 0), definition=place)


def _commonjs(reader: ValueReader, definitions: Definitions, assignment: Node) -> Iterator[facts.ExportFact]:
    """``module.exports = x``, ``exports.name = x`` (Node.js, CommonJS modules)."""
    if assignment.type != "assignment_expression":
        return
    left, right = assignment.child_by_field_name("left"), assignment.child_by_field_name("right")
    if left is None or right is None or left.type != "member_expression":
        return
    nested = right if right.type == "assignment_expression" else None
    while right.type == "assignment_expression":
        right = right.child_by_field_name("right") or right.named_children[-1]
    target = reader.tree.path(left)
    if target == "module.exports":
        yield facts.ExportFact("=", reader.read(right), definition=definitions.at(right.start_byte))
    elif target.startswith(("exports.", "module.exports.")):
        name = target.rpartition(".")[2]
        yield facts.ExportFact(name, reader.read(right), definition=definitions.at(right.start_byte))
    if nested is not None:
        # `exports.a = exports.b = value` gives both names.
        yield from _commonjs(reader, definitions, nested)
