"""The server is private, ends with its process, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from supamap.errors import InstallationError, SchemaError
from supamap.schema.embedded import installation, replay
from supamap.schema.embedded.installation import installed
from supamap.schema.embedded.replay import Replayed, replayed_server
from supamap.schema.migrations import Migrations, SqlFile

TABLE = Migrations((SqlFile("1.sql", "create table a (x int);"),), ("public",), ())
_SCRIPT = """
import sys
from pathlib import Path
from supamap.schema.embedded.replay import replay, replayed_server
from supamap.schema.migrations import Migrations, SqlFile
migrations = Migrations((SqlFile("1.sql", sys.argv[2]),), ("public",), ())
if sys.argv[3:]:
    with replayed_server(migrations, Path(sys.argv[1])) as (server, _):
        print(server.folder, flush=True)
        sys.stdin.read()
print(replay(migrations, Path(sys.argv[1])).schema.tables[0].name)
"""


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[str]]:
    def process(cache: Path, sql: str, *more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", _SCRIPT, str(cache), sql, *more]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    return process


def _processes_of(folder: Path) -> str:
    listed = subprocess.run(["ps", "-A", "-ww", "-o", "args"], capture_output=True, text=True, check=True)
    return "\n".join(line for line in listed.stdout.splitlines() if str(folder) in line and "ps -A" not in line)


def _await(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_the_server_ends_with_its_process(
    start: Callable[..., subprocess.Popen[str]], cache: Path, sign: signal.Signals
) -> None:
    with start(cache, "create table a (x int)", "wait") as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert _processes_of(folder)
        process.send_signal(sign)
    assert _await(lambda: not _processes_of(folder) and not folder.exists())


def test_two_processes_at_once_do_not_disturb_each_other(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    processes = [start(tmp_path, f"create table {name} (x int)") for name in ("a", "b")]
    assert [process.communicate()[0] for process in processes] == ["a\n", "b\n"]
    kept = sorted(path.name.partition("-")[0] for path in tmp_path.iterdir())
    assert kept == ["cluster", "replay", "replay"]


def test_no_port_is_open_and_the_socket_is_its_owners(cache: Path) -> None:
    with replayed_server(TABLE, cache) as (server, _), server.administer() as connection:
        assert connection.execute("show listen_addresses").fetchall() == [("",)]
        assert (server.folder / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0
        assert server.folder.stat().st_mode & 0o077 == 0
        folder = server.folder
    assert not folder.exists()


def test_a_long_temporary_path_is_left_aside(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with replayed_server(TABLE, cache) as (server, _):
        assert not server.folder.is_relative_to(long)
    assert list(long.iterdir()) == []


def test_a_platform_without_a_server_names_the_other_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda _: None)
    with pytest.raises(InstallationError, match=r"--database-url.*schema import.*database\.types\.ts"):
        replay.replay(TABLE, None)


def test_a_server_that_cannot_start_says_why(cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("#!/bin/sh\necho 'FATAL:  no room'\n")
    (tmp_path / "postgres").chmod(0o755)
    broken = msgspec.structs.replace(installed(), folder=tmp_path, account=None)
    monkeypatch.setattr(replay, "installed", lambda: broken)
    monkeypatch.setattr(replay, "lay_out", lambda *_: None)
    with pytest.raises(SchemaError, match="did not start: FATAL:  no room"):
        replay.replay(TABLE, cache)


def test_a_cache_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert replay.replay(TABLE, tmp_path / "file").applied == 1


def test_a_second_replay_starts_no_server(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = replay.replay(TABLE, cache)
    monkeypatch.setattr(replay, "serving", None)
    assert replay.replay(TABLE, cache) == first


def test_half_a_remembered_replay_is_made_again(cache: Path) -> None:
    first = replay.replay(TABLE, cache)
    for path in cache.glob("replay-*.json"):
        path.write_bytes(path.read_bytes()[:100])
    assert replay.replay(TABLE, cache) == first


def test_the_cache_forgets_what_is_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_REMEMBERED", 1)
    for name in ("cluster-old", "cluster-new"):
        (tmp_path / name).mkdir()
    (tmp_path / "replay-old.json").write_text("{}")
    for name in ("cluster-old", "replay-old.json"):
        os.utime(tmp_path / name, (0, 0))
    replay.replay(TABLE, tmp_path)
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert "cluster-new" in kept
    assert "cluster-old" not in kept
    assert [name.partition("-")[0] for name in kept] == ["cluster", "cluster", "replay"]


def test_the_schema_carries_what_the_settings_say(cache: Path) -> None:
    replayed: Replayed = replay.replay(msgspec.structs.replace(TABLE, exposed=("api", "public")), cache)
    assert replayed.schema.exposed == ("api", "public")


@pytest.mark.skipif(os.geteuid() != 0, reason="only an administrator's files are closed to the server's account")
def test_programs_in_a_closed_folder_are_copied(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = installed().folder.parent.parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in (package.name, f"{package.name}.libs"):
        (closed / name).symlink_to(package.parent / name)
    hidden = msgspec.structs.replace(installed(), folder=closed / package.name / "pginstall18" / "bin")
    monkeypatch.setattr(replay, "installed", lambda: hidden)
    with replayed_server(TABLE, cache) as (server, _):
        assert (server.folder / "programs").is_dir()
