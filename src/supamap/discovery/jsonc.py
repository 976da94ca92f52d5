"""JSON as configuration files have it: with comments, trailing commas and a byte order mark."""

from __future__ import annotations

import json
import re

import msgspec

_STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_STRING_OR_COMMA = re.compile(r'"(?:\\.|[^"\\])*"|,(?=\s*[}\]])', re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")


class JsoncError(ValueError):
    """Text that is not JSON even without its comments. ``line`` is 1-based."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line


def parse(source: bytes) -> object:
    """Return the value that ``source`` holds; JsoncError when it holds none."""
    try:
        return msgspec.json.decode(source)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _parse_lenient(source)


def strip(text: str) -> str:
    """Blank comments and trailing commas, line by line: every line keeps its number."""
    return _STRING_OR_COMMA.sub(_blank, _STRING_OR_COMMENT.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    text = found[0]
    return text if text.startswith('"') else _NOT_NEWLINE.sub(" ", text)


def _parse_lenient(source: bytes) -> object:
    try:
        return json.loads(strip(source.decode("utf-8-sig")))
    except json.JSONDecodeError as error:
        raise JsoncError(error.msg, error.lineno) from error
    except UnicodeDecodeError as error:
        raise JsoncError("not UTF-8", source.count(b"\n", 0, error.start) + 1) from error
    except RecursionError as error:
        raise JsoncError("nested too deeply", 1) from error


def table(value: object) -> dict[str, object]:
    """Return ``value`` when it is an object, else an empty one: configuration of a wrong shape says nothing."""
    return value if isinstance(value, dict) else {}


def strings(value: object) -> tuple[str, ...]:
    """Return the strings of a list, or of a string alone; nothing else counts."""
    if isinstance(value, str):
        return (value,)
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()
