"""Definitions: what a file declares at its top, and the members that are told apart."""

from __future__ import annotations

import pytest
from fact_lines import facts_of

from supamap.model.facts import FileFacts
from supamap.model.sources import Language


def definitions(file: FileFacts) -> list[str]:
    """``name kind`` of every definition but the module, ``+`` before exported ones."""
    return [f"{'+' if one.exported else ''}{one.name} {one.kind}" for one in file.definitions[1:]]


SOURCES = {
    "function f() {}": ["f function"],
    "export function f() {}": ["+f function"],
    "export async function* f() {}": ["+f function"],
    "const f = () => 1": ["f function"],
    "export const f = async function () {}": ["+f function"],
    "const a = 1, b = () => 1": ["a variable", "b function"],
    "let a": ["a variable"],
    "export let a = f(() => 1)": ["+a variable"],
    "export const { a, b: [c], ...d } = e": ["+a variable", "+c variable", "+d variable"],
    "class A {}": ["A class"],
    "export abstract class A {}": ["+A class"],
    "export enum E { A = 'a' }": ["+E variable"],
    "export const enum E { A = 'a' }": ["+E variable"],
    "namespace N { export const a = 1 }": ["N variable"],
    "export default function f() {}": ["+f function"],
    "export default function () {}": ["+default function"],
    "export default class A { m() {} }": ["+A class", "A.m method"],
    "export default class { m() {} }": ["+default variable", "default.m method"],
    "export default () => 1": ["+default function"],
    "export default { a() {}, b: () => 1, c: 2 }": ["+default variable", "default.a method", "default.b method"],
    "export default defineThing({ a() {} })": ["+default variable"],
    "const a = 1\nexport default a": ["+a variable"],
    "const a = 1\nexport { a, a as b }": ["+a variable"],
    "export type T = 1\nexport interface I {}\ntype U = 2": [],
    "declare const a: string\ndeclare function f(): void\ndeclare module 'm' {}": [],
    "function f(a: 1): void\nfunction f(a: 2): void\nfunction f(a: unknown) {}": ["f function"],
    "if (x) { function f() {} const a = 1 }": [],
    "{ const a = 1 }": [],
    "import a from 'm'": [],
    "a.b = 1": [],
    "export * from 'm'\nexport { a } from 'm'": [],
    (
        "class A { a = 1; static b = () => 1; #c = 2; d() {} static e() {} get f() { return 1 } constructor() {}"
        " 'g h'() {} [i]() {} }"
    ): [
        "A class", "A.a property", "A.b property", "A.#c property", "A.d method", "A.e method", "A.f method",
        "A.constructor method", "A.g h method", "A. method",
    ],
    "const A = class B { m() {} }": ["A variable", "A.m method"],
    (
        "export const o = { a() {}, async b() {}, c: () => 1, d: function () {}, e: 1, f: g(() => 1),"
        " 'h-i': () => 1, [j]() {}, k, ...l }"
    ): [
        "+o variable", "o.a method", "o.b method", "o.c method", "o.d method", "o.f method", "o.h-i method",
        "o. method",
    ],
    "const o = { n: { a() {} }, m: { b: 1 } }": ["o variable", "o.n method"],
    "const o = { a() {} } as const": ["o variable", "o.a method"],
    "const o = ({ a() {} }) satisfies T": ["o variable", "o.a method"],
    "const o = Object.freeze({ a() {} })": ["o variable"],
    "exports.f = () => 1": ["+f function"],
    "exports.o = { a() {} }": ["+o variable", "o.a method"],
    "module.exports.f = function () {}": ["+f function"],
    "module.exports = { a() {}, b }": ["+default variable", "default.a method"],
    "module.exports = class A { m() {} }": ["+default variable", "default.m method"],
    "module.exports = f\nfunction f() {}": ["+f function"],
    "function f() { function g() {} const h = () => 1; class A { m() {} } }": ["f function"],
}  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_definitions_of_a_file(source: str) -> None:
    assert definitions(facts_of(source)) == SOURCES[source]


def test_the_module_comes_first_and_others_in_the_order_of_their_places() -> None:
    file = facts_of("\n\nconst b = 1\nfunction a() {}\n")
    assert [(one.name, one.line) for one in file.definitions] == [("<module>", 1), ("b", 3), ("a", 4)]


def owners(source: str, language: Language = Language.TSX) -> list[str]:
    """The definition in which each ``db.from`` stands."""
    file = facts_of(source, language)
    return [file.definitions[one.definition].name for one in file.candidates]


OWNERS = {
    "db.from('a')": "<module>",
    "if (x) { db.from('a') }": "<module>",
    "app.get('/', () => db.from('a'))": "<module>",
    "const a = db.from('a')": "a",
    "const a = b ? db.from('a') : 1": "a",
    "function f() { db.from('a') }": "f",
    "function f() { return () => { db.from('a') } }": "f",
    "function f(x = db.from('a')) {}": "f",
    "const f = memo(() => db.from('a'))": "f",
    "class A { m() { db.from('a') } }": "A.m",
    "class A { static m = () => db.from('a') }": "A.m",
    "class A { static { db.from('a') } }": "A",
    "class A extends f(db.from('a')) {}": "A",
    "const o = { m() { db.from('a') } }": "o.m",
    "const o = { m: () => db.from('a') }": "o.m",
    "const o = { m: db.from('a') }": "o",
    "const o = { n: { m() { db.from('a') } } }": "o.n",
    "const o = { ...db.from('a') }": "o",
    "export default () => db.from('a')": "default",
    "export default { m() { db.from('a') } }": "default.m",
    "export default wrap({ m() { db.from('a') } })": "default",
    "function f() { class A { m() { db.from('a') } } }": "f",
    "function f() { const o = { m() { db.from('a') } }; return 1 }": "f",
    "namespace N { export const a = db.from('a') }": "N",
    "exports.f = () => db.from('a')": "f",
    "const F = () => <p onClick={() => db.from('a')}>{x}</p>": "F",
    "const [a] = db.from('a')": "a",
    "label: { db.from('a') }": "<module>",
    "const { a, b } = db.from('x')": "b",
}


@pytest.mark.parametrize("source", OWNERS)
def test_the_definition_of_a_place(source: str) -> None:
    assert owners(source) == [OWNERS[source]]


@pytest.mark.parametrize(
    ("source", "jsx"),
    [
        ("const A = () => <p/>", True),
        ("function A() { return <p/> }", True),
        ("function A() { return (<><p/></>) }", True),
        ("function A() { if (x) return null; return x ? <p/> : null }", True),
        ("const A = () => x && <p/>", True),
        ("const A = function () { return x || <p/> }", True),
        ("const A = () => 1", False),
        ("function A() { const b = () => <p/>; return b }", False),
        ("function A() { f(<p/>) }", False),
        ("const A = <p/>", False),
        ("class A { render() { return <p/> } }", False),
    ],
)
def test_what_gives_markup(source: str, jsx: bool) -> None:
    assert facts_of(source, Language.TSX).definitions[1].jsx is jsx


def test_variables_of_a_component_are_no_definitions() -> None:
    source = (
        "<script setup>\nconst a = db.from('a')\nfunction f() { db.from('b') }\nconst g = () => db.from('c')\n</script>"
    )
    file = facts_of(source, Language.VUE)
    assert file.component
    assert definitions(file) == ["f function", "g function"]
    assert [file.definitions[one.definition].name for one in file.candidates] == ["<module>", "f", "g"]


def test_functions_know_what_they_are() -> None:
    file = facts_of(
        "function f(a) { return g((b) => b) }\nclass A { m() { return this } }\n"
        "const h = function k() {}\nf(h)\nnew A()"
    )
    assert {(one.name, file.definitions[one.definition].name, one.cls) for one in file.functions} == {
        ("f", "f", -1),
        ("m", "A.m", 0),
        ("k", "h", -1),
        ("", "f", -1),
    }


def test_callbacks_know_the_call_that_they_are_an_argument_of() -> None:
    file = facts_of("f(1, (a) => db.from(a))\nx.map(function (a) { db.from(a) })\nconst g = (a) => db.from(a)")
    assert [one.callback_index for one in sorted(file.functions, key=lambda one: one.line)] == [1, 0, -1]


def test_classes_have_all_that_their_members_may_be() -> None:
    file = facts_of(
        "class A extends B {\n static s = 1\n f = 2\n t: T\n constructor(private p: P, q) { super(); this.q = q }\n"
        " set(x) { this.f = x }\n get g() { return this.f }\n}\nnew A()"
    )
    (cls,) = file.classes
    assert [name for name, _ in cls.statics] == ["s"]
    assert [name for name, _ in cls.members] == ["f", "constructor", "p", "set", "g", "q", "f"]
    assert [name for name, _ in cls.types] == ["t", "p"]


def test_what_this_assigns_in_an_inner_class_is_its_own() -> None:
    file = facts_of("class A { m() { this.a = 1; return class B { n() { this.b = 2 } } } }\nnew A()")
    assert {cls.name: [name for name, _ in cls.members] for cls in file.classes} == {"A": ["m", "a"], "B": ["n", "b"]}


def test_directives_stand_at_the_top() -> None:
    assert facts_of("// note\n'use client'\n\"use strict\"\nimport a from 'a'\n'no'").directives == (
        "use client",
        "use strict",
    )
    assert facts_of("const a = 1\n'use client'").directives == ()


def test_assignments_to_members() -> None:
    file = facts_of("a.b = 1\nc.d.e = f\nfunction g(h) { h.i = 2; this.j = 3 }\nk = 4")
    assert [one.name for one in file.assignments] == ["b", "e", "i"]
