"""The README says what is true: its example is real output, its commands, options and keys exist."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from supamap.cli.program import program, run
from supamap.config.keys import DOCUMENT
from supamap.config.shapes import mistakes

CHECKOUT = Path(__file__).resolve().parents[2]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.fixture
def studio(tmp_path: Path) -> Path:
    """The reference application, with the page of the example."""
    app = tmp_path / "studio"
    shutil.copytree(CHECKOUT / "fixtures" / "studio", app, ignore=shutil.ignore_patterns("node_modules"))
    assert run(["-q", "--root", str(app), "docs", "new", "user_collections"]) == 0
    return app


def test_the_example_is_what_scan_prints(studio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-q", "--root", str(studio), "scan"]) == 0
    (example,) = fenced("text")
    assert f"\n\n{example}\n" in capsys.readouterr().out


def test_the_example_is_what_sync_writes(studio: Path) -> None:
    (page,) = (studio / "docs" / "tables").iterdir()
    (example,) = fenced("markdown")
    assert example in page.read_text(encoding="utf-8")


def test_the_example_is_in_the_source(studio: Path) -> None:
    (example,) = fenced("ts")
    file, *lines = example.splitlines()
    source = (studio / file.removeprefix("// ")).read_text(encoding="utf-8").splitlines()
    assert set(lines) - {"…"} <= set(source)


def test_the_example_is_what_a_check_prints(studio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (component,) = fenced("tsx")
    (example,) = fenced("diff")
    file, _, source = component.partition("\n")
    (studio / file.removeprefix("// ")).write_text(source, encoding="utf-8")
    capsys.readouterr()
    assert run(["-q", "--root", str(studio), "sync", "--check"]) == 1
    assert example in capsys.readouterr().out
    assert run(["-q", "--root", str(studio), "sync"]) == 0
    assert run(["-q", "--root", str(studio), "sync", "--check"]) == 0


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!\.\./)([^)#]+)\)", README):
        assert (CHECKOUT / target).exists(), target


@pytest.mark.parametrize("session", fenced("console"))
def test_proofs_are_what_the_commands_print(session: str, capsys: pytest.CaptureFixture[str]) -> None:
    command, _, shown = session.partition("\n")
    assert run(["--root", str(CHECKOUT / "fixtures" / "studio"), *command.split()[2:]]) == 0
    assert capsys.readouterr().out.startswith(shown)


def test_every_command_exists() -> None:
    commands = set(re.findall(r"`supamap ((?:(?:docs|schema) )?[a-z]+)", README))
    assert commands >= {"init", "scan", "sync", "docs new", "graph", "explain", "why", "check"}
    for command in commands:
        shown = CliRunner().invoke(program, [*command.split(), "--help"])
        assert shown.exit_code == 0, command


@pytest.mark.parametrize("row", [row for row in README.splitlines() if row.startswith("| `supamap ")])
def test_every_option_of_a_command_exists(row: str) -> None:
    command = re.findall(r"`supamap ((?:(?:docs|schema) )?[a-z]+)", row)[0]
    shown = CliRunner().invoke(program, [*command.split(), "--help"]).output
    for option in re.findall(r"(--[a-z-]+)", row):
        assert option in shown
    for form in re.findall(r"`([a-z]+)`(?=[,;.| ])", row):
        assert form in shown


def test_the_configuration_has_no_mistake_and_names_every_key() -> None:
    (text,) = fenced("toml")
    document = tomllib.loads(text)
    assert not list(mistakes(document, DOCUMENT))
    assert set(document) == set(DOCUMENT.keys)
    for name in ("source", "docs", "graph"):
        table = DOCUMENT.keys[name]
        assert set(document[name]) == set(getattr(table, "keys", {}))
