"""What a file imports and exports, and what it loads late."""

from __future__ import annotations

import pytest
from fact_lines import facts_of, value

from supamap.model.sources import Language

IMPORTS = {
    "import a from 'm'": ["m static"],
    'import { a } from "m"': ["m static"],
    "import * as a from 'm'": ["m static"],
    "import 'm'": ["m side-effect"],
    "import type { A } from 'm'": ["m type"],
    "import type A from 'm'": ["m type"],
    "import { type A, b } from 'm'": ["m static"],
    "import a = require('m')": ["m require"],
    "import a from 'm' with { type: 'json' }": ["m static"],
    "import {} from 'm'": ["m static"],
    "export * from 'm'": ["m re-export"],
    "export * as a from 'm'": ["m re-export"],
    "export { a } from 'm'": ["m re-export"],
    "export type { A } from 'm'": ["m type"],
    "export type * from 'm'": ["m type"],
    "const a = await import('m')": ["m dynamic"],
    "import(`m`)": ["m dynamic"],
    "import(`m/${a}`)": [],
    "import(a)": [],
    "const a = require('m')": ["m require"],
    "require('m')": ["m require"],
    "a.require('m')": [],
    "function f() { return import('m') }": ["m dynamic"],
    "// import 'm'\nconst a = \"import 'm'\"": [],
}


@pytest.mark.parametrize("source", IMPORTS)
def test_what_a_file_imports(source: str) -> None:
    assert [f"{one.specifier} {one.form}" for one in facts_of(source).imports] == IMPORTS[source]


def exports(source: str, language: Language = Language.TYPESCRIPT) -> list[str]:
    """``name = value``, ``name < specifier:imported`` or ``name (type)``."""
    file = facts_of(source, language)
    return [
        f"{one.name}"
        + (f" < {one.specifier}:{one.imported}" if one.specifier else f" = {value(file, one.value)}")
        + (" (type)" if one.type_only else "")
        for one in file.exports
    ]


EXPORTS = {
    "export const a = 1, b = 2": ["a = a@1", "b = b@1"],
    "export const { a, b: [c] } = d": ["a = a@1", "c = c@1"],
    "export function f() {}": ["f = f@1"],
    "export class A {}": ["A = A@1"],
    "export enum E { A = 'a' }": ["E = E@1"],
    "export type T = 1": ["T = - (type)"],
    "export interface I {}": ["I = - (type)"],
    "const a = 1\nexport { a, a as b, a as default, a as 'c d' }": ["a = a@1", "b = a@1", "default = a@1", "c d = a@1"],
    "import { a } from 'm'\nexport { a }": ["a = a@1"],
    "export { type T, a }": ["T = T (type)", "a = a"],
    "export default 1": ["default = 1"],
    "export default a": ["default = a"],
    "export default function f() {}": ["default = f@1"],
    "export default function () {}": ["default = function@1"],
    "export default class A {}": ["default = A@1"],
    "export default class {}": ["default = class "],
    "export default () => 1": ["default = function@1"],
    "export default { a: 1 }": ["default = {a: 1}"],
    "export default f(a)": ["default = f(a)"],
    "export default (a)": ["default = a"],
    "export default a as B": ["default = (a as B)"],
    "export default async function () {}": ["default = function@1"],
    "export * from 'm'": ["* < m:*"],
    "export * as a from 'm'": ["a < m:*"],
    "export * as default from 'm'": ["default < m:*"],
    "export { a, b as c, default as d, default } from 'm'": [
        "a < m:a",
        "c < m:b",
        "d < m:default",
        "default < m:default",
    ],
    "export { 'a b' as c } from 'm'": ["c < m:a b"],
    "export type { A } from 'm'": ["A < m:A (type)"],
    "export type * from 'm'": ["* < m:* (type)"],
    "export = a": ["= = a"],
    "module.exports = a": ["= = a"],
    "module.exports = { a, b: 1 }": ["= = {a: a, b: 1}"],
    "module.exports = function () {}": ["= = function@1"],
    "exports.a = 1\nmodule.exports.b = 2": ["a = 1", "b = 2"],
    "exports.a = exports.b = c": ["a = c", "b = c"],
    "export namespace N {}": ["N = N"],
    "export import a = b.c": [],
    "export {}": [],
    "export abstract class A {}": ["A = A@1"],
    "export declare const a: string": ["a = a@1"],
    "export async function* f() {}": ["f = f@1"],
}


@pytest.mark.parametrize("source", EXPORTS)
def test_what_a_file_exports(source: str) -> None:
    assert exports(source) == EXPORTS[source]


def test_exports_know_their_definitions() -> None:
    file = facts_of("export const a = 1\nexport default { m() {} }\nexport function f() {}\nconst b = 2\nexport { b }")
    names = [file.definitions[one.definition].name if one.definition >= 0 else "-" for one in file.exports]
    assert names == ["a", "default", "f", "-"]


LATE = {
    "const { a, b: c } = await import('m')": ("a", "b"),
    "const { a, ...rest } = await import('m')": None,
    "const m = await import('m'); m.a(); m.b": ("a", "b"),
    "const m = await import('m'); f(m)": None,
    "(await import('m')).a()": ("a",),
    "import('m').then(({ a }) => a())": ("a",),
    "import('m').then((m) => m.a())": ("a",),
    "import('m').then((m) => ({ default: m.A }))": ("A",),
    "import('m').then(f)": None,
    "import('m').then(m => f(m))": None,
    "import('m').catch(f)": None,
    "import('m')": (),
    "await import('m')": (),
    "void import('m')": None,
    "lazy(() => import('m'))": ("default",),
    "lazy(async () => { return import('m') })": ("default",),
    "const routes = [{ component: () => import('m') }]": ("default",),
    "f(import('m'))": None,
    "function f() { return require('m').a }": ("a",),
    "function f() { const { a } = require('m'); return a }": ("a",),
    "const x = cond ? import('m') : null": None,
}


@pytest.mark.parametrize("source", LATE)
def test_what_is_taken_of_a_module_that_is_loaded_late(source: str) -> None:
    (found,) = facts_of(f"async function late() {{ {source} }}" if "await" in source else source).dynamic_imports
    assert found.specifier == "m"
    assert found.names == LATE[source]


def test_a_require_that_a_top_level_name_stands_for_is_no_late_import() -> None:
    assert (
        facts_of("const a = require('m')\nconst { b } = require('m')\nconst c = require('m').d").dynamic_imports == ()
    )


def test_types_load_no_module() -> None:
    file = facts_of("const a: import('m').A = 1\ntype B = typeof import('m')\nfunction f(c: import('m').C<'d'>) {}")
    assert file.imports == ()
    assert file.dynamic_imports == ()
