"""A private server: its own folder, a Unix socket, no port; it ends with the process that started it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from supamap.errors import SchemaError
from supamap.schema.embedded.installation import Installation, readable

if TYPE_CHECKING:
    import psycopg

SUPERUSER = "supamap"
DATABASE = "postgres"
DATA = "data"
EXTENSIONS = "extensions"
"""Within the data folder: where the stand-ins for extensions are. It moves with the data."""
_SOCKET_PATH_LIMIT = 103
"""Bytes, without the closing zero; macOS has the smaller limit."""
_SOCKET = ".s.PGSQL.5432"
_START_LIMIT = 30.0
_STOP_LIMIT = 20.0
_MEMORY = 2 << 20
"""KiB of address space that each process of the server may take; macOS knows no such bound."""
_FILE_SIZE = 1 << 20
"""Blocks of 512 bytes that a file of the server may have: what a table can grow to."""

# The shell waits for a line, or for the end of its input, which comes when supamap closes the pipe and when it dies.
_WATCHER = f"""
folder=$1; shift
ulimit -v {_MEMORY} 2>/dev/null
ulimit -f {_FILE_SIZE} 2>/dev/null
"$@" >"$folder/log" 2>&1 </dev/null &
server=$!
read -r signal
kill -"${{signal:-QUIT}}" "$server" 2>/dev/null
wait "$server"
[ "$signal" = INT ] || rm -rf -- "$folder"
"""


class Server(msgspec.Struct, frozen=True):
    """A running server. ``folder`` holds its socket and its data."""

    folder: Path

    def connect(self, user: str, *, options: str = "") -> psycopg.Connection:
        """Connect as ``user``; every statement is a transaction unless it begins one.

        ``options`` are settings of the session as ``-c name=value``.
        """
        import psycopg

        return psycopg.connect(
            host=str(self.folder), port=5432, user=user, dbname=DATABASE, autocommit=True, options=options
        )

    def connect_again(self, user: str) -> psycopg.Connection:
        """Connect to a server that may be recovering from the end of one of its processes."""
        import psycopg

        end = time.monotonic() + _START_LIMIT
        while True:
            try:
                return self.connect(user)
            except psycopg.OperationalError as error:
                if time.monotonic() > end:
                    raise SchemaError(f"the embedded PostgreSQL server does not answer: {error}") from error
                time.sleep(0.05)

    def administer(self) -> psycopg.Connection:
        """Connect as the superuser, for whom event triggers of the project do not fire."""
        return self.connect(SUPERUSER, options="-c event_triggers=off")


@contextmanager
def private_folder(installation: Installation) -> Iterator[Path]:
    """Yield an empty folder that the account of the server owns, with a path short enough for a socket."""
    parent = Path(tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix="supamap-", dir=parent))
    if len(str(folder / _SOCKET).encode()) > _SOCKET_PATH_LIMIT or not _open_to_all(installation, parent):
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="supamap-", dir="/tmp"))
    try:
        installation.give(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open_to_all(installation: Installation, parent: Path) -> bool:
    return installation.account is None or all(one.stat().st_mode & 1 for one in (parent, *parent.parents))


@contextmanager
def serving(installation: Installation, folder: Path, *, keep: bool = False) -> Iterator[Server]:
    """Run a server on ``folder/data`` while the context lasts.

    The folder goes with the server, unless ``keep``: then the data is left as a clean stop leaves it. Raises
    SchemaError if the server does not start.
    """
    installation = readable(installation, folder / "programs")
    data = folder / DATA
    command = [installation.program("postgres"), "-D", str(data), "-k", str(folder)]
    command += ["-c", f"extension_control_path={data / EXTENSIONS}:$system"]
    # What an earlier server in this folder said is not what this one says.
    (folder / "log").unlink(missing_ok=True)
    watcher = installation.start(["/bin/sh", "-c", _WATCHER, "supamap-server", str(folder), *command])
    try:
        _await_start(folder, watcher)
        yield Server(folder)
    finally:
        _stop(watcher, "INT" if keep else "QUIT")


def _await_start(folder: Path, watcher: subprocess.Popen[bytes]) -> None:
    """Wait until the server takes connections."""
    status, log = folder / DATA / "postmaster.pid", folder / "log"
    end = time.monotonic() + _START_LIMIT
    while time.monotonic() < end and watcher.poll() is None:
        lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
        if len(lines) > 7 and lines[7].strip() == "ready":
            return
        if log.exists() and "FATAL:" in log.read_text(encoding="utf-8", errors="replace"):
            break
        time.sleep(0.005)
    said = log.read_text(encoding="utf-8", errors="replace").strip() if log.exists() else ""
    raise SchemaError(
        f"the embedded PostgreSQL server did not start: {said.splitlines()[-1] if said else 'it said nothing'}",
        hint="is there room in the temporary folder, and may programs run there? "
        "Otherwise use a live database, pasted JSON or database.types.ts",
    )


def _stop(watcher: subprocess.Popen[bytes], signal: str) -> None:
    assert watcher.stdin is not None
    try:
        watcher.stdin.write(f"{signal}\n".encode())
        watcher.stdin.close()
    except BrokenPipeError:
        pass
    try:
        watcher.wait(_STOP_LIMIT)
    except subprocess.TimeoutExpired:
        watcher.kill()
        watcher.wait()
