"""The words, constants and signs that SQL consists of."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

import msgspec

_TOKEN = re.compile(
    r"""
      (?P<space>\s+ | --[^\n]* | /\*(?:[^*/] | \*(?!/) | /(?!\*) | /\*(?:[^*/] | \*(?!/) | /(?!\*))*\*/)*\*/)
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


class ValuedToken(NamedTuple):
    """A token as what it means: the text of a name or a constant without quotes, a word in lower case."""

    kind: TokenKind
    text: str


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


def valued_tokens(source: str) -> list[ValuedToken]:
    """All tokens of a text as what they mean; nothing stands for the end."""
    return [ValuedToken(token.kind, _value(token)) for token in tokens(source)[:-1]]


def _value(token: Token) -> str:
    match token.kind:
        case TokenKind.TEXT:
            return _constant(token.text)
        case TokenKind.QUOTED:
            return unquoted(token.text)
        case _:
            return token.text


def _constant(text: str) -> str:
    """The value of a text constant; of what its escapes stand for only quotes are worked out."""
    if text.startswith("$"):
        mark = text[: text.index("$", 1) + 1]
        return text[len(mark) : -len(mark)]
    inner = text[text.index("'") + 1 : -1].replace("''", "'")
    return inner.replace("\\'", "'") if text[0] in "eE" else inner


def _kind(group: str) -> TokenKind:
    return TokenKind.SIGN if group == "parameter" else TokenKind(group)


def _text(found: re.Match[str]) -> str:
    return found.group().lower() if found["word"] is not None else found.group()
