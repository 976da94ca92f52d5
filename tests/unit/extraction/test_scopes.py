"""What a name means at a place: lexical scoping, hoisting, shadowing, in small and in minified code."""

from __future__ import annotations

import pytest
from fact_lines import candidate_lines, facts_of, name_read

from supamap.model.sources import Language

# Source and what the argument of `db.from(…)` is; `T` is declared on line 1, the use may stand anywhere.
MEANINGS = {
    "outer": ("const T = 'a'\nfunction f() { db.from(T) }", "T@1"),
    "block": ("const T = 'a'\n{ const T = 'b'\n db.from(T) }", "T@2"),
    "after the block": ("const T = 'a'\n{ const T = 'b' }\ndb.from(T)", "T@1"),
    "var is the function's": ("const T = 'a'\nfunction f() { if (x) {\n var T = 'b' }\n db.from(T) }", "T@3"),
    "var is not another function's": ("const T = 'a'\nfunction f() { var T = 'b' }\ndb.from(T)", "T@1"),
    "var is used before it": ("const T = 'a'\nfunction f() { db.from(T)\n var T = 'b' }", "T@3"),
    "let is the block's": ("const T = 'a'\nfunction f() { if (x) {\n let T = 'b' }\n db.from(T) }", "T@1"),
    "var at the top, in a block": ("{ var T = 'a' }\ndb.from(T)", "T@1"),
    "parameter": ("const T = 'a'\nfunction f(T) { db.from(T) }", "T@2"),
    "arrow's only parameter": ("const T = 'a'\nconst f = T =>\n db.from(T)", "T@2"),
    "parameter of an inner function": ("const T = 'a'\nfunction f() { g((T) => 1); db.from(T) }", "T@1"),
    "destructured parameter": ("const T = 'a'\nconst f = ({ a: { T } }) => db.from(T)", "T@2"),
    "renamed away": ("const T = 'a'\nconst f = ({ T: other }) => db.from(T)", "T@1"),
    "rest parameter": ("const T = 'a'\nconst f = (...T) => db.from(T)", "T@2"),
    "parameter with a default": ("const T = 'a'\nconst f = (T = 'b') => db.from(T)", "T@2"),
    "default sees the outer name": ("const T = 'a'\nconst f = (x = db.from(T)) => x", "T@1"),
    "catch": ("const T = 'a'\ntry {} catch (T) { db.from(T) }", "T@2"),
    "catch, destructured": ("const T = 'a'\ntry {} catch ({ T }) { db.from(T) }", "T@2"),
    "after catch": ("const T = 'a'\ntry {} catch (T) {}\ndb.from(T)", "T@1"),
    "for of": ("const T = 'a'\nfor (const T of x) db.from(T)", "T@2"),
    "for of, destructured": ("const T = 'a'\nfor (const [, { T }] of x) { db.from(T) }", "T@2"),
    "for of assigns": ("let T = 'a'\nfor (T of x) db.from(T)", "T@1"),
    "after for of": ("const T = 'a'\nfor (const T of x) {}\ndb.from(T)", "T@1"),
    "for in": ("const T = 'a'\nfor (const T in x) db.from(T)", "T@2"),
    "for of with var": ("function f() { for (var T of x) {}\n db.from(T) }", "T@1"),
    "for": ("const T = 'a'\nfor (let T = 'b';;) { db.from(T) }", "T@2"),
    "switch": ("const T = 'a'\nswitch (x) { case 1: let T = 'b'\n default: db.from(T) }", "T@2"),
    "after switch": ("const T = 'a'\nswitch (x) { case 1: let T = 'b' }\ndb.from(T)", "T@1"),
    "function's own name": ("const T = 'a'\nx(function T() { db.from(T) })", "T@2"),
    "function expression's name is its own": ("const T = 'a'\nconst f = function T() {}\ndb.from(T)", "T@1"),
    "function declaration": ("const T = 'a'\n{ function T() {}\n db.from(T) }", "T@2"),
    "function declaration is used before it": ("db.from(T)\nfunction T() {}", "T@2"),
    "class": ("const T = 'a'\n{ class T {}\n db.from(T) }", "T@2"),
    "class expression's name is its own": ("const T = 'a'\nconst C = class T {}\ndb.from(T)", "T@1"),
    "inside a class expression": ("const T = 'a'\nconst C = class T { m() { db.from(T) } }", "T@2"),
    "method's name is none": ("const T = 'a'\nclass C { T() { db.from(T) } }", "T@1"),
    "property's name is none": ("const T = 'a'\nconst o = { T: 'b', m() { db.from(T) } }", "T@1"),
    "field's value": ("const T = 'a'\nclass C { x = db.from(T) }", "T@1"),
    "enum": ("enum T { A = 'a' }\ndb.from(T)", "T@1"),
    "enum in a block": ("const T = 'a'\n{ enum T { A = 'a' }\n db.from(T) }", "T@2"),
    "import": ("import { T } from './t'\nfunction f() { db.from(T) }", "T@1"),
    "import, shadowed": ("import { T } from './t'\nfunction f(T) { db.from(T) }", "T@2"),
    "label is none": ("const T = 'a'\nT: for (;;) { db.from(T) }", "T@1"),
    "type is none": ("const T = 'a'\ntype T = 'b'\ndb.from(T)", "T@1"),
    "type parameter is none": ("const T = 'a'\nfunction f<T>(x: T) { db.from(T) }", "T@1"),
    "nobody's": ("db.from(T)", "T"),
    "undefined": ("db.from(undefined ?? T)", "undefined | T"),
    "generator": ("const T = 'a'\nfunction* f(T) { yield db.from(T) }", "T@2"),
    "async arrow": ("const T = 'a'\nconst f = async (T) => { await db.from(T) }", "T@2"),
    "getter": ("const T = 'a'\nconst o = { get x() { const T = 'b'\n return db.from(T) } }", "T@2"),
    "setter's parameter": ("const T = 'a'\nconst o = { set x(T) { db.from(T) } }", "T@2"),
    "constructor's parameter": ("const T = 'a'\nclass C { constructor(private T) { db.from(T) } }", "T@2"),
    "static block": ("const T = 'a'\nclass C { static { const T = 'b'\n db.from(T) } }", "T@2"),
    "using": ("const T = 'a'\n{ using T = x()\n db.from(T) }", "T@2"),
    "names of other letters": ("const Täble = 'a'\ndb.from(Täble)", "Täble@1"),
    "dollar and underscore": ("const $_1 = 'a'\ndb.from($_1)", "$_1@1"),
}


@pytest.mark.parametrize(
    ("source", "meaning"),
    [pytest.param(*case, id=name) for name, case in MEANINGS.items()],
)
def test_what_a_name_means(source: str, meaning: str) -> None:
    assert name_read(source) == meaning


@pytest.mark.parametrize("count", [2, 12, 13, 200])
def test_many_declarations_of_one_name(count: int) -> None:
    """Minified code: one name, declared in hundreds of places, is looked up in another way than in few places."""
    body = "".join(
        f"function f{n}(a) {{ {{ let a = '{n}'; db.from(a) }} for (const a of b) db.rpc(a); db.from(a) }}\n"
        for n in range(count)
    )
    found = candidate_lines(facts_of("const b = []\n" + body + "db.from(a)\n", Language.JAVASCRIPT))
    expected = [
        line
        for number in range(2, count + 2)
        for line in (f"db.from(a@{number})", f"db.rpc(a@{number})", f"db.from(a@{number})")
    ]
    assert found == [*expected, "db.from(a)"]


@pytest.mark.parametrize("count", [3, 40])
def test_many_declarations_are_told_apart_by_their_values(count: int) -> None:
    parts = [
        f"function f{n}(a) {{ {{ let a = '{n}'; db.from(a) }} db.from(a); {{ db.rpc(a) }} }}" for n in range(count)
    ]
    file = facts_of("var a = 'top';" + "".join(parts) + "db.from(a)", Language.JAVASCRIPT)
    values = [one.arguments[0] for one in file.candidates]
    for number in range(count):
        inner, own, same = values[number * 3 : number * 3 + 3]
        assert inner != own
        assert own == same
    assert len(set(values)) == count * 2 + 1


def test_a_var_and_a_parameter_of_one_name_are_one_name() -> None:
    file = facts_of("function f(t) { var t; if (!t) t = 'b'; db.from(t) }")
    (found,) = file.candidates
    assert found.arguments[0] is not None
    assert {one.name for one in file.bindings} == {"t"}
