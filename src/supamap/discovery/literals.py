"""Reads object literals of JavaScript configuration files by their text: no code of a scanned project is run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
_TOKEN = re.compile(rf"{_STRING}|/\*.*?\*/|(?<![\\:])//[^\n]*", re.DOTALL)
_REGEX = r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])*/[a-z]*"
_PIECE = re.compile(rf"{_STRING}|(?<=[:,(\[=])\s*{_REGEX}|[\[\](){{}}]|,", re.DOTALL)
_ENTRY = re.compile(
    r"""\s*(?:(['"`])(?P<quoted>.+?)\1|\[\s*(['"`])(?P<computed>.+?)\3\s*\]|(?P<bare>[\w$]+))\s*:"""
    r"""(?P<value>.+)""",
    re.DOTALL,
)
_PAIRS = {"{": "}", "[": "]", "(": ")"}


def without_comments(text: str) -> str:
    """Return the text with comments taken out; strings that hold ``//`` stay."""
    return _TOKEN.sub(lambda found: found[0] if found[0][0] in "\"'`" else " ", text)


def bodies(text: str, key: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between the brackets after each ``key: {`` or ``key: [``, with the opening bracket."""
    for found in re.finditer(rf"(?<![\w$.]){key}['\"]?\s*[:=]\s*([{{\[])", text):
        yield found[1], _balanced(text, found.end())


def entries(body: str) -> Iterator[tuple[str, str]]:
    """Yield key and source of value of each property of an object literal's body; spreads are left out."""
    for part in parts(body):
        if found := _ENTRY.fullmatch(part):
            yield found["quoted"] or found["computed"] or found["bare"], found["value"].strip()


def parts(body: str) -> list[str]:
    """Split a literal's body at its own commas."""
    found: list[str] = []
    depth = start = 0
    for piece in _PIECE.finditer(body):
        text = piece[0]
        if text in _PAIRS:
            depth += 1
        elif text in ")]}":
            depth -= 1
        elif text == "," and depth == 0:
            found.append(body[start : piece.start()])
            start = piece.end()
    return [part for part in [*found, body[start:]] if part.strip()]


def _balanced(text: str, start: int) -> str:
    """Return the text from ``start`` to the bracket that closes the one before it."""
    depth = 1
    for piece in _PIECE.finditer(text, start):
        if piece[0] in _PAIRS:
            depth += 1
        elif piece[0] in ")]}":
            depth -= 1
            if depth == 0:
                return text[start : piece.start()]
    return text[start:]
