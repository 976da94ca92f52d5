"""The names that a file declares, each with the byte range in which it is visible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tree_sitter import Node

from supamap.extraction.patterns import Way, bound_names
from supamap.extraction.scopes import BLOCK, FUNCTION, Regions
from supamap.extraction.tree import Tree

# From so many declarations of one name on, scopes are climbed instead of the declarations being compared.
_MANY = 12


class Declared:
    """One declaration of a name.

    ``node`` is the declaring node: a declarator, function, class, parameter…; ``way`` leads from its value to the
    name's.
    """

    __slots__ = ("end", "index", "kind", "name", "node", "position", "start", "way")

    def __init__(self, name: str, kind: str, node: Node, position: int, scope: tuple[int, int], way: Way = ()) -> None:
        self.name, self.kind, self.node, self.position, self.way = name, kind, node, position, way
        self.start, self.end = scope
        self.index = -1

    @property
    def outer(self) -> bool:
        """Whether the whole module sees the name."""
        return self.end >= 1 << 62


class Names:
    """All declarations of a file; ``find`` is lexical scoping (ECMA-262, 8.2) without the temporal dead zone."""

    __slots__ = ("_by_scope", "by_name", "scopes", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.scopes: Regions = tree.scopes
        self.by_name: defaultdict[str, list[Declared]] = defaultdict(list)
        self._by_scope: dict[str, dict[int, Declared]] = {}
        for declared in self._declarations():
            self.by_name[declared.name].append(declared)

    def find(self, name: str, position: int) -> Declared | None:
        """The declaration that a name at a byte position means, None if the file has none."""
        several = self.by_name.get(name, ())
        if len(several) > _MANY:
            return self._climb(name, position)
        best: Declared | None = None
        for declared in several:
            if declared.start <= position < declared.end and (best is None or declared.start >= best.start):
                best = declared
        return best

    def _climb(self, name: str, position: int) -> Declared | None:
        """``find`` for a name declared in many places, as in minified code: from scope to scope outward."""
        by_scope = self._by_scope.get(name)
        if by_scope is None:
            by_scope = self._by_scope[name] = {declared.start: declared for declared in self.by_name[name]}
        region = self.scopes.innermost(position)
        while region >= 0:
            found = by_scope.get(self.scopes.starts[region])
            if found is not None and found.end == self.scopes.ends[region]:
                return found
            region = self.scopes.parents[region]
        found = by_scope.get(0)
        return found if found is not None and found.outer else None

    def module_level(self) -> Iterator[Declared]:
        """The declarations visible in the whole file."""
        return (one for several in self.by_name.values() for one in several if one.outer)

    def _declarations(self) -> Iterator[Declared]:
        captures = self.tree.captures
        for declarator in captures.get("declare.variable", ()):
            yield from self._variable(declarator)
        for enum in captures.get("declare.enum", ()):
            yield from self._named(enum, "enum")
        for region, kind in enumerate(self.scopes.kinds):
            yield from self._scope_names(region, self.scopes.nodes[region], kind)
        for statement in self.tree.root.named_children:
            if statement.type == "import_statement":
                yield from self._imports(statement)
            elif statement.type == "labeled_statement":
                yield from self._reactive(statement)

    def _variable(self, declarator: Node) -> Iterator[Declared]:
        pattern = declarator.child_by_field_name("name")
        if pattern is None:
            return
        parent = declarator.parent
        region = self.scopes.innermost(declarator.start_byte)
        if parent is not None and parent.type == "variable_declaration":
            region = self.scopes.upward(region, FUNCTION)
        scope = self.scopes.range_of(region)
        for name, way in bound_names(self.tree, pattern):
            yield Declared(self.tree.text(name), "variable", declarator, name.start_byte, scope, way)

    def _named(self, node: Node, kind: str, own: bool = False) -> Iterator[Declared]:
        """A name declared beside its node, or (``own``) only inside it."""
        name = node.child_by_field_name("name")
        if name is None:
            return
        region = self.scopes.innermost(node.start_byte)
        if region >= 0 and self.scopes.starts[region] == node.start_byte and self.scopes.nodes[region] == node:
            region = region if own else self.scopes.parents[region]
        scope = self.scopes.range_of(region)
        yield Declared(self.tree.text(name), kind, node, name.start_byte, scope)

    def _scope_names(self, region: int, node: Node, kind: int) -> Iterator[Declared]:
        if kind == FUNCTION:
            if node.type in ("function_declaration", "generator_function_declaration"):
                yield from self._named(node, "function")
            elif node.type in ("function_expression", "generator_function"):
                yield from self._named(node, "function", own=True)
            yield from self._parameters(region, node)
        elif kind == BLOCK:
            yield from self._block_names(region, node)
        else:
            yield from self._named(node, "class", own=node.type == "class")

    def _parameters(self, region: int, function: Node) -> Iterator[Declared]:
        scope = self.scopes.range_of(region)
        for index, pattern in enumerate(parameter_patterns(function)):
            for name, way in bound_names(self.tree, pattern):
                yield Declared(
                    self.tree.text(name), "parameter", function, name.start_byte, scope, (("index", index), *way)
                )

    def _block_names(self, region: int, node: Node) -> Iterator[Declared]:
        if node.type == "catch_clause":
            field, kind = "parameter", "caught"
        elif node.type == "for_in_statement":
            field, kind = "left", "element"
        else:
            return
        pattern = node.child_by_field_name(field)
        if pattern is None or (kind == "element" and node.child_by_field_name("kind") is None):
            return
        scope = self.scopes.range_of(region)
        declaring = node.child_by_field_name("kind") if kind == "element" else None
        if declaring is not None and declaring.type == "var":
            scope = self.scopes.range_of(self.scopes.upward(region, FUNCTION))
        for name, way in bound_names(self.tree, pattern):
            yield Declared(self.tree.text(name), kind, node, name.start_byte, scope, way)

    def _reactive(self, statement: Node) -> Iterator[Declared]:
        """``$: total = a + b`` and ``$: ({ a } = b)`` declare names (Svelte 4, "Reactive statements")."""
        node = statement.child_by_field_name("body")
        while node is not None and node.type in ("expression_statement", "parenthesized_expression"):
            node = node.named_children[0] if node.named_children else None
        left = node.child_by_field_name("left") if node is not None and node.type == "assignment_expression" else None
        for name, _ in bound_names(self.tree, left) if left is not None else ():
            text = self.tree.text(name)
            if not any(declared.outer for declared in self.by_name.get(text, ())):
                yield Declared(text, "reactive", statement, name.start_byte, self.scopes.range_of(-1))

    def _imports(self, statement: Node) -> Iterator[Declared]:
        scope = self.scopes.range_of(-1)
        for clause in statement.named_children:
            if clause.type == "import_require_clause":
                yield self._import(clause.named_children[0], statement, "=", scope)
            if clause.type != "import_clause":
                continue
            for part in clause.named_children:
                if part.type == "identifier":
                    yield self._import(part, statement, "default", scope)
                elif part.type == "namespace_import":
                    yield self._import(part.named_children[-1], statement, "*", scope)
                elif part.type == "named_imports":
                    yield from self._named_imports(part, statement, scope)

    def _named_imports(self, part: Node, statement: Node, scope: tuple[int, int]) -> Iterator[Declared]:
        for specifier in part.named_children:
            name = specifier.child_by_field_name("name") if specifier.type == "import_specifier" else None
            if name is not None:
                alias = specifier.child_by_field_name("alias") or name
                imported = self.tree.string(name) if name.type == "string" else self.tree.text(name)
                yield self._import(alias, statement, imported, scope)

    def _import(self, name: Node, statement: Node, imported: str, scope: tuple[int, int]) -> Declared:
        return Declared(self.tree.text(name), "import", statement, name.start_byte, scope, (("member", imported),))


def parameter_patterns(function: Node) -> list[Node]:
    """The pattern nodes of a function's parameters in order, in TypeScript's and JavaScript's trees alike."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [single]
    parameters = function.child_by_field_name("parameters")
    if parameters is None:
        return []
    patterns = []
    for child in parameters.named_children:
        if child.type in ("required_parameter", "optional_parameter"):
            pattern = child.child_by_field_name("pattern")
            if pattern is not None and pattern.type != "this":
                patterns.append(pattern)
        elif child.type not in ("comment", "decorator"):
            patterns.append(child)
    return patterns
