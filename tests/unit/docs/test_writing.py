from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from supamap.docs.writing import write_edits
from supamap.errors import PageError
from supamap.model.pages import PageEdit


def edits(root: Path, count: int = 3) -> list[PageEdit]:
    made = [PageEdit(f"{number}.md", b"old", b"new") for number in range(count)]
    for edit in made:
        (root / edit.path).write_bytes(b"old")
    return made


def contents(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(root.iterdir())]


def test_pages_are_replaced_and_created(tmp_path: Path) -> None:
    made = [*edits(tmp_path, 1), PageEdit("docs/tables/10-a.md", None, b"made")]
    assert write_edits(tmp_path, made) == ("0.md", "docs/tables/10-a.md")
    assert (tmp_path / "0.md").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "docs/tables").iterdir()] == ["10-a.md"]
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "docs/tables/10-a.md").stat().st_mode & 0o777 == 0o666 & ~mask


def test_mode_and_symbolic_link_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere" / "a.md"
    target.parent.mkdir()
    target.write_bytes(b"old")
    target.chmod(0o640)
    (tmp_path / "a.md").symlink_to(target)
    write_edits(tmp_path, [PageEdit("a.md", b"old", b"new")])
    assert (tmp_path / "a.md").is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(target.parent.iterdir()) == [target]


def test_a_page_that_changed_meanwhile_stops_everything(tmp_path: Path) -> None:
    made = edits(tmp_path)
    (tmp_path / "2.md").write_bytes(b"mine")
    (tmp_path / "1.md").unlink()
    with pytest.raises(PageError) as raised:
        write_edits(tmp_path, made)
    assert "1.md: the page cannot be read" in str(raised.value)
    assert "2.md: the page has changed since it was read" in str(raised.value)
    assert contents(tmp_path) == [b"old", b"mine"]


def test_a_new_page_never_replaces_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    with pytest.raises(PageError, match="exists already"):
        write_edits(tmp_path, [PageEdit("a.md", None, b"new")])
    with pytest.raises(PageError, match="folder cannot be written"):
        write_edits(tmp_path, [PageEdit("a.md/b.md", None, b"new")])
    assert contents(tmp_path) == [b"old"]


def test_permissions_are_checked_before_the_first_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = edits(tmp_path)
    # The superuser may write everything, so the answer is faked.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "1.md")
    with pytest.raises(PageError) as raised:
        write_edits(tmp_path, made)
    assert raised.value.where == "1.md"
    assert "permissions" in raised.value.hint
    assert contents(tmp_path) == [b"old"] * 3


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_failure_while_content_is_staged_touches_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    calls = []

    def fsync(_: int) -> None:
        calls.append(1)
        if len(calls) == step:
            raise OSError(28, "No space left on device")

    made = edits(tmp_path)
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(PageError, match=r"No space left on device; no page was touched"):
        write_edits(tmp_path, made)
    assert contents(tmp_path) == [b"old"] * 3


def test_a_failure_while_pages_are_replaced_names_those_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = edits(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "1.md":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(PageError, match=r"already written: 0\.md"):
        write_edits(tmp_path, made)
    assert contents(tmp_path) == [b"new", b"old", b"old"]


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("kill_at", range(1, 7))
def test_a_killed_sync_leaves_every_page_old_or_new(tmp_path: Path, kill_at: int) -> None:
    """The process dies right before its n-th step on the disk: three contents staged, three pages replaced."""
    edits(tmp_path)
    script = f"""
        import os, signal
        from pathlib import Path
        from supamap.docs.writing import write_edits
        from supamap.model.pages import PageEdit
        steps = 0
        def step(run):
            def counted(*arguments):
                global steps
                steps += 1
                if steps == {kill_at}:
                    os.kill(os.getpid(), signal.SIGKILL)
                return run(*arguments)
            return counted
        os.fsync, Path.replace = step(os.fsync), step(Path.replace)
        write_edits(Path({str(tmp_path)!r}), [PageEdit(f"{{n}}.md", b"old", b"new") for n in range(3)])
    """
    source = Path(__file__).parents[3] / "src"
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], env={**os.environ, "PYTHONPATH": str(source)}, check=False
    )
    assert ran.returncode == -signal.SIGKILL
    pages = [(tmp_path / f"{number}.md").read_bytes() for number in range(3)]
    assert pages == [b"new"] * max(kill_at - 4, 0) + [b"old"] * (3 - max(kill_at - 4, 0))
    again = [PageEdit(f"{n}.md", b"old", b"new") for n in range(3) if pages[n] == b"old"]
    write_edits(tmp_path, again)
    assert [(tmp_path / f"{number}.md").read_bytes() for number in range(3)] == [b"new"] * 3
