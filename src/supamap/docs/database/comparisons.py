"""Comparisons of SQL as clauses of a sentence, and what null does to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

from supamap.docs.database.phrases import LENGTHS, Scope, bare, is_strict, is_user, names, value
from supamap.docs.database.wording import listed
from supamap.docs.map_text import code
from supamap.sql.expressions import Binary, Call, Exists, Expression, Is, Literal, Membership, Name, Query
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


def membership(expression: Membership, scope: Scope) -> str | None:
    """That a value is one of several, None when there are no words for it."""
    operand, members = expression.operand, expression.members
    if not _is_plain([operand, *members], scope):
        return None
    texts = [value(each, scope) for each in members]
    if len(texts) == 1:
        return f"{value(operand, scope)} {'is not' if expression.negated else 'is'} {texts[0]}"
    return f"{value(operand, scope)} is {'none' if expression.negated else 'one'} of {listed(texts, 'or')}"


def test(expression: Is, scope: Scope) -> str | None:
    """``x is null`` and its like."""
    if is_user(expression.operand):
        return {"not null": "somebody is signed in", "null": "nobody is signed in"}.get(expression.test)
    return f"{value(expression.operand, scope)} {_TESTS[expression.test]}"


def comparison(expression: Binary, scope: Scope) -> str | None:
    """An operator between two values, None when there are no words for it."""
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
    verb = _verbs(left if scope.is_time(left) else right, scope).get(operator)
    return None if verb is None else f"{value(left, scope)} {verb} {value(right, scope)}"


def _is_plain(operands: list[Expression], scope: Scope) -> bool:
    """Whether these operands can be said; a check also has to know when they are null."""
    return all(is_strict(each) if scope.lax else not isinstance(bare(each), Query) for each in operands)


_COUNTS = {
    ("=", "1"): "exactly one",
    (">=", "1"): "at least one",
    (">", "0"): "at least one",
    ("<=", "1"): "at most one",
}
_SIZES = {">=": "at least ", "<=": "at most ", "=": "", ">": "more than ", "<": "less than "}


def _size(operator: str, subject: str, size: str) -> str:
    if (operator, size) == (">", "0"):
        operator, size = ">=", "1"
    return f"{subject} has {_SIZES[operator]}{size} character{'' if size == '1' else 's'}"


def _exactly(operator: str, left: Expression, right: Expression) -> str | None:
    """How many of several columns are set."""
    match left, right:
        case Call(name="num_nonnulls", arguments=columns), Literal(text=number) if (operator, number) in _COUNTS:
            if all(isinstance(each, Name) for each in columns):
                return f"{_COUNTS[operator, number]} of {listed([code(text_of(each)) for each in columns])} is set"
        case Is(operand=Name() as one, test="null" | "not null" as first), Is(operand=Name() as other, test=second):
            if operator in ("=", "<>") and second in ("null", "not null"):
                names = f"{code(text_of(one))} and {code(text_of(other))}"
                together = (operator == "=") == (first == second)
                return f"{names} are both set, or neither" if together else f"one of {names} is set, the other is not"
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


def bounds(low: Binary, high: Binary, scope: Scope) -> str | None:
    """A lower and an upper bound of one value in one clause; None when the two are something else."""
    if (low.operator, high.operator) not in product((">=", ">"), ("<=", "<")) or not _is_plain(
        [low.left, low.right, high.right], scope
    ):
        return None
    least, most = value(low.right, scope), value(high.right, scope)
    inner = bare(low.left)
    if (low.operator, high.operator) != (">=", "<="):
        verbs = _verbs(low.left, scope)
        text = f"{value(low.left, scope)} {verbs[low.operator]} {least} and"
        text += f" {verbs[high.operator].removeprefix('is ')} {most}"
    elif isinstance(inner, Call) and inner.name in LENGTHS and len(inner.arguments) == 1:
        text = f"{value(inner.arguments[0], scope)} has {least} to {most} characters"
    else:
        text = f"{value(low.left, scope)} is between {least} and {most}"
    return text + unless_null(Binary("and", low, high), scope)


def _verbs(operand: Expression, scope: Scope) -> Mapping[str, str]:
    return {**_COMPARED, **_TIMES} if scope.is_time(operand) else _COMPARED


def unless_null(expression: Expression, scope: Scope) -> str:
    """What a check allows beside its condition: an operand that is null makes it unknown, and unknown passes."""
    nullable = scope.nullable(expression) if scope.lax and not isinstance(expression, (Is, Exists)) else []
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
