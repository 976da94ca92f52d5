"""What the program says of requests that it cannot follow."""

from __future__ import annotations

import pytest

from supamap.cli.program import FAILED, run


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("sync", "-q"), "hint: it stands before the command: supamap -q sync"),
        (("docs", "new", "--root", "x"), "hint: it stands before the command: supamap --root DIR docs new"),
    ],
)
def test_a_global_option_behind_the_command_is_explained(
    arguments: tuple[str, ...], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == FAILED
    assert hint in capsys.readouterr().err


def test_an_option_that_nobody_has_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("scan", "--nope")) == FAILED
    assert "before the command" not in capsys.readouterr().err
