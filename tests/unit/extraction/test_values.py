"""Expressions, patterns, strings and types as values."""

from __future__ import annotations

import pytest
from fact_lines import binding, candidate_lines, facts_of, kind, name_read, value

from supamap.model import facts
from supamap.model.sources import Language

EXPRESSIONS = {
    "'a'": "'a'",
    '"a"': "'a'",
    "`a`": "'a'",
    "``": "''",
    "''": "''",
    "`a${b}c`": "`a${b}c`",
    "`${b}`": "`${b}`",
    "`${'x'}${b.c}`": "`x${b.c}`",
    "`a\\`${b}\\n`": "`a`${b}\n`",
    "`${`${a}x`}y`": "`${`${a}x`}y`",
    "1": "1",
    "-1": "-1",
    "true": "true",
    "null": "null",
    "undefined": "undefined",
    "/a/g": "/a/g",
    "!a": "!a",
    "a": "a",
    "a.b.c": "a.b.c",
    "a?.b!.c": "a.b.c",
    "a['b']": "a.b",
    "a[`b`]": "a.b",
    "a[0]": "a[0]",
    "a[b]": "a[b]",
    "a[b]['c'].d": "a[b].c.d",
    "f(1, ...b)": "f(1, ...b)",
    "f?.(a)": "f(a)",
    "f<T>(a)": "f<T>(a)",
    "new A(b)": "new A(b)",
    "new A": "new A()",
    "new a.B<C>()": "new a.B<C>()",
    "{ a: 1, b, 'c-d': 2, ['e']: 3, [f]: 4, ...g }": "{a: 1, b: b, c-d: 2, e: 3, ...g, [f]: 4}",
    "{}": "{}",
    "[1, a, ...b]": "[1, a, ...b]",
    "[]": "[]",
    "a ? b : c": "b | c",
    "a ? b : c ? d : e": "b | d | e",
    "(a ? b : c).d": "(b | c).d",
    "a || b ?? c": "a | b | c",
    "a && b": "b",
    "a + 'b'": "`${a}b`",
    "a - b": "-",
    "a === b": "===",
    "(a)": "a",
    "((a, b))": "b",
    "a as B": "(a as B)",
    "a as any": "a",
    "a as unknown as B": "(a as B)",
    "a as const": "a",
    "a satisfies B": "a",
    "a!": "a",
    "await a": "a",
    "(await a()).b": "a().b",
    "a = b": "b",
    "a ??= b": "b",
    "import('./m')": "./m:*",
    "require('./m').x": "./m:=.x",
    "require(m)": "require(m)",
    "String.raw`a${b}`": "`a${b}`",
    "String.raw`a\\n${b}`": "`a\\n${b}`",
    "f`a`": "? a tagged template",
    "typeof a": "typeof a",
    "a++": "a++",
    "this": "? this outside a class",
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_an_expression(expression: str) -> None:
    file = facts_of(f"const x = {f'({expression})' if expression.startswith('{') else expression}\ndb.from(x)")
    assert binding(file, "x") == EXPRESSIONS[expression]


PATTERNS = {
    "const { x } = a": "a.x",
    "const { y: x } = a": "a.y",
    "const { 'y-z': x } = a": "a.y-z",
    "const { ['y']: x } = a": "a.y",
    "const { y: { z: x } } = a": "a.y.z",
    "const { x = b } = a": "a.x | b",
    "const { y: x = b } = a": "a.y | b",
    "const { y: { x } = b } = a": "(a.y | b).x",
    "const { y, ...x } = a": "a without y",
    "const [x] = a": "a[0]",
    "const [, , x] = a": "a[2]",
    "const [[, x]] = a": "a[0][1]",
    "const [y, x = b] = a": "a[1] | b",
    "const [y, ...x] = a": "a without ",
    "const [{ x }] = a": "a[0].x",
    "const { y: [x] } = a": "a.y[0]",
    "let x": "undefined",
    "let x = a; x = b": "a | b",
    "let x; x = a; [x] = b; ({ c: x } = d)": "a | b[0] | d.c",
    "for (const x of a) { x.y }": "element of a",
    "for (const { x } of a) { x.y }": "element of a.x",
    "for (const [, x] of a) { x.y }": "element of a[1]",
    "for (const x in a) { x.y }": "key of a",
    "for await (const x of a) { x.y }": "element of a",
    "try {} catch (x) { x.y }": "? a caught error",
    "function x() {}": "function@1",
    "class x {}": "class x",
    "enum x { A = 'a', B, 'C' = `c` }": "{A: 'a', B: number, C: 'c'}",
    "import x from 'm'": "m:default",
    "import * as x from 'm'": "m:*",
    "import { x } from 'm'": "m:x",
    "import { y as x } from 'm'": "m:y",
    "import { 'y z' as x } from 'm'": "m:y z",
    "import { default as x } from 'm'": "m:default",
    "import x = require('m')": "m:=",
    "import y, { x } from 'm'": "m:x",
    "import { type T, x } from 'm'": "m:x",
}


@pytest.mark.parametrize("source", PATTERNS)
def test_a_binding(source: str) -> None:
    use = source.replace("x.y", "db.from(x)") if "x.y" in source else f"{source}\ndb.from(x)"
    assert binding(facts_of(use), "x") == PATTERNS[source]


def test_a_variable_that_is_assigned_with_an_operator() -> None:
    file = facts_of("let x; x ??= b\nlet y = a; y ||= b\ndb.from(x, y)")
    assert [binding(file, name) for name in ("x", "y")] == ["b", "a | b"]


def test_a_declaration_of_javascript_alone() -> None:
    assert binding(facts_of("using x = a\ndb.from(x)", Language.JAVASCRIPT), "x") == "a"


def test_parameters_and_what_is_inside_them() -> None:
    file = facts_of("function f(a, { b, c: [d] }, [e] = g, ...h) { db.from(a, b, d, e, h) }", Language.JAVASCRIPT)
    (found,) = file.candidates
    names = ("a", "b", "d", "e", "h")
    assert [value(file, one) for one in found.arguments] == [f"{name}@1" for name in names]
    assert [binding(file, name) for name in names] == ["f#0", "f#1.b", "f#1.c[0]", "(f#2 | g)[0]", "f#3"]
    assert [one.name for one in file.functions[0].parameters] == ["a", "", "", ""]
    assert [one.rest for one in file.functions[0].parameters] == [False, False, False, True]
    assert value(file, file.functions[0].parameters[2].default) == "g"


def test_parameters_of_typescript() -> None:
    file = facts_of("function f(this: A, a: B, b?: C, { c }: D = {}, ...d: E[]) { db.from(a, b, c, d) }")
    assert [kind(file, one.type) for one in file.functions[0].parameters] == ["B", "C", "D", "[E]"]
    assert [binding(file, name) for name in ("a", "b", "d")] == ["f#0", "f#1", "f#3"]
    assert binding(file, "c").endswith(".c")
    assert [one.rest for one in file.functions[0].parameters] == [False, False, False, True]


STRINGS = {
    r"'a\'b'": "a'b",
    r'"a\"b"': 'a"b',
    r"'a\nb\tc\\d'": "a\nb\tc\\d",
    r"'\x61\u0062\u{63}'": "abc",
    r"'\u{1F600}'": "\U0001f600",
    r"'\ud83d\ude00'": "\U0001f600",
    r"'\0'": "\0",
    r"'\q\-'": "q-",
    "'a\\\nb'": "ab",
    "'a\\\r\nb'": "ab",
    r"'\u{110000}'": "\ufffd",
    "'é😀'": "é😀",
}


@pytest.mark.parametrize("written", STRINGS)
def test_the_value_of_a_string(written: str) -> None:
    (found,) = facts_of(f"db.from({written})").candidates
    assert found.arguments == (facts.Literal(STRINGS[written]),)


TYPES = {
    "A": "A",
    "A.B": "A.B",
    "A<B, 'c'>": "A<B, 'c'>",
    "'a'": "'a'",
    "1": "? 1",
    "'a' | 'b' | C": "'a' | 'b' | C",
    "| 'a' | ('b' | 'c')": "'a' | 'b' | 'c'",
    "A & B": "A & B",
    "(A)": "A",
    "readonly A[]": "[A]",
    "A[]": "[A]",
    "[A, B?, ...C[]]": "[A, B, [C]]",
    "{ a: A; b?: 'b'; readonly c: C; d(): D; e: () => E }": "{ a: A; b: 'b'; c: C; d: () => D; e: () => E }",
    "typeof a": "typeof a",
    "typeof a.b": "typeof a.b",
    "keyof A": "keyof A",
    "keyof typeof a": "keyof typeof a",
    "A['b']": "A['b']",
    "(typeof A)[number]": "typeof A[? number]",
    "(a: A) => B": "() => B",
    "string": "? string",
    "A extends B ? C : D": "? A extends B ? C : D",
    "Promise<A | null>": "Promise<A | ? null>",
}


@pytest.mark.parametrize("written", TYPES)
def test_a_type(written: str) -> None:
    file = facts_of(f"type T = {written}")
    ((name, found),) = file.types
    assert (name, kind(file, found)) == ("T", TYPES[written])


def test_interfaces_and_their_parents() -> None:
    file = facts_of("interface A<T> extends B, C<D> { a: string; b: E }\nexport interface F {}")
    assert {name: kind(file, found) for name, found in file.types} == {
        "A": "{ a: ? string; b: E } + B + C<D>",
        "F": "{  }",
    }


def test_a_type_parameter_is_its_constraint() -> None:
    file = facts_of("function f<T extends 'a' | 'b', U extends T>(t: T, u: U) { db.from(t) }")
    assert [kind(file, one.type) for one in file.functions[0].parameters] == ["'a' | 'b'", "'a' | 'b'"]


def test_declared_types_of_variables_and_their_parts() -> None:
    file = facts_of("const a: A = x, { b }: B = y, [c]: C = z\ndb.from(a, b, c)")
    assert {one.name: kind(file, one.type) for one in file.bindings} == {"a": "A", "b": "B['b']", "c": "-"}


def test_literals_too_large_to_matter_are_not_read() -> None:
    rows = ", ".join("{ a: 1 }" for _ in range(2_100))
    keys = ", ".join(f"k{number}: 1" for number in range(2_100))
    assert name_read(f"db.from(f([{rows}]))") == "f(? an array literal too large to read)"
    assert name_read(f"db.from(f({{ {keys} }}))") == "f(? an object literal too large to read)"


def test_comments_are_no_arguments() -> None:
    file = facts_of("db /* a */ . from ( /* b */ 'x' /* c */ , // d\n 'y' ) . select ( /* all */ )")
    assert candidate_lines(file) == ["db.from('x', 'y') select()"]
