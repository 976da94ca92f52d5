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
_COMMENT = re.compile(r"(?:^|[ \t])#.*\Z")


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
        text = _COMMENT.sub("", line.rstrip())
        if opened := _KEY.match(text):
            key = opened["key"].lower()
            found[key] = _values(opened["value"] or "")
        elif key and (member := _MEMBER.match(text)):
            found[key] += (_unquoted(member["value"]),)
    return found


def _values(text: str) -> tuple[str, ...]:
    stripped = text.strip()
    if stripped.startswith("[") and stripped.endswith("]"):
        stripped = stripped[1:-1]
        return tuple(filter(None, map(_unquoted, stripped.split(","))))
    return (_unquoted(stripped),) if stripped else ()


def _unquoted(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] and stripped[0] in "'\"":
        return stripped[1:-1]
    return stripped
