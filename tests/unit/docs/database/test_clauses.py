"""The files of tests/cases/sentences: ``|`` an expression as the server deparses it, then its clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.docs.database.clauses import clause
from supamap.docs.database.phrases import Scope
from supamap.model.schema import Column, Table
from supamap.sql.parser import parse

CASES = Path(__file__).parents[3] / "cases" / "sentences"
THINGS = Table(
    "public",
    "things",
    columns=(
        *(Column(name, "integer", nullable=False) for name in ("id", "tokens", "weight", "template_a", "template_b")),
        Column("name", "text", nullable=False),
        Column("is_archived", "boolean", nullable=False),
        Column("settings", "jsonb", nullable=False),
        Column("starts_at", "timestamp with time zone", nullable=False),
        Column("ends_at", "timestamp with time zone"),
        *(Column(name, "text") for name in ("bio", "kind")),
        Column("score", "integer"),
    ),
)


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            title, *lines = block.splitlines()
            source = "\n".join(line[2:] for line in lines if line.startswith("|"))
            expected = "\n".join(line[2:] for line in lines if not line.startswith("|"))
            found.append(pytest.param(path.stem, source, expected, id=f"{path.stem}: {title.lstrip('# ')}"))
    return found


@pytest.mark.parametrize(("kind", "source", "expected"), _cases())
def test_an_expression_in_words(kind: str, source: str, expected: str) -> None:
    assert clause(parse(source), Scope(THINGS, lax=kind == "checks")) == expected
