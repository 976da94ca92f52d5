"""``supamap explain`` on the reference application and on small ones: places, files, mistakes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from source_trees import plant

from supamap.cli.program import run

STUDIO = Path(__file__).resolve().parents[2] / "fixtures" / "studio"
Command = Callable[..., tuple[int, str, str]]

UNPROVEN = {
    "package.json": '{"dependencies": {"@supabase/supabase-js": "2", "@acme/db": "1"}}',
    "src/db.ts": "import { connect } from '@acme/db'\nexport const getDb = () => connect('x')\n",
    "src/jobs.ts": (
        "import { getDb } from './db'\n"
        "export async function jobs() {\n"
        "  return getDb().from('jobs').select('id').eq('id', 1)\n"
        "}\n"
        "export const copy = (all: string[]) => Array.from(all)\n"
    ),
}


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run one command: its exit code, stdout and stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def studio(command: Command) -> Callable[..., tuple[int, str, str]]:
    """Explain something in the reference application."""
    return lambda *arguments: command("--root", str(STUDIO), "explain", *arguments)


def document(told: tuple[int, str, str]) -> Any:
    code, out, err = told
    assert (code, err) == (0, "")
    return json.loads(out)


def line_of(file: str, text: str) -> int:
    """The line (1-based) of the first occurrence of ``text`` in a file of the reference application."""
    lines = (STUDIO / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_reference_with_its_proof(studio: Command) -> None:
    file = "src/hooks/useCollections.ts"
    line = line_of(file, "from(TABLES.collections).insert")
    code, out, err = studio(f"{file}:{line}")
    assert (code, err) == (0, "")
    assert out.startswith(f"{file}:{line}:22  table user_collections\n  operations  insert\n")
    assert "user        src/hooks/useCollections.ts#useCollectionActions (hook)" in out
    assert "client      createClient, anon" in out
    assert "certainty   proven" in out
    assert "  import  TABLES of @/lib/constants" in out
    assert f"src/lib/constants.ts:{line_of('src/lib/constants.ts', 'export const TABLES')}  " in out


def test_all_usages_of_a_place_are_shown(studio: Command) -> None:
    file = "src/services/storage.ts"
    line = line_of(file, ".from(bucket)")
    found = document(studio(f"{file}:{line}", "--format", "json"))
    users = {(usage["symbol"].partition("#")[2], usage["name"], usage["certainty"]) for usage in found["usages"]}
    assert ("ProjectCard", "uploads", "proven") in users
    assert ("characterService.setAvatar", "avatars", "proven") in users
    assert {name for user, name, certainty in users if user == "upload" and certainty == "inferred"}
    allowed = next(usage for usage in found["usages"] if usage["symbol"].endswith("#upload"))
    assert "no call is seen to pass it" in allowed["gaps"][0]["missing"]


def test_a_page_knows_the_routes_that_the_router_gives_it(studio: Command) -> None:
    code, out, _ = studio("src/pages/CharacterDetail.tsx")
    assert code == 0
    assert "page: drawn at /characters/:id by the router in src/App.tsx\n  route  /characters/:id\n" in out
    code, out, _ = studio("src/components/layout/AppLayout.tsx")
    assert "layout: drawn at / by the router in src/App.tsx" in out


def test_the_call_that_hands_over_the_name_is_explained(studio: Command) -> None:
    file = "src/components/story/ProjectCard.tsx"
    line = line_of(file, "await upload(")
    (usage,) = document(studio(f"{file}:{line}", "--format", "json"))["usages"]
    assert (usage["file"], usage["name"], usage["operations"]) == ("src/services/storage.ts", "uploads", ["upload"])
    assert usage["symbol"] == f"{file}#ProjectCard"
    assert {"kind": "argument", "file": file, "line": line} in [
        {key: step[key] for key in ("kind", "file", "line")} for step in usage["naming"]
    ]
    assert [step["text"] for step in usage["naming"]][-1] == "BUCKETS.uploads"
    assert "argument" not in {step["kind"] for step in usage["receiver"]}


def test_an_unknown_name_says_why_and_what_would_help(studio: Command) -> None:
    file = "src/components/admin/TableBrowser.tsx"
    code, out, _ = studio(f"{file}:{line_of(file, '.from(table')}")
    assert code == 0
    assert "  table of unknown name\n" in out
    assert "certainty   dynamic" in out
    assert "\n  missing  " in out
    assert "\n  remedy   " in out


def test_a_line_inside_a_call_counts(studio: Command) -> None:
    file = "src/hooks/useJobUpdates.ts"
    begin = line_of(file, "'postgres_changes'") - 1
    whole = document(studio(f"{file}:{begin}", "--format", "json"))["usages"]
    inside = document(studio(f"{file}:{begin + 2}", "--format", "json"))["usages"]
    assert [usage["kind"] for usage in inside] == ["realtime"]
    assert inside == whole


def test_a_column_selects_one_of_several_calls(tmp_path: Path, command: Command) -> None:
    root = plant(
        tmp_path,
        {
            "db.ts": "import { createClient } from '@supabase/supabase-js'\nexport const db = createClient('u', 'k')\n",
            "a.ts": "import { db } from './db'\nexport const f = () => [db.from('one').select(), db.rpc('two')]\n",
        },
    )

    def names(place: str) -> list[str]:
        found = document(command("--root", str(root), "explain", place, "--format", "json"))
        return [usage["name"] for usage in found["usages"]]

    assert names("a.ts:2") == ["one", "two"]
    assert names("a.ts:2:28") == ["one"]
    assert names("a.ts:2:1") == ["one"]
    assert names("a.ts:2:60") == ["two"]
    assert names("a.ts:2:999") == ["two"]


def test_where_a_client_is_made_its_usages_are_counted(studio: Command) -> None:
    file = "src/integrations/supabase/client.ts"
    found = document(studio(f"{file}:{line_of(file, 'createClient<')}", "--format", "json"))
    assert found["usages"] == []
    assert len(found["passing"]) > 50


def test_a_receiver_that_nothing_proves(tmp_path: Path, command: Command) -> None:
    """Even where no client at all is found, the line says which part of the proof is missing; the remedy works."""
    root = plant(tmp_path, UNPROVEN)
    place = "src/jobs.ts:3"
    (call,) = document(command("--root", str(root), "explain", place, "--format", "json"))["overlooked"]
    assert call["text"] == "getDb().from(…)"
    assert [step["text"] for step in call["receiver"]] == ["getDb of ./db", "getDb", "connect of @acme/db"]
    assert "connect comes from the package @acme/db" in call["gaps"][0]["missing"]
    remedy = call["gaps"][0]["remedy"].partition(": ")[2]
    assert remedy == '"src/db.ts#getDb" = { privilege = "user" }'

    (root / "supamap.toml").write_text(f"[clients]\n{remedy}\n")
    found = document(command("--root", str(root), "explain", place, "--format", "json"))
    assert found["overlooked"] == []
    assert [(usage["name"], usage["client"]["privilege"]) for usage in found["usages"]] == [("jobs", "user")]


def test_a_call_that_has_nothing_to_do_with_supabase(tmp_path: Path, command: Command) -> None:
    code, out, _ = command("--root", str(plant(tmp_path, UNPROVEN)), "explain", "src/jobs.ts:5")
    assert code == 0
    assert "Array is built in" in out
    assert "nothing to do" in out


def test_a_file(studio: Command) -> None:
    code, out, err = studio("src/hooks/useProfile.ts")
    assert (code, err) == (0, "")
    assert out.startswith("src/hooks/useProfile.ts\n  role  hook: ")
    for words in ("useProfile        hook  exported", "table:profiles", "select, update", "src/pages/Profile.tsx"):
        assert words in out
    found = document(studio("src/hooks/useProfile.ts", "--format", "json"))
    assert (found["subject"], found["role"]) == ("file", "hook")
    assert found["role_reason"]
    assert "src/components/profile/ProfileForm.tsx" in {link["file"] for link in found["users"]}
    assert "src/pages/Profile.tsx" in {node["file"] for node in found["entries"]}


def test_a_page_says_its_route(command: Command) -> None:
    root = STUDIO.parent / "nextjs-app"
    file = "app/[locale]/books/[id]/page.tsx"
    found = document(command("--root", str(root), "explain", file, "--format", "json"))
    assert (found["role"], found["route"]) == ("page", "/[locale]/books/[id]")
    assert "Next.js" in found["role_reason"]


def test_an_edge_function_says_its_name(studio: Command) -> None:
    found = document(studio("supabase/functions/queue-job/index.ts", "--format", "json"))
    assert (found["role"], found["function"]) == ("edge_function", "queue-job")


def test_paths_from_here_and_from_the_root(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(STUDIO / "src" / "hooks")
    expected = command("explain", "src/hooks/useProfile.ts")
    assert expected[0] == 0
    for path in ("useProfile.ts", "./useProfile.ts", "../hooks/useProfile.ts", str(STUDIO / "src/hooks/useProfile.ts")):
        assert command("explain", path) == expected


@pytest.mark.parametrize(
    ("place", "message", "hint"),
    [
        (
            "src/hooks/useProfle.ts",
            "there is no file src/hooks/useProfle.ts; did you mean src/hooks/useProfile.ts",
            "from",
        ),
        ("useProfle.ts:3", "there is no file useProfle.ts; did you mean src/hooks/useProfile.ts", "from"),
        ("zzzzzzzz", "there is no file zzzzzzzz\n", "paths are seen from here or from"),
        ("", "there is no file of an empty name", "from"),
        ("src/hooks", "src/hooks is a folder", "name a file in it"),
        ("src/hooks:3", "src/hooks is a folder", "name a file in it"),
        ("package.json", "package.json is not scanned", "no source file"),
        (
            "src/hooks/useProfile.ts:1",
            "nothing at src/hooks/useProfile.ts:1 is a use of Supabase",
            "the nearest are lines",
        ),
        ("src/hooks/useProfile.ts:0", "nothing at src/hooks/useProfile.ts:0 is a use of Supabase", "the nearest"),
        ("src/hooks/useProfile.ts:99999:9", "nothing at src/hooks/useProfile.ts:99999", "the nearest"),
        ("src/pages/Help.tsx:1", "nothing at src/pages/Help.tsx:1", "`supamap explain src/pages/Help.tsx`"),
        ("src/hooks/useProfile.ts:x", "there is no file src/hooks/useProfile.ts:x; did you mean", "from"),
    ],
)
def test_mistakes_are_answered_with_what_is_near(studio: Command, place: str, message: str, hint: str) -> None:
    code, out, err = studio(place)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}")
    assert hint in err.partition("hint: ")[2]


def test_without_a_place(studio: Command) -> None:
    code, _, err = studio()
    assert code == 2
    assert "FILE[:LINE[:COLUMN]]" in err


def test_into_a_file(studio: Command, tmp_path: Path) -> None:
    printed = studio("src/hooks/useProfile.ts")[1]
    target = tmp_path / "told.txt"
    assert studio("src/hooks/useProfile.ts", "--output", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8") == printed
