"""The files of tests/cases/bodies: ``|`` SQL, then every operation with the name that it touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supamap.schema.bodies import touches

CASES = Path(__file__).parents[2] / "cases" / "bodies"


def _cases() -> Iterator[object]:
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            title, *lines = block.strip().splitlines()
            body = "\n".join(line[2:] for line in lines if line.startswith("|"))
            expected = [line for line in lines if not line.startswith("|")]
            yield pytest.param(body, expected, id=f"{path.stem}: {title[2:]}")


@pytest.mark.parametrize(("body", "expected"), list(_cases()))
def test_case(body: str, expected: list[str]) -> None:
    found = [
        f"{touch.operation} {touch.schema}.{touch.name}" if touch.schema else f"{touch.operation} {touch.name}"
        for touch in touches(body)
    ]
    assert sorted(found) == sorted(expected)


@given(st.text(alphabet="abfrom ujins.e'\"$();,/*-|\n\\E"))
def test_any_text_is_read_to_its_end(text: str) -> None:
    touches(text)


@given(st.text(alphabet="ab '$\n;", max_size=20))
def test_a_comment_changes_nothing(text: str) -> None:
    body = "insert into jobs select * from users"
    assert touches(f"/* {text} */ {body}") == touches(body)
