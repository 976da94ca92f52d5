"""The cases of tests/cases/embedding: a schema, then ``|`` table and select, then what each embed leads to."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_lines import qualified, schema_of

from supamap.model.schema import Schema
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.embedding import Ambiguous, Embedded, Unmatched, resolve_all
from supamap.postgrest.selects import Select, parse_select

CASES = Path(__file__).parents[2] / "cases" / "embedding"


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        first, *blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        schema = schema_of(first.splitlines())
        for number, block in enumerate(blocks):
            asked = [line for line in block.splitlines() if not line.startswith("#")]
            title = block.splitlines()[0].lstrip("#| ")
            found.append(pytest.param(schema, asked[0][2:], asked[1:], id=f"{path.stem} {number}: {title}"))
    return found


@pytest.mark.parametrize(("schema", "question", "expected"), _cases())
def test_case(schema: Schema, question: str, expected: list[str]) -> None:
    table, _, text = question.partition(" ")
    select = parse_select(text)
    assert isinstance(select, Select)
    found = resolve_all(Catalog(schema), qualified(table), select.children)
    assert [_line(embedded) for embedded in found] == expected


def _line(embedded: Embedded) -> str:
    found, target = embedded.found, embedded.embed.target
    if found is None:
        return f"? {'.'.join(embedded.path)}"
    if isinstance(found, Ambiguous):
        return f"! ambiguous: {', '.join(found.remedies)}"
    if isinstance(found, Unmatched):
        leads = f", leads to {', '.join(map(str, found.leads))}" if found.leads else ""
        nearest = f", nearest {', '.join(found.nearest)}" if found.nearest else ""
        return f"! {target}: {'nothing leads there' if found.exists else 'no such table'}{leads}{nearest}"
    path = f"{'.'.join(embedded.path)} " if len(embedded.path) > 1 else ""
    return f"  {path}{found.other} {found.cardinality} {found.name}"
