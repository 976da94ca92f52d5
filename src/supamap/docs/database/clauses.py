"""Conditions of SQL as clauses of a sentence. What has no words is quoted as SQL."""

from __future__ import annotations

import re

import msgspec

from supamap.docs.database.comparisons import bounds, comparison, membership, test, unless_null
from supamap.docs.database.phrases import USER, Scope, is_user, value
from supamap.docs.map_text import code
from supamap.sql.expressions import (
    Binary,
    Call,
    Exists,
    Expression,
    Is,
    Literal,
    Membership,
    Name,
    Not,
    Quantified,
    Query,
)
from supamap.sql.printing import text_of

_ABILITY = re.compile(r"(?P<verb>has|is|can|may|owns)_(?P<rest>\w+)")


def clause(expression: Expression, scope: Scope) -> str:
    """A condition as a clause, such as "tokens is at least 0"."""
    match expression:
        case Binary(operator="and"):
            return " and ".join(_conjuncts(parts_of(expression, "and"), scope))
        case Binary(operator="or"):
            return " or ".join(_grouped(each, "and", "both", scope) for each in parts_of(expression, "or"))
        case _:
            return _atom(expression, scope)


def parts_of(expression: Expression, operator: str) -> list[Expression]:
    """The operands of a chain of ``and`` or ``or``."""
    if isinstance(expression, Binary) and expression.operator == operator:
        return [*parts_of(expression.left, operator), *parts_of(expression.right, operator)]
    return [expression]


def _conjuncts(parts: list[Expression], scope: Scope) -> list[str]:
    """The clauses of a conjunction; a lower and an upper bound of one value are one clause."""
    found: list[str] = []
    while parts:
        first, *parts = parts
        following = parts[0] if parts else None
        both = None
        if isinstance(first, Binary) and isinstance(following, Binary) and first.left == following.left:
            both = bounds(first, following, scope)
        if both is not None:
            found.append(both)
            parts = parts[1:]
        else:
            found.append(_grouped(first, "or", "either", scope))
    return found


def _grouped(part: Expression, operator: str, introduction: str, scope: Scope) -> str:
    """A clause within a conjunction or disjunction; what is of the other kind is introduced or enclosed."""
    text = clause(part, scope)
    if " where " in text:
        # Without parentheses nobody could tell where the condition of the other table ends.
        return f"({text})"
    inner = isinstance(part, Binary) and part.operator == operator
    return f"{introduction} {text}" if inner and f" {operator} " in text else text


def _atom(expression: Expression, scope: Scope) -> str:
    if not scope.lax:
        return _told(expression, scope) or f"{code(text_of(expression))} holds"
    text = _told(expression, scope)
    if text is None:
        nullable = scope.nullable(expression)
        return f"{code(text_of(expression))} {'is not false' if nullable else 'holds'}"
    return text + unless_null(expression, scope)


def _told(expression: Expression, scope: Scope) -> str | None:
    """A condition in words, None when there are none for it."""
    match expression:
        case Binary():
            return comparison(expression, scope)
        case Membership():
            return membership(expression, scope)
        case Is():
            return test(expression, scope)
        case Name():
            return f"{value(expression, scope)} is true"
        case Literal(text="true" | "false" as constant):
            return {"true": "anything", "false": "nothing"}[constant]
        case Not(operand=operand):
            return _negation(operand, scope)
        case Exists(query=Query() as query):
            return _existence(query, scope, "there is a row")
        case Quantified(operator="=", operand=operand, quantifier="any", array=Query() as query):
            return _selection(operand, query, scope)
        case Call():
            return _ability(expression, scope)
        case _:
            return None


def _negation(operand: Expression, scope: Scope) -> str | None:
    match operand:
        case Name():
            return f"{value(operand, scope)} is false"
        case Exists(query=Query() as query):
            return _existence(query, scope, "there is no row")
        case _ if not scope.nullable(operand):
            text = _told(operand, scope)
            return None if text is None else f"it is not so that {text}"
        case _:
            return None


def _existence(query: Query, scope: Scope, introduction: str) -> str | None:
    if not query.table:
        return None
    inner = msgspec.structs.replace(scope.within(query), lax=False)
    where = f" where {clause(query.condition, inner)}" if query.condition is not None else ""
    return f"{introduction} of {code(query.table)}{where}"


def _selection(operand: Expression, query: Query, scope: Scope) -> str | None:
    if not query.table or len(query.columns) != 1 or scope.lax:
        return None
    inner = scope.within(query)
    column = value(query.columns[0], inner)
    where = f" where {clause(query.condition, inner)}" if query.condition is not None else ""
    return f"{value(operand, scope)} is the {column} of a row of {code(query.table)}{where}"


def _ability(call: Call, scope: Scope) -> str | None:
    """A function about the user who asks whose name says what it tells: ``has_role(auth.uid(), 'admin')``."""
    found = _ABILITY.fullmatch(call.name.rpartition(".")[2])
    if found is None or not call.arguments or not is_user(call.arguments[0]) or len(call.arguments) > 2:
        return None
    rest = "".join(f" {value(each, scope)}" for each in call.arguments[1:])
    return f"{USER} {found['verb']} {found['rest'].replace('_', ' ')}{rest} ({code(call.name)})"
