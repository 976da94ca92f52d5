"""Expressions of SQL as values."""

from __future__ import annotations

import msgspec


class Literal(msgspec.Struct, frozen=True):
    """A constant: a ``text`` in quotes, or a number or a word as it is written (``true``, ``null``)."""

    text: str
    quoted: bool = False


class Name(msgspec.Struct, frozen=True):
    """A column, qualified or not: ``("messages", "id")``. ``("*",)`` stands for all columns."""

    parts: tuple[str, ...]


class Call(msgspec.Struct, frozen=True):
    """A function call; ``public`` is left out of ``name``."""

    name: str
    arguments: tuple[Expression, ...] = ()


class Cast(msgspec.Struct, frozen=True):
    """``operand::type``."""

    operand: Expression
    type: str


class Not(msgspec.Struct, frozen=True):
    """``not operand``."""

    operand: Expression


class Unary(msgspec.Struct, frozen=True):
    """An operator before its operand: ``-x``."""

    operator: str
    operand: Expression


class Binary(msgspec.Struct, frozen=True):
    """An operator between two operands; words are lower-case (``and``, ``like``, ``is distinct from``)."""

    operator: str
    left: Expression
    right: Expression


class Is(msgspec.Struct, frozen=True):
    """``operand is test``: ``null``, ``not null``, ``true``, ``not true`` and so on."""

    operand: Expression
    test: str


class Membership(msgspec.Struct, frozen=True):
    """``operand in (members)``; also what is written ``= any (array[…])``."""

    operand: Expression
    members: tuple[Expression, ...]
    negated: bool = False


class Quantified(msgspec.Struct, frozen=True):
    """``operand operator any (array)``; ``quantifier`` is ``any`` or ``all``."""

    operator: str
    operand: Expression
    quantifier: str
    array: Expression


class Array(msgspec.Struct, frozen=True):
    """``array[…]``."""

    members: tuple[Expression, ...]


class Subscript(msgspec.Struct, frozen=True):
    """``operand[index]``."""

    operand: Expression
    index: Expression


class Row(msgspec.Struct, frozen=True):
    """``(a, b)``."""

    members: tuple[Expression, ...]


class Query(msgspec.Struct, frozen=True):
    """A subquery ``select columns from table alias where condition``; ``table`` is empty where it reads none."""

    columns: tuple[Expression, ...]
    table: str = ""
    alias: str = ""
    condition: Expression | None = None


class Exists(msgspec.Struct, frozen=True):
    """``exists (query)``."""

    query: Query | Opaque


class Opaque(msgspec.Struct, frozen=True):
    """SQL that is kept as text, white space collapsed; ``enclosed`` when parentheses belong around it."""

    text: str
    enclosed: bool = False


Expression = (
    Literal
    | Name
    | Call
    | Cast
    | Not
    | Unary
    | Binary
    | Is
    | Membership
    | Quantified
    | Array
    | Subscript
    | Row
    | Query
    | Exists
    | Opaque
)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The parts of an expression that are expressions themselves, in their order."""
    match expression:
        case Call(arguments=parts) | Array(members=parts) | Row(members=parts):
            return parts
        case Cast(operand=operand) | Not(operand=operand) | Unary(operand=operand) | Is(operand=operand):
            return (operand,)
        case Binary(left=left, right=right) | Quantified(operand=left, array=right):
            return (left, right)
        case Subscript(operand=left, index=right):
            return (left, right)
        case Membership(operand=operand, members=members):
            return (operand, *members)
        case Query(columns=columns, condition=condition):
            return (*columns, *([] if condition is None else [condition]))
        case Exists(query=query):
            return (query,)
        case Literal() | Name() | Opaque():
            return ()
