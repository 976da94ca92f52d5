"""Front matter: the YAML header between two ``---`` lines at the very top of a page.

Only what pages need is read: scalars, ``[a, b]`` and ``- a`` lists under top-level keys. The header itself is never
changed and always stays first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FENCE = re.compile(r"---[ \t]*[\r\n]*\Z")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*[\r\n]*\Z")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(?P<value>.*))?\Z")
_MEMBER = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)\Z")
_QUOTED = r'"[^"]*"|\'[^\']*\''
_COMMENT = re.compile(rf"({_QUOTED})|(?:^|[ \t])#.*\Z")
_PART = re.compile(rf"\s*(?:{_QUOTED})\s*(?=,|\Z)|[^,]+")
_PLAIN = re.compile(r"\w[\w.$/-]*(?: [\w.$/-]+)*")


def front_matter_end(lines: Sequence[str]) -> int:
    """The line after the front matter, 0 without one. A rule (``---``) that encloses no key is not front matter."""
    if not lines or not _FENCE.match(lines[0]):
        return 0
    for number, line in enumerate(lines[1:], 1):
        if _CLOSING.match(line):
            has_key = any(_KEY.match(inner.rstrip()) for inner in lines[1:number])
            return number + 1 if has_key else 0
    return 0


def front_matter(lines: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Top-level keys, lower case, with their values; a scalar is a tuple of one, an empty list an empty tuple."""
    found: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines[1 : max(front_matter_end(lines) - 1, 1)]:
        text = _COMMENT.sub(r"\1", line.rstrip())
        if opened := _KEY.match(text):
            key = opened["key"].lower()
            found[key] = _values(opened["value"] or "")
        elif key and (member := _MEMBER.match(text)):
            found[key] += (_unquoted(member["value"]),)
    return found


def quoted(text: str) -> str:
    """The text as a value that reads back as itself."""
    if _PLAIN.fullmatch(text):
        return text
    return f"'{text}'" if '"' in text else f'"{text}"'


def _values(text: str) -> tuple[str, ...]:
    """The members of ``[a, b]``, and of ``a, b``, which only people write; a text in quotes is one."""
    stripped = text.strip()
    if stripped.startswith("[") and stripped.endswith("]"):
        stripped = stripped[1:-1]
    return tuple(filter(None, map(_unquoted, _PART.findall(stripped))))


def _unquoted(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "'\"":
        return stripped[1:-1]
    return stripped
