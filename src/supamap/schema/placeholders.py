"""Placeholders of example statements, as the parameters that PostgreSQL knows.

``:name``, ``:'name'``, ``$1`` and ``{{name}}`` become ``$1``, ``$2`` … in order. Each occurrence is a parameter of its
own: nothing is ever bound to it, so one name may stand where two types are wanted.
"""

from __future__ import annotations

import re

import msgspec

_PART = re.compile(
    r"""
      --[^\r\n]* | /\*.*?(?:\*/|\Z)
    | (?P<placeholder>(?<![:\w\])]):(?:'[^\W\d]\w*'|[^\W\d]\w*) | \$\d+ | \{\{[^{}'"]*\}\})
    | (?P<string>[eE]'(?:\\.|''|[^'\\])*' | '(?:''|[^'])*')
    | "(?:""|[^"])*"
    | (?P<dollar>\$(?:[^\W\d]\w*)?\$).*?(?:(?P=dollar)|\Z)
    | [^\W\d][\w$]*
    """,
    re.VERBOSE | re.DOTALL,
)
_SAMPLE = re.compile(r"your[-_ ]|[-_ ]here$|placeholder|^<.*>$|^\[.*\]$|\.\.\.|…|x{3}|yyyy", re.IGNORECASE)


class Parametrised(msgspec.Struct, frozen=True):
    """A statement with parameters in place of its placeholders; its lines are where they were."""

    text: str
    parameters: int = 0


def parametrised(statement: str) -> Parametrised:
    """Return the statement with every placeholder outside strings and comments as a parameter."""
    count = 0

    def replaced(part: re.Match[str]) -> str:
        nonlocal count
        if part["placeholder"] is None:
            return part.group()
        count += 1
        return f"${count}"

    text = _PART.sub(replaced, statement)
    return Parametrised(text, count)


def without_sample(statement: Parametrised, position: int, *, any_text: bool) -> Parametrised | None:
    """Return the statement with the string at ``position`` (in characters from 0) as one more parameter.

    None when no string stands there, or (unless ``any_text``) one that does not look like a sample: ``your-id-here``.
    """
    for part in _PART.finditer(statement.text):
        if part["string"] and part.start() <= position < part.end():
            if not any_text and not _SAMPLE.search(part["string"].strip("'")):
                return None
            number = statement.parameters + 1
            text = f"{statement.text[: part.start()]}${number}{statement.text[part.end() :]}"
            return Parametrised(text, number)
    return None
