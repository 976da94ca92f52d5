"""Expressions as people write them: tests/cases/expressions.txt has each as the server deparses it before."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.sql.parser import parse
from supamap.sql.printing import readable, text_of

LINES = (Path(__file__).parents[2] / "cases" / "expressions.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [(LINES[place][2:], LINES[place + 1][2:]) for place in range(0, len(LINES), 2)]


@pytest.mark.parametrize(("source", "expected"), PAIRS)
def test_an_expression_loses_what_means_nothing(source: str, expected: str) -> None:
    assert readable(source) == expected


@pytest.mark.parametrize(("source", "expected"), PAIRS)
def test_what_is_written_means_the_same(source: str, expected: str) -> None:
    assert text_of(parse(expected)) == expected


def test_what_is_beyond_the_grammar_stays_as_it_is() -> None:
    assert readable("a  =\n (b") == "a = (b"
    assert readable("") == ""


def test_nesting_without_end_is_kept_as_text() -> None:
    deep = "(" * 500 + "a" + ")" * 500
    assert readable(deep) == deep
