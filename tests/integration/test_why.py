"""``supamap why`` on the reference application and others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supamap.cli.program import run

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
STUDIO = FIXTURES / "studio"
Command = Callable[..., tuple[int, str, str]]


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
def why(command: Command) -> Command:
    """Ask about the reference application."""
    return lambda *arguments: command("--root", str(STUDIO), "why", *arguments)


def chains(told: tuple[int, str, str]) -> Any:
    code, out, _ = told
    assert code == 0
    found = json.loads(out)
    return [[chain[0]["source"], *(hop["target"] for hop in chain)] for chain in found["chains"]]


def test_a_page_and_a_table(why: Command) -> None:
    code, out, err = why("src/pages/Profile.tsx", "profiles")
    assert (code, err) == (0, "")
    assert out.startswith("src/pages/Profile.tsx#Profile\n  → ")
    assert "\n  → table:profiles" in out or "→ table:profiles" in out
    assert "src/pages/Profile.tsx → table:profiles: " in out


def test_all_of_them_in_a_stable_order(why: Command) -> None:
    arguments = ("src/pages/Library.tsx", "table:images", "--format", "json")
    every = chains(why(*arguments, "--all"))
    assert len(every) > 1
    assert every == sorted(every)
    assert len({len(chain) for chain in every}) == 1
    assert chains(why(*arguments)) == every[:1]
    assert chains(why(*arguments, "--max", "1")) == every[:1]
    assert chains(why(*arguments, "--max", "99")) == every
    assert "shortest chains of" in why(*arguments[:2])[1]


def test_every_step_has_its_evidence(why: Command) -> None:
    found = json.loads(why("src/pages/Queue.tsx", "function:queue-job", "--format", "json")[1])
    for hop in found["chains"][0]:
        assert all(edge["evidence"] for edge in hop["edges"])
    last = found["chains"][0][-1]["edges"][0]
    assert (last["kind"], last["operations"], last["certainty"]) == ("edge_function", ["invoke"], "proven")


def test_through_an_edge_function_to_its_tables(why: Command) -> None:
    (chain,) = chains(why("src/services/jobs.ts#queueJob", "table:characters", "--format", "json"))
    assert chain == [
        "src/services/jobs.ts#queueJob",
        "function:queue-job",
        "supabase/functions/queue-job/index.ts#<module>",
        "table:characters",
    ]


def test_a_name_that_is_handed_over(why: Command) -> None:
    _, out, _ = why("ProjectCard", "bucket:uploads")
    assert "in src/services/storage.ts#upload, named at src/components/story/ProjectCard.tsx:" in out
    _, out, _ = why("src/services/storage.ts#upload", "bucket:uploads")
    assert "for src/components/story/ProjectCard.tsx#ProjectCard" in out


@pytest.mark.parametrize(
    ("root", "start", "goal", "length"),
    [
        ("nextjs-app", "/[locale]/books/[id]", "books", 2),
        ("nextjs-app", "/[locale]/books/:id", "table:books", 2),
        ("sveltekit", "/trails/[slug]", "trails", 1),
        ("nuxt", "/api/plants", "plants", 1),
        ("studio", "AssetService.sign", "generated-content", 1),
        ("studio", "generated-content", "AssetService.sign", 1),
        ("studio", "useHasRole", "rpc:has_role", 1),
        ("studio", "src/App.tsx", "src/pages/Help.tsx", 1),
    ],
)
def test_ends_of_every_kind(command: Command, root: str, start: str, goal: str, length: int) -> None:
    found = chains(command("--root", str(FIXTURES / root), "why", start, goal, "--format", "json"))
    assert [len(chain) - 1 for chain in found] == [length]


def test_paths_from_here_and_from_the_root(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(STUDIO / "src" / "pages")
    expected = command("why", "src/pages/Profile.tsx", "src/hooks/useProfile.ts#useProfile")
    assert expected[0] == 0
    assert command("why", "Profile.tsx", "../hooks/useProfile.ts#useProfile") == expected


def test_no_chain(why: Command) -> None:
    code, out, err = why("src/pages/Help.tsx", "table:images")
    assert (code, err) == (1, "")
    assert out == "no chain leads from src/pages/Help.tsx to table:images\n"
    code, out, _ = why("src/pages/Help.tsx", "table:images", "--format", "json")
    assert code == 1
    assert (json.loads(out)["chains"], json.loads(out)["total"]) == ([], 0)


def test_the_other_way_round_is_no_answer_but_said(why: Command) -> None:
    code, out, _ = why("src/hooks/useProfile.ts", "src/pages/Profile.tsx")
    assert code == 1
    assert "; one leads from src/pages/Profile.tsx to src/hooks/useProfile.ts\n" in out


@pytest.mark.parametrize(
    ("start", "goal", "message"),
    [
        (
            "src/pages/Profle.tsx",
            "profiles",
            "nothing here is called src/pages/Profle.tsx; did you mean src/pages/Profile",
        ),
        ("src/pages/Profile.tsx", "profles", "nothing here is called profles; did you mean table:profiles"),
        ("src/pages/Profile.tsx", "table:avatars", "nothing here is called table:avatars; did you mean bucket:avatars"),
        ("zzzzzzzz", "profiles", "nothing here is called zzzzzzzz\n"),
        ("", "profiles", "an empty name means nothing here"),
        (
            "src/pages/Profile.tsx",
            "src/pages/Profile.tsx",
            "src/pages/Profile.tsx and src/pages/Profile.tsx are the same",
        ),
        ("profiles", "table:profiles", "table:profiles and table:profiles are the same"),
        ("index.ts", "profiles", "index.ts could be "),
    ],
)
def test_mistakes(why: Command, start: str, goal: str, message: str) -> None:
    code, out, err = why(start, goal)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}")
    assert "hint: " in err


def test_what_could_be_several_lists_them(command: Command) -> None:
    code, out, err = command("--root", str(FIXTURES / "monorepo"), "why", "/", "projects")
    assert (code, out) == (2, "")
    assert "/ could be apps/mobile/app/index.tsx, apps/web/src/app/page.tsx" in err


@pytest.mark.parametrize("arguments", [("profiles",), (), ("a", "b", "--max", "0"), ("a", "b", "--format", "dot")])
def test_wrong_usage(why: Command, arguments: tuple[str, ...]) -> None:
    assert why(*arguments)[0] == 2
