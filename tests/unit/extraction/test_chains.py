"""Calls that may be usages: which are seen, what is called on their results, and where they stand."""

from __future__ import annotations

import pytest
from fact_lines import candidate_lines, facts_of, reference_lines, value

from supamap.model import facts
from supamap.model.diagnostics import DiagnosticKind
from supamap.model.sources import Language

CANDIDATES = {
    "db.from('t')": ["db.from('t')"],
    "db.from(t)": ["db.from(t)"],
    "db.from(`t${x}`)": ["db.from(`t${x}`)"],
    "db.from(x ? 'a' : 'b')": ["db.from('a' | 'b')"],
    "db.rpc('f', { a: 1 })": ["db.rpc('f', {a: 1})"],
    "db.functions.invoke('f')": ["db.functions.invoke('f')"],
    "db.channel('c').on('postgres_changes', { table: 't' }, f)": [
        "db.channel('c').on('postgres_changes', {table: 't'}, f)"
    ],
    "db.channel('c').on('broadcast', { table: 't' }, f)": [],
    "db.channel('c').on('postgres_changes')": [],
    "element.on('click', f)": [],
    "db.from()": [],
    "db.from([1])": [],
    "db.from({ a: 1 })": [],
    "db.from(1)": [],
    "db.from(() => 1)": [],
    "db.from(...a)": [],
    "db.from(new A())": [],
    "db.from(null)": [],
    "from('t')": [],
    "rpc('f')": [],
    "db.from": [],
    "new db.from('t')": [],
    "db.from`t`": [],
    "db['from']('t')": ["db.from('t')"],
    "db[`from`]('t')": ["db.from('t')"],
    "db[from]('t')": [],
    "db?.from('t')": ["db.from('t')"],
    "db!.from('t')": ["db.from('t')"],
    "db.from?.('t')": ["db.from('t')"],
    "db.from!('t')": ["db.from('t')"],
    "(db.from as any)('t')": ["db.from('t')"],
    "(<any>db.from)('t')": ["db.from('t')"],
    "(db as any).from('t')": ["db.from('t')"],
    "db.from<T>('t')": ["db.from('t')"],
    "await db.rpc<T>('f')": ["db.rpc('f')"],
    "(await db()).from('t')": ["db().from('t')"],
    "db.from('t').select('a').eq('b', 1)": ["db.from('t') select('a') eq('b', 1)"],
    "db.from('t').select('a').then(f).catch(g)": ["db.from('t') select('a') then() catch()"],
    "(await db.from('t').select('a')).data": ["db.from('t') select('a')"],
    "(db.from('t') as any).select('a')": ["db.from('t') select('a')"],
    "db.from('t')!.select('a')": ["db.from('t') select('a')"],
    "db.from('t')?.select?.('a')": ["db.from('t') select('a')"],
    "db.from('t')['select']('a')": ["db.from('t') select('a')"],
    "db\n  // one\n  .from('t') // two\n  /* three */\n  .select('a')": ["db.from('t') select('a')"],
    "db.from('a').select(db.from('b').select())": [
        "db.from('a') select(db.from('b').select())",
        "db.from('b') select()",
    ],
    "f(db.from('t')).select('a')": ["db.from('t')"],
    "db.schema('s').from('t')": ["db.schema('s').from('t')"],
    "'db.from(1)' + `db.from('t')`": [],
    "`${db.from('t')}`": ["db.from('t')"],
    "// db.from('t')\n/* db.from('t') */": [],
    "/db.from('t')/": [],
}


@pytest.mark.parametrize("source", CANDIDATES)
def test_candidates(source: str) -> None:
    assert candidate_lines(facts_of(source)) == CANDIDATES[source]


VARIABLES = {
    "const q = db.from('t')\nq.select('a')": "select('a')",
    "let q = db.from('t').select('a')\nq = q.eq('b', 1)\nq = q.order('c')": "select('a') eq('b', 1) order('c')",
    (
        "let q = db.from('t').select('a')\nif (x) q = q.eq('b', 1)\nelse { q = q.gt('c', 2) }\nreturn q.limit(1)"
    ): "select('a') eq('b', 1) gt('c', 2) limit(1)",
    "const q = db.from('t'); const r = q.select('a'); const s = r.eq('b', 1)": "select('a') eq('b', 1)",
    "let q\nq = db.from('t')\nq.delete()": "delete()",
    "const q = x ? db.from('t') : other\nq.select('a')": "select('a')",
    "const q = db.from('t')\nfunction f() { q.insert(b) }": "insert(b)",
    "const q = db.from('t')\nfunction f(q) { q.insert(b) }": "",
    "const q = await db.from('t').select('a')\nq.data.map(f)": "select('a')",
    "const { data } = db.from('t').select('a')\ndata.eq('b')": "select('a')",
    "const q = f(db.from('t'))\nq.select('a')": "",
    "const q = db.from('t') as any\nq.update(b)": "update(b)",
    "const q = db.from('t')\nconst r = q\nr.select('a')": "select('a')",
    "for (const q of [1]) {}\nconst q = db.from('t')\nq.select('a')": "select('a')",
}


@pytest.mark.parametrize("source", VARIABLES)
def test_chains_go_on_through_variables(source: str) -> None:
    (line,) = candidate_lines(facts_of(f"function run(db) {{\n{source}\n}}".replace("run(db)", "run()")))
    assert line == f"db.from('t') {VARIABLES[source]}".rstrip()


def place(source: str | bytes, language: Language = Language.TYPESCRIPT) -> tuple[int, int, int]:
    (found,) = facts_of(source, language).candidates
    return found.line, found.column, found.end_line


def test_the_place_is_the_method_word() -> None:
    assert place("db.from('t')") == (1, 4, 1)
    assert place("\n\n  db\n    .from(\n 't')\n .select()") == (4, 6, 5)
    assert place("db['from']('t')") == (1, 4, 1)
    assert place("(db.from as any)('t')") == (1, 5, 1)


def test_columns_count_characters() -> None:
    assert place("'é😀'; db.from('t')") == (1, 10, 1)
    assert place("/* 日本 */ db.from('t')") == (1, 13, 1)
    assert place("\t\tdb.from('t')") == (1, 6, 1)


def test_a_byte_order_mark_and_line_ends() -> None:
    assert place(b"\xef\xbb\xbfdb.from('t')") == (1, 4, 1)
    assert place(b"\xef\xbb\xbf\r\ndb.from('t')") == (2, 4, 2)
    assert place("a\r\nb\r\n  db.from('t')\r\n") == (3, 6, 3)
    assert place("`a\nb`; db.from('t')") == (2, 8, 2)


def test_bytes_that_are_no_text_count_as_one_character() -> None:
    assert place(b"'\xe9'; db.from('t')") == (1, 9, 1)


def test_positions_in_component_files() -> None:
    assert place("<p>é</p>\n<script>\n  db.from('t')\n</script>", Language.VUE) == (3, 6, 3)
    assert place("---\nconst a = 1; db.from('t')\n---\n", Language.ASTRO) == (2, 17, 2)


def test_long_receivers_are_cut() -> None:
    (found,) = facts_of(f"{'a.' * 100}supabase.from('t')").candidates
    assert len(found.hint) <= 80
    assert found.hint.endswith("supabase")


REFERENCES = {
    "import { a } from 'm'\nfunction f() { a() }": {"f -> a call"},
    "import { a } from 'm'\nfunction f() { return a }": {"f -> a use"},
    "import { a } from 'm'\nfunction f() { a.b.c() }": {"f -> a.b.c call"},
    "import { a } from 'm'\nfunction f() { a?.b!.c }": {"f -> a.b.c use"},
    "import { a } from 'm'\nfunction f() { (await a).b }": {"f -> a.b use"},
    "import { a } from 'm'\nfunction f() { a[b].c }": {"f -> a use"},
    "import { A } from 'm'\nfunction f() { new A() }": {"f -> A new"},
    "import { A } from 'm'\nfunction f() { return <A/> }": {"f -> A render"},
    "import { A } from 'm'\nfunction f() { return <A.B>x</A.B> }": {"f -> A.B render"},
    "import { a } from 'm'\nfunction f() { return <p onClick={a}/> }": {"f -> a use"},
    "import { a } from 'm'\nfunction f() { return { a } }": {"f -> a use"},
    "import { a } from 'm'\nfunction f() { return { a: 1, b: 2 } }": set(),
    "import { a } from 'm'\nfunction f() { return b.a }": set(),
    "import { a } from 'm'\nfunction f() { return [...a] }": {"f -> a use"},
    "import { a } from 'm'\nfunction f(a) { return a }": set(),
    "import { a } from 'm'\nfunction f() { { const a = 1; g(a) } return a }": {"f -> a use"},
    "import { A } from 'm'\nfunction f(b: A): A { return b as A }": set(),
    "import { a } from 'm'\nfunction f(b: typeof a, c: ReturnType<typeof a.b>) {}": set(),
    "import { A } from 'm'\nclass B extends A {}": {"B -> A use"},
    "import { A } from 'm'\nclass B implements A { c: A }": set(),
    "import { a } from 'm'\nexport { a }": set(),
    "import { a } from 'm'\nexport default a": set(),
    "import { a } from 'm'\na()": {"<module> -> a call"},
    "import { a } from 'm'\nif (x) a.b = 1": {"<module> -> a.b use"},
    "import { a } from 'm'\n// a()\nconst b = 'a()' + `a`": set(),
    "import { a } from 'm'\nconst b = `${a}`": {"b -> a use"},
    "function f() { g() }\nfunction g() {}": {"f -> g call"},
    "function f() { f() }": {"f -> f call"},
    "const o = { a() { return o.b() }, b() {} }": {"o.a -> o.b call"},
    "class A { m() { A.n() } static n() {} }": {"A.m -> A.n call"},
    "import { a } from 'm'\nclass B { @a() m() {} }": {"B -> a call"},
    "import { a } from 'm'\nlabel: for (;;) { break label }\nlet b = { label: a }": {"b -> a use"},
}


@pytest.mark.parametrize("source", REFERENCES)
def test_references(source: str) -> None:
    assert reference_lines(facts_of(source, Language.TSX)) == REFERENCES[source]


def test_long_paths_are_cut() -> None:
    (reference,) = facts_of("import { a } from 'm'\nfunction f() { a.b.c.d.e.f.g.h.i() }").references
    assert reference.path == ("b", "c", "d", "e", "f", "g", "h", "i")[: len(reference.path)]
    assert 3 <= len(reference.path) < 8


def test_a_reference_has_the_line_of_its_first_mention() -> None:
    file = facts_of("import { a } from 'm'\nfunction f() {\n  a()\n  a()\n}\nfunction g() { a() }")
    assert [one.line for one in file.references] == [3, 6]


def test_calls_of_names_that_nobody_binds() -> None:
    file = facts_of("function f() { useFetch('x'); g() }\nfunction g() {}\nconst { data } = useState()")
    assert [(file.definitions[one[0]].name, one[1], one[2]) for one in file.globals] == [
        ("f", "useFetch", 1),
        ("data", "useState", 3),
    ]


def sites(source: str) -> list[str]:
    file = facts_of(source, Language.TSX)
    return [f"{file.definitions[one.definition].name} {one.form} {value(file, one.call)}" for one in file.calls]


def test_call_sites_are_calls_of_what_the_file_binds() -> None:
    source = "import { a } from 'm'\nfunction f() { a(1); a.b(2); a().c(3); unbound(4); window.x(5); new a(6) }"
    assert set(sites(source)) == {
        "f call a@1(1)", "f call a@1.b(2)", "f call a@1()", "f call a@1().c(3)", "f new new a@1(6)",
    }  # fmt: skip


def test_elements_are_call_sites_of_components() -> None:
    source = "import { A } from 'm'\nconst B = () => <A b='c' d={e} f {...g}><p h='i'/><A.C/></A>"
    assert set(sites(source)) == {"B markup A@1({b: 'c', d: e, f: true, ...g})", "B markup A@1.C({})"}


# -- files that cannot be read as they stand --------------------------------------------------------------------------


def notes(source: bytes, language: Language = Language.TYPESCRIPT) -> list[DiagnosticKind]:
    return [note.kind for note in facts_of(source, language).diagnostics]


def test_what_does_not_parse_is_said_and_its_good_parts_are_used() -> None:
    file = facts_of("const a = db.from('before')\nfunction ((( {\n}\nexport const b = () => db.from('after')\n")
    assert [note.kind for note in file.diagnostics] == [DiagnosticKind.UNPARSED_FILE]
    assert [one.arguments[0] for one in file.candidates][:1] == [facts.Literal("before")]


def test_faults_of_encoding() -> None:
    assert notes(b"const a = 1") == []
    assert notes(b"\xef\xbb\xbfconst a = 1") == []
    assert notes("const é = 1".encode("latin-1")) == [DiagnosticKind.NOT_TEXT, DiagnosticKind.UNPARSED_FILE]
    assert notes(b"// \xe9") == [DiagnosticKind.NOT_TEXT]
    assert notes(b"a\0b") == [DiagnosticKind.NOT_TEXT]
    assert notes("\ufeffconst a = 1".encode("utf-16-le")) == []
    assert facts_of(b"a\0b").definitions == ()
    assert facts_of("\ufeffdb.from('t')".encode("utf-16-le")).candidates != ()


@pytest.mark.parametrize("language", list(Language))
def test_an_empty_file_is_a_module_without_anything(language: Language) -> None:
    file = facts_of(b"", language)
    assert [one.name for one in file.definitions] == ["<module>"]
    assert file.diagnostics == ()
