"""The cases of tests/cases/checking: a schema, then code, and under it ``!`` line, rule and message of each fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_lines import schema_of

from supamap.model.examples import CodeBlock
from supamap.model.schema import Schema
from supamap.pipeline.blocks import link_blocks
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.checking import check_usage

CASES = Path(__file__).parents[2] / "cases" / "checking"


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        first, *blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        schema = schema_of(first.splitlines())
        for block in blocks:
            title, *lines = block.splitlines()
            code = "\n".join(line for line in lines if not line.startswith("!"))
            expected = [line for line in lines if line.startswith("!")]
            found.append(pytest.param(schema, code, expected, id=f"{path.stem}: {title.lstrip('# ')}"))
    return found


@pytest.mark.parametrize(("schema", "code", "expected"), _cases())
def test_case(schema: Schema, code: str, expected: list[str]) -> None:
    linked = link_blocks([CodeBlock("page.md", 1, "ts", code)])
    assert linked.usages, "the case uses nothing"
    assert not linked.diagnostics or "invalid-select" in "".join(expected)
    found = [fault for usage in linked.usages for fault in check_usage(usage, Catalog(schema))]
    hints = [f" ({fault.hint})" if fault.hint else "" for fault in found]
    lines = [f"! {one.line} {one.rule} {one.message}{hint}" for one, hint in zip(found, hints, strict=True)]
    assert lines == expected
