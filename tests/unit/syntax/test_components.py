"""Script blocks of Vue, Svelte and Astro files: each byte of code stays where it is, the rest is blank."""

from __future__ import annotations

import pytest

from supamap.model.sources import Language
from supamap.syntax.components import program_of

COMPONENTS = [Language.VUE, Language.SVELTE, Language.ASTRO]


def code(language: Language, source: str) -> str:
    """What is left of a file without white space; positions are checked on the way."""
    before = source.encode()
    program = program_of(language, before)
    assert len(program.source) == len(before)
    for position, (kept, written) in enumerate(zip(program.source, before, strict=True)):
        # A `;` may stand where markup ended: between expressions.
        assert kept in (written, ord(" "), ord(";")), position
        assert (kept in b"\r\n") == (written in b"\r\n"), position
    return " ".join(program.source.decode().split())


def grammar(language: Language, source: str) -> str:
    return program_of(language, source.encode()).grammar


@pytest.mark.parametrize("language", [Language.TYPESCRIPT, Language.TSX, Language.JAVASCRIPT])
def test_plain_source_is_its_own_program(language: Language) -> None:
    source = b"<script>const a = 1</script>\n"
    assert program_of(language, source).source is source
    assert grammar(language, "") == language.value


@pytest.mark.parametrize("language", COMPONENTS)
def test_a_script_stays_in_its_place(language: Language) -> None:
    source = "<p>é😀</p>\r\n<script>\r\n  const a = 'é'\r\n</script>\n<style>p { color: red }</style>\n"
    assert code(language, source) == "const a = 'é'"
    before = source.encode()
    assert program_of(language, before).source.index(b"const") == before.index(b"const")


@pytest.mark.parametrize("language", COMPONENTS)
def test_several_scripts_are_one_program(language: Language) -> None:
    source = "<script>const a = 1</script>\n<p/>\n<script setup>const b = 2</script>\n<script>const c = 3</script>\n"
    assert code(language, source) == "const a = 1 const b = 2 const c = 3"


@pytest.mark.parametrize(
    "tag",
    [
        '<script type="application/json">', "<script type='application/ld+json'>", "<script type=importmap>",
        '<script type="text/template" id="x">', '<script type="text/x-template">', '<script type="speculationrules">',
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", COMPONENTS)
def test_scripts_that_are_data_are_left_out(language: Language, tag: str) -> None:
    assert code(language, f'{tag}{{"a": 1}}</script>\n<script>const b = 2</script>\n') == "const b = 2"


@pytest.mark.parametrize("language", COMPONENTS)
def test_many_scripts_and_data_between_them(language: Language) -> None:
    source = "".join(
        f'<script type="application/json">{{"data": {number}}}</script>\n<script>const a{number} = 1</script>\n'
        for number in range(60)
    )
    assert code(language, source) == " ".join(f"const a{number} = 1" for number in range(60))


@pytest.mark.parametrize(
    "tag", ["<script type=module>", '<script type="text/javascript">', "<script lang=ts>", "<script defer>"]
)
@pytest.mark.parametrize("language", COMPONENTS)
def test_scripts_that_are_code_are_kept(language: Language, tag: str) -> None:
    assert code(language, f"{tag}const b = 2</script>\n") == "const b = 2"


@pytest.mark.parametrize("language", COMPONENTS)
def test_empty_unclosed_and_linked_scripts(language: Language) -> None:
    assert (
        code(language, "<script></script>\n<script src='a.js'></script>\n<script>const a = 1</script>") == "const a = 1"
    )
    assert code(language, "") == ""
    code(language, "<script>const a = 1\n<p>")
    code(language, "</script><script")


@pytest.mark.parametrize("language", COMPONENTS)
def test_comments_hold_no_scripts(language: Language) -> None:
    assert code(language, "<!-- <script>const old = 1</script> -->\n<script>const a = 1</script>\n") == "const a = 1"


@pytest.mark.parametrize("language", COMPONENTS)
def test_markup_inside_a_script_is_text(language: Language) -> None:
    source = "<script>\nconst a = '<b></b><p>' + `<i>`\nconst b = a < 1 && c > 2\n</script>\n<p>x</p>\n"
    assert code(language, source) == "const a = '<b></b><p>' + `<i>` const b = a < 1 && c > 2"


def test_the_language_attribute_names_the_grammar() -> None:
    assert grammar(Language.VUE, "<script>const a = 1</script>") == "typescript"
    assert grammar(Language.VUE, '<script setup lang="ts">const a = 1</script>') == "typescript"
    assert grammar(Language.VUE, '<script lang="tsx">const a = <p/></script>') == "tsx"
    assert grammar(Language.VUE, "<script lang='jsx'>const a = <p/></script>") == "tsx"
    assert grammar(Language.VUE, '<script setup lang="ts">a</script><script lang="tsx">b</script>') == "tsx"
    assert grammar(Language.SVELTE, '<script lang="ts">const a = <T>b</script>') == "typescript"
    assert grammar(Language.ASTRO, "---\nconst a = <p/>\n---\n") == "tsx"


def test_expressions_in_the_markup_of_vue_that_may_call() -> None:
    source = (
        "<script setup>const a = 1</script>\n"
        "<template><p @click=\"db.from('jobs').delete()\" :title=\"plain\">{{ db.rpc('count') }} {{ plain }}</p>"
        "</template>\n"
    )
    assert code(Language.VUE, source) == "const a = 1 ;db.from('jobs').delete(); ; db.rpc('count') ;"


def test_expressions_in_the_markup_of_svelte_that_may_call() -> None:
    source = (
        "<script>let a</script>\n{#await db.from('jobs').select()}…{:then rows}{rows}{/await}\n"
        "<button on:click={() => db.storage.from('files').list()}>{a}</button>\n"
    )
    assert code(Language.SVELTE, source) == "let a ;db.from('jobs').select(); ;() => db.storage.from('files').list();"


def test_tags_are_the_components_of_the_markup() -> None:
    source = (
        b"<script setup>import A from './A.vue'</script><template><A/><job-card><B-c></B-c></job-card><p/></template>"
    )
    assert {"A", "job-card", "B-c"} <= set(program_of(Language.VUE, source).tags)
    svelte = b"<script>import A from './A.svelte'</script><A/><B.C>{#if x}<D></D>{/if}</B.C>"
    assert {"A", "B.C", "D"} <= set(program_of(Language.SVELTE, svelte).tags)
    assert program_of(Language.VUE, source).tags == tuple(sorted(program_of(Language.VUE, source).tags))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_front_matter_of_astro(end: str) -> None:
    source = end.join(
        ["---", "const a = await db.from('jobs')", "---", "<p>{a}</p>", "<script>const b = 2</script>", ""]
    )
    assert code(Language.ASTRO, source) == "const a = await db.from('jobs') const b = 2"


def test_astro_without_front_matter() -> None:
    assert code(Language.ASTRO, "<p>---</p>\n<script>const b = 2</script>\n") == "const b = 2"
    assert code(Language.ASTRO, "\n\n---\nconst a = 1\n---\n") == "const a = 1"
    assert code(Language.ASTRO, "---\nconst a = 1\n---") == "const a = 1"
    assert code(Language.ASTRO, "---\n---\n<p/>") == ""
    code(Language.ASTRO, "---\nconst never = closed\n")


def test_the_front_matter_of_astro_behind_a_byte_order_mark() -> None:
    assert code(Language.ASTRO, "\ufeff---\nconst a = 1\n---\n<p/>\n").lstrip("\ufeff") == "const a = 1"


@pytest.mark.parametrize("language", COMPONENTS)
def test_any_bytes_give_a_program(language: Language) -> None:
    for source in (
        b"\xff\xfe<script>\xff</script>",
        b"\0<script>\0</script>",
        b"<" * 3_000,
        b"{{" * 500,
        b"<script>" * 200,
    ):
        assert len(program_of(language, source).source) == len(source)
