"""Where the keys of a TOML document stand: tomllib says what they hold, not on which line."""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

KeyPath = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""(?P<skip>[ \t\r]+|\#[^\n]*)
      | (?P<newline>\n)
      | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
      | (?P<bare>[A-Za-z0-9_-]+)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def key_lines(document: str) -> dict[KeyPath, int]:
    """The 1-based line of every key, table header and array element of a document that tomllib accepts."""
    return _Walk(_tokens(document)).lines


def _tokens(document: str) -> list[_Token]:
    found = []
    line = 1
    for match in _TOKEN.finditer(document):
        if match.lastgroup not in (None, "skip"):
            found.append(_Token(str(match.lastgroup), match.group(), line))
        line += match.group().count("\n")
    found.append(_Token("end", "", line))
    return found


class _Walk:
    """One pass over the tokens; ``lines`` holds what was found, the first place of a key winning."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._arrays: dict[KeyPath, int] = {}
        self.lines: dict[KeyPath, int] = {}
        table: KeyPath = ()
        while self._now.kind != "end":
            if self._now.kind == "newline":
                self._at += 1
            elif self._now.text == "[":
                table = self._header()
            else:
                self._pair(table)

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _header(self) -> KeyPath:
        doubled = self._tokens[self._at + 1].text == "["
        self._at += 2 if doubled else 1
        path = self._key(())
        self._at += 2 if doubled else 1
        if doubled:
            index = self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, index)
            self.lines.setdefault(path, self._now.line)
        return path

    def _pair(self, table: KeyPath) -> None:
        path = self._key(table)
        self._at += 1  # the equals sign
        self._value(path)

    def _key(self, table: KeyPath) -> KeyPath:
        """Read a dotted key; the mark behind it is the current token afterwards."""
        path = table
        while True:
            part = self._now
            name = str(tomllib.loads(f"k = {part.text}")["k"]) if part.kind == "text" else part.text
            path = (*path, name)
            self.lines.setdefault(path, part.line)
            self._at += 1
            if self._now.text != ".":
                return path
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        if self._now.text == "[":
            self._array(path)
        elif self._now.text == "{":
            self._inline_table(path)
        else:
            while self._now.kind not in ("newline", "end") and self._now.text not in (",", "]", "}"):
                self._at += 1

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while self._now.text != "]":
            if self._now.kind == "newline" or self._now.text == ",":
                self._at += 1
                continue
            self.lines.setdefault((*path, index), self._now.line)
            self._value((*path, index))
            index += 1
        self._at += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while self._now.text != "}":
            if self._now.kind == "newline" or self._now.text == ",":
                self._at += 1
            else:
                self._pair(path)
        self._at += 1
