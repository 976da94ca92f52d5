"""Expressions to ``model.facts`` values, read on demand and once."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from supamap.extraction.bindings import BindingReader
from supamap.extraction.choices import UNDEFINED, choice
from supamap.extraction.guards import Guards
from supamap.extraction.markup import DRAWN, drawn, markup_value
from supamap.extraction.names import Declared, Names
from supamap.extraction.patterns import property_name
from supamap.extraction.scopes import CLASS, FUNCTION
from supamap.extraction.tables import Tables
from supamap.extraction.tree import Tree, unescape
from supamap.extraction.types import TypeReader
from supamap.model import facts

_DEEPEST = 60
_LARGEST_LITERAL = 2_000
_TOO_DEEP = facts.Unknown("the expression is nested too deeply")


class ValueReader:
    """Reads the expressions of one file. Bindings, functions and classes enter the tables when first mentioned."""

    def __init__(self, tree: Tree, names: Names, tables: Tables) -> None:
        self.tree, self.names, self.tables = tree, names, tables
        self.types = TypeReader(self)
        self._depth = 0
        self._calls: dict[int, facts.Value] = {}
        self._bindings = BindingReader(self)
        self._guards = Guards(self)

    # -- expressions ------------------------------------------------------------------------------------------------

    def read(self, node: Node | None) -> facts.Value:
        """The value of an expression node."""
        if node is None:
            return UNDEFINED
        reader = _READERS.get(node.type)
        if reader is None:
            return facts.Unknown(f"a {node.type.replace('_', ' ')}")
        if self._depth > _DEEPEST:
            return _TOO_DEEP
        self._depth += 1
        try:
            return reader(self, node)
        finally:
            self._depth -= 1

    def _string(self, node: Node) -> facts.Value:
        return facts.Literal(self.tree.string(node))

    def _constant(self, node: Node) -> facts.Value:
        return facts.Constant(self.tree.text(node)[:40])

    def _template(self, node: Node, raw: bool = False) -> facts.Value:
        parts: list[facts.Value] = []
        position = node.start_byte + 1
        for child in node.named_children:
            if child.type == "template_substitution":
                self._fragment(parts, position, child.start_byte, raw)
                inner = child.named_children
                parts.append(self.read(inner[0]) if inner else UNDEFINED)
                position = child.end_byte
        self._fragment(parts, position, node.end_byte - 1, raw)
        if not parts:
            return facts.Literal("")
        return parts[0] if len(parts) == 1 and isinstance(parts[0], facts.Literal) else facts.Template(tuple(parts))

    def _fragment(self, parts: list[facts.Value], start: int, end: int, raw: bool) -> None:
        if end > start:
            text = self.tree.source[start:end].decode("utf-8", "replace")
            parts.append(facts.Literal(text if raw else unescape(text)))

    def _identifier(self, node: Node) -> facts.Value:
        name = self.tree.text(node)
        return self._guards.narrowed(name, node.start_byte, self.name(name, node.start_byte))

    def name(self, name: str, position: int) -> facts.Value:
        """What a name means at a byte position."""
        declared = self.names.find(name, position)
        return facts.Global(name) if declared is None else facts.Local(self.binding(declared))

    def _member(self, node: Node) -> facts.Value:
        name = node.child_by_field_name("property")
        return facts.Member(
            self.read(node.child_by_field_name("object")), self.tree.text(name) if name is not None else ""
        )

    def _subscript(self, node: Node) -> facts.Value:
        subject = self.read(node.child_by_field_name("object"))
        key = self.read(node.child_by_field_name("index"))
        return facts.Member(subject, key.text) if isinstance(key, facts.Literal) else facts.Index(subject, key)

    def _call(self, node: Node) -> facts.Value:
        # Every call of a chain is a call site of its own and holds all before it: each is read once.
        known = self._calls.get(node.id)
        if known is None:
            known = self._calls[node.id] = self._read_call(node)
        return known

    def _read_call(self, node: Node) -> facts.Value:
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None or arguments is None:
            return facts.Unknown("a call that is not complete")
        if arguments.type == "template_string":
            raw = self.tree.path(function) == "String.raw"
            return self._template(arguments, raw) if raw else facts.Unknown("a tagged template")
        imported = self.imported(function, arguments)
        if imported is not None:
            return imported
        types = self.types.arguments(node.child_by_field_name("type_arguments"))
        callee = self.read(function)
        return facts.Call(callee, self.arguments(arguments), types, self.tree.line(arguments))

    def imported(self, function: Node, arguments: Node) -> facts.Imported | None:
        """``import('x')`` or ``require('x')`` as what it gives, None for other calls."""
        if function.type == "import":
            name = "*"
        elif function.type == "identifier" and self.tree.text(function) == "require":
            name = "="
        else:
            return None
        inner = [child for child in arguments.named_children if child.type != "comment"]
        if not inner or inner[0].type not in ("string", "template_string"):
            return None
        specifier = self.read(inner[0])
        return facts.Imported(specifier.text, name) if isinstance(specifier, facts.Literal) else None

    def arguments(self, node: Node | None) -> tuple[facts.Value, ...]:
        """The values of an argument list."""
        if node is None:
            return ()
        return tuple(self.read(child) for child in node.named_children if child.type != "comment")

    def _new(self, node: Node) -> facts.Value:
        types = self.types.arguments(node.child_by_field_name("type_arguments"))
        callee = self.read(node.child_by_field_name("constructor"))
        return facts.Call(
            callee, self.arguments(node.child_by_field_name("arguments")), types, self.tree.line(node), True
        )

    def _object(self, node: Node) -> facts.Value:
        children = node.named_children
        if len(children) > _LARGEST_LITERAL:
            return facts.Unknown("an object literal too large to read")
        entries: list[tuple[str, facts.Value]] = []
        spreads: list[facts.Value] = []
        computed: list[tuple[facts.Value, facts.Value]] = []
        for child in children:
            kind = child.type
            if kind == "pair":
                key = property_name(self.tree, child.child_by_field_name("key"))
                shown = child.child_by_field_name("value")
                value = drawn(self, shown) if key in DRAWN and shown is not None else self.read(shown)
                if key:
                    entries.append((key, value))
                else:
                    computed.append((self._inner(child.named_children[0]), value))
            elif kind == "shorthand_property_identifier":
                entries.append((self.tree.text(child), self._identifier(child)))
            elif kind == "spread_element":
                spreads.append(self.read(child.named_children[0]))
            elif kind == "method_definition":
                entries.append((property_name(self.tree, child.child_by_field_name("name")), self._function(child)))
        return facts.ObjectLiteral(tuple(entries), tuple(spreads), tuple(computed))

    def _array(self, node: Node) -> facts.Value:
        children = node.named_children
        if len(children) > _LARGEST_LITERAL:
            return facts.Unknown("an array literal too large to read")
        return facts.ArrayLiteral(tuple(self.read(child) for child in children if child.type != "comment"))

    def _spread(self, node: Node) -> facts.Value:
        return facts.Spread(self.read(node.named_children[0])) if node.named_children else UNDEFINED

    def _function(self, node: Node) -> facts.Value:
        return facts.FunctionRef(self.tables.function(self, node))

    def _class(self, node: Node) -> facts.Value:
        return facts.ClassRef(self.tables.cls(self, node))

    def _this(self, node: Node) -> facts.Value:
        scopes = self.tree.scopes
        cls = scopes.around(node.start_byte, CLASS)
        if cls >= 0:
            method = self._member_around(node.start_byte, cls)
            return facts.This(self.tables.cls(self, scopes.nodes[cls]), node.type == "super", method)
        owner = self.tables.object_owner(node.start_byte)
        return facts.Unknown("this outside a class") if owner is None else self.name(owner, 0)

    def _member_around(self, position: int, cls: int) -> int:
        """The outermost function of a class around a position."""
        scopes, outermost = self.tree.scopes, -1
        region = scopes.innermost(position)
        while region >= 0 and region != cls:
            outermost = region if scopes.kinds[region] == FUNCTION else outermost
            region = scopes.parents[region]
        return self.tables.function(self, scopes.nodes[outermost]) if outermost >= 0 else -1

    def _conditional(self, node: Node) -> facts.Value:
        return choice(
            self.read(node.child_by_field_name("consequence")), self.read(node.child_by_field_name("alternative"))
        )

    def _binary(self, node: Node) -> facts.Value:
        operator = node.child_by_field_name("operator")
        sign = operator.type if operator is not None else ""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if sign in ("||", "??"):
            return choice(self.read(left), self.read(right))
        if sign == "&&":
            return self.read(right)
        if sign == "+":
            return facts.Template((self.read(left), self.read(right)))
        return facts.Constant(sign)

    def _inner(self, node: Node) -> facts.Value:
        inner = [child for child in node.named_children if child.type != "comment"]
        return self.read(inner[-1]) if inner else UNDEFINED

    def _first(self, node: Node) -> facts.Value:
        return self.read(node.named_children[0]) if node.named_children else UNDEFINED

    def _cast(self, node: Node) -> facts.Value:
        children = node.named_children
        if len(children) < 2:
            return self._first(node)
        kind = children[1].type
        value = self.read(children[0])
        return value if kind == "predefined_type" else facts.Cast(value, self.types.read(children[1]))

    def _assertion(self, node: Node) -> facts.Value:
        return self.read(node.named_children[-1]) if node.named_children else UNDEFINED

    def assigned(self, node: Node) -> facts.Value:
        """What an assignment gives its target; ``+=`` goes on with what nobody here follows."""
        value = self.read(node.child_by_field_name("right"))
        operator = node.child_by_field_name("operator")
        if operator is not None and operator.type == "+=":
            return facts.Template((facts.Unknown("what it was before"), value))
        return value

    def binding(self, declared: Declared) -> int:
        """The index of a declaration's binding; its value is read when it is mentioned for the first time."""
        return self._bindings.index(declared)


_Reader = Callable[[ValueReader, Node], facts.Value]
_READERS: dict[str, _Reader] = {
    "string": ValueReader._string,
    "number": ValueReader._constant,
    "true": ValueReader._constant,
    "false": ValueReader._constant,
    "null": ValueReader._constant,
    "undefined": ValueReader._constant,
    "regex": ValueReader._constant,
    "unary_expression": ValueReader._constant,
    "update_expression": ValueReader._constant,
    "template_string": ValueReader._template,
    "identifier": ValueReader._identifier,
    "shorthand_property_identifier": ValueReader._identifier,
    "member_expression": ValueReader._member,
    "subscript_expression": ValueReader._subscript,
    "call_expression": ValueReader._call,
    "new_expression": ValueReader._new,
    "object": ValueReader._object,
    "array": ValueReader._array,
    "spread_element": ValueReader._spread,
    "arrow_function": ValueReader._function,
    "function_expression": ValueReader._function,
    "generator_function": ValueReader._function,
    "function_declaration": ValueReader._function,
    "generator_function_declaration": ValueReader._function,
    "method_definition": ValueReader._function,
    "class": ValueReader._class,
    "class_declaration": ValueReader._class,
    "abstract_class_declaration": ValueReader._class,
    "this": ValueReader._this,
    "super": ValueReader._this,
    "ternary_expression": ValueReader._conditional,
    "binary_expression": ValueReader._binary,
    "parenthesized_expression": ValueReader._inner,
    "sequence_expression": ValueReader._inner,
    "await_expression": ValueReader._inner,
    "yield_expression": ValueReader._inner,
    "non_null_expression": ValueReader._first,
    "instantiation_expression": ValueReader._first,
    "as_expression": ValueReader._cast,
    "satisfies_expression": ValueReader._first,
    "type_assertion": ValueReader._assertion,
    "assignment_expression": ValueReader.assigned,
    "augmented_assignment_expression": ValueReader.assigned,
    "jsx_expression": ValueReader._inner,
    "jsx_element": markup_value,
    "jsx_self_closing_element": markup_value,
}
