"""What real folders hold besides good source: each is handled, named where it has to be, and never ends the scan."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from fixture_lines import usage_lines
from source_trees import CLIENT, linked_tree, plant

from supamap.model.diagnostics import DiagnosticKind
from supamap.model.linked import LinkedProject
from supamap.model.usage import Usage

GOOD = "import { supabase } from './db'\nexport const good = () => supabase.from('good').select('id')\n"
GOOD_LINE = "src/good.ts:2 table good select src/good.ts#good proven"
DEEP = 10_000


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An application of two good files; whatever is added, they must be read."""
    return plant(tmp_path / "app", {"src/db.ts": CLIENT, "src/good.ts": GOOD})


def lines(found: LinkedProject) -> list[str]:
    return [line for line in usage_lines(found.usages) if line != GOOD_LINE]


def checked(app: Path) -> LinkedProject:
    """The application scanned: its good file is read whatever stands beside it, references or not."""
    found = linked_tree(app)
    assert GOOD_LINE in usage_lines(found.usages)
    assert usage_lines(linked_tree(app, references=False).usages) == usage_lines(found.usages)
    return found


def noted(found: LinkedProject) -> list[tuple[str, DiagnosticKind]]:
    return [(note.file, note.kind) for note in found.diagnostics]


def only(found: LinkedProject, name: str) -> Usage:
    (usage,) = [usage for usage in found.usages if usage.name == name]
    return usage


# -- bytes that are no tidy text --------------------------------------------------------------------------------------


def test_a_file_that_does_not_parse_gives_its_good_parts_and_is_named(app: Path) -> None:
    broken = "import { supabase } from './db'\nexport function a() {\n  supabase.from('before').select()\n}\n"
    plant(app, {"src/broken.ts": broken + "const x = ((( \nexport function b() { supabase.from('after').select() }\n"})
    found = checked(app)
    assert "src/broken.ts:3 table before select src/broken.ts#a proven" in lines(found)
    assert noted(found) == [("src/broken.ts", DiagnosticKind.UNPARSED_FILE)]


def test_another_encoding_is_read_and_named(app: Path) -> None:
    source = "import { supabase } from './db'\n// caf\xe9\nexport const a = () => supabase.from('latin').select()\n"
    plant(app, {"src/latin.ts": source.encode("latin-1")})
    found = checked(app)
    assert lines(found) == ["src/latin.ts:3 table latin select src/latin.ts#a proven"]
    assert noted(found) == [("src/latin.ts", DiagnosticKind.NOT_TEXT)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_its_mark_is_read(app: Path, encoding: str) -> None:
    source = "\ufeff" + GOOD.replace("good", "wide")
    plant(app, {"src/wide.ts": source.encode(encoding)})
    # The byte search of a scan without references does not look into UTF-16.
    assert lines(linked_tree(app)) == ["src/wide.ts:2 table wide select src/wide.ts#wide proven"]


def test_a_byte_order_mark_moves_no_column(app: Path) -> None:
    source = "import { supabase } from './db'; supabase.from('marked').select()\n"
    plant(app, {"src/bom.ts": b"\xef\xbb\xbf" + source.encode(), "src/plain.ts": source.replace("marked", "plain")})
    found = checked(app)
    assert only(found, "marked").location.column == only(found, "plain").location.column == 43
    assert noted(found) == []


def test_line_ends_of_windows_count_once(app: Path) -> None:
    plant(app, {"src/crlf.ts": GOOD.replace("good", "crlf").replace("\n", "\r\n\r\n").encode()})
    found = checked(app)
    assert lines(found) == ["src/crlf.ts:3 table crlf select src/crlf.ts#crlf proven"]


@pytest.mark.parametrize("name", ["empty.ts", "empty.tsx", "empty.js", "empty.vue", "empty.svelte", "empty.astro"])
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \t\r\n", b"// nothing\n"])
def test_empty_files_say_nothing(app: Path, name: str, content: bytes) -> None:
    plant(app, {f"src/{name}": content})
    found = checked(app)
    assert lines(found) == []
    assert noted(found) == []
    assert found.files_scanned == 3


@pytest.mark.parametrize(
    "content",
    [b"\0\1\2\xff" * 500, b"\x7fELF\2\1\1\0" + bytes(range(256)) * 20, b"G\0.from('x').select()" * 3],
    ids=["noise", "program", "zeros"],
)
def test_a_binary_with_a_source_name_is_named_and_not_read(app: Path, content: bytes) -> None:
    plant(app, {"src/binary.ts": content})
    found = checked(app)
    assert lines(found) == []
    # Without a word of interest a scan without references does not look into it, so only the full one names it.
    assert noted(found) == [("src/binary.ts", DiagnosticKind.NOT_TEXT)]


def test_random_bytes_are_survived(app: Path) -> None:
    plant(app, {f"src/noise{seed}.ts": _noise(seed) for seed in range(8)})
    plant(app, {f"src/noise{seed}.vue": b"<script>" + _noise(seed) for seed in range(4)})
    checked(app)


def _noise(seed: int) -> bytes:
    """Bytes without a pattern, the same in every run, with words that make them look like source."""
    state, found = seed * 2_654_435_761 + 1, bytearray()
    for index in range(3_000):
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64)
        found.append(max(1, state >> 56))
        if index % 97 == 0:
            found += b"\nsupabase.from('a').select("
    return bytes(found)


# -- one long line, and much of everything ----------------------------------------------------------------------------


def test_a_minified_line_keeps_its_columns(app: Path) -> None:
    head = 'import{supabase as a}from"./db";'
    body = "".join(f'function f{number}(b){{return a.from("t{number}").select(b)}}' for number in range(300))
    plant(app, {"src/tiny.mts": head + body})
    found = checked(app)
    assert len(lines(found)) == 300
    usage = only(found, "t299")
    assert (usage.location.line, usage.location.column) == (1, (head + body).index('from("t299")') + 1)
    assert usage.symbol == "src/tiny.mts#f299"


def test_a_minified_bundle_is_left_out_aloud(app: Path) -> None:
    plant(app, {"src/bundle.js": 'import{supabase as a}from"./db";' + "a.from('bundled').select();" * 1_000})
    found = checked(app)
    assert lines(found) == []
    assert noted(found) == [("src/bundle.js", DiagnosticKind.SKIPPED_FILE)]


def test_a_generated_file_of_5_mb_is_left_out_aloud(app: Path) -> None:
    row = "export const row{0} = {{ id: {0}, from: 'a', name: 'a name that fills the line', more: [1, 2, 3] }}\n"
    rows = "".join(row.format(number) for number in range(60_000))
    plant(app, {"src/rows.ts": "// @generated by a tool, do not edit\n" + rows})
    assert (app / "src/rows.ts").stat().st_size > 5_000_000
    before = time.process_time()
    found = checked(app)
    assert time.process_time() - before < 2
    assert noted(found) == [("src/rows.ts", DiagnosticKind.SKIPPED_FILE)]


def test_large_source_that_somebody_wrote_is_read_in_time(app: Path) -> None:
    """300 kB with 1,000 functions: the time of a scan grows with the size of a file, not with its square."""
    one = (
        "export async function load{0}(id: string) {{\n"
        "  const rows = await supabase.from('t{1}').select('id, name').eq('id', id)\n"
        "  if (!rows.data) {{ throw new Error(`row ${{id}} of t{1} is missing`) }}\n"
        "  return rows.data.map((row) => ({{ ...row, label: row.name ?? 'none' }}))\n}}\n"
    )
    whole = "import { supabase } from './db'\n" + "".join(one.format(n, n % 7) for n in range(1_000))
    plant(app, {"src/large.ts": whole})
    before = time.process_time()
    found = linked_tree(app, references=False)
    assert len(found.usages) == 1_001
    assert time.process_time() - before < 10


# -- links and places that are no files -------------------------------------------------------------------------------


def test_links_lead_nowhere(app: Path, tmp_path: Path) -> None:
    outside = plant(tmp_path / "outside", {"secret.ts": GOOD.replace("good", "secret")})
    (app / "src/loop").symlink_to(app)
    (app / "src/self.ts").symlink_to("self.ts")
    (app / "src/ping.ts").symlink_to("pong.ts")
    (app / "src/pong.ts").symlink_to("ping.ts")
    (app / "src/gone.ts").symlink_to("nowhere.ts")
    (app / "src/secret.ts").symlink_to(outside / "secret.ts")
    (app / "src/outside").symlink_to(outside)
    (app / "src/twin.ts").symlink_to("good.ts")
    found = checked(app)
    assert lines(found) == []
    assert found.files_scanned == 2


def test_imports_of_links_and_of_places_outside_lead_nowhere(app: Path, tmp_path: Path) -> None:
    plant(tmp_path / "outside", {"secret.ts": "export const NAME = 'secret'\n"})
    (app / "src/linked.ts").symlink_to(tmp_path / "outside/secret.ts")
    source = (
        "import { supabase } from './db'\nimport { NAME } from '{}'\n"
        "export const a = () => supabase.from(NAME).select()\n"
    )
    plant(app, {"src/a.ts": source.replace("{}", "../../outside/secret"), "src/b.ts": source.replace("{}", "./linked")})
    assert lines(checked(app)) == [
        "src/a.ts:3 table ? select src/a.ts#a dynamic",
        "src/b.ts:3 table ? select src/b.ts#a dynamic",
    ]


def test_a_folder_and_a_pipe_with_source_names_are_no_files(app: Path) -> None:
    plant(app, {"src/folder.ts/inside.ts": GOOD.replace("./db", "../db").replace("good", "inside")})
    os.mkfifo(app / "src/pipe.ts")
    found = checked(app)
    assert lines(found) == ["src/folder.ts/inside.ts:2 table inside select src/folder.ts/inside.ts#inside proven"]


def test_a_file_that_nobody_may_read_is_named(app: Path) -> None:
    plant(app, {"src/closed.ts": GOOD.replace("good", "closed")})
    (app / "src/closed.ts").chmod(0)
    found = checked(app)
    assert lines(found) == []
    assert noted(found) == [("src/closed.ts", DiagnosticKind.UNREADABLE_FILE)]


def test_a_file_that_goes_away_while_it_is_scanned_is_named(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(app, {"src/going.ts": GOOD.replace("good", "going")})
    usual = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "going.ts":
            raise PermissionError(13, "Permission denied")
        return usual(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    found = linked_tree(app)
    if found.files_scanned == 3 and lines(found):
        pytest.skip("files are no longer read by Path.read_bytes")
    assert noted(found) == [("src/going.ts", DiagnosticKind.UNREADABLE_FILE)]


# -- modules that lead back to themselves -----------------------------------------------------------------------------


def test_an_import_cycle_is_followed_once(app: Path) -> None:
    plant(
        app,
        {
            "src/a.ts": "import { b, T } from './b'\nexport const U = T\nexport const a = () => b()\n",
            "src/b.ts": "import { a, U } from './a'\nimport { supabase } from './db'\nexport const T = 'ring'\n"
            "export function b() { a(); return supabase.from(U).select() }\n",
        },
    )
    assert lines(checked(app)) == ["src/b.ts:4 table ring select src/b.ts#b proven"]


def test_barrels_that_export_themselves_and_each_other(app: Path) -> None:
    plant(
        app,
        {
            "src/barrel/index.ts": "export * from '.'\nexport * from './index'\nexport * from './other'\n",
            "src/barrel/other.ts": "export * from './index'\nexport { T as S } from './index'\n"
            "export const T = 'bolts'\n",
            "src/a.ts": "import { supabase } from './db'\nimport { T, S, GONE } from './barrel'\n"
            "export const a = () => supabase.from(T).select()\nexport const b = () => supabase.from(S).delete()\n"
            "export const c = () => supabase.from(GONE).select()\n",
        },
    )
    assert lines(checked(app)) == [
        "src/a.ts:3 table bolts select src/a.ts#a proven",
        "src/a.ts:4 table bolts delete src/a.ts#b proven",
        "src/a.ts:5 table ? select src/a.ts#c dynamic",
    ]


ENDLESS: Mapping[str, str] = {
    "constants": "const a = b, b = a\nsupabase.from(a).select()",
    "variables": "let a = 'x'; a = a\nsupabase.from(a).select()",
    "own value": "const a = { ...a, b: a }\nsupabase.from(a.b.b.b).select()",
    "functions": "const f = () => g(), g = () => f()\nf().from('x').select(); supabase.from(f()).select()",
    "recursion": "function f(n, t) { if (n) f(n - 1, t + 'a'); supabase.from(t).select() }\nf(9, 'a')",
    "growing arguments": "function f(o) { return f({ o }) }\nf({}).from('x').select(); supabase.from(f(1)).select()",
    "growing closures": "const f = (k) => f(() => k)\nf(1)().from('x').select()",
    "self application": "const w = (x) => x(x);\nw(w).from('x').select()",
    "fixed point": "const Y = (f) => ((x) => x(x))((x) => f((y) => x(x)(y)))\n"
    "const f = Y((r) => r)\nf(supabase).from('x').select()",
    "classes": "class A extends B {}\nclass B extends A {}\nnew A().c.from('x').select()",
    "this": "class A { a = this.b; b = this.a; m() { return this.a.from('x').select() } }",
    "types": "type T = T | U\ntype U = { u: U; t: T }\n"
    "function f(t: T, u: U) { supabase.from(t).select(); supabase.from(u.u.t).select() }",
    "interfaces": "interface A extends B { x: A }\ninterface B extends A {}\n"
    "function f(a: A) { a.x.x.y.from('x').select() }",
    "keys": "type K = keyof typeof o\nconst o = { [k as K]: 1 }\nfunction f(t: K) { supabase.from(t).select() }",
    "parameters": "type F<T extends T> = T\nfunction f<T extends U, U extends T>(t: T) { supabase.from(t).select() }",
    "callbacks": "function f(g) { g(g); g(supabase) }\nf((h) => { h(h); h.from('x').select() })",
    "elements": "const a = [a, ...a]\nfor (const x of a) supabase.from(x).select()",
    "contexts": "import { createContext, useContext } from 'react'\nconst C = createContext(useContext(C))\n"
    "useContext(C).from('x').select()",
    "stores": "import { create } from 'zustand'\nconst useS = create(() => ({ s: useS((x) => x.s) }))\n"
    "useS((x) => x.s).from('x').select()",
}


@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS.keys())
def test_values_that_lead_back_to_themselves_end(app: Path, source: str) -> None:
    plant(app, {"src/endless.ts": "import { supabase } from './db'\n" + source + "\n"})
    checked(app)


# -- depth and width --------------------------------------------------------------------------------------------------


def _nested(opening: str, inner: str, closing: str, depth: int = DEEP) -> str:
    return opening * depth + inner + closing * depth


_USE = "supabase.from('deep').select()"
# Those whose usage must be found although everything around it is as deep as can be.
DEEP_AROUND: Mapping[str, str] = {
    "blocks": _nested("{", _USE, "}"),
    "arrow functions": "const f = " + "() => " * DEEP + _USE,
    "functions": _nested("function f() {", _USE, "}", 2_000),
    "calls": _nested("f(", _USE, ")", 3_000),
    "array literals": "const a = " + _nested("[", _USE, "]"),
    "conditions": "if (a) {} else " * DEEP + _USE,
    "sequences": "a, " * DEEP + _USE,
    "assignments": "a = " * DEEP + _USE,
    "spaces": _nested("namespace A {", _USE, "}", 2_000),
    "switches": _nested("switch (a) { case 1: ", _USE, "}", 2_000),
    "methods": "export const o = " + _nested("{ m() { return ", _USE, "} }", 1_000),
    "callbacks": "export const f = " + _nested("memo(", "() => " + _USE, ")", 3_000),
    "classes": _nested("class A { m() { ", _USE, "} }", 1_000),
    "operations": _USE + ".eq('id', 1)" * 3_000,
    "markup": "const a = " + _nested("<div>", "{" + _USE + "}", "</div>", 3_000),
}
# Those that may give a dynamic usage or none, but must end.
DEEP_VALUES: Mapping[str, str] = {
    "parentheses": "const c = " + _nested("(", "supabase", ")") + "\nc.from('x').select()",
    "parentheses around a name": "supabase.from(" + _nested("(", "'x'", ")") + ").select()",
    "concatenation": "const t = 'a'" + " + 'b'" * 5_000 + "\nsupabase.from(t).select()",
    "concatenation in place": "supabase.from('a'" + " + 'b'" * 5_000 + ").select()",
    "constants": "const t0 = 'x'\n"
    + "".join(f"const t{n} = t{n - 1}\n" for n in range(1, 3_000))
    + "supabase.from(t2999).select()",
    "clients": "const t0 = supabase\n"
    + "".join(f"const t{n} = t{n - 1}\n" for n in range(1, 3_000))
    + "t2999.from('x').select()",
    "members": "const z = supabase" + ".a" * DEEP + "\nz.from('x').select()",
    "optional members": "const z = supabase" + "?.a" * DEEP + "\nz.from('x').select()",
    "keys": "const z = supabase" + "['a']" * DEEP + "\nz.from('x').select()",
    "calls of results": "const z = supabase" + ".a(1)" * 3_000 + "\nz.from('x').select()",
    "conditionals": "const t = " + "a ? 'x' : " * 5_000 + "'y'\nsupabase.from(t).select()",
    "alternatives": "const t = a" + " || b" * 5_000 + "\nsupabase.from(t).select()",
    "casts": "const c = supabase" + " as any" * DEEP + "\nc.from('x').select()",
    "assertions": "supabase" + "!" * 3_000 + ".from('x').select()",
    "negations": "const c = " + "!" * DEEP + "supabase\nc.from('x').select()",
    "awaited": "await " * 3_000 + "supabase.from('x').select()",
    "templates": "const t = " + _nested("`${", "'x'", "}`") + "\nsupabase.from(t).select()",
    "constructions": "const t = " + _nested("new A(", "", ")") + "\nt.from('x').select()",
    "own calls": "const f = (x) => x\nconst c = " + _nested("f(", "supabase", ")", 2_000) + "\nc.from('x').select()",
    "own functions": "".join(f"function f{n}(c) {{ return f{n + 1}(c) }}\n" for n in range(2_000))
    + "function f2000(c) { return c.from('x').select() }\nf0(supabase)",
    "inheritance": "class A0 { c = supabase }\n"
    + "".join(f"class A{n + 1} extends A{n} {{}}\n" for n in range(2_000))
    + "new A2000().c.from('x').select()",
    "spreads": "const o0 = { t: 'x' }\n"
    + "".join(f"const o{n + 1} = {{ ...o{n} }}\n" for n in range(2_000))
    + "supabase.from(o2000.t).select()",
    "decorators": "@a" * DEEP + " class A {}",
    "types": "type T = " + _nested("Array<", "'x'", ">") + "\nfunction f(t: T) { supabase.from(t).select() }",
    "types in parentheses": "type T = " + _nested("(", "'x'", ")") + "\nfunction f(t: T) { supabase.from(t).select() }",
    "object types": "type T = " + _nested("{ a: ", "'x'", "}") + "\nfunction f(t: T) { supabase.from(t.a).select() }",
    "array types": "type T = 'x'" + "[]" * DEEP + "\nfunction f(t: T) { supabase.from(t).select() }",
    "conditional types": "type T = "
    + "A extends B ? 'x' : " * 5_000
    + "'y'\nfunction f(t: T) { supabase.from(t).select() }",
    "type queries": "type T = typeof x" + ".a" * DEEP + "\nfunction f(t: T) { supabase.from(t).select() }",
    "open parentheses": "(" * DEEP,
    "open braces": "{" * DEEP,
    "open templates": "`${" * DEEP,
    "open markup": "<a>" * DEEP,
}
# Those that end the scan at present.
DEEP_FAULTS: Mapping[str, str] = {
    "object literals": "const o = " + _nested("{ a: ", "'x'", "}") + "\nsupabase.from(o.a).select()",
    "objects of functions": "export const o = " + _nested("{ a: ", "() => " + _USE, "}", 5_000),
    "object patterns": "const " + _nested("{ a: ", "t", "}") + " = o\nsupabase.from(t).select()",
    "array patterns": "const " + _nested("[", "t", "]") + " = o\nsupabase.from(t).select()",
    "patterns of parameters": "function f(" + _nested("{ a: ", "t", "}") + ") { supabase.from(t).select() }",
    "results in parentheses": "export const f = () => " + _nested("(", _USE, ")", 2_000),
    "conditional results": "export const f = () => " + "a ? 'x' : " * 5_000 + _USE,
}


@pytest.mark.parametrize("source", DEEP_AROUND.values(), ids=DEEP_AROUND.keys())
def test_deep_nesting_around_a_usage(app: Path, source: str) -> None:
    plant(app, {"src/deep.tsx": "import { supabase } from './db'\n" + source + "\n"})
    found = linked_tree(app)
    assert [usage.name for usage in found.usages] == ["deep", "good"]
    assert noted(found) == []


@pytest.mark.parametrize(
    "source",
    [
        *(pytest.param(source, id=name) for name, source in DEEP_VALUES.items()),
        *(pytest.param(source, id=name) for name, source in DEEP_FAULTS.items()),
    ],
)
def test_deep_values_end(app: Path, source: str) -> None:
    plant(app, {"src/deep.ts": "import { supabase } from './db'\n" + source + "\n"})
    assert GOOD_LINE in usage_lines(linked_tree(app).usages)


WIDE: Mapping[str, str] = {
    "names of one variable": "let t = 'a'\n"
    + "".join(f"t = 'b{n}'\n" for n in range(2_000))
    + "supabase.from(t).select()",
    "members of an object": "const m = {"
    + ",".join(f"k{n}: 't{n}'" for n in range(3_000))
    + "}\nsupabase.from(m[x]).select()\nfor (const k of Object.keys(m)) supabase.from(k).select()",
    "members of a union": "type T = "
    + "|".join(f"'t{n}'" for n in range(3_000))
    + "\nfunction f(t: T) { supabase.from(t).select() }",
    "callers": "function g(t) { supabase.from(t).select() }\n"
    + "".join(f"function h{n}(t) {{ g(t) }}\nh{n}('t{n % 9}')\n" for n in range(300)),
    "callers in a ring": "".join(
        f"function f{n}(c, t) {{ f{(n * 7 + 3) % 60}(c, t); f{(n * 5 + 1) % 60}(c, t); c.from(t).select() }}\n"
        for n in range(60)
    )
    + "f0(supabase, 'a')",
    "reassignments": "let q = supabase.from('a').select()\n" + "q = q.eq('a', 1)\n" * 2_000,
    "choices that join": "const o0 = 'a'\n"
    + "".join(f"const o{n + 1} = x ? o{n} : o{n}\n" for n in range(1_000))
    + "supabase.from(o1000).select()",
    "arrays that double": "const o0 = ['a']\n"
    + "".join(f"const o{n + 1} = [...o{n}, ...o{n}]\n" for n in range(60))
    + "for (const t of o60) supabase.from(t).select()",
    "objects that double": "const o0 = { t: 'a' }\n"
    + "".join(f"const o{n + 1} = {{ ...o{n}, x: 1, ...o{n} }}\n" for n in range(60))
    + "supabase.from(o60.t).select()",
    "scopes with one name": "".join(
        f"function f{n}(a) {{ var b = a; {{ let a = b; a.from('x').select() }} }}\n" for n in range(1_000)
    ),
}


@pytest.mark.parametrize("source", WIDE.values(), ids=WIDE.keys())
def test_width_ends_in_time(app: Path, source: str) -> None:
    plant(app, {"src/wide.ts": "import { supabase } from './db'\n" + source + "\n"})
    before = time.process_time()
    linked_tree(app, references=False)
    assert time.process_time() - before < 10


@pytest.mark.parametrize("doubled", ["`${t{0}}${t{0}}`", "t{0} + t{0}"])
def test_texts_that_double_do_not_fill_the_memory(app: Path, doubled: str) -> None:
    steps = "".join(f"const t{n + 1} = {doubled.replace('{0}', str(n))}\n" for n in range(60))
    source = f"import {{ supabase }} from './db'\nconst t0 = 'a'\n{steps}supabase.from(t60).select()\n"
    plant(app, {"src/bomb.ts": source})

    def with_little_memory() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))

    command = [sys.executable, "-m", "supamap", "-q", "--root", str(app), "scan", "--format", "json"]
    done = subprocess.run(command, capture_output=True, preexec_fn=with_little_memory, timeout=60, check=False)
    assert done.returncode == 0
    assert {usage["certainty"] for usage in json.loads(done.stdout)["usages"]} == {"proven", "dynamic"}
