"""Reads an expression. What it cannot read whole it keeps as text, never half of it."""

from __future__ import annotations

import re

from supamap.sql.cursor import RESERVED, Cursor, UnreadableError
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
from supamap.sql.tokens import Token, TokenKind, unquoted

# How tightly operators bind, as in PostgreSQL; higher is tighter.
OR, AND, NOT, IS, COMPARISON, IN, OTHER, SUM, PRODUCT, POWER, SIGN, POSTFIX = range(1, 13)
BINDING = {
    **dict.fromkeys(("<", ">", "=", "<=", ">=", "<>", "!="), COMPARISON),
    **dict.fromkeys(("+", "-"), SUM),
    **dict.fromkeys(("*", "/", "%"), PRODUCT),
    "^": POWER,
}
# How people write what the server spells otherwise.
_SPELLINGS = {"!=": "<>", "~~": "like", "!~~": "not like", "~~*": "ilike", "!~~*": "not ilike"}
_PATTERNS = ("like", "ilike", "similar")
CONSTANTS = frozenset(
    ("true", "false", "null", "current_user", "session_user", "current_role", "current_date", "current_timestamp")
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_NUMBERS = frozenset(("integer", "bigint", "smallint", "numeric", "real", "double precision"))
_DEEPEST = 60


def parse(source: str) -> Expression:
    """The expression that a text holds; the whole text as Opaque when this grammar cannot read it."""
    try:
        reader = _Reader(source)
        found = reader.expression()
        reader.expect_end()
    except UnreadableError:
        return Opaque(" ".join(source.split()))
    return found


class _Reader(Cursor):
    """Reads expressions, by how tightly operators bind."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._depth = 0

    # -- expressions -------------------------------------------------------------------------------------------------

    def expression(self, binding: int = 0) -> Expression:
        """An expression whose operators all bind tighter than ``binding``."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableError
        left = self._prefix()
        while (further := self._infix(left, binding)) is not None:
            left = further
        self._depth -= 1
        return left

    def _prefix(self) -> Expression:
        if self.accept("not"):
            return Not(self.expression(NOT))
        if self.now.kind is TokenKind.SIGN and self.now.text in ("-", "+", "@", "~"):
            operator = self.next().text
            operand = self.expression(SIGN)
            if operator == "-" and isinstance(operand, Literal) and not operand.quoted:
                return Literal(f"-{operand.text}")
            return Unary(operator, operand)
        return self._primary()

    def _infix(self, left: Expression, binding: int) -> Expression | None:
        """``left`` with the next operator and its operand; None when that binds no tighter than ``binding``."""
        token = self.now
        if token.kind is TokenKind.SIGN:
            return self._sign(left, binding)
        if token.kind is not TokenKind.WORD:
            return None
        if token.text in ("and", "or"):
            tight = AND if token.text == "and" else OR
            return Binary(self.next().text, left, self.expression(tight)) if tight > binding else None
        if token.text == "is":
            return self._is(left) if binding < IS else None
        return self._word(left) if binding < IN else None

    def _sign(self, left: Expression, binding: int) -> Expression | None:
        operator = self.now.text
        if operator == "::":
            self.next()
            return _cast(left, self.type())
        if operator == "[":
            self.next()
            index = self.expression()
            self.expect("]")
            return Subscript(left, index)
        tight = BINDING.get(operator, OTHER)
        if operator in "(),;:.]{}\\" or tight <= binding:
            return None
        self.next()
        if self.now.text in ("any", "all", "some") and self.now.kind is TokenKind.WORD:
            return self._quantified(operator, left)
        return Binary(_SPELLINGS.get(operator, operator), left, self.expression(tight))

    def _quantified(self, operator: str, left: Expression) -> Expression:
        quantifier = "all" if self.next().text == "all" else "any"
        self.expect("(")
        array = self._subquery() if self.now.text == "select" else self.expression()
        self.expect(")")
        members = _members(array)
        if members is not None and (operator, quantifier) in (("=", "any"), ("<>", "all")):
            return Membership(left, members, operator == "<>")
        return Quantified(operator, left, quantifier, array)

    def _is(self, left: Expression) -> Expression:
        self.next()
        negated = "not " if self.accept("not") else ""
        if self.accept("distinct"):
            self.expect("from")
            return Binary(f"is {negated}distinct from", left, self.expression(IS))
        if self.now.text not in ("null", "true", "false", "unknown"):
            raise UnreadableError
        return Is(left, negated + self.next().text)

    def _word(self, left: Expression) -> Expression | None:
        """``in``, ``like`` and ``between``, each with ``not`` before it or without."""
        start = self.at
        negated = self.accept("not")
        word = self.now.text if self.now.kind is TokenKind.WORD else ""
        if word == "in":
            self.next()
            return self._in(left, negated)
        if word in _PATTERNS:
            operator = self.next().text
            if operator == "similar":
                self.expect("to")
                operator = "similar to"
            return Binary(f"not {operator}" if negated else operator, left, self.expression(IN))
        if word == "between":
            self.next()
            low = self.expression(IN)
            self.expect("and")
            inside = Binary("and", Binary(">=", left, low), Binary("<=", left, self.expression(IN)))
            return Not(inside) if negated else inside
        self.at = start
        return None

    def _in(self, left: Expression, negated: bool) -> Expression:
        self.expect("(")
        if self.now.text == "select":
            found: Expression = Quantified("=", left, "any", self._subquery())
            self.expect(")")
            return Not(found) if negated else found
        return Membership(left, self._list(")"), negated)

    # -- primaries ---------------------------------------------------------------------------------------------------

    def _primary(self) -> Expression:
        token = self.next()
        if token.kind is TokenKind.TEXT:
            plain = token.text.startswith("'")
            return Literal(unquoted(token.text), quoted=True) if plain else Opaque(token.text)
        if token.kind is TokenKind.NUMBER:
            return Literal(token.text)
        if token.text == "(":
            return self._enclosed()
        if token.kind is TokenKind.QUOTED or (token.kind is TokenKind.WORD and token.text not in RESERVED):
            return self._named(token)
        if token.text == "case" and token.kind is TokenKind.WORD:
            return self._case(token.start)
        raise UnreadableError

    def _enclosed(self) -> Expression:
        if self.now.text == "select" and self.now.kind is TokenKind.WORD:
            query = self._subquery()
            self.expect(")")
            return query
        members = self._list(")")
        return members[0] if len(members) == 1 else Row(members)

    def _named(self, token: Token) -> Expression:
        word = token.text if token.kind is TokenKind.WORD else ""
        if word == "array" and self.accept("["):
            return Array(self._list("]"))
        if word == "row" and self.accept("("):
            return Row(self._list(")"))
        if word == "exists" and self.accept("("):
            query = self._subquery()
            self.expect(")")
            return Exists(query)
        if word in CONSTANTS:
            return Literal(word)
        parts = [unquoted(token.text) if token.kind is TokenKind.QUOTED else token.text]
        while self.accept("."):
            following = self.next()
            if following.text != "*" and following.kind not in (TokenKind.WORD, TokenKind.QUOTED):
                raise UnreadableError
            parts.append(unquoted(following.text) if following.kind is TokenKind.QUOTED else following.text)
        if self.accept("("):
            return Call(".".join(parts[1:] if parts[0] == "public" else parts), self._list(")"))
        if self.now.kind is TokenKind.TEXT:
            raise UnreadableError
        return Name(tuple(parts))

    def _list(self, close: str) -> tuple[Expression, ...]:
        found: list[Expression] = []
        if self.accept(close):
            return ()
        while True:
            found.append(Name(("*",)) if self.accept("*") else self.expression())
            if self.accept(close):
                return tuple(found)
            self.expect(",")

    def _case(self, start: int) -> Opaque:
        depth = 1
        while depth:
            token = self.next()
            if token.kind is TokenKind.END:
                raise UnreadableError
            depth += (token.text == "case") - (token.text == "end")
        return Opaque(self.text(start, self.end()), enclosed=True)

    # -- subqueries --------------------------------------------------------------------------------------------------

    def _subquery(self) -> Query | Opaque:
        """A query up to its closing parenthesis, which is left; as text when it is more than this grammar reads."""
        at, depth, start = self.at, self._depth, self.now.start
        try:
            query = self._simple_query()
        except UnreadableError:
            query = None
        if query is not None and self.now.text == ")":
            return query
        self.at, self._depth = at, depth
        nesting = 0
        while nesting or self.now.text != ")":
            token = self.next()
            if token.kind is TokenKind.END:
                raise UnreadableError
            nesting += (token.text == "(") - (token.text == ")")
        return Opaque(self.text(start, self.end()), enclosed=True)

    def _simple_query(self) -> Query:
        self.expect("select")
        columns = [self._column()]
        while self.accept(","):
            columns.append(self._column())
        if not self.accept("from"):
            return Query(tuple(columns))
        enclosed = self.accept("(")
        table = self.name()
        alias = self.name() if self.accept("as") or self.is_name() else ""
        if enclosed:
            self.expect(")")
        condition = self.expression() if self.accept("where") else None
        if self.accept("limit"):
            self.next()
        return Query(tuple(columns), table, alias, condition)

    def _column(self) -> Expression:
        found = Name(("*",)) if self.accept("*") else self.expression()
        if self.accept("as"):
            self.next()
        return found


def _cast(operand: Expression, declared: str) -> Expression:
    """A cast; of a number that is written as a text, the number."""
    if isinstance(operand, Literal) and declared in _NUMBERS and _NUMBER.fullmatch(operand.text):
        return Literal(operand.text)
    return Cast(operand, declared)


def _members(array: Expression) -> tuple[Expression, ...] | None:
    """The members of an array that is written down, whatever it is cast to."""
    while isinstance(array, Cast):
        array = array.operand
    return array.members if isinstance(array, Array) else None
