"""Where a receiver comes from, as far as names lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from source_trees import plant

from supamap.config import load_config
from supamap.graph.provenance import Provenance, provenance
from supamap.pipeline.measuring import measure
from supamap.pipeline.origins import ProjectSources

FILES = {
    "lib/db.ts": (
        "import { connect } from '@acme/db'\n"
        "import { box } from './box'\n"
        "export const getDb = () => connect('x')\n"
        "export const fromBox = box.resolve('db')\n"
        "export async function later() { return await getDb() }\n"
        "export class Repo { constructor(private db) {} all() { return this.db.from('a') } }\n"
        "const around = again\nconst again = around\nexport { around }\n"
    ),
    "lib/box.ts": "class Box { resolve(name: string) { return name } }\nexport const box = new Box()\n",
    "lib/index.ts": "export * from './db'\nexport { getDb as db } from './db'\n",
}


def of(tmp_path: Path, code: str) -> Provenance:
    """The provenance of the receiver of the only call of ``from``, ``rpc`` or ``invoke`` in ``code``."""
    root = plant(tmp_path, {**FILES, "a.ts": code})
    measured = measure(load_config(root), references=False, unused=True)
    sources = ProjectSources(measured)
    (candidate,) = sources.facts("a.ts").candidates
    return provenance(sources, "a.ts", candidate.receiver)


def steps(found: Provenance) -> list[str]:
    return [f"{step.file}:{step.line} {step.kind} {step.text}" for step in found.steps]


def test_through_imports_and_functions_to_a_package(tmp_path: Path) -> None:
    found = of(tmp_path, "import { later } from './lib'\nexport const x = async () => (await later()).from('t')\n")
    assert steps(found) == [
        "a.ts:1 import later of ./lib",
        "lib/index.ts:1 re-export later of ./db",
        "lib/db.ts:5 name later",
        "lib/db.ts:3 name getDb",
        "lib/db.ts:1 import connect of @acme/db",
    ]
    assert found.gap.missing == "connect comes from the package @acme/db"
    assert found.gap.remedy.endswith('"lib/db.ts#getDb" = { privilege = "user" }')
    assert (found.package, found.nameable) == ("@acme/db", "lib/db.ts#getDb")


def test_an_alias_is_named_as_where_it_is_made(tmp_path: Path) -> None:
    found = of(tmp_path, "import { db } from './lib'\nexport const x = () => db().storage.from('t')\n")
    assert found.nameable == "lib/db.ts#getDb"


def test_what_follows_a_member_is_not_nameable(tmp_path: Path) -> None:
    found = of(tmp_path, "import { fromBox } from './lib'\nexport const x = () => fromBox.from('t')\n")
    assert found.nameable == "lib/db.ts#fromBox"
    assert found.gap.missing == "Box is a class of the project, not a client"


@pytest.mark.parametrize(
    ("code", "missing", "remedy"),
    [
        ("export const x = (db) => db.from('t')", "no call is known to give x a client as db", "SupabaseClient"),
        (
            "export const x = ({ db }) => db.from('t')",
            "give x what holds a client as argument 1",
            "declare what holds it",
        ),
        ("import knex from 'knex'\nexport const x = () => knex.from('t')", "knex comes from the package knex", ""),
        ("export const x = () => window.db.from('t')", "it is read from window", "in a module"),
        ("class K {}\nexport const x = () => K.from('t')", "K is a class of the project", "nothing to do"),
        ("export const x = (l) => Array.from(l)", "Array is built in", "nothing to do"),
        ("export const x = () => gone.from('t')", "gone is not declared in this file", "import it"),
        ("import { a } from './gone'\nexport const x = () => a.from('t')", "./gone is not a source file", "scanned"),
        ("import { a } from './lib'\nexport const x = () => a.from('t')", "lib/index.ts does not export a", ""),
        ("import * as lib from './lib'\nexport const x = () => lib.from('t')", "is a whole module", ""),
        ("const o = { a: 1 }\nexport const x = () => o.from('t')", "an object or array of the project", "nothing"),
        ("export const x = () => 'abc'.from('t')", "it is a text", "nothing to do"),
        ("import { around } from './lib'\nexport const x = () => around.from('t')", "too long to follow", ""),
        ("const n = null\nexport const x = () => (n ?? undefined).from('t')", "", ""),
        ("const f = () => {}\nexport const x = () => f().from('t')", "f returns nothing that is known", ""),
        ("const all = [1]\nexport const x = () => { for (const e of all) e.from('t') }", "", ""),
        ("export class R { all() { return this.db.from('t') } }", "assigned to this member of R", "SupabaseClient"),
    ],
)
def test_where_it_ends(tmp_path: Path, code: str, missing: str, remedy: str) -> None:
    found = of(tmp_path, f"{code}\n")
    assert missing in found.gap.missing
    assert remedy in found.gap.remedy
    assert found.gap.missing
    assert found.gap.remedy


def test_members_and_declared_types_are_told(tmp_path: Path) -> None:
    found = of(tmp_path, "import { names } from './n'\nexport const x = () => names.all.first.from('t')\n")
    assert steps(found) == ["a.ts:1 import names of ./n"]
    found = of(tmp_path, "const o = { db: 1 }\nexport const x = () => o.db.from('t')\n")
    assert steps(found) == ["a.ts:1 name o.db"]
    found = of(tmp_path, "export const x = (db: Own | 'b') => db.from('t')\n")
    assert steps(found) == ["a.ts:1 parameter db: Own | 'b'"]
    assert found.parameter is not None
    assert (found.parameter[0], found.parameter[1].index) == ("a.ts", 0)
