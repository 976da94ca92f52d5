"""Chains as people write them, and the query that each is."""

from __future__ import annotations

from pathlib import Path

import pytest
from source_trees import linked_tree, plant

from supamap.model.queries import Payload, Query, QueryCall, Scalar
from supamap.model.usage import Origin


def query_of(tmp_path: Path, code: str) -> Query:
    plant(tmp_path, {"src/db.ts": "import { createClient } from '@supabase/supabase-js'\n"
                                  "export const supabase = createClient('u', 'k')\n",
                     "src/a.ts": f"import {{ supabase }} from './db'\n{code}\n"})  # fmt: skip
    (usage,) = (one for one in linked_tree(tmp_path).usages if one.origin is Origin.CALL)
    assert usage.query is not None
    return usage.query


def payload(complete: bool = True, **entries: tuple[Scalar, ...]) -> Payload:
    return Payload(tuple(entries.items()), complete)


def test_every_method_with_its_line_and_constants(tmp_path: Path) -> None:
    code = """export const a = (id: string) => supabase
  .from('jobs')
  .select('id, ' + id, { count: 'exact', head: true })
  .eq('status', 'open')
  .in('kind', ['a', 'b', id])
  .not('done_at', 'is', null)
  .order('rank', { ascending: false })
  .limit(20)
  .maybeSingle()"""
    assert query_of(tmp_path, code) == Query(
        (
            QueryCall("select", 4, ("id, \ufffc",), options=(("count", "exact"), ("head", True))),
            QueryCall("eq", 5, ("status",), values=("open",)),
            QueryCall("in", 6, ("kind",), values=("a", "b")),
            QueryCall("not", 7, ("done_at",), "is", (None,)),
            QueryCall("order", 8, ("rank",), options=(("ascending", False),)),
            QueryCall("limit", 9, values=(20,)),
            QueryCall("maybeSingle", 10),
        )
    )


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("{ a: 'x', b: 1, c: id }", [payload(a=("x",), b=(1,), c=())]),
        ("{ a: id ? 'x' : 'y', b: id ?? 'z' }", [payload(a=("x", "y"), b=("z",))]),
        ("[{ a: 1 }, { b: true }]", [payload(a=(1,)), payload(b=(True,))]),
        ("id ? { a: null } : { b: -1.5 }", [payload(a=(None,)), payload(b=(-1.5,))]),
        ("{ ...{ a: 1 }, b: 2 }", [payload(b=(2,), a=(1,))]),
        ("rows.map((row) => ({ a: row, b: 1 }))", [payload(a=(), b=(1,))]),
        # There may be more keys than these.
        ("{ ...rest, b: 2 }", [payload(complete=False, b=(2,))]),
        ("{ [id]: 1, b: 2 }", [payload(complete=False, b=(2,))]),
        ("kept", [payload(complete=False, a=(1,))]),
        ("rest", [payload(complete=False)]),
        ("rows.map(make)", [payload(complete=False)]),
        ("make()", [payload(complete=False)]),
    ],
)
def test_payloads(tmp_path: Path, argument: str, expected: list[Payload]) -> None:
    code = f"""declare function make(): object
const kept = {{ a: 1 }}
export const f = (id: string, rows: string[], rest: object) => supabase.from('t').insert({argument})"""
    (call,) = query_of(tmp_path, code).calls
    assert list(call.payloads) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("rpc('f')", Payload()),
        ("rpc('f', {})", Payload()),
        ("rpc('f', { a: 'x' })", payload(a=("x",))),
        ("rpc('f', rest)", payload(complete=False)),
    ],
)
def test_arguments_of_functions(tmp_path: Path, call: str, expected: Payload) -> None:
    found = query_of(tmp_path, f"export const f = (rest: object) => supabase.{call}.select('id')").calls
    assert [one.method for one in found] == ["rpc", "select"]
    assert found[0].payloads == (expected,)


def test_options_of_an_upsert_may_stand_elsewhere(tmp_path: Path) -> None:
    code = "const how = { onConflict: 'id' }\nexport const f = () => supabase.from('t').upsert({ id: 1 }, how)"
    assert query_of(tmp_path, code).calls[0].option("onConflict") == ("id",)
