"""What linking says does not depend on how an application is cut into files, named inside, spaced, ordered or read."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path

import msgspec
import pytest
from fixture_lines import FIXTURES
from rewriting import renamed_locals, with_comments
from source_trees import linked_tree, plant

from supamap import pipeline
from supamap.discovery import discover
from supamap.extraction.extractor import extract
from supamap.graph.builder import build
from supamap.graph.reachability import downstream
from supamap.linking.linker import link
from supamap.linking.sources import AllFacts
from supamap.model.facts import FileFacts
from supamap.model.linked import LinkedProject
from supamap.model.project import Project
from supamap.model.sources import SourceFile
from supamap.model.usage import Usage
from supamap.pipeline import reading, workers

THEMES = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())


@cache
def project(theme: str) -> Project:
    return discover(FIXTURES / theme)


@cache
def facts(theme: str) -> dict[str, FileFacts]:
    return {file.path: _extracted(theme, file) for file in project(theme).files}


def _source(theme: str, file: SourceFile) -> bytes:
    return (FIXTURES / theme / file.path).read_bytes()


def _extracted(theme: str, file: SourceFile) -> FileFacts:
    return extract(file.path, file.language, _source(theme, file))


@cache
def linked(theme: str) -> LinkedProject:
    return link(project(theme), AllFacts(facts(theme)))


def report(found: LinkedProject) -> str:
    return pipeline.scan_report(found, "json")


# -- order, processes, demand -----------------------------------------------------------------------------------------


class _Shuffled(AllFacts):
    """A source that asks for candidates in another order; whatever is asked first is answered the same."""

    def __init__(self, files: dict[str, FileFacts], seed: int) -> None:
        super().__init__(files)
        self._order = list(files)
        random.Random(seed).shuffle(self._order)

    def candidates(self) -> Iterable[str]:
        return self._order


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("theme", THEMES)
def test_the_order_of_files_and_of_questions_changes_nothing(theme: str, seed: int) -> None:
    order = list(facts(theme))
    random.Random(seed).shuffle(order)
    mixed = {path: facts(theme)[path] for path in order}
    assert link(project(theme), _Shuffled(mixed, seed)) == linked(theme)


@pytest.mark.parametrize("references", [True, False])
@pytest.mark.parametrize("theme", ["monorepo", "studio", "sveltekit"])
def test_one_or_two_processes_say_the_same(theme: str, references: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for count in (1, 2):
        monkeypatch.setattr(workers, "_WORTH_FORKING", 0)
        monkeypatch.setattr(workers, "_processors", lambda count=count: count)
        found.append(report(linked_tree(FIXTURES / theme, references=references)))
    assert found[0] == found[1]


@pytest.mark.parametrize("theme", THEMES)
def test_facts_on_demand_say_the_same(theme: str) -> None:
    assert linked_tree(FIXTURES / theme, references=False).usages == linked_tree(FIXTURES / theme).usages


# -- facts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
def test_facts_survive_being_packed(theme: str) -> None:
    for found in facts(theme).values():
        packed = msgspec.msgpack.encode(found)
        again = msgspec.msgpack.decode(packed, type=FileFacts)
        assert again == found
        assert msgspec.msgpack.encode(again) == packed


@pytest.mark.parametrize("theme", ["monorepo", "odd-files", "sveltekit", "typescript-forms"])
def test_facts_of_a_file_do_not_change_when_others_do(theme: str, tmp_path: Path) -> None:
    root = tmp_path / theme
    shutil.copytree(FIXTURES / theme, root)
    kept = project(theme).files[::5]
    for file in project(theme).files:
        if file not in kept:
            (root / file.path).write_text("export const supabase = 1\nexport default class {}\n")
    changed = reading.DemandedFacts(discover(root), everything=True)
    for file in kept:
        assert changed.facts(file.path) == facts(theme)[file.path]


# -- names and spaces -------------------------------------------------------------------------------------------------


def _said(usage: Usage) -> tuple[object, ...]:
    """All that a usage says but its place on the page, its words and its proof."""
    return (
        *(usage.location.file, usage.symbol, usage.kind, usage.schema, usage.name, usage.operations, usage.columns),
        *(usage.certainty, usage.origin, usage.inherited, usage.client),
    )


def _everything_said(
    found: LinkedProject,
) -> tuple[list[tuple[object, ...]], set[tuple[str, str, str]], list[tuple[object, ...]]]:
    return (
        sorted(map(_said, found.usages), key=repr),
        {(one.source, one.target, one.kind) for one in found.references},
        [(one.id, one.kind, one.exported, one.role) for one in sorted(found.definitions, key=lambda one: one.id)],
    )


def _rewritten(theme: str, rewrite: Callable[[SourceFile, bytes], bytes], root: Path) -> LinkedProject:
    shutil.copytree(FIXTURES / theme, root)
    for file in project(theme).files:
        (root / file.path).write_bytes(rewrite(file, _source(theme, file)))
    found = linked_tree(root)
    assert linked_tree(root, references=False).usages == found.usages
    return found


@pytest.mark.parametrize("theme", THEMES)
def test_names_of_locals_change_nothing(theme: str, tmp_path: Path) -> None:
    assert _everything_said(_rewritten(theme, renamed_locals, tmp_path / theme)) == _everything_said(linked(theme))


@pytest.mark.parametrize("theme", THEMES)
def test_comments_and_blank_lines_change_places_only(theme: str, tmp_path: Path) -> None:
    for seed in range(2):
        rewrite = partial(with_comments, random.Random(seed))
        found = _rewritten(theme, rewrite, tmp_path / str(seed))
        assert _everything_said(found) == _everything_said(linked(theme))


# -- where a function stands ------------------------------------------------------------------------------------------

# Text of a declaration, with names of others in braces: what it needs is chosen among declarations of that kind.
_UNITS: dict[str, list[str]] = {
    "constant": ["export const {self} = '{name}'", "export enum {self} {{ A = '{name}' }}"],
    "client": ["export const {self} = () => supabase", "export async function {self}() {{ return supabase }}"],
    "direct": [
        "export const {self} = () => supabase.from('{name}').select('id')",
        "export async function {self}() {{ const rows = await supabase.from('{name}'); return rows.data }}",
        "export const {self} = () => supabase.storage.from('{name}').list()",
    ],
    "named": ["export function {self}() {{ return supabase.from({constant}).delete() }}"],
    "lent": ["export const {self} = async () => (await {client}()).from('{name}').insert({{}})"],
    "given": [
        "export const {self} = (db) => db.from('{name}').select('id')",
        "export function {self}({{ db }}) {{ return db.from('{name}').update({{}}) }}",
    ],
    "table": [
        "export function {self}(table) {{ return supabase.from(table).select('id') }}",
        "export const {self} = ({{ table }}) => supabase.rpc(table)",
    ],
    "service": [
        "export const {self} = {{ one() {{ return supabase.from('{name}').select('id') }}, two: () => {direct}() }}",
    ],
    "class": [
        "export class {self} {{ constructor(t) {{ this.t = t }} all() {{ return supabase.from(this.t).select() }} }}"
    ],
    "instance": ["export const {self} = new {class}('{name}')"],
    "caller": [
        "export const {self} = () => {direct}()",
        "export function {self}() {{ return [{named}(), {lent}()] }}",
        "export const {self} = () => {service}.one()",
        "export const {self} = () => {service}.two()",
        "export const {self} = () => {instance}.all()",
        "export const {self} = () => setTimeout({direct}, 10)",
    ],
}
# How many of each, in the order in which they may need each other.
_PLAN = {
    "constant": 2,
    "client": 2,
    "direct": 4,
    "named": 2,
    "lent": 2,
    "given": 2,
    "table": 2,
    "service": 2,
    "class": 1,
    "instance": 2,
    "caller": 8,
}


class _Unit(msgspec.Struct):
    """A declaration: its name, its text with ``{name}`` for each declaration that it mentions, and those names."""

    name: str
    text: str
    needs: list[str]


def _units(rng: random.Random) -> list[_Unit]:
    made: dict[str, list[str]] = {}
    units: list[_Unit] = []
    for kind, count in _PLAN.items():
        for number in range(count):
            name = f"{kind.capitalize() if kind in ('class', 'constant') else kind}{number}"
            text = rng.choice(_UNITS[kind])
            needs = [other for other in _PLAN if f"{{{other}}}" in text]
            chosen = {other: rng.choice(made[other]) for other in needs}
            if "constant" in chosen:
                enum = next(unit for unit in units if unit.name == chosen["constant"]).text.startswith("export enum")
                text = text.replace("{constant}", "{constant}.A" if enum else "{constant}")
            shown = {other: f"{{{one}}}" for other, one in chosen.items()}
            units.append(_Unit(name, text.format(self=name, name=f"t_{name.lower()}", **shown), list(chosen.values())))
            made.setdefault(kind, []).append(name)
    units += [_caller_of_given(rng, unit, number) for number, unit in enumerate(units) if unit.name.startswith("given")]
    units += [_caller_of_table(rng, unit, number) for number, unit in enumerate(units) if unit.name.startswith("table")]
    return units


def _caller_of_given(rng: random.Random, unit: _Unit, number: int) -> _Unit:
    argument = "{ db: supabase }" if "({ db })" in unit.text else "supabase"
    return _Unit(f"giver{number}", f"export const giver{number} = () => {{{unit.name}}}({argument})", [unit.name])


def _caller_of_table(rng: random.Random, unit: _Unit, number: int) -> _Unit:
    argument = f"{{ table: 't_named{number}' }}" if "({ table })" in unit.text else f"'t_named{number}'"
    return _Unit(f"namer{number}", f"export const namer{number} = () => {{{unit.name}}}({argument})", [unit.name])


def _filled(text: str, names: dict[str, str]) -> str:
    for name, written in names.items():
        text = text.replace(f"{{{name}}}", written)
    return text


_CLIENT_IMPORT = "import { supabase } from './db'\n"
_DB = "import { createClient } from '@supabase/supabase-js'\nexport const supabase = createClient('url', 'key')\n"


def _whole(units: list[_Unit]) -> dict[str, str]:
    texts = [_filled(unit.text, {need: need for need in unit.needs}) for unit in units]
    return {"src/db.js": _DB, "src/all.ts": _CLIENT_IMPORT + "\n".join(texts) + "\n"}


def _cut(units: list[_Unit], rng: random.Random, forms: tuple[str, ...]) -> dict[str, str]:
    """The same declarations in several files, imported in one of some forms."""
    home = {unit.name: f"m{rng.randrange(4)}" for unit in units}
    files: dict[str, tuple[list[str], list[str]]] = {f"m{number}": ([], []) for number in range(4)}
    for unit in units:
        place = home[unit.name]
        imports, bodies = files[place]
        names = {}
        for need in unit.needs:
            line, written = _import(need, home[need], place, rng.choice(forms))
            names[need] = written
            if line not in imports and line:
                imports.append(line)
        bodies.append(_filled(unit.text, names))
    texts = {
        f"src/{name}.ts": _CLIENT_IMPORT + "\n".join([*imports, *bodies]) + "\n"
        for name, (imports, bodies) in files.items()
    }
    barrel = "".join(f"export * from './{name}'\n" for name in files)
    renaming = "".join(f"export {{ {name} as {name}_again }} from './{place}'\n" for name, place in home.items())
    return {"src/db.js": _DB, **texts, "src/index.ts": barrel, "src/again.ts": renaming}


_NAMED, _RENAMED, _SPACE, _BARREL, _AGAIN = "named", "renamed", "space", "barrel", "again"


def _import(name: str, home: str, place: str, form: str) -> tuple[str, str]:
    """An import statement and how the name is written then."""
    forms = {
        _NAMED: (f"import {{ {name} }} from './{home}'", name),
        _RENAMED: (f"import {{ {name} as {name}_as }} from './{home}.js'", f"{name}_as"),
        _SPACE: (f"import * as all_{home} from './{home}'", f"all_{home}.{name}"),
        _BARREL: (f"import {{ {name} as {name}_barrel }} from '.'", f"{name}_barrel"),
        _AGAIN: (f"import {{ {name}_again }} from './again'", f"{name}_again"),
    }
    return ("", name) if home == place else forms[form]


def _by_name(found: LinkedProject) -> tuple[set[tuple[object, ...]], dict[str, list[str]]]:
    """What each declaration uses, and what it leads to, wherever it stands."""
    usages: set[tuple[object, ...]] = {
        (_name(usage.symbol), usage.kind, usage.name, usage.operations, usage.certainty, usage.inherited)
        for usage in found.usages
    }
    graph = build(found)
    reached = {}
    for definition in found.definitions:
        if definition.name != "<module>" and not definition.file.endswith("db.js"):
            nodes = downstream(graph, definition.id)
            reached[definition.name] = sorted(node for node in nodes if graph.resource(node) is not None)
    return usages, reached


def _name(symbol: str) -> str:
    return symbol.partition("#")[2]


def _cuts_say_the_same(seed: int, forms: tuple[str, ...], root: Path) -> None:
    rng = random.Random(seed)
    units = _units(rng)
    whole = linked_tree(plant(root / "whole", _whole(units)))
    assert len({usage.name for usage in whole.usages}) > 12
    assert None not in {usage.name for usage in whole.usages}
    for number in range(2):
        folder = plant(root / f"cut{number}", _cut(units, rng, forms))
        cut = linked_tree(folder)
        assert _by_name(cut) == _by_name(whole)
        assert linked_tree(folder, references=False).usages == cut.usages


@pytest.mark.parametrize("seed", range(20))
def test_a_function_in_another_file_keeps_all_edges(seed: int, tmp_path: Path) -> None:
    _cuts_say_the_same(seed, (_NAMED, _RENAMED, _SPACE, _BARREL), tmp_path)


def test_a_function_behind_a_re_export_by_another_name_keeps_all_edges(tmp_path: Path) -> None:
    for seed in range(5):
        _cuts_say_the_same(seed, (_AGAIN,), tmp_path / str(seed))
