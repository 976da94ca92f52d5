"""``supamap schema``, as a person runs it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.integration.conftest import Command

STUDIO = Path(__file__).parents[2] / "fixtures" / "studio"
TYPES = """
export type Database = { public: { Tables: {
  profiles: {
    Row: { id: string; name: string | null }, Insert: { id: string; name?: string | null }, Relationships: []
  }
}, Functions: { has_role: { Args: { role: string }, Returns: boolean } }, Enums: { role: "admin" | "user" } } }
"""
DOCUMENT = {
    "format": "supamap-schema",
    "version": 1,
    "schema": {
        "source": "database",
        "tables": [
            {
                "schema": "public",
                "name": "profiles",
                "columns": [{"name": "id", "type": "uuid", "nullable": False}, {"name": "name", "type": "text"}],
            }
        ],
        "functions": [
            {
                "schema": "public",
                "name": "has_role",
                "arguments": [{"name": "role", "type": "text"}],
                "returns": "boolean",
            }
        ],
        "enums": [{"schema": "public", "name": "role", "members": ["admin", "user"]}],
    },
}


@pytest.fixture
def typed(app: Path) -> Path:
    (app / "src/lib/database.types.ts").write_text(TYPES)
    return app


def test_show_lists_what_is_there_and_says_from_where(typed: Path, command: Command) -> None:
    code, out, err = command("schema", "show")
    assert code == 0
    assert out.startswith("tables\n  profiles  2 columns\n")
    assert "has_role(role string) → boolean" in out
    assert "role  admin, user" in out
    assert "not known from types: " in out
    assert err == "schema: the generated types (src/lib/database.types.ts)\n"


def test_show_one_table(typed: Path, command: Command) -> None:
    _, out, _ = command("schema", "show", "profiles")
    assert out.startswith("table profiles\n  columns\n    id    string  not null\n    name  string\n")


def test_show_what_is_not_there(typed: Path, command: Command) -> None:
    code, out, err = command("schema", "show", "profile")
    assert (code, out) == (2, "")
    assert "nothing in the schema is called profile\n  hint: did you mean profiles?" in err


def test_names_are_completed(typed: Path, command: Command) -> None:
    from click.shell_completion import ShellComplete

    from supamap.cli.program import program

    def offered(incomplete: str) -> list[str]:
        complete = ShellComplete(program, {}, "supamap", "_SUPAMAP_COMPLETE")
        return [one.value for one in complete.get_completions(["schema", "show"], incomplete)]

    assert offered("") == ["has_role", "profiles", "role"]
    assert offered("pro") == ["profiles"]


def test_no_source_at_all(app: Path, command: Command) -> None:
    code, out, err = command("schema", "show")
    assert (code, out) == (2, "")
    assert "there is no source for the schema here" in err


@pytest.mark.parametrize("kind", ["database", "migrations", "snapshot", "types"])
def test_a_source_that_is_not_there(kind: str, app: Path, command: Command) -> None:
    code, out, err = command("schema", "show", "--source", kind)
    assert (code, out) == (2, "")
    assert "the schema cannot be read from" in err
    assert "hint: " in err


def test_the_statement_is_printed_as_it_is(command: Command) -> None:
    code, out, err = command("schema", "sql")
    assert (code, err) == (0, "")
    assert out == (STUDIO.parents[1] / "queries" / "introspection.sql").read_text(encoding="utf-8")
    assert out.rstrip().endswith("as supamap_schema"), "editors put a LIMIT behind it"


def test_import_keeps_what_was_pasted(app: Path, command: Command) -> None:
    (app / "pasted.json").write_text(json.dumps([{"supamap_schema": DOCUMENT}]))
    code, out, err = command("schema", "import", "pasted.json")
    assert (code, out) == (0, "")
    assert "supamap.schema.json: written, 1 tables and views, 1 functions, 0 buckets" in err
    snapshot = app / "supamap.schema.json"
    first = snapshot.read_bytes()
    assert "supamap.schema.json: up to date" in command("schema", "import", "pasted.json")[2]
    assert snapshot.read_bytes() == first
    assert command("schema", "show", "profiles")[1].startswith("table profiles\n  columns\n    id    uuid  not null\n")


@pytest.mark.parametrize("text", ["", "{", '[{"count": 1}]', json.dumps(DOCUMENT)[:-20], "create table a (b int);"])
def test_import_refuses_and_leaves_the_snapshot(text: str, app: Path, command: Command) -> None:
    (app / "supamap.schema.json").write_text("before")
    (app / "pasted.json").write_text(text)
    code, out, err = command("schema", "import", "pasted.json")
    assert (code, out) == (2, "")
    assert err.startswith("error: pasted.json: ")
    assert (app / "supamap.schema.json").read_text() == "before"


def test_an_empty_schema_is_not_imported(app: Path, command: Command) -> None:
    (app / "p.json").write_text(json.dumps(DOCUMENT | {"schema": {"source": "database"}}))
    assert "the schema is empty" in command("schema", "import", "p.json")[2]


def test_diff_of_two_sources_and_their_exit_codes(typed: Path, command: Command) -> None:
    (typed / "a.json").write_text(json.dumps(DOCUMENT))
    assert command("schema", "diff", "types", "a.json")[:2] == (0, "no difference\n")
    other = json.loads(json.dumps(DOCUMENT))
    other["schema"]["tables"][0]["columns"][1]["nullable"] = False
    other["schema"]["enums"] = []
    (typed / "b.json").write_text(json.dumps(other))
    code, out, _ = command("schema", "diff", "types", "b.json")
    assert code == 1
    assert out == (
        "~ column profiles.name: required no → yes\n~ column profiles.name: nullable yes → no\n"
        "- enum role\n3 differences\n"
    )
    found = json.loads(command("schema", "diff", "types", "b.json", "--format", "json")[1])
    assert found["differences"][-1] == {"change": "removed", "kind": "enum", "name": "role"}


def test_diff_with_a_git_revision(typed: Path, command: Command) -> None:
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=b", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    assert command("schema", "diff", "HEAD", "types")[0] == 0
    (typed / "src/lib/database.types.ts").write_text(TYPES.replace("name", "title"))
    code, out, _ = command("schema", "diff", "HEAD:types", "types")
    assert code == 1
    assert out == "- column profiles.name\n+ column profiles.title\n2 differences\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("migratoins", "did you mean migrations?"),
        ("nowhere.json", "git"),
        ("package.json", "no schema of supamap's"),
        ("HEAD:database", "a database has no revisions"),
        ("HEAD:typs", "did you mean types?"),
        ("src/pages/Home.tsx", "neither a snapshot (.json) nor generated types (.ts)"),
    ],
)
def test_diff_of_what_is_no_schema(name: str, said: str, typed: Path, command: Command) -> None:
    code, out, err = command("schema", "diff", "types", name)
    assert (code, out) == (2, "")
    assert said in err
