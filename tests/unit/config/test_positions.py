"""The lines of TOML keys."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supamap.config.positions import KeyPath, key_lines

DOCUMENT = '''# comment with = and [brackets]
plain = 1
dotted.key = "a # no comment"  # a comment
"quoted \\u0041" = 'x'

[table.inner]
text = """
not = "a key"
[neither]
"""
raw = \'\'\'
also = "not"\'\'\'\'
list = [
  "one", # [
  { a = 1, b.c = [2, 3] },
]

[[many]]
name = 1
[[many]]
name = 2

[after]
last = 2026-11-22T10:00:00+01:00
'''


def test_lines_of_every_construct() -> None:
    tomllib.loads(DOCUMENT)
    assert key_lines(DOCUMENT) == {
        ("plain",): 2,
        ("dotted",): 3,
        ("dotted", "key"): 3,
        ("quoted A",): 4,
        ("table",): 6,
        ("table", "inner"): 6,
        ("table", "inner", "text"): 7,
        ("table", "inner", "raw"): 11,
        ("table", "inner", "list"): 13,
        ("table", "inner", "list", 0): 14,
        ("table", "inner", "list", 1): 15,
        ("table", "inner", "list", 1, "a"): 15,
        ("table", "inner", "list", 1, "b"): 15,
        ("table", "inner", "list", 1, "b", "c"): 15,
        ("table", "inner", "list", 1, "b", "c", 0): 15,
        ("table", "inner", "list", 1, "b", "c", 1): 15,
        ("many",): 18,
        ("many", 0): 18,
        ("many", 0, "name"): 19,
        ("many", 1): 20,
        ("many", 1, "name"): 21,
        ("after",): 23,
        ("after", "last"): 24,
    }


@pytest.mark.parametrize("document", ["", "\n\n", "# only a comment", "a=1"])
def test_small_documents(document: str) -> None:
    assert set(key_lines(document)) == paths(tomllib.loads(document))


def paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    """Every key and array element of a document."""
    found = {path} if path else set()
    if isinstance(value, dict):
        found |= {inner for key, part in value.items() for inner in paths(part, (*path, key))}
    if isinstance(value, list):
        found |= {inner for index, part in enumerate(value) for inner in paths(part, (*path, index))}
    return found


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
VALUES = st.recursive(
    st.integers(0, 99) | st.booleans() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


def written(value: Any) -> str:
    """A value in TOML, on one line."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return quoted(value)
        case list():
            return "[" + ", ".join(written(part) for part in value) + "]"
        case _:
            return "{ " + ", ".join(f"{quoted(key)} = {written(part)}" for key, part in value.items()) + " }"


def quoted(text: str) -> str:
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08X}" for c in text) + '"'


@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_every_key_of_any_document_has_its_line(document: dict[str, Any]) -> None:
    text = "".join(f"{quoted(key)} = {written(value)}\n" for key, value in document.items())
    lines = key_lines(text)
    assert set(lines) == paths(tomllib.loads(text))
    assert [lines[(key,)] for key in document] == list(range(1, len(document) + 1))
