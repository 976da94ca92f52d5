"""The stage's entry: one file's bytes to its facts."""

from __future__ import annotations

from tree_sitter import Node

from supamap.extraction.callsites import read_calls
from supamap.extraction.chains import read_candidates
from supamap.extraction.definitions import Definitions
from supamap.extraction.dynamic import read_dynamic_imports
from supamap.extraction.modules import read_exports, read_imports
from supamap.extraction.names import Names
from supamap.extraction.references import global_calls, read_references
from supamap.extraction.tables import Tables
from supamap.extraction.tree import Tree
from supamap.extraction.urls import read_urls
from supamap.extraction.values import ValueReader
from supamap.model import facts
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.sources import Language
from supamap.syntax.components import Program, program_of

_COMPONENTS = frozenset({Language.VUE, Language.SVELTE, Language.ASTRO})


def extract(path: str, language: Language, source: bytes, reach: bool = True) -> facts.FileFacts:
    """The facts of one file. Never raises for what the file holds: faults become diagnostics, good parts are used.

    Without ``reach`` the facts lack what only references between definitions need, and cost a fifth less.
    """
    if b"\0" in source[:8000]:
        if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
            source = source.decode("utf-16", "replace").encode()
        else:
            return facts.FileFacts(path, diagnostics=(_diagnostic(path, DiagnosticKind.NOT_TEXT, "holds binary data"),))
    program = program_of(language, source)
    tree = Tree(program.source, program.grammar)
    read = _read(path, tree, program, language in _COMPONENTS, reach)
    notes = tuple(_notes(path, tree, source))
    return facts.FileFacts(**{**{name: getattr(read, name) for name in read.__struct_fields__}, "diagnostics": notes})


def _read(path: str, tree: Tree, program: Program, component: bool, reach: bool) -> facts.FileFacts:
    definitions = Definitions(tree, component)
    tables = Tables(definitions)
    reader = ValueReader(tree, Names(tree), tables)
    if component:
        # Markup may use any import, and markup is not read.
        for declared in list(reader.names.module_level()):
            if declared.kind == "import":
                reader.binding(declared)
    exports = tuple(read_exports(reader, definitions))
    references = tuple(read_references(reader)) if reach else ()
    candidates = (*read_candidates(reader), *read_urls(reader))
    calls = tuple(read_calls(reader))
    assignments = tuple(_assignments(reader))
    types = tuple(_types(reader))
    tables.drain()
    return facts.FileFacts(
        path=path,
        definitions=tuple(_definition_facts(tree, definitions, tables, exports)),
        bindings=tuple(tables.bindings),
        functions=tuple(tables.functions),
        classes=tuple(tables.classes),
        imports=tuple(read_imports(reader)),
        exports=exports,
        references=references,
        dynamic_imports=tuple(read_dynamic_imports(reader)) if reach else (),
        calls=calls,
        candidates=candidates,
        assignments=assignments,
        types=types,
        globals=tuple(global_calls(reader)) if reach else (),
        tags=program.tags,
        directives=tuple(_directives(tree)),
        component=component,
    )


def _definition_facts(
    tree: Tree, definitions: Definitions, tables: Tables, exports: tuple[facts.ExportFact, ...]
) -> list[facts.DefinitionFact]:
    found = []
    # `export { X }` and `export default X` stand apart from the declaration.
    given = {
        tables.bindings[export.value.binding].name
        for export in exports
        if isinstance(export.value, facts.Local) and not export.type_only
    }
    for one in definitions.all:
        jsx = False
        if one.body is not None and one.kind in ("function", "method"):
            jsx = tables.gives_markup(one.body)
        line = tree.line(one.node) if one.kind != "module" else 1
        exported = one.exported or one.name in given
        found.append(facts.DefinitionFact(one.name, one.kind, line, exported, jsx, one.within))
    return found


def _assignments(reader: ValueReader) -> list[facts.Assignment]:
    """``object.name = value`` where the object is no ``this``."""
    found = []
    for node in reader.tree.captures.get("assign", ()):
        left = node.child_by_field_name("left")
        if left is None or left.type != "member_expression":
            continue
        target, name = left.child_by_field_name("object"), left.child_by_field_name("property")
        if target is None or name is None or target.type == "this":
            continue
        value = reader.read(node.child_by_field_name("right"))
        found.append(facts.Assignment(reader.read(target), reader.tree.text(name), value, reader.tree.line(node)))
    return found


def _types(reader: ValueReader) -> list[tuple[str, facts.Type]]:
    found = []
    for node in reader.tree.captures.get("declare.type", ()):
        name = node.child_by_field_name("name")
        if name is not None:
            found.append((reader.tree.text(name), reader.types.declared(node)))
    return found


def _directives(tree: Tree) -> list[str]:
    """``'use client'`` and its like at the top of a file (ECMA-262, 11.2.1)."""
    found = []
    for statement in tree.root.named_children:
        inner = statement.named_children
        if statement.type == "comment":
            continue
        if statement.type != "expression_statement" or not inner or inner[0].type != "string":
            break
        found.append(tree.string(inner[0]))
    return found


def _notes(path: str, tree: Tree, source: bytes) -> list[Diagnostic]:
    notes = []
    try:
        source.decode("utf-8")
    except UnicodeDecodeError:
        notes.append(_diagnostic(path, DiagnosticKind.NOT_TEXT, "is not UTF-8; read with replacement characters"))
    if tree.root.has_error:
        faults = [node for node in tree.captures.get("error", ()) if not _is_harmless(tree, node)]
        if faults or not tree.captures.get("error"):
            line = tree.line(faults[0]) if faults else 0
            message = "does not parse; its good parts are used"
            notes.append(Diagnostic(path, line, DiagnosticKind.UNPARSED_FILE, message))
    return notes


def _is_harmless(tree: Tree, error: Node) -> bool:
    """``export type *``: TypeScript reads it, and nothing is lost."""
    parent = error.parent
    return parent is not None and parent.type == "export_statement" and tree.text(error).startswith("type")


def _diagnostic(path: str, kind: DiagnosticKind, message: str) -> Diagnostic:
    return Diagnostic(path, 0, kind, message)
