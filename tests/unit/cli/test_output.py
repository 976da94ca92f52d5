"""Results in files: whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.cli.output import deliver
from supamap.errors import SupamapError


def test_stdout_gets_one_newline(capsys: pytest.CaptureFixture[str]) -> None:
    deliver("text", None)
    deliver("line\n", None)
    deliver("", None)
    assert capsys.readouterr().out == "text\nline\n"


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    file.chmod(0o640)
    deliver("new", file)
    assert file.read_bytes() == b"new\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [found.name for found in tmp_path.iterdir()] == ["out.json"]


def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    deliver("new", tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    deliver("new", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new\n"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "out"
    file.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SupamapError, match="cannot be written: No space left"):
        deliver("new", file)
    assert file.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SupamapError, match="No such file or directory"):
        deliver("new", tmp_path / "nowhere" / "out")
