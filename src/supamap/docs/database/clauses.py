"""Conditions of SQL as clauses of a sentence. What has no words is quoted as SQL."""

from __future__ import annotations

import re

import msgspec

from supamap.docs.database.phrases import LENGTHS, USER, Scope, bare, is_strict, is_user, names, value
from supamap.docs.database.wording import listed
from supamap.docs.map_text import code
from supamap.sql.expressions import (
    Binary,
    Call,
    Exists,
    Expression,
    Literal,
    Membership,
    Name,
    Not,
    Quantified,
    Query,
    Test,
)
from supamap.sql.printing import text_of

_COMPARED = {
    "=": "is",
    "<>": "is not",
    ">=": "is at least",
    ">": "is more than",
    "<=": "is at most",
    "<": "is less than",
    "is distinct from": "differs from",
    "is not distinct from": "is",
}
_TIMES = {">=": "is not before", ">": "is after", "<=": "is not after", "<": "is before"}
_MATCHED = {
    "~": "matches",
    "!~": "does not match",
    "~*": "matches, in upper or lower case,",
    "!~*": "does not match, in upper or lower case,",
}
_MIRRORED = {"=": "=", "<>": "<>", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_ABILITY = re.compile(r"(?P<verb>has|is|can|may|owns)_(?P<rest>\w+)")
_TESTS = {
    "null": "is not set",
    "not null": "is set",
    "true": "is true",
    "false": "is false",
    "not true": "is not true",
    "not false": "is not false",
    "unknown": "is not set",
    "not unknown": "is set",
}


def clause(expression: Expression, scope: Scope) -> str:
    """A condition as a clause: ``\\`tokens\\` is at least 0``."""
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
        both = isinstance(first, Binary) and isinstance(following, Binary) and first.left == following.left
        if both and (first.operator, following.operator) == (">=", "<="):
            found.append(_between(first, following, scope))
            parts = parts[1:]
        else:
            found.append(_grouped(first, "or", "either", scope))
    return found


def _grouped(part: Expression, operator: str, introduction: str, scope: Scope) -> str:
    """A clause within a conjunction or disjunction; what is of the other kind is introduced."""
    text = clause(part, scope)
    inner = isinstance(part, Binary) and part.operator == operator
    return f"{introduction} {text}" if inner and f" {operator} " in text else text


def _between(low: Binary, high: Binary, scope: Scope) -> str:
    least, most = value(low.right, scope), value(high.right, scope)
    inner = bare(low.left)
    if isinstance(inner, Call) and inner.name in LENGTHS and len(inner.arguments) == 1:
        subject = value(inner.arguments[0], scope)
        text = f"{subject} has {least} to {most} characters"
    else:
        text = f"{value(low.left, scope)} is between {least} and {most}"
    return text + _unless_null(Binary("and", low, high), scope)


def _atom(expression: Expression, scope: Scope) -> str:
    if not scope.lax:
        return _told(expression, scope) or f"{code(text_of(expression))} holds"
    text = _told(expression, scope)
    if text is None:
        nullable = scope.nullable(expression)
        return f"{code(text_of(expression))} {'is not false' if nullable else 'holds'}"
    return text + _unless_null(expression, scope)


def _unless_null(expression: Expression, scope: Scope) -> str:
    """What a check allows beside its condition: an operand that is null makes it unknown, and unknown passes."""
    nullable = scope.nullable(expression) if scope.lax and not isinstance(expression, (Test, Exists)) else []
    if not nullable or _is_null_safe(expression):
        return ""
    return " (or is null)" if len(nullable) == 1 == len(set(_columns(expression))) else " (or one of them is null)"


def _columns(expression: Expression) -> list[str]:
    return [name.parts[-1] for name in names(expression)]


def _is_null_safe(expression: Expression) -> bool:
    """Whether a condition is never unknown, whatever is null."""
    match expression:
        case Binary(left=Call(name="num_nonnulls")):
            return True
        case Binary(operator=operator):
            return operator.startswith("is ")
        case _:
            return False


def _told(expression: Expression, scope: Scope) -> str | None:
    """A condition in words, None when there are none for it."""
    match expression:
        case Binary():
            return _comparison(expression, scope)
        case Membership(operand=operand, members=members, negated=negated) if _is_plain([operand, *members], scope):
            texts = [value(each, scope) for each in members]
            if len(texts) == 1:
                return f"{value(operand, scope)} {'is not' if negated else 'is'} {texts[0]}"
            return f"{value(operand, scope)} is {'none' if negated else 'one'} of {listed(texts, 'or')}"
        case Test(operand=operand, test=test):
            if is_user(operand):
                return {"not null": "somebody is signed in", "null": "nobody is signed in"}.get(test)
            return f"{value(operand, scope)} {_TESTS[test]}"
        case Name():
            return f"{value(expression, scope)} is true"
        case Literal(text="true"):
            return "anything"
        case Literal(text="false"):
            return "nothing"
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


def _comparison(expression: Binary, scope: Scope) -> str | None:
    operator, left, right = expression.operator, expression.left, expression.right
    if isinstance(bare(left), Literal) or is_user(left):
        operator, left, right = _MIRRORED.get(operator, ""), right, left
    exact = _exactly(operator, left, right)
    if exact is not None:
        return exact
    if not _is_plain([left, right], scope):
        return None
    if operator in ("like", "ilike", "not like", "not ilike"):
        return _likeness(operator, left, right, scope)
    if operator in _MATCHED:
        return f"{value(left, scope)} {_MATCHED[operator]} {value(right, scope)}"
    inner = bare(left)
    if isinstance(inner, Call) and inner.name in LENGTHS and len(inner.arguments) == 1 and operator in _SIZES:
        return _size(operator, value(inner.arguments[0], scope), value(right, scope))
    verb = (_TIMES if scope.is_time(left) or scope.is_time(right) else _COMPARED).get(operator, _COMPARED.get(operator))
    return None if verb is None else f"{value(left, scope)} {verb} {value(right, scope)}"


def _is_plain(operands: list[Expression], scope: Scope) -> bool:
    """Whether these operands can be said; a check also has to know when they are null."""
    return all(is_strict(each) if scope.lax else not isinstance(bare(each), Query) for each in operands)


_SIZES = {">=": "at least ", "<=": "at most ", "=": "", ">": "more than ", "<": "less than "}


def _size(operator: str, subject: str, size: str) -> str:
    if (operator, size) == (">", "0"):
        operator, size = ">=", "1"
    return f"{subject} has {_SIZES[operator]}{size} character{'' if size == '1' else 's'}"


def _exactly(operator: str, left: Expression, right: Expression) -> str | None:
    """How many of several columns are set."""
    words = {("=", "1"): "exactly one", (">=", "1"): "at least one", (">", "0"): "at least one", ("<=", "1"): "at most one"}
    match left, right:
        case Call(name="num_nonnulls", arguments=columns), Literal(text=number) if (operator, number) in words:
            if all(isinstance(each, Name) for each in columns):
                return f"{words[operator, number]} of {listed([code(text_of(each)) for each in columns])} is set"
    return None


def _likeness(operator: str, left: Expression, right: Expression, scope: Scope) -> str | None:
    pattern = bare(right)
    if not isinstance(pattern, Literal) or not pattern.quoted:
        return None
    negated, case = operator.startswith("not "), ", in upper or lower case" if "ilike" in operator else ""
    inner = pattern.text.strip("%")
    shape = (pattern.text.startswith("%"), pattern.text.endswith("%"))
    verbs = {(False, True): ("begins", "begin"), (True, False): ("ends", "end"), (True, True): ("contains", "contain")}
    if shape not in verbs or not inner or re.search(r"[%_\\]", inner):
        return f"{value(left, scope)} is {'not ' if negated else ''}like {code(pattern.text)}{case}"
    verb = f"does not {verbs[shape][1]}" if negated else verbs[shape][0]
    return f"{value(left, scope)} {verb}{'' if shape == (True, True) else ' with'} {code(inner)}{case}"


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
