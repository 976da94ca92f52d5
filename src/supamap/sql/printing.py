"""Writes expressions the way people do: lower case, no parentheses or casts that mean nothing, no ``public.``."""

from __future__ import annotations

import re

from supamap.sql.cursor import RESERVED
from supamap.sql.expressions import (
    Array,
    Binary,
    Call,
    Cast,
    Exists,
    Expression,
    Is,
    Literal,
    Membership,
    Name,
    Not,
    Opaque,
    Quantified,
    Query,
    Row,
    Subscript,
    Unary,
)
from supamap.sql.parser import AND, BINDING, CONSTANTS, IN, IS, NOT, OR, OTHER, POSTFIX, SIGN, parse

_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_$]*|\*")
_QUOTED = RESERVED | CONSTANTS | {"all", "any", "array", "distinct", "exists", "row", "some"}
_TEXTS = frozenset(("text", "character varying", "name"))
_WORD_OPERATORS = {"or": OR, "and": AND, "is distinct from": IS, "is not distinct from": IS}


def readable(source: str) -> str:
    """The text of an expression as people would write it; its white space collapsed where it cannot be read."""
    return text_of(parse(source))


def text_of(expression: Expression) -> str:
    """The SQL text of an expression."""
    if isinstance(expression, Opaque):
        return expression.text
    return _text(expression, 0)


def _text(expression: Expression, around: int) -> str:
    """The text, in parentheses where an operator that binds with ``around`` stands beside it."""
    text, binding = _bound(expression)
    return f"({text})" if binding <= around else text


def _bound(expression: Expression) -> tuple[str, int]:
    """The text of an expression, and how tightly its outermost operator binds."""
    match expression:
        case Binary(operator="and" | "or" as operator):
            parts = (_junct(part, operator) for part in (expression.left, expression.right))
            return f" {operator} ".join(parts), _WORD_OPERATORS[operator]
        case Binary(operator=operator, left=left, right=right):
            binding = _binding(operator)
            chains = binding not in (IS, BINDING["="], IN)
            return f"{_text(left, binding - chains)} {operator} {_text(right, binding)}", binding
        case Not(operand=operand):
            return f"not {_text(operand, NOT - 1)}", NOT
        case Unary(operator=operator, operand=operand):
            return f"{operator}{_text(operand, SIGN)}", SIGN
        case Is(operand=operand, test=test):
            return f"{_text(operand, IS)} is {test}", IS
        case Membership(operand=operand, members=members, negated=negated):
            return f"{_text(operand, IN)} {'not ' if negated else ''}in ({_listed(members)})", IN
        case Quantified(operator=operator, operand=operand, quantifier=quantifier, array=array):
            if (operator, quantifier) == ("=", "any") and isinstance(array, (Query, Opaque)):
                return f"{_text(operand, IN)} in {_enclosed(array)}", IN
            binding = _binding(operator)
            return f"{_text(operand, binding)} {operator} {quantifier} {_enclosed(array)}", binding
        case _:
            return _atom(expression)


def _junct(part: Expression, operator: str) -> str:
    """An operand of ``and`` or ``or``; where the two mix, parentheses show what belongs together."""
    mixed = isinstance(part, Binary) and part.operator in ("and", "or") and part.operator != operator
    return f"({_text(part, 0)})" if mixed else _text(part, _WORD_OPERATORS[operator] - 1)


def _atom(expression: Expression) -> tuple[str, int]:
    tightest = POSTFIX + 1
    match expression:
        case Literal(text=text, quoted=quoted):
            return ("'" + text.replace("'", "''") + "'" if quoted else text), (
                SIGN if text.startswith("-") and not quoted else tightest
            )
        case Name(parts=parts):
            return ".".join(map(identifier, parts[1:] if parts[0] == "public" and len(parts) > 1 else parts)), tightest
        case Call(name=name, arguments=arguments):
            return f"{name}({_listed(arguments)})", tightest
        case Cast(operand=operand, type=declared):
            return _cast(operand, declared)
        case Array(members=members):
            return f"array[{_listed(members)}]", tightest
        case Subscript(operand=operand, index=index):
            plain = isinstance(operand, Name)
            return f"{_text(operand, 0) if plain else f'({_text(operand, 0)})'}[{_text(index, 0)}]", tightest
        case Row(members=members):
            return f"{'row' if len(members) < 2 else ''}({_listed(members)})", tightest
        case Query():
            return f"({_query(expression)})", tightest
        case Exists(query=query):
            return f"exists {_enclosed(query)}", tightest
        case Opaque(text=text, enclosed=enclosed):
            return (f"({text})", tightest) if enclosed else (text, 0)
        case _:
            raise AssertionError(expression)


def _cast(operand: Expression, declared: str) -> tuple[str, int]:
    """A cast, left out where a constant says the same without it: texts, types of the project's own."""
    own = declared in _TEXTS or declared.startswith("public.")
    if own and isinstance(operand, Literal) and operand.quoted:
        return _bound(operand)
    return f"{_text(operand, POSTFIX - 1)}::{declared.removeprefix('public.')}", POSTFIX


def _enclosed(query: Expression) -> str:
    text = _text(query, 0)
    return text if text.startswith("(") and isinstance(query, (Query, Opaque)) else f"({text})"


def _query(query: Query) -> str:
    parts = [f"select {_listed(query.columns)}"]
    if query.table:
        parts.append(f"from {query.table}{f' {query.alias}' if query.alias else ''}")
    if query.condition is not None:
        parts.append(f"where {_text(query.condition, 0)}")
    return " ".join(parts)


def _listed(members: tuple[Expression, ...]) -> str:
    return ", ".join(_text(member, 0) for member in members)


def _binding(operator: str) -> int:
    if operator in _WORD_OPERATORS:
        return _WORD_OPERATORS[operator]
    return IN if operator[0].isalpha() else BINDING.get(operator, OTHER)


def identifier(name: str) -> str:
    """A name as SQL writes it, in quotes where it needs them."""
    plain = _PLAIN_NAME.fullmatch(name) and name not in _QUOTED
    return name if plain else '"' + name.replace('"', '""') + '"'
