"""Which tables and functions the text of a body names, and what it does to them.

A scanner, no parser: it knows where in PL/pgSQL and SQL the name of a table or a call can stand. Whether such a name
is a table's is for others to say; names that the body itself makes (``with x as``, temporary tables) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from supamap.sql.tokens import TokenKind, ValuedToken, valued_tokens

CALL = "call"

_END = ValuedToken(TokenKind.SIGN, "")
_OPENING = ValuedToken(TokenKind.SIGN, "(")
_LIST_ENDS = frozenset(
    {"where", "group", "order", "having", "limit", "offset", "union", "except", "intersect", "window", "returning"}
    | {"select", "set", "loop", "values", "fetch", "for", "into", "then", "insert", "update", "delete", "do"}
)
"""What ends a list of tables; a comma behind it separates something else."""
_ARGUMENT_FROM = frozenset({"extract", "substring", "trim", "overlay", "position"})
"""Calls with a FROM of their own."""
_NO_UPDATE_BEHIND = frozenset({"for", "key", "on", "or", "before", "after", "of"})
_NO_NAMES = _LIST_ENDS | {"only", "lateral", "table", "as", "on", "using", "from", "join", "rows", "not", "in"}
_NO_CALLS = frozenset({"as", "table", "function", "procedure", "type", "index", "trigger", "with", "recursive"})
_NO_FUNCTIONS = frozenset(
    {
        "all",
        "and",
        "any",
        "as",
        "by",
        "case",
        "check",
        "conflict",
        "else",
        "elsif",
        "exists",
        "filter",
        "if",
        "in",
        "is",
    }
    | {"key", "not", "on", "or", "over", "returning", "select", "some", "then", "unique", "using", "values", "when"}
    | {"where", "while"}
)
"""Keywords that a parenthesis may follow."""
_STRING_ENDS_INSIDE = frozenset({"_", "$", '"', "."})


class Touch(NamedTuple):
    """A name in a body: ``operation`` is ``select``, ``insert``, ``update``, ``delete`` or ``call``."""

    schema: str | None
    name: str
    operation: str


def touches(body: str) -> set[Touch]:
    """Read the body of a function in SQL or PL/pgSQL, or the command of a cron job."""
    return set(_Scan(valued_tokens(body)).run())


class _Level:
    """What is open between two parentheses."""

    def __init__(self, caller: str) -> None:
        self.caller = caller
        self.lists_tables = False
        self.target: tuple[str | None, str] | None = None
        self.verb = ""


class _Scan:
    def __init__(self, read: Sequence[ValuedToken]) -> None:
        self._tokens = read
        self._at = 0
        self._levels = [_Level("")]
        self._own = frozenset(_made_names(read))

    def run(self) -> Iterator[Touch]:
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind is TokenKind.SIGN:
                yield from self._mark(token.text)
            elif token.kind is TokenKind.WORD:
                yield from self._word(token.text)
            elif token.kind is TokenKind.QUOTED:
                yield from self._call()
            self._at += 1

    def _mark(self, text: str) -> Iterator[Touch]:
        if text == "(":
            self._levels.append(_Level(self._peek(-1).text))
        elif text == ")" and len(self._levels) > 1:
            self._levels.pop()
        elif text == ";":
            self._levels = [_Level("")]
        elif text == "," and self._levels[-1].lists_tables:
            yield from self._table("select")

    def _word(self, word: str) -> Iterator[Touch]:
        level = self._levels[-1]
        before = self._peek(-1).text
        if word in _LIST_ENDS:
            level.lists_tables = False
        match word:
            case "from" if before != "distinct" and level.caller not in _ARGUMENT_FROM:
                level.lists_tables = before != "delete"
                yield from self._table("delete" if before == "delete" else "select", verb=before)
            case "join":
                yield from self._table("select")
            case "using" if level.verb in {"delete", "merge"}:
                level.lists_tables = True
                yield from self._table("select")
            case "into" if before in {"insert", "merge"}:
                yield from self._table("insert" if before == "insert" else "", verb=before)
            case "truncate":
                yield from self._table("delete")
            case "update" | "insert" | "delete" if before == "then" and level.verb == "merge":
                yield from self._targeted(word)
            case "update" if before == "do":
                yield from self._targeted(word)
            case "update" if before not in _NO_UPDATE_BEHIND and self._sets():
                yield from self._table("update", verb="update")
            case "execute":
                yield from self._dynamic()
            case _:
                yield from self._call()

    def _targeted(self, operation: str) -> Iterator[Touch]:
        target = self._levels[-1].target
        if target:
            yield Touch(*target, operation)

    def _table(self, operation: str, verb: str = "") -> Iterator[Touch]:
        """Read the name that follows as a table's, unless it is called."""
        start = self._at + 1
        while self._token(start).text in {"only", "table", "lateral"} and self._token(start).kind is TokenKind.WORD:
            start += 1
        name, end = self._name(start)
        if name is None or (self._token(end) == _OPENING and operation != "insert"):
            return
        self._at = end - 1
        level = self._levels[-1]
        if verb in {"insert", "merge", "update", "delete"}:
            level.verb, level.target = verb, name
        if operation and not (name[0] is None and name[1] in self._own):
            yield Touch(*name, operation)

    def _call(self) -> Iterator[Touch]:
        if self._peek(-1).text in _NO_CALLS and self._peek(-1).kind is TokenKind.WORD:
            return
        name, end = self._name(self._at)
        if name is None or (name[0] is None and name[1] in self._own | _NO_FUNCTIONS):
            return
        self._at = end - 1
        if self._token(end) == _OPENING:
            yield Touch(*name, CALL)

    def _sets(self) -> bool:
        """Tell whether the UPDATE here has a SET behind its table and alias: it is a statement's, not a clause's."""
        start = self._at + 1
        start += self._token(start).text == "only"
        _, end = self._name(start)
        return any(self._token(at) == ValuedToken(TokenKind.WORD, "set") for at in range(end, end + 4))

    def _dynamic(self) -> Iterator[Touch]:
        """Scan the constants of an EXECUTE; a name at an end that something is appended to is not known."""
        at = self._at + 1
        while at < len(self._tokens) and self._token(at).text != ";" and self._token(at).text not in {"using", "loop"}:
            token = self._token(at)
            if token.kind is TokenKind.TEXT:
                yield from touches(_whole(token.text, self._token(at - 1).text, self._token(at + 1).text))
            at += 1

    def _name(self, at: int) -> tuple[tuple[str | None, str] | None, int]:
        """Read a name, with or without a schema; the second value is the place behind it."""
        first, dot, second = self._token(at), self._token(at + 1), self._token(at + 2)
        if first.kind not in {TokenKind.WORD, TokenKind.QUOTED}:
            return None, at
        if dot.text == "." and dot.kind is TokenKind.SIGN:
            known = second.kind in {TokenKind.WORD, TokenKind.QUOTED}
            return ((first.text, second.text), at + 3) if known else (None, at)
        if first.kind is TokenKind.WORD and first.text in _NO_NAMES:
            return None, at
        return (None, first.text), at + 1

    def _token(self, at: int) -> ValuedToken:
        return self._tokens[at] if 0 <= at < len(self._tokens) else _END

    def _peek(self, offset: int) -> ValuedToken:
        return self._token(self._at + offset)


def _made_names(read: Sequence[ValuedToken]) -> Iterator[str]:
    """Name what the body makes itself: common table expressions and temporary tables."""
    texts = [token.text if token.kind is not TokenKind.TEXT else "" for token in read]
    for at, text in enumerate(texts):
        if text == "as" and at and any(texts[at + 1 : at + 1 + n] == words for n, words in _CTE_BODIES):
            name = _before_columns(texts, at - 1)
            if name and texts[name - 1] in {"with", "recursive", ","}:
                yield texts[name]
        if text in {"temp", "temporary"} and texts[at + 1 : at + 2] == ["table"]:
            behind = at + 2 + 3 * (texts[at + 2 : at + 5] == ["if", "not", "exists"])
            yield from texts[behind : behind + 1]


_CTE_BODIES = ((1, ["("]), (2, ["materialized", "("]), (3, ["not", "materialized", "("]))


def _before_columns(texts: Sequence[str], at: int) -> int:
    """Step back over a list of columns to the name in front of it; 0 when there is none."""
    if texts[at] != ")":
        return at
    while at and texts[at] != "(":
        at -= 1
    return max(at - 1, 0)


def _whole(text: str, before: str, behind: str) -> str:
    """Cut off the word at an edge where the text goes on with something unknown."""
    if behind == "||" and text and (text[-1].isalnum() or text[-1] in _STRING_ENDS_INSIDE):
        text = text[: len(text) - len(text.rsplit(maxsplit=1)[-1])]
    if before == "||" and text and not text[0].isspace():
        text = text.partition(" ")[2]
    return text
