"""SQL as tokens: comments gone, strings as values, names as the catalog spells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

_TOKEN = re.compile(
    r"""\s+ | --[^\n]*
      | (?P<comment>/\*)
      | (?P<escaped>[eE]'(?:\\.|''|[^'\\])*')
      | (?:[bBxXnN]|[uU]&)?(?P<string>'(?:''|[^'])*')
      | (?P<dollar>\$(?:[A-Za-z_\x80-\uffff][\w]*)?\$)
      | (?P<quoted>"(?:""|[^"])+")
      | (?P<word>[A-Za-z_\x80-\uffff][\w$]*)
      | (?P<number>\d[\w.]*)
      | (?P<mark>\|\| | := | :: | .)""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT_EDGE = re.compile(r"/\*|\*/")


class TokenKind(Enum):
    """What a token is; a word may be a keyword or a name, a name stood in quotes."""

    WORD = "word"
    NAME = "name"
    STRING = "string"
    MARK = "mark"


class Token(NamedTuple):
    """One token; the text of a word is in lower case, of a string without its quotes."""

    kind: TokenKind
    text: str


def tokens(sql: str) -> Iterator[Token]:
    """Read a text; what never ends (a comment, a dollar-quoted string) ends with it."""
    at = 0
    while found := _TOKEN.match(sql, at):
        at = found.end()
        text = found.group()
        match found.lastgroup:
            case "comment":
                at = _comment_end(sql, at)
            case "dollar":
                end = sql.find(text, at)
                end = len(sql) if end < 0 else end
                yield Token(TokenKind.STRING, sql[at:end])
                at = end + len(text)
            case "string":
                yield Token(TokenKind.STRING, found["string"][1:-1].replace("''", "'"))
            case "escaped":
                yield Token(TokenKind.STRING, text[2:-1].replace("''", "'").replace("\\'", "'"))
            case "quoted":
                yield Token(TokenKind.NAME, text[1:-1].replace('""', '"'))
            case "word":
                yield Token(TokenKind.WORD, text.lower())
            case "number" | "mark":
                yield Token(TokenKind.MARK, text)
            case _:
                pass


def _comment_end(sql: str, at: int) -> int:
    depth = 1
    for edge in _COMMENT_EDGE.finditer(sql, at):
        depth += 1 if edge.group() == "/*" else -1
        if not depth:
            return edge.end()
    return len(sql)
