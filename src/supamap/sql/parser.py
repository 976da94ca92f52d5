"""Reads an expression. What it cannot read whole it keeps as text, never half of it."""

from __future__ import annotations

from supamap.sql.expressions import (
    Array,
    Binary,
    Call,
    Cast,
    Exists,
    Expression,
    Literal,
    Membership,
    Name,
    Not,
    Opaque,
    Quantified,
    Query,
    Row,
    Subscript,
    Test,
    Unary,
)
from supamap.sql.tokens import Token, TokenKind, tokens, unquoted

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
_CONSTANTS = frozenset(
    ("true", "false", "null", "current_user", "session_user", "current_role", "current_date", "current_timestamp")
)
# A type of several words, by its first one.
_TYPE_WORDS = {
    "character": ("varying",),
    "double": ("precision",),
    "bit": ("varying",),
    "timestamp": ("with", "without", "time", "zone"),
    "time": ("with", "without", "time", "zone"),
}
_RESERVED = frozenset(
    ("and", "or", "not", "is", "in", "like", "ilike", "similar", "between", "from", "where", "as", "select", "then")
    + ("when", "else", "end", "case", "order", "group", "limit", "having", "union", "join", "on", "at", "collate")
)
_DEEPEST = 60


class _UnreadableError(Exception):
    """What stands here is beyond this grammar."""


def parse(source: str) -> Expression:
    """The expression that a text holds; the whole text as Opaque when this grammar cannot read it."""
    try:
        reader = _Reader(source)
        found = reader.expression()
        reader.expect_end()
    except _UnreadableError:
        return Opaque(" ".join(source.split()))
    return found


class _Reader:
    """Goes over the tokens of one text once."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = tokens(source)
        self._at = 0
        self._depth = 0

    # -- expressions -------------------------------------------------------------------------------------------------

    def expression(self, binding: int = 0) -> Expression:
        """An expression whose operators all bind tighter than ``binding``."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnreadableError
        left = self._prefix()
        while (further := self._infix(left, binding)) is not None:
            left = further
        self._depth -= 1
        return left

    def expect_end(self) -> None:
        """Raise unless all tokens are read."""
        if self._now.kind is not TokenKind.END:
            raise _UnreadableError

    def _prefix(self) -> Expression:
        if self._accept("not"):
            return Not(self.expression(NOT))
        if self._now.kind is TokenKind.SIGN and self._now.text in ("-", "+", "@", "~"):
            operator = self._next().text
            operand = self.expression(SIGN)
            negative = operator == "-" and isinstance(operand, Literal) and not operand.quoted
            return Literal(f"-{operand.text}") if negative and isinstance(operand, Literal) else Unary(operator, operand)
        return self._primary()

    def _infix(self, left: Expression, binding: int) -> Expression | None:
        """``left`` with the next operator and its operand; None when that binds no tighter than ``binding``."""
        token = self._now
        if token.kind is TokenKind.SIGN:
            return self._sign(left, binding)
        if token.kind is not TokenKind.WORD:
            return None
        if token.text in ("and", "or"):
            tight = AND if token.text == "and" else OR
            return Binary(self._next().text, left, self.expression(tight)) if tight > binding else None
        if token.text == "is":
            return self._is(left) if binding < IS else None
        return self._word(left) if binding < IN else None

    def _sign(self, left: Expression, binding: int) -> Expression | None:
        operator = self._now.text
        if operator == "::":
            self._next()
            return Cast(left, self._type())
        if operator == "[":
            self._next()
            index = self.expression()
            self._expect("]")
            return Subscript(left, index)
        tight = BINDING.get(operator, OTHER)
        if operator in "(),;:.]{}\\" or tight <= binding:
            return None
        self._next()
        if self._now.text in ("any", "all", "some") and self._now.kind is TokenKind.WORD:
            return self._quantified(operator, left)
        return Binary(_SPELLINGS.get(operator, operator), left, self.expression(tight))

    def _quantified(self, operator: str, left: Expression) -> Expression:
        quantifier = "all" if self._next().text == "all" else "any"
        self._expect("(")
        array = self._subquery() if self._now.text == "select" else self.expression()
        self._expect(")")
        members = _members(array)
        if members is not None and (operator, quantifier) in (("=", "any"), ("<>", "all")):
            return Membership(left, members, operator == "<>")
        return Quantified(operator, left, quantifier, array)

    def _is(self, left: Expression) -> Expression:
        self._next()
        negated = "not " if self._accept("not") else ""
        if self._accept("distinct"):
            self._expect("from")
            return Binary(f"is {negated}distinct from", left, self.expression(IS))
        if self._now.text not in ("null", "true", "false", "unknown"):
            raise _UnreadableError
        return Test(left, negated + self._next().text)

    def _word(self, left: Expression) -> Expression | None:
        """``in``, ``like`` and ``between``, each with ``not`` before it or without."""
        start = self._at
        negated = self._accept("not")
        word = self._now.text if self._now.kind is TokenKind.WORD else ""
        if word == "in":
            self._next()
            return self._in(left, negated)
        if word in _PATTERNS:
            operator = self._next().text
            if operator == "similar":
                self._expect("to")
                operator = "similar to"
            return Binary(f"not {operator}" if negated else operator, left, self.expression(IN))
        if word == "between":
            self._next()
            low = self.expression(IN)
            self._expect("and")
            inside = Binary("and", Binary(">=", left, low), Binary("<=", left, self.expression(IN)))
            return Not(inside) if negated else inside
        self._at = start
        return None

    def _in(self, left: Expression, negated: bool) -> Expression:
        self._expect("(")
        if self._now.text == "select":
            found: Expression = Quantified("=", left, "any", self._subquery())
            self._expect(")")
            return Not(found) if negated else found
        return Membership(left, self._list(")"), negated)

    # -- primaries ---------------------------------------------------------------------------------------------------

    def _primary(self) -> Expression:
        token = self._next()
        if token.kind is TokenKind.TEXT:
            plain = token.text.startswith("'")
            return Literal(unquoted(token.text), quoted=True) if plain else Opaque(token.text)
        if token.kind is TokenKind.NUMBER:
            return Literal(token.text)
        if token.text == "(":
            return self._enclosed()
        if token.kind is TokenKind.QUOTED or (token.kind is TokenKind.WORD and token.text not in _RESERVED):
            return self._named(token)
        if token.text == "case" and token.kind is TokenKind.WORD:
            return self._case(token.start)
        raise _UnreadableError

    def _enclosed(self) -> Expression:
        if self._now.text == "select" and self._now.kind is TokenKind.WORD:
            query = self._subquery()
            self._expect(")")
            return query
        members = self._list(")")
        return members[0] if len(members) == 1 else Row(members)

    def _named(self, token: Token) -> Expression:
        word = token.text if token.kind is TokenKind.WORD else ""
        if word == "array" and self._accept("["):
            return Array(self._list("]"))
        if word == "row" and self._accept("("):
            return Row(self._list(")"))
        if word == "exists" and self._accept("("):
            query = self._subquery()
            self._expect(")")
            return Exists(query)
        if word in _CONSTANTS:
            return Literal(word)
        parts = [unquoted(token.text) if token.kind is TokenKind.QUOTED else token.text]
        while self._accept("."):
            following = self._next()
            if following.text != "*" and following.kind not in (TokenKind.WORD, TokenKind.QUOTED):
                raise _UnreadableError
            parts.append(unquoted(following.text) if following.kind is TokenKind.QUOTED else following.text)
        if self._accept("("):
            return Call(".".join(parts[1:] if parts[0] == "public" else parts), self._list(")"))
        if self._now.kind is TokenKind.TEXT:
            raise _UnreadableError
        return Name(tuple(parts))

    def _list(self, close: str) -> tuple[Expression, ...]:
        found: list[Expression] = []
        if self._accept(close):
            return ()
        while True:
            found.append(Name(("*",)) if self._accept("*") else self.expression())
            if self._accept(close):
                return tuple(found)
            self._expect(",")

    def _case(self, start: int) -> Opaque:
        depth = 1
        while depth:
            token = self._next()
            if token.kind is TokenKind.END:
                raise _UnreadableError
            depth += (token.text == "case") - (token.text == "end")
        return Opaque(self._text(start, self._tokens[self._at - 1].end), enclosed=True)

    # -- subqueries --------------------------------------------------------------------------------------------------

    def _subquery(self) -> Query | Opaque:
        """A query up to its closing parenthesis, which is left; as text when it is more than this grammar reads."""
        at, depth, start = self._at, self._depth, self._now.start
        try:
            query = self._simple_query()
        except _UnreadableError:
            query = None
        if query is not None and self._now.text == ")":
            return query
        self._at, self._depth = at, depth
        nesting = 0
        while nesting or self._now.text != ")":
            token = self._next()
            if token.kind is TokenKind.END:
                raise _UnreadableError
            nesting += (token.text == "(") - (token.text == ")")
        return Opaque(self._text(start, self._tokens[self._at - 1].end), enclosed=True)

    def _simple_query(self) -> Query:
        self._expect("select")
        columns = [self._column()]
        while self._accept(","):
            columns.append(self._column())
        if not self._accept("from"):
            return Query(tuple(columns))
        enclosed = self._accept("(")
        table = self._name()
        alias = self._name() if self._accept("as") or self._is_name() else ""
        if enclosed:
            self._expect(")")
        condition = self.expression() if self._accept("where") else None
        if self._accept("limit"):
            self._next()
        return Query(tuple(columns), table, alias, condition)

    def _column(self) -> Expression:
        found = Name(("*",)) if self._accept("*") else self.expression()
        if self._accept("as"):
            self._next()
        return found

    def _is_name(self) -> bool:
        word = self._now.kind is TokenKind.WORD and self._now.text not in _RESERVED
        return word or self._now.kind is TokenKind.QUOTED

    def _name(self) -> str:
        """A table's name; ``public`` is left out."""
        parts: list[str] = []
        while self._is_name():
            token = self._next()
            parts.append(unquoted(token.text) if token.kind is TokenKind.QUOTED else token.text)
            if not self._accept("."):
                return ".".join(parts[1:] if parts[0] == "public" else parts)
        raise _UnreadableError

    def _type(self) -> str:
        start, first = self._now.start, self._next()
        if first.kind not in (TokenKind.WORD, TokenKind.QUOTED):
            raise _UnreadableError
        while self._accept("."):
            self._next()
        further = _TYPE_WORDS.get(first.text, ())
        self._type_size()
        while self._now.text in further:
            self._next()
        self._type_size()
        while self._now.text == "[" and self._tokens[self._at + 1].text == "]":
            self._at += 2
        return self._text(start, self._tokens[self._at - 1].end)

    def _type_size(self) -> None:
        """``(10, 5)`` behind a type's name."""
        if self._accept("("):
            self._list(")")

    # -- tokens ------------------------------------------------------------------------------------------------------

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        if token.kind is not TokenKind.END:
            self._at += 1
        return token

    def _accept(self, text: str) -> bool:
        """Read the token if it is this word or sign."""
        found = self._now.text == text and self._now.kind in (TokenKind.WORD, TokenKind.SIGN)
        self._at += found
        return found

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise _UnreadableError

    def _text(self, start: int, end: int) -> str:
        return " ".join(self._source[start:end].split())


def _members(array: Expression) -> tuple[Expression, ...] | None:
    """The members of an array that is written down, whatever it is cast to."""
    while isinstance(array, Cast):
        array = array.operand
    return array.members if isinstance(array, Array) else None
