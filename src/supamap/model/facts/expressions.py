"""Expressions and types as one file knows them: trees of values, nothing of them followed yet."""

from __future__ import annotations

import msgspec


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
    """Inside a class of this file, ``this`` or (``parent``) ``super``; ``method`` is the member it stands in, or -1."""

    cls: int
    parent: bool = False
    method: int = -1


class Choice(Expression, frozen=True, array_like=True, tag="h", gc=False):
    """One of several values: conditionals, ``||``, ``??``, defaults, several assignments."""

    options: tuple[Value, ...]


class Cast(Expression, frozen=True, array_like=True, tag="k", gc=False):
    """``value as type``, ``<type>value``, ``value satisfies type``."""

    value: Value
    annotation: Type


class Narrowed(Expression, frozen=True, array_like=True, tag="N", gc=False):
    """A value where a test has let only some pass: it is one of those that ``to`` may be."""

    value: Value
    to: Value


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
    | Narrowed
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
