"""JSON with comments and trailing commas."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supamap.discovery.jsonc import JsoncError, parse, strings, strip, table

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('{"a": 1,}', {"a": 1}),
        ('{"a": [1, 2, ], // end\n}', {"a": [1, 2]}),
        ('{ // why\n"a": /* inline */ "b", /* after\nthe comma */ }', {"a": "b"}),
        ('{"@/*": ["./src/*"], "u": "https://x/y"}', {"@/*": ["./src/*"], "u": "https://x/y"}),
        ('{"quote\\"// no": "/* no */", "c": ",}",}', {'quote"// no': "/* no */", "c": ",}"}),
        ("// only\n[]", []),
    ],
)
def test_parse(text: str, value: object) -> None:
    assert parse(text.encode()) == value


@pytest.mark.parametrize(
    ("text", "line"), [('{\n"a": }', 2), ("{", 1), ('{"a": 1,\n// x\n,}', 3), ("", 1), ("{'a': 1}", 1)]
)
def test_what_is_no_json_is_said_with_its_line(text: str, line: int) -> None:
    with pytest.raises(JsoncError) as raised:
        parse(text.encode())
    assert raised.value.line == line


def test_bytes_that_are_not_utf8() -> None:
    with pytest.raises(JsoncError, match="UTF-8"):
        parse(b'{\n"a": "\xff"}')


def test_a_very_deep_nest_is_no_crash() -> None:
    with pytest.raises(JsoncError, match="deeply"):
        parse(b"[" * 100_000)


@given(VALUES)
def test_comments_and_commas_change_nothing(value: object) -> None:
    text = json.dumps(value, indent=1)
    assert parse(text.encode()) == value
    commented = text.replace("\n", " // c\n/* d, } ] */ ").replace("\n ]", ",\n]")
    assert parse(commented.encode()) == value
    assert strip(commented).count("\n") == commented.count("\n")


def test_wrong_shapes_say_nothing() -> None:
    assert table([1]) == {}
    assert strings(["a", 1, None]) == ("a",)
    assert strings("a") == ("a",)
    assert strings({"a": 1}) == ()
