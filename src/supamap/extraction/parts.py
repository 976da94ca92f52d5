"""Functions that a hook, a provider or a store gives out: they are definitions of their own (``useNotes.list``).

Whoever takes ``list`` from ``useNotes()`` uses that function and what the hook does by itself, not its other functions.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from tree_sitter import Node

from supamap.extraction.patterns import bound_names, property_name
from supamap.extraction.tree import Tree

_FUNCTIONS = frozenset(
    {"arrow_function", "function_expression", "function_declaration", "generator_function_declaration"}
)
_TRANSPARENT = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "await_expression"}
)
_DEEPEST = 6
_GROUPS = frozenset({"actions", "getters"})
# Calls that give back the function, or what the function returns.
_KEEPERS = frozenset({"useCallback", "useEvent", "useEffectEvent", "useMemoizedFn", "debounce", "throttle", "action"})
# Their functions only compute what a state begins with, or run by themselves.
_STATE = frozenset({"useState", "useRef", "useReducer", "useMemo", "computed", "ref"})
# Calls whose functions run only when one of the runners that they give is called.
_LATE = frozenset({
    "useMutation", "createMutation", "useSWRMutation", "useAsyncFn", "useLazyQuery", "useServerAction", "useAction",
})  # fmt: skip
STATE = frozenset({
    "data", "error", "status", "isLoading", "isPending", "isFetching", "isError", "isSuccess", "isIdle", "variables",
})  # fmt: skip
"""What queries and mutations tell of themselves."""
RUNNERS = frozenset({"mutate", "mutateAsync", "trigger", "execute", "executeAsync", "run", "runAsync"})
_MAKERS = frozenset({"useMemo", "reactive", "computed", "markRaw", "readonly", "freeze"})


class Part(msgspec.Struct, frozen=True):
    """A function that is given out under ``name``, or that runs for such ones; ``node`` is its whole declaration."""

    name: str
    node: Node
    body: Node


def parts_of(tree: Tree, value: Node) -> Iterator[Part]:
    """The parts of a module-level function, or of the function or options that a call makes a hook or store of."""
    yield from _options(tree, value)
    function = _maker(tree, value)
    body = function.child_by_field_name("body") if function is not None else None
    if function is None or body is None:
        return
    literals = list(given_out(tree, function))
    names: dict[str, str] = {}
    for literal in literals:
        for entry in literal.named_children:
            yield from _inline(tree, entry)
            for local, key in _named(tree, entry):
                names.setdefault(local, key)
    if body.type == "statement_block" and names:
        yield from _declared(tree, body, names)


def _options(tree: Tree, value: Node) -> Iterator[Part]:
    """The actions and getters of a store that is made of an object (Pinia, "Option Stores")."""
    value = _plain(value)
    arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
    for argument in arguments.named_children if arguments is not None else ():
        for entry in argument.named_children if argument.type == "object" else ():
            group = entry.child_by_field_name("value") if entry.type == "pair" else None
            key = property_name(tree, entry.child_by_field_name("key")) if group is not None else ""
            if group is not None and group.type == "object" and key in _GROUPS:
                for member in group.named_children:
                    yield from _inline(tree, member)


def _maker(tree: Tree, value: Node, depth: int = 0) -> Node | None:
    value = _plain(value)
    if value.type in _FUNCTIONS:
        return value
    if value.type != "call_expression" or depth > _DEEPEST:
        return None
    arguments = value.child_by_field_name("arguments")
    for argument in arguments.named_children if arguments is not None else ():
        found = _maker(tree, argument, depth + 1) if argument.type in ("call_expression", *_FUNCTIONS) else None
        if found is not None:
            return found
    return None


def given_out(tree: Tree, function: Node) -> Iterator[Node]:
    """The object literals that a function returns, or hands to a provider as its value."""
    body = function.child_by_field_name("body")
    if body is None:
        return
    if body.type != "statement_block":
        yield from _literal(tree, body, body)
        return
    for statement in _own_returns(body):
        if statement.named_children:
            yield from _literal(tree, statement.named_children[0], body)
    for element in tree.captures.get("call.markup", ()):
        if body.start_byte <= element.start_byte < body.end_byte:
            yield from _provided(tree, element, body)


def _own_returns(body: Node, depth: int = 0) -> Iterator[Node]:
    """The return statements at the top of a function's body and in the branches there."""
    if depth > _DEEPEST:
        return
    for child in body.named_children:
        if child.type == "return_statement":
            yield child
        elif child.type in ("if_statement", "else_clause", "statement_block", "try_statement", "finally_clause"):
            yield from _own_returns(child, depth + 1)


def _provided(tree: Tree, element: Node, body: Node) -> Iterator[Node]:
    for attribute in element.named_children:
        inner = attribute.named_children
        if attribute.type != "jsx_attribute" or len(inner) < 2 or tree.text(inner[0]) != "value":
            continue
        for expression in inner[1].named_children:
            yield from _literal(tree, expression, body)


def _literal(tree: Tree, value: Node, body: Node, depth: int = 0) -> Iterator[Node]:
    """The object literal behind an expression: itself, through a variable of the function, through ``useMemo``."""
    value = _plain(value)
    if depth > _DEEPEST:
        return
    if value.type == "object":
        yield value
    elif value.type == "identifier":
        name = tree.text(value)
        for declarator in _declarators(body):
            bound, initial = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
            if initial is not None and bound is not None and tree.text(bound) == name:
                yield from _literal(tree, initial, body, depth + 1)
    elif value.type == "call_expression" and _called(tree, value) in _MAKERS:
        arguments = value.child_by_field_name("arguments")
        for first in arguments.named_children[:1] if arguments is not None else ():
            yield from _made(tree, first, body, depth + 1)


def _made(tree: Tree, maker: Node, body: Node, depth: int) -> Iterator[Node]:
    """The object literal in ``useMemo(() => ({ … }))`` or ``reactive({ … })``."""
    if maker.type not in _FUNCTIONS:
        yield from _literal(tree, maker, body, depth)
        return
    inner = maker.child_by_field_name("body")
    if inner is not None and inner.type != "statement_block":
        yield from _literal(tree, inner, body, depth)
        return
    for statement in _own_returns(inner) if inner is not None else ():
        if statement.named_children:
            yield from _literal(tree, statement.named_children[0], inner or body, depth)


def _declarators(body: Node) -> Iterator[Node]:
    for statement in body.named_children:
        if statement.type in ("lexical_declaration", "variable_declaration"):
            yield from (child for child in statement.named_children if child.type == "variable_declarator")


def inner_code(tree: Tree, value: Node) -> Iterator[Node]:
    """The names of a function's locals that hold code of its own: functions, and results of calls given functions.

    A part that mentions one of them (``save`` calls ``mutation.mutate``) runs what belongs to the function around it.
    """
    function = _maker(tree, value)
    body = function.child_by_field_name("body") if function is not None else None
    if body is None or body.type != "statement_block":
        return
    for statement in body.named_children:
        name = statement.child_by_field_name("name") if statement.type in _FUNCTIONS else None
        if name is not None:
            yield name
    for declarator in _declarators(body):
        bound, initial = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
        if bound is None or initial is None or not _holds_code(tree, _plain(initial)):
            continue
        # What a query has fetched is state: who reads it runs nothing.
        yield from (name for name, way in bound_names(tree, bound) if not way or way[0][1] not in STATE)


def _holds_code(tree: Tree, value: Node) -> bool:
    if value.type in _FUNCTIONS:
        return True
    arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
    if arguments is None or _called(tree, value) in _STATE:
        return False
    text = tree.text(arguments)
    return "=>" in text or "function" in text


def _inline(tree: Tree, entry: Node) -> Iterator[Part]:
    if entry.type == "method_definition":
        name = property_name(tree, entry.child_by_field_name("name"))
        yield Part(name, entry, entry)
    elif entry.type == "pair":
        value = entry.child_by_field_name("value")
        name = property_name(tree, entry.child_by_field_name("key"))
        function = _function(tree, value) if value is not None else None
        if name and function is not None:
            yield Part(name, entry, function)


def _named(tree: Tree, entry: Node) -> Iterator[tuple[str, str]]:
    """The local that an entry names, and the key under which it is given out."""
    if entry.type == "shorthand_property_identifier":
        yield tree.text(entry), tree.text(entry)
    elif entry.type == "pair":
        value = entry.child_by_field_name("value")
        runner = value.child_by_field_name("property") if value is not None else None
        if runner is not None and tree.text(runner) in RUNNERS and value is not None:
            value = value.child_by_field_name("object")
        if value is not None and value.type == "identifier":
            yield tree.text(value), property_name(tree, entry.child_by_field_name("key"))


def _declared(tree: Tree, body: Node, names: dict[str, str]) -> Iterator[Part]:
    """Every function that is declared in a body, by the name it is given out under, else by its own."""
    for statement in body.named_children:
        if statement.type in _FUNCTIONS:
            name = tree.text(statement.child_by_field_name("name") or statement)
            yield Part(names.get(name, name), statement, statement)
    for declarator in _declarators(body):
        initial = declarator.child_by_field_name("value")
        function = _function(tree, initial) if initial is not None else None
        bound = [tree.text(name) for name in runners(tree, declarator)] if function is not None else []
        if function is not None and bound:
            given = next((names[name] for name in bound if name in names), bound[0])
            yield Part(given, declarator, function)


def runners(tree: Tree, declaration: Node) -> list[Node]:
    """The names by which what a declaration holds is run: its own, or the runners it is taken apart into."""
    pattern = declaration.child_by_field_name("name")
    if pattern is None or pattern.type == "identifier":
        return [pattern] if pattern is not None else []
    ways = bound_names(tree, pattern) if pattern.type == "object_pattern" else ()
    return [name for name, way in ways if len(way) == 1 and way[0][0] == "member" and way[0][1] in RUNNERS]


def _function(tree: Tree, value: Node) -> Node | None:
    value = _plain(value)
    if value.type in _FUNCTIONS:
        return value
    if value.type == "call_expression" and _called(tree, value) in _LATE:
        return value
    if value.type == "call_expression" and _called(tree, value) in _KEEPERS:
        arguments = value.child_by_field_name("arguments")
        first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
        return first if first is not None and first.type in _FUNCTIONS else None
    return None


def _called(tree: Tree, call: Node) -> str:
    callee = call.child_by_field_name("function")
    return tree.path(callee).rpartition(".")[2] if callee is not None else ""


def _plain(node: Node) -> Node:
    while node.type in _TRANSPARENT and node.named_children:
        node = node.named_children[0]
    return node
