"""A cluster with the Supabase baseline in it, made once and copied for each replay."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from supamap.errors import SchemaError
from supamap.schema.embedded.extensions import write_extensions
from supamap.schema.embedded.installation import Installation, readable
from supamap.schema.embedded.server import DATA, EXTENSIONS, SUPERUSER, serving
from supamap.syntax.folder import query_folder

SETTINGS = {
    # What is in it need not survive.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "min_wal_size": "2MB",
    "wal_recycle": "off",
    "wal_init_zero": "off",
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
    # One or two connections, and no processes beside them.
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "16",
    "shared_buffers": "32MB",
    "io_method": "sync",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "max_locks_per_transaction": "512",
    "huge_pages": "off",
    # What untrusted statements may not take.
    "temp_file_limit": "256MB",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_KEPT = 7 * 24 * 3600
"""Seconds. Another version of supamap may be in use, too."""
_INITDB = [
    "--no-sync", "--no-instructions", "--auth=trust", "--encoding=UTF8", "--wal-segsize=1",
    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--username={SUPERUSER}",
]  # fmt: skip


def baseline() -> tuple[Path, ...]:
    """Return the SQL files of the Supabase baseline in their order."""
    return tuple(sorted((query_folder() / "baseline").glob("*.sql")))


def identity(installation: Installation) -> str:
    """Return a text that changes with everything that a new cluster is made of."""
    digest = sha256(f"{installation.identity}{SETTINGS}{_INITDB}".encode())
    for path in (*baseline(), *sorted((query_folder() / "extensions").glob("*"))):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def lay_out(installation: Installation, cache: Path | None, folder: Path) -> None:
    """Put a new cluster into ``folder/data``: a copy of the one in ``cache``, or one that is then kept there."""
    template = None if cache is None else cache / f"cluster-{identity(installation)}"
    if template is not None and _copied(template, folder / DATA):
        installation.give(folder)
        return
    _build(installation, folder)
    if template is not None:
        _keep(folder / DATA, template)


def _copied(template: Path, data: Path) -> bool:
    """Copy a cluster; tell whether all of it was there to read."""
    try:
        shutil.copytree(template, data, copy_function=shutil.copyfile)
    except OSError:
        shutil.rmtree(data, ignore_errors=True)
        return False
    data.chmod(0o700)
    return True


def _keep(data: Path, template: Path) -> None:
    """Copy the files of a stopped server in one step: another process sees all of them, or none.

    A cache that cannot be written is no reason to fail, nor is another process that was faster.
    """
    unfinished = None
    try:
        template.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".cluster-", dir=template.parent))
        shutil.copytree(data, unfinished, copy_function=shutil.copyfile, dirs_exist_ok=True)
        unfinished.replace(template)
        _forget_others(template)
    except OSError:
        if unfinished is not None:
            shutil.rmtree(unfinished, ignore_errors=True)


def _forget_others(template: Path) -> None:
    """Remove the clusters of other versions that are older than a week."""
    for other in template.parent.glob("cluster-*"):
        if other != template and time.time() - other.stat().st_mtime > _KEPT:
            shutil.rmtree(other, ignore_errors=True)


def _build(installation: Installation, folder: Path) -> None:
    _initialize(readable(installation, folder / "programs"), folder)
    with serving(installation, folder, keep=True) as server, server.administer() as connection:
        for path in baseline():
            connection.execute(path.read_bytes())
        for statement in ("drop database template1", "drop database template0", "checkpoint"):
            connection.execute(statement)


def _initialize(installation: Installation, folder: Path) -> None:
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = [installation.program("initdb"), f"--pgdata={folder / DATA}", *_INITDB, *settings]
    process = installation.start(command, output=subprocess.DEVNULL, error=subprocess.PIPE)
    said = process.communicate()[1].decode(errors="replace").strip()
    if process.returncode:
        raise SchemaError(
            f"the embedded PostgreSQL server could not make its files: {said.splitlines()[-1] if said else ''}",
            hint="is there room in the temporary folder?",
        )
    extensions = folder / DATA / EXTENSIONS / "extension"
    extensions.mkdir(parents=True)
    write_extensions(query_folder() / "extensions", installation, extensions)
    installation.give(folder / DATA / EXTENSIONS)
