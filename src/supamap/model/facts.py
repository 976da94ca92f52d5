"""What one file alone tells: values of expressions, bindings, functions, classes, calls, imports and exports.

Everything is a frozen, picklable value without syntax-tree nodes. Lines are 1-based. Integers that name a binding, a
function or a class are indexes into the tables of the same file's ``FileFacts``.
"""

from __future__ import annotations

import msgspec

from supamap.model.diagnostics import Diagnostic


class Expression(msgspec.Struct, frozen=True, array_like=True, gc=False, cache_hash=True):
    """Base of all values that stand for an expression."""


class Literal(Expression, frozen=True, array_like=True, tag="s", gc=False):
    """A string whose text is known."""

    text: str


class Constant(Expression, frozen=True, array_like=True, tag="c", gc=False):
    """A number, boolean, ``null``, ``undefined`` or regular expression, by its source text."""

    text: str


class Template(Expression, frozen=True, array_like=True, tag="t", gc=False):
    """A template string: text and holes in order."""

    parts: tuple[Value, ...]


class Local(Expression, frozen=True, array_like=True, tag="l", gc=False):
    """A binding of this file."""

    binding: int


class Global(Expression, frozen=True, array_like=True, tag="g", gc=False):
    """A name that this file does not bind."""

    name: str


class Member(Expression, frozen=True, array_like=True, tag="m", gc=False):
    """``object.name``."""

    object: Value
    name: str


class Index(Expression, frozen=True, array_like=True, tag="i", gc=False):
    """``object[key]`` with a key that is no constant string."""

    object: Value
    key: Value


class Call(Expression, frozen=True, array_like=True, tag="f", gc=False):
    """``callee(arguments)`` or ``new callee(arguments)``; ``types`` are its type arguments."""

    callee: Value
    arguments: tuple[Value, ...]
    types: tuple[Type, ...]
    line: int
    new: bool = False


class ObjectLiteral(Expression, frozen=True, array_like=True, tag="o", gc=False):
    """``{ key: value, ...spread, [computed]: value }``."""

    entries: tuple[tuple[str, Value], ...]
    spreads: tuple[Value, ...] = ()
    computed: tuple[tuple[Value, Value], ...] = ()


class ArrayLiteral(Expression, frozen=True, array_like=True, tag="a", gc=False):
    """``[a, b, ...c]``; a spread stands as ``Spread``."""

    elements: tuple[Value, ...]


class Spread(Expression, frozen=True, array_like=True, tag="d", gc=False):
    """``...value`` in an array or an argument list."""

    value: Value


class FunctionRef(Expression, frozen=True, array_like=True, tag="F", gc=False):
    """A function of this file."""

    function: int


class ClassRef(Expression, frozen=True, array_like=True, tag="C", gc=False):
    """A class of this file."""

    cls: int


class This(Expression, frozen=True, array_like=True, tag="T", gc=False):
    """Inside a class of this file, ``this`` or (``parent``) ``super``."""

    cls: int
    parent: bool = False


class Choice(Expression, frozen=True, array_like=True, tag="h", gc=False):
    """One of several values: conditionals, ``||``, ``??``, defaults, several assignments."""

    options: tuple[Value, ...]


class Cast(Expression, frozen=True, array_like=True, tag="k", gc=False):
    """``value as type``, ``<type>value``, ``value satisfies type``."""

    value: Value
    annotation: Type


class Parameter(Expression, frozen=True, array_like=True, tag="p", gc=False):
    """Argument ``index`` (0-based) of a function of this file."""

    function: int
    index: int


class Element(Expression, frozen=True, array_like=True, tag="e", gc=False):
    """Any element of an iterable (``for…of``), or any key of an object (``for…in``)."""

    iterable: Value
    key: bool = False


class Imported(Expression, frozen=True, array_like=True, tag="I", gc=False):
    """What an import binds: ``name`` is the exported name, ``default`` or ``*``."""

    specifier: str
    name: str


class Rest(Expression, frozen=True, array_like=True, tag="R", gc=False):
    """The rest of a destructured object or array without the named keys."""

    value: Value
    without: tuple[str, ...]


class Unknown(Expression, frozen=True, array_like=True, tag="u", gc=False):
    """A value that is not read; ``reason`` says why."""

    reason: str


Value = (
    Literal
    | Constant
    | Template
    | Local
    | Global
    | Member
    | Index
    | Call
    | ObjectLiteral
    | ArrayLiteral
    | Spread
    | FunctionRef
    | ClassRef
    | This
    | Choice
    | Cast
    | Parameter
    | Element
    | Imported
    | Rest
    | Unknown
)


class TypeExpression(msgspec.Struct, frozen=True, array_like=True, gc=False, cache_hash=True):
    """Base of all values that stand for a type."""


class NamedType(TypeExpression, frozen=True, array_like=True, tag="n", gc=False):
    """``Name<arguments>`` or ``Space.Name``; ``binding`` is the value binding of that name, -1 if there is none."""

    name: str
    binding: int = -1
    arguments: tuple[Type, ...] = ()


class LiteralType(TypeExpression, frozen=True, array_like=True, tag="s", gc=False):
    """A string literal type."""

    text: str


class UnionType(TypeExpression, frozen=True, array_like=True, tag="u", gc=False):
    """``A | B`` (and ``A & B`` with ``every``)."""

    members: tuple[Type, ...]
    every: bool = False


class ObjectType(TypeExpression, frozen=True, array_like=True, tag="o", gc=False):
    """Property names and types of an object type or interface; ``bases`` are the interfaces it extends."""

    members: tuple[tuple[str, Type], ...]
    bases: tuple[Type, ...] = ()


class TypeOf(TypeExpression, frozen=True, array_like=True, tag="t", gc=False):
    """``typeof value``."""

    value: Value


class KeyOf(TypeExpression, frozen=True, array_like=True, tag="k", gc=False):
    """``keyof subject``."""

    subject: Type


class IndexedType(TypeExpression, frozen=True, array_like=True, tag="i", gc=False):
    """``object[key]``."""

    object: Type
    key: Type


class ArrayType(TypeExpression, frozen=True, array_like=True, tag="a", gc=False):
    """``element[]`` or a tuple of elements."""

    elements: tuple[Type, ...]


class FunctionType(TypeExpression, frozen=True, array_like=True, tag="f", gc=False):
    """A function type, by what it returns."""

    returns: Type


class UnknownType(TypeExpression, frozen=True, array_like=True, tag="x", gc=False):
    """A type that is not read, by its source text (cut short)."""

    text: str


Type = (
    NamedType
    | LiteralType
    | UnionType
    | ObjectType
    | TypeOf
    | KeyOf
    | IndexedType
    | ArrayType
    | FunctionType
    | UnknownType
)


class Binding(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name and what it stands for.

    ``definition`` is the definition it is, or stands in, as index; ``outer`` says
    that the whole module sees it.
    """

    name: str
    line: int
    value: Value
    type: Type | None = None
    definition: int = -1
    outer: bool = False


class ParameterFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A parameter: declared type, default value, whether it is a rest parameter. ``name`` is empty if destructured."""

    name: str
    type: Type | None = None
    default: Value | None = None
    rest: bool = False


class FunctionFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A function: what it returns, and, if it is written as an argument of a call, that call's callee and its position.

    ``definition`` is the definition that contains it; ``own`` says that it is that definition itself and not a function
    inside it. ``cls`` is the class whose member it is, -1 if none.
    """

    name: str
    line: int
    definition: int
    parameters: tuple[ParameterFact, ...]
    returns: tuple[Value, ...]
    return_type: Type | None = None
    cls: int = -1
    callback: Call | None = None
    callback_index: int = -1
    jsx: bool = False
    own: bool = False


class ClassFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A class: static and instance members with every value they may have, and the declared types of its fields."""

    name: str
    extends: Value | None
    statics: tuple[tuple[str, Value], ...]
    members: tuple[tuple[str, Value], ...]
    types: tuple[tuple[str, Type], ...] = ()


class DefinitionFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A module-level declaration (``name``) or a member of one (``Owner.member``).

    ``jsx`` says that it returns markup; ``within`` is the function that gives this one out (``useNotes.list``).
    """

    name: str
    kind: str
    line: int
    exported: bool
    jsx: bool = False
    within: str = ""


class ImportFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A specifier that this file names; ``form`` is static, side-effect, dynamic, require, re-export or type."""

    specifier: str
    line: int
    form: str


class ExportFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An exported name: a local value, or ``imported`` of another module (``*`` for all names or the namespace)."""

    name: str
    value: Value | None = None
    specifier: str = ""
    imported: str = ""
    definition: int = -1
    type_only: bool = False


class ReferenceFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Definition ``source`` names a module-level binding or import; ``path`` are the members read from it at once.

    ``taken`` are the names that are taken from the result of a call, None when the result goes on as a whole.
    """

    source: int
    binding: int
    path: tuple[str, ...]
    kind: str
    line: int
    taken: tuple[str, ...] | None = None


class DynamicImport(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``import(specifier)`` or a ``require`` inside an expression; ``names`` are the exports used, None for all."""

    definition: int
    specifier: str
    names: tuple[str, ...] | None
    line: int


class CallSite(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A call, construction or JSX element whose callee may belong to the application."""

    definition: int
    call: Call
    form: str


class ChainCall(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One method of a chain and its arguments."""

    method: str
    arguments: tuple[Value, ...]


class Candidate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A call of ``from``, ``rpc``, ``invoke`` or ``on``: perhaps a usage.

    ``line``, ``column`` (1-based characters) are the place of the method word, ``end_line`` the last line of the call.
    ``chain`` are the methods called on the result, through variables too. ``hint`` is the receiver's source text, cut
    short.
    """

    definition: int
    method: str
    receiver: Value
    arguments: tuple[Value, ...]
    line: int
    column: int
    end_line: int
    chain: tuple[ChainCall, ...]
    hint: str


class Assignment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``object.name = value`` outside a class's own ``this``."""

    object: Value
    name: str
    value: Value
    line: int


class FileFacts(msgspec.Struct, frozen=True, array_like=True):
    """Everything that one file alone tells.

    ``types`` are its module-level type declarations; ``globals`` are calls of names it does not bind, as (definition,
    name, line, names taken from the result); ``tags`` the names of components that its markup uses (Vue, Svelte,
    Astro); ``component`` is true for such files.
    """

    path: str
    definitions: tuple[DefinitionFact, ...] = ()
    bindings: tuple[Binding, ...] = ()
    functions: tuple[FunctionFact, ...] = ()
    classes: tuple[ClassFact, ...] = ()
    imports: tuple[ImportFact, ...] = ()
    exports: tuple[ExportFact, ...] = ()
    references: tuple[ReferenceFact, ...] = ()
    dynamic_imports: tuple[DynamicImport, ...] = ()
    calls: tuple[CallSite, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    types: tuple[tuple[str, Type], ...] = ()
    globals: tuple[tuple[int, str, int, tuple[str, ...] | None], ...] = ()
    tags: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    component: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
