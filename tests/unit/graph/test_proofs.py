"""The proof of a usage in the order of its parts, from small applications."""

from __future__ import annotations

from pathlib import Path

from source_trees import plant

from supamap.config import load_config
from supamap.graph.proofs import explained
from supamap.model.explanations import ExplainedUsage
from supamap.model.sources import Role
from supamap.model.usage import Step
from supamap.pipeline.measuring import measure
from supamap.pipeline.origins import ProjectSources

FILES = {
    "db.ts": "import { createClient } from '@supabase/supabase-js'\nexport const db = createClient('u', 'k')\n",
    "lib.ts": (
        "import { db } from './db'\n"
        "export function write(table: Name, row: unknown) {\n"
        "  return db.from(table).insert(row)\n"
        "}\n"
        "export const outer = (row: unknown, name: Name) => write(name, row)\n"
        "type Name = 'jobs' | 'logs'\n"
    ),
    "index.ts": "export { outer } from './lib'\n",
    "names.ts": "export const NAMES = { jobs: 'jobs' } as const\n",
    "page.ts": (
        "import { outer } from './index'\n"
        "import { NAMES } from './names'\n"
        "export const page = () => log(outer({}, NAMES.jobs))\n"
        "const log = (x: unknown) => x\n"
    ),
}


def of(tmp_path: Path, files: dict[str, str], name: str) -> list[ExplainedUsage]:
    measured = measure(load_config(plant(tmp_path, files)), references=False)
    sources = ProjectSources(measured)
    return [explained(sources, each, Role.OTHER) for each in measured.linked.usages if each.name == name]


def lines(steps: tuple[Step, ...]) -> list[str]:
    return [f"{step.file}:{step.line} {step.kind} {step.text}" for step in steps]


def test_through_two_levels_of_callers(tmp_path: Path) -> None:
    (found,) = [each for each in of(tmp_path, FILES, "jobs") if each.usage.symbol == "page.ts#page"]
    assert lines(found.receiver) == [
        "lib.ts:1 import db of ./db",
        "db.ts:2 name db",
        "db.ts:1 import createClient of @supabase/supabase-js",
        "db.ts:2 client createClient of @supabase/supabase-js",
    ]
    assert [line.rpartition(" ")[0] if "argument" in line else line for line in lines(found.naming)] == [
        "lib.ts:2 parameter table: Name",
        "lib.ts:5 argument argument",
        "lib.ts:5 parameter name: Name",
        "page.ts:3 argument argument",
        "page.ts:2 import NAMES of ./names",
        "names.ts:1 name NAMES.jobs",
    ]
    assert not [gap for gap in found.gaps if "name" in gap.missing]


def test_what_the_type_allows_ends_at_the_parameter(tmp_path: Path) -> None:
    (found,) = of(tmp_path, FILES, "logs")
    assert lines(found.naming)[0] == "lib.ts:2 parameter table: Name"
    assert "argument" not in {step.kind for step in found.naming}
    assert "no call is seen to pass it" in found.gaps[0].missing


def test_a_constant_needs_no_step(tmp_path: Path) -> None:
    code = "import { db } from './db'\nexport const x = () => db.from('jobs').select()\n"
    (found,) = of(tmp_path, {"db.ts": FILES["db.ts"], "a.ts": code}, "jobs")
    assert found.naming == ()
    assert [gap for gap in found.gaps if "receiver" in gap.missing] == []


def test_a_constant_is_told_once(tmp_path: Path) -> None:
    code = "import { db } from './db'\nconst T = 'jobs'\nexport const x = () => db.from(T).select()\n"
    (found,) = of(tmp_path, {"db.ts": FILES["db.ts"], "a.ts": code}, "jobs")
    assert lines(found.naming) == ["a.ts:2 const T"]


def test_a_subscription_has_no_first_argument_that_names_it(tmp_path: Path) -> None:
    code = (
        "import { db } from './db'\n"
        "const filter = { event: '*', schema: 'public', table: 'jobs' }\n"
        "export const x = () => db.channel('c').on('postgres_changes', filter, () => {}).subscribe()\n"
    )
    (found,) = of(tmp_path, {"db.ts": FILES["db.ts"], "a.ts": code}, "jobs")
    assert found.naming == ()
    assert lines(found.receiver)[0] == "a.ts:1 import db of ./db"
