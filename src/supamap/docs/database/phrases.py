"""Values of SQL in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from supamap.docs.map_text import code
from supamap.model.schema import Table
from supamap.sql.expressions import Binary, Call, Cast, Expression, Is, Literal, Name, Query, Subscript, children
from supamap.sql.printing import text_of

USER = "the signed-in user"
_ORDINALS = ("first", "second", "third")
_ARITHMETIC = frozenset("+-*/")
_INTERVAL = re.compile(r"\d+ (?:second|minute|hour|day|week|mon(?:th)?|year)s?")
# Calls of one column: null when that is null, and what they give in words.
_STRICT: Mapping[str, str] = {
    **dict.fromkeys(("char_length", "length", "character_length"), "the length of {}"),
    "octet_length": "the number of bytes of {}",
    "lower": "{} in lower case",
    "upper": "{} in upper case",
    **dict.fromkeys(("btrim", "trim"), "{} without blanks around it"),
    **dict.fromkeys(("cardinality", "jsonb_array_length", "json_array_length"), "the number of elements of {}"),
    **dict.fromkeys(("jsonb_typeof", "json_typeof"), "the JSON type of {}"),
    "storage.extension": "the extension of {}",
    "storage.filename": "the file name in {}",
}
LENGTHS = frozenset(("char_length", "length", "character_length"))


class Scope(msgspec.Struct, frozen=True):
    """What names mean in an expression.

    ``table`` is the table whose row it is about, ``alias`` the names under which a subquery knows its own table. With
    ``lax``, unknown counts as true, as in a check constraint.
    """

    table: Table | None = None
    alias: frozenset[str] = frozenset()
    lax: bool = False

    def within(self, query: Query) -> Scope:
        """The scope of a subquery's condition."""
        own = query.table.rpartition(".")[2]
        return Scope(self.table, frozenset(filter(None, (query.alias or own, query.alias or query.table))), self.lax)

    def nullable(self, expression: Expression) -> list[str]:
        """The columns in an expression that may be null, in order; not those that are tested for it.

        Of a subquery there are none: its columns are not known.
        """
        found = dict.fromkeys(name.parts[-1] for name in names(expression, tested=False))
        columns = {each.name: each.nullable for each in self.table.columns} if self.table else {}
        return [name for name in found if columns.get(name, True)]

    def is_time(self, expression: Expression) -> bool:
        """Whether an expression is a column that holds a time or date."""
        column = self.table.column(expression.parts[-1]) if self.table and isinstance(expression, Name) else None
        return column is not None and column.type.startswith(("date", "time"))


def names(expression: Expression, *, tested: bool = True) -> list[Name]:
    """The columns that an expression names outside of subqueries; without ``tested`` not those of ``x is null``."""
    if isinstance(expression, Name):
        return [expression]
    if isinstance(expression, Query) or (isinstance(expression, Is) and not tested):
        return []
    return [name for part in children(expression) for name in names(part, tested=tested)]


def is_user(expression: Expression) -> bool:
    """Whether an expression is the id of the user who asks: ``auth.uid()``, in a subquery and cast or not."""
    while True:
        match expression:
            case Cast(operand=inner) | Query(columns=(inner,), table="", condition=None):
                expression = inner
            case Call(name="auth.uid", arguments=()):
                return True
            case _:
                return False


def bare(expression: Expression) -> Expression:
    """An expression without casts and without a ``select`` that only stands around it."""
    while True:
        match expression:
            case Cast(operand=inner) | Query(columns=(inner,), table="", condition=None):
                expression = inner
            case _:
                return expression


def value(expression: Expression, scope: Scope) -> str:
    """A value in words, or its SQL in a code span."""
    inner = bare(expression)
    match inner:
        case _ if is_user(inner):
            return USER
        case Name():
            return _column(inner, scope)
        case Literal(text=text, quoted=True):
            return code(text) if text.strip() else code(f"'{text}'")
        case Literal(text=text):
            return text
        case Call(name="now", arguments=()):
            return "now"
        case Binary("-", Call(name="now", arguments=()), Cast(operand=Literal(text=span), type="interval")) if (
            _INTERVAL.fullmatch(span)
        ):
            return f"{span} ago"
        case Call(name="auth.role", arguments=()):
            return "the role of the request"
        case Call(name="auth.email", arguments=()):
            return f"the email of {USER}"
        case Call(name=name, arguments=(argument,)) if name in _STRICT:
            return _STRICT[name].format(value(argument, scope))
        case Subscript(operand=Call(name="storage.foldername", arguments=(path,)), index=Literal(text=place)):
            if place.isdigit() and 1 <= int(place) <= len(_ORDINALS):
                return f"the {_ORDINALS[int(place) - 1]} folder of {value(path, scope)}"
    return code(text_of(inner))


def is_strict(expression: Expression) -> bool:
    """Whether an expression is certainly null when one of its columns is."""
    inner = bare(expression)
    match inner:
        case Name() | Literal():
            return True
        case Call(name=name, arguments=(argument,)) if name in _STRICT:
            return is_strict(argument)
        case Call(name="now", arguments=()):
            return True
        case Binary(operator=operator, left=left, right=right) if operator in _ARITHMETIC:
            return is_strict(left) and is_strict(right)
        case _:
            return is_user(inner)


def _column(name: Name, scope: Scope) -> str:
    own = scope.table.name if scope.table else ""
    if scope.alias and len(name.parts) > 1 and name.parts[-2] not in scope.alias:
        return f"{code(name.parts[-1])} of the row here" if name.parts[-2] == own else code(".".join(name.parts))
    if scope.alias or len(name.parts) == 1 or name.parts[-2] == own:
        return code(name.parts[-1])
    return code(".".join(name.parts))
