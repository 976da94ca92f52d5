"""The cases of tests/cases/example-queries: code, then behind ``>`` the supabase-js and the SQL that a page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from schema_lines import schema_of

from supamap.docs.example_queries import example_lines
from supamap.model.examples import CodeBlock
from supamap.model.schema import Schema
from supamap.model.usage import Usage
from supamap.pipeline.blocks import link_blocks
from supamap.postgrest.catalog import Catalog

CASES = Path(__file__).parents[2] / "cases" / "example-queries" / "queries.txt"


def _cases() -> list[object]:
    first, *blocks = CASES.read_text(encoding="utf-8").strip().split("\n\n")
    schema = schema_of(first.splitlines())
    found: list[object] = []
    for block in blocks:
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        code, *shown = "\n".join(lines).split("\n>")
        found.append(pytest.param(schema, code, [text.strip("\n") for text in shown], id=code.partition("from(")[2]))
    return found


def usages_of(code: str) -> tuple[Usage, ...]:
    return link_blocks([CodeBlock("page.md", 1, "ts", code)]).usages


@pytest.mark.parametrize(("schema", "code", "shown"), _cases())
def test_case(schema: Schema, code: str, shown: list[str]) -> None:
    usages = usages_of(code)
    table = f"table:{code.split(chr(39))[1]}"
    expected = [
        line
        for language, text in zip(("ts", "sql"), shown, strict=False)
        if text
        for line in (f"```{language}", *text.splitlines(), "```", "")
    ]
    assert list(example_lines([table], usages, Catalog(schema))) == expected[:-1]


def test_the_most_frequent_of_each_kind_in_a_fixed_order() -> None:
    code = """
export const a = () => supabase.from('posts').delete().eq('id', 1)
export const b = () => supabase.from('posts').select('rare')
export const c = () => supabase.from('posts').select('often')
export const d = () => supabase.from('posts').select('often')
export const e = () => supabase.from('posts').select('also')
export const f = () => supabase.from('other').select('x')
export const g = () => supabase.from('posts').select('*', { head: true, count: 'exact' })
"""
    lines = example_lines(["table:posts"], usages_of(code), None)
    assert [line.strip() for line in lines if line.startswith("  .") and "from" not in line] == [
        ".select('often');", ".select('also');", ".delete()", ".eq('id', 1);"
    ]  # fmt: skip
    assert lines == example_lines(["table:posts"], usages_of(code)[::-1], None)


def test_without_a_schema_there_is_no_sql_and_no_payload_in_part() -> None:
    lines = example_lines(["table:t"], usages_of("supabase.from('t').insert({ a: 1 })"), None)
    assert "```ts" in lines
    assert "```sql" not in lines
    assert not example_lines(["table:t"], usages_of("supabase.from('t').insert({ ...x, a: 1 })"), None)


def test_buckets() -> None:
    code = "supabase.storage.from('a').download('x'); supabase.storage.from('a').info('x')"
    assert example_lines(["bucket:a"], usages_of(code), None) == (
        "```ts",
        "const { data, error } = await supabase.storage.from('a').download(path);",
        "```",
    )
