"""Reads one generated line of an Integration Map back, to find what a person added to it."""

from __future__ import annotations

import re

import msgspec

from supamap.docs.map_text import ALSO_VIA, ARROW, DASH, FURTHER, KINDS, OPERATIONS, VIA, code_pattern, code_text
from supamap.model.usage import PUBLIC_URL

_NAME = re.compile(
    rf"(?:(?P<kind>{'|'.join(KINDS)}) )?"
    rf"(?:\[{code_pattern('a', 'label')}\]\((?P<target>[^()\s]*)\)|{code_pattern('b', 'bare')})"
)
_SPAN = r"(`+)(?:.+?)\{0}(?!`)"
_BETWEEN = f"(?:{ARROW}|, )"
_OPERATION = rf"(?:{PUBLIC_URL}|[\w.*-]+)"
_OPERATIONS = re.compile(rf"{DASH}(?P<list>{_OPERATION}(?:, {_OPERATION})*)(?={DASH}|\Z)")
_VIA = re.compile(rf"{DASH}(?:{VIA}|{ALSO_VIA}) {_SPAN.format(1)}(?:{_BETWEEN}{_SPAN.format(2)})*(?={DASH}|\Z)")
_LEADING = re.compile(r"(?:[:–—,;]+|-+(?=\s))\s*")


class ReadEntry(msgspec.Struct, frozen=True):
    """The parts of a line.

    ``head`` is the name as it is written, ``name`` the name with its kind, ``target`` the link's URL (empty without
    one), ``operations`` the list as it stands.
    """

    head: str
    name: str
    target: str
    operations: str
    note: str


def read_entry(text: str) -> ReadEntry | None:
    """The parts of a line without its bullet; None when it is not in the form of an entry."""
    named = _NAME.match(text)
    if named is None:
        return None
    rest = text[named.end() :]
    operations = _OPERATIONS.match(rest)
    rest = rest[operations.end() :] if operations else rest
    via = _VIA.match(rest)
    rest = rest[via.end() :] if via else rest
    kind = f"{named['kind']} " if named["kind"] else ""
    name = code_text(named["label"] or named["bare"])
    listed = operations["list"] if operations else ""
    return ReadEntry(named.group(), kind + name, named["target"] or "", listed, _without_separator(rest))


def is_further_line(text: str) -> bool:
    """Whether the text is exactly a generated line of pages that reach a resource through child components."""
    if not text.startswith(f"{FURTHER} "):
        return False
    rest = text[len(FURTHER) + 1 :]
    while found := _NAME.match(rest):
        rest = rest[found.end() :]
        if not rest:
            return True
        if not rest.startswith(", "):
            return False
        rest = rest[2:]
    return False


def note_of(entry: ReadEntry, has_operations: bool) -> str:
    """The note of a line, given whether the entry has operations today.

    Without them a single word behind the name may be the note rather than an operation of an earlier scan.
    """
    listed = entry.operations
    if not listed or has_operations or set(listed.split(", ")) <= OPERATIONS:
        return entry.note
    return f"{listed}; {entry.note}" if entry.note else listed


def note_text(text: str) -> str:
    """A note without the separator or the parentheses that introduce it, white space collapsed."""
    stripped = _without_separator(text)
    return stripped[1:-1].strip() if _is_enclosed(stripped) else stripped


def _without_separator(text: str) -> str:
    stripped = " ".join(text.split())
    while found := _LEADING.match(stripped):
        stripped = stripped[found.end() :]
    return stripped


def _is_enclosed(text: str) -> bool:
    """Whether one pair of parentheses encloses the whole text."""
    if len(text) < 2 or text[0] != "(" or text[-1] != ")":
        return False
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place == len(text) - 1
    return False
