"""The command line itself: exit codes, streams, colours, interruptions. No stage is needed for any of this."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from supamap import __version__
from supamap.cli import program
from supamap.cli.console import wants_colour
from supamap.errors import SupamapError


def supamap(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "supamap", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_version() -> None:
    done = supamap("--version")
    assert (done.returncode, done.stdout) == (0, f"supamap {__version__}\n")


def test_help_lists_every_command() -> None:
    done = supamap("--help")
    assert done.returncode == 0
    for command in program.COMMANDS:
        assert f"\n  {command} " in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("scan", "--no-such-option"),
        ("scan", "--format", "xml"),
        ("scan", "--kind", "view"),
        ("-q", "-v", "scan"),
        ("sync", "--dry-run", "--check"),
        ("graph", "--depth", "2"),
        ("graph", "--depth", "-1", "--focus", "x"),
        ("docs", "new", "profiles", "--all"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = supamap(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr


def test_a_wrong_configuration_is_one_message_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "supamap.toml").write_text("[sorce]\n")
    done = supamap("scan", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "error: supamap.toml:1: unknown key `sorce`; did you mean `source`?\n"


def test_a_root_that_is_no_folder(tmp_path: Path) -> None:
    done = supamap("--root", "nowhere", "scan", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "error: nowhere: the root does not exist\n")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour(environment: dict[str, str], expected: bool | None) -> None:
    assert wants_colour(environment) is expected


def test_forced_colour_reaches_a_pipe(tmp_path: Path) -> None:
    assert "\x1b[" in supamap("--root", "nowhere", "scan", cwd=tmp_path, FORCE_COLOR="1").stderr
    assert "\x1b[" not in supamap("--root", "nowhere", "scan", cwd=tmp_path, FORCE_COLOR="1", TERM="dumb").stdout


def ending(raised: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a command that ends with an exception."""

    @click.command()
    def fail() -> None:
        raise raised

    monkeypatch.setattr(program.LazyGroup, "get_command", lambda *_: fail)
    return program.run(["scan"])


def test_own_errors_are_exit_code_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(SupamapError("it broke", where="a.ts:3", hint="mend it"), monkeypatch) == 2
    assert capsys.readouterr().err == "error: a.ts:3: it broke\n  hint: mend it\n"


def test_a_fault_of_supamap_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(KeyError("surprise"), monkeypatch) == 2
    said = capsys.readouterr().err
    assert "supamap itself failed: KeyError('surprise')" in said
    assert "please report this with the text above" in said
    assert "Traceback" in said


def test_interruption_is_exit_code_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(KeyboardInterrupt(), monkeypatch) == 128 + signal.SIGINT
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a closed pipe is reported in another way there")
def test_a_closed_pipe_is_quiet() -> None:
    program_text = (
        "from supamap.cli.program import run, program\nimport click, sys\n"
        "@click.command()\ndef long():\n    [click.echo('x' * 1000) for _ in range(1000)]\n"
        "type(program).get_command = lambda *_: long\nsys.exit(run(['scan']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program_text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
    assert said == ""
    assert process.returncode == program.READER_GONE
