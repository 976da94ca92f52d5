"""The words, constants and signs that SQL consists of."""

from __future__ import annotations

import re
from enum import Enum

import msgspec

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|--[^\n]*|/\*.*?\*/)
    | (?P<text>[eE]'(?:[^'\\]|''|\\.)*'|(?:[bBxX]|[uU]&)?'(?:[^']|'')*'|(?P<dollar>\$\w*\$).*?(?P=dollar))
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)
    | (?P<quoted>"(?:[^"]|"")*")
    | (?P<word>[^\W\d][\w$]*)
    | (?P<parameter>\$\d+)
    | (?P<sign>::|:=|[+\-*/<>=~!@\#%^&|`?]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)


class TokenKind(Enum):
    """What a token is."""

    TEXT = "text"
    NUMBER = "number"
    QUOTED = "quoted"
    WORD = "word"
    SIGN = "sign"
    END = "end"


class Token(msgspec.Struct, frozen=True):
    """A token and the offset at which it begins; ``text`` is as it is written, words in lower case."""

    kind: TokenKind
    text: str
    start: int
    end: int


def tokens(source: str) -> tuple[Token, ...]:
    """All tokens of a text, an end token behind the last one; white space and comments are none."""
    found = [
        Token(_kind(each.lastgroup or ""), _text(each), each.start(), each.end())
        for each in _TOKEN.finditer(source)
        if each["space"] is None
    ]
    return (*found, Token(TokenKind.END, "", len(source), len(source)))


def unquoted(text: str) -> str:
    """The value of a plain text constant or a quoted name."""
    mark = text[:1]
    return text[1:-1].replace(mark * 2, mark)


def _kind(group: str) -> TokenKind:
    return TokenKind.SIGN if group == "parameter" else TokenKind(group)


def _text(found: re.Match[str]) -> str:
    return found.group().lower() if found["word"] is not None else found.group()
