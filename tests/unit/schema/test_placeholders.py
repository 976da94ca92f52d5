"""What is a placeholder in an example statement, and what only looks like one."""

from __future__ import annotations

import pytest

from supamap.schema.placeholders import Parametrised, parametrised, without_sample


@pytest.mark.parametrize(
    ("statement", "expected", "parameters"),
    [
        ("id = :id and owner = :id", "id = $1 and owner = $2", 2),
        ("id = $1 and x in ($2, :y)", "id = $1 and x in ($2, $3)", 3),
        ("id = :'id'::uuid", "id = $1::uuid", 1),
        ("id = {{ user.id }}", "id = $1", 1),
        ("f(wanted => :w)", "f(wanted => $1)", 1),
        # No placeholders.
        ("a::text, b :: int", "a::text, b :: int", 0),
        ("tags[1:n], tags[i:j]", "tags[1:n], tags[i:j]", 0),
        ("x = ':id' and \":y\" = '$1'", "x = ':id' and \":y\" = '$1'", 0),
        ("1 -- :id\n/* $1 */", "1 -- :id\n/* $1 */", 0),
        ("do $$ select :a, $1 $$", "do $$ select :a, $1 $$", 0),
        ("$tag$ $1 $tag$, $1", "$tag$ $1 $tag$, $1", 1),
        ("E'it\\'s :a'", "E'it\\'s :a'", 0),
        ("price$1", "price$1", 0),
    ],
)
def test_parametrised(statement: str, expected: str, parameters: int) -> None:
    assert parametrised(statement) == Parametrised(expected, parameters)


def test_a_sample_becomes_a_parameter() -> None:
    statement = Parametrised("id = $1 and owner = 'user-uuid-here'", 1)
    assert without_sample(statement, 20, any_text=False) == Parametrised("id = $1 and owner = $2", 2)


@pytest.mark.parametrize("text", ["'open'", "'here we are'", "'2026-01-01'"])
def test_a_string_that_looks_like_none_stays(text: str) -> None:
    assert without_sample(Parametrised(f"a = {text}"), 4, any_text=False) is None
    assert without_sample(Parametrised(f"a = {text}"), 4, any_text=True) == Parametrised("a = $1", 1)


def test_where_no_string_stands_there_is_no_sample() -> None:
    assert without_sample(Parametrised("a = 'your-id'"), 0, any_text=True) is None
