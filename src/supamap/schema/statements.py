"""SQL files cut into statements, as ``psql`` cuts them: at semicolons outside quotes, comments and parentheses.

Data behind ``copy … from stdin`` and meta-commands of psql are pieces of their own. The pieces joined are the
text. Whether a statement is valid is the server's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

import msgspec

_TOKEN = re.compile(
    r"""
      (?P<space>\s++)
    | (?P<comment>--[^\r\n]*+)
    | (?P<nested>/\*)
    | (?P<escaped>[eE]'(?:[^'\\]|\\.|'')*+(?:'|\Z))
    | (?P<quoted>'(?:[^']|'')*+(?:'|\Z)|"(?:[^"]|"")*+(?:"|\Z))
    | (?P<dollar>\$(?:[^\W\d]\w*+)?\$)
    | (?P<word>[^\W\d][\w$]*+)
    | (?P<meta>\\)
    | (?P<end>;)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<other>\d[\w.]*+|[^\s\w'"$\\;()/-]++|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# What means nothing once a statement's first words are known.
_PLAIN = re.compile(r"(?:[^\w'\"$\\;()/-]++|(?![eE]')[^\W\d][\w$]*+|\d[\w.]*+)++")
_COMMENT_EDGE = re.compile(r"/\*|\*/")
_REST_OF_LINE = re.compile(r"[^\n]*\n?")
_END_OF_DATA = re.compile(r"^\\\.[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_ROUTINES = frozenset({"function", "procedure"})
_WORDS_KEPT = 12


class PieceKind(StrEnum):
    """What a piece of a file is."""

    STATEMENT = "statement"
    COPY_DATA = "copy data"
    META_COMMAND = "meta-command"
    BLANK = "blank"


class Piece(msgspec.Struct, frozen=True):
    """A piece of a file. ``code`` is ``text`` from its first token on, which stands on the 1-based ``line``.

    ``words`` are the first unquoted words of a statement, in lower case.
    """

    kind: PieceKind
    text: str
    code: str
    line: int
    words: tuple[str, ...] = ()


def split(text: str) -> Iterator[Piece]:
    """Cut a file's text; the last piece may lack its semicolon, or the end of its quote."""
    position, line = 0, 1
    while position < len(text):
        piece = _next(text, position, line)
        yield piece
        position += len(piece.text)
        line += piece.text.count("\n")
        if piece.kind is PieceKind.STATEMENT and _reads_data(piece) and position < len(text):
            piece = _data(text, position, line)
            yield piece
            position += len(piece.text)
            line += piece.text.count("\n")


def _next(text: str, start: int, line: int) -> Piece:
    position, first, parentheses, blocks = start, -1, 0, 0
    words: list[str] = []
    while position < len(text):
        if len(words) >= _WORDS_KEPT and not _is_routine(words) and (plain := _PLAIN.match(text, position)):
            position = plain.end()
            continue
        token = _TOKEN.match(text, position)
        assert token is not None, "every character begins a token"
        kind, position = token.lastgroup, _end(text, token)
        if kind in {"space", "comment", "nested"}:
            continue
        if first < 0:
            first = token.start()
            if kind == "meta":
                return _piece(PieceKind.META_COMMAND, text, start, first, _line_end(text, first), line, ())
        if kind == "word":
            words.append(token[0].lower())
            blocks = _depth(blocks, words)
        elif kind == "open":
            parentheses += 1
        elif kind == "close":
            parentheses = max(0, parentheses - 1)
        elif kind == "end" and not parentheses and not blocks:
            break
    kind_found = PieceKind.BLANK if first < 0 else PieceKind.STATEMENT
    return _piece(kind_found, text, start, max(first, start), position, line, tuple(words))


def _piece(kind: PieceKind, text: str, start: int, first: int, end: int, line: int, words: tuple[str, ...]) -> Piece:
    return Piece(kind, text[start:end], text[first:end], line + text.count("\n", start, first), words[:_WORDS_KEPT])


def _end(text: str, token: re.Match[str]) -> int:
    """Return where a token ends: what nests or repeats its opening goes further than the pattern."""
    if token["nested"]:
        depth, position = 1, token.end()
        while depth:
            edge = _COMMENT_EDGE.search(text, position)
            if edge is None:
                return len(text)
            depth += 1 if edge[0] == "/*" else -1
            position = edge.end()
        return position
    if token["dollar"]:
        close = text.find(token[0], token.end())
        return len(text) if close < 0 else close + len(token[0])
    return token.end()


def _depth(blocks: int, words: list[str]) -> int:
    """Count ``begin atomic`` and ``case`` of a routine's body against their ``end``."""
    word = words[-1]
    if word == "atomic" and words[-2:-1] == ["begin"] and _is_routine(words):
        return blocks + 1
    if not blocks:
        return 0
    if word == "case":
        return blocks + 1
    return blocks - 1 if word == "end" else blocks


def _is_routine(words: list[str]) -> bool:
    return words[0] == "create" and not _ROUTINES.isdisjoint(words[:4])


def _reads_data(piece: Piece) -> bool:
    words = piece.words
    return words[:1] == ("copy",) and ("from", "stdin") in pairwise(words)


def _data(text: str, start: int, line: int) -> Piece:
    """Return the data of a copy: from the next line to the one that holds a backslash and a dot."""
    first = _line_end(text, start)
    close = _END_OF_DATA.search(text, first)
    end = len(text) if close is None else close.end()
    rows = text[first : end if close is None else close.start()]
    return Piece(PieceKind.COPY_DATA, text[start:end], rows, line + 1)


def _line_end(text: str, position: int) -> int:
    found = _REST_OF_LINE.match(text, position)
    assert found is not None
    return found.end()
