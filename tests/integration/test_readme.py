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


def test_example_is_what_sync_writes(tmp_path: Path) -> None:
    app = tmp_path / "studio"
    shutil.copytree(CHECKOUT / "fixtures" / "studio", app, ignore=shutil.ignore_patterns("node_modules"))
    assert run(["-q", "--root", str(app), "docs", "new", "user_collections"]) == 0
    (page,) = (app / "docs" / "tables").iterdir()
    (example,) = fenced("markdown")
    assert example in page.read_text(encoding="utf-8")


def test_every_command_exists() -> None:
    commands = set(re.findall(r"`supamap ((?:docs )?[a-z]+)", README))
    assert commands >= {"init", "scan", "sync", "docs new", "graph", "check"}
    for command in commands:
        shown = CliRunner().invoke(program, [*command.split(), "--help"])
        assert shown.exit_code == 0, command


@pytest.mark.parametrize("row", [row for row in README.splitlines() if row.startswith("| `supamap ")])
def test_every_option_of_a_command_exists(row: str) -> None:
    command = re.findall(r"`supamap ((?:docs )?[a-z]+)", row)[0]
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
