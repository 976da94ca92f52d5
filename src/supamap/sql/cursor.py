"""Goes over the tokens of a text: single tokens, names and types."""

from __future__ import annotations

from supamap.sql.tokens import Token, TokenKind, tokens, unquoted

# A type of several words, by its first one.
_TYPE_WORDS = {
    "character": ("varying",),
    "double": ("precision",),
    "bit": ("varying",),
    "timestamp": ("with", "without", "time", "zone"),
    "time": ("with", "without", "time", "zone"),
}
RESERVED = frozenset(
    {"and", "or", "not", "is", "in", "like", "ilike", "similar", "from", "where", "as", "select", "then"}
    | {"when", "else", "end", "case", "order", "group", "limit", "having", "union", "join", "on", "collate"}
)


class UnreadableError(Exception):
    """What stands here is beyond the grammar."""


class Cursor:
    """A place among the tokens of one text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = tokens(source)
        self.at = 0

    @property
    def now(self) -> Token:
        """The token to be read next."""
        return self._tokens[self.at]

    def next(self) -> Token:
        """Read a token; the one at the end stays."""
        token = self._tokens[self.at]
        if token.kind is not TokenKind.END:
            self.at += 1
        return token

    def accept(self, text: str) -> bool:
        """Read the token if it is this word or sign."""
        found = self.now.text == text and self.now.kind in (TokenKind.WORD, TokenKind.SIGN)
        self.at += found
        return found

    def expect(self, text: str) -> None:
        """Read this word or sign, or raise."""
        if not self.accept(text):
            raise UnreadableError

    def text(self, start: int, end: int) -> str:
        """The source between two offsets, white space collapsed."""
        return " ".join(self._source[start:end].split())

    def expect_end(self) -> None:
        """Raise unless all tokens are read."""
        if self.now.kind is not TokenKind.END:
            raise UnreadableError

    def end(self) -> int:
        """The offset behind the token that was read last."""
        return self._tokens[self.at - 1].end

    def is_name(self) -> bool:
        """Whether a name stands here."""
        word = self.now.kind is TokenKind.WORD and self.now.text not in RESERVED
        return word or self.now.kind is TokenKind.QUOTED

    def name(self) -> str:
        """A table's name; ``public`` is left out."""
        parts: list[str] = []
        while self.is_name():
            token = self.next()
            parts.append(unquoted(token.text) if token.kind is TokenKind.QUOTED else token.text)
            if not self.accept("."):
                return ".".join(parts[1:] if parts[0] == "public" else parts)
        raise UnreadableError

    def type(self) -> str:
        """A type with its size, and ``[]`` for arrays."""
        start, first = self.now.start, self.next()
        if first.kind not in (TokenKind.WORD, TokenKind.QUOTED):
            raise UnreadableError
        while self.accept("."):
            self.next()
        further = _TYPE_WORDS.get(first.text, ())
        self._type_size()
        while self.now.text in further:
            self.next()
        self._type_size()
        while self.now.text == "[" and self._tokens[self.at + 1].text == "]":
            self.at += 2
        return self.text(start, self.end())

    def _type_size(self) -> None:
        """``(10, 5)`` behind a type's name."""
        if self.accept("("):
            while not self.accept(")"):
                if self.next().kind is TokenKind.END:
                    raise UnreadableError
