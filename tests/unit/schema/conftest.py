"""The reference application's schema, and a server of the distribution's own packages."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from supamap.model.schema import Schema
from supamap.schema.embedded.replay import replay
from supamap.schema.migrations import Migrations, read_migrations

STUDIO = Path(__file__).parents[3] / "fixtures" / "studio"
PLATFORM = Path(__file__).with_name("platform.sql")


@pytest.fixture(scope="session")
def studio() -> Migrations:
    """The migrations of fixtures/studio."""
    return read_migrations(STUDIO, ["supabase"])


@pytest.fixture(scope="session")
def studio_schema(studio: Migrations, cache: Path) -> Schema:
    """What these migrations make on the embedded server."""
    return replay(studio, cache).schema


def _programs() -> Path | None:
    """The folder of a PostgreSQL server's programs that some package installed, the newest first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    there = shutil.which("postgres")
    return found[-1].parent if found else Path(there).parent if there else None


@pytest.fixture(scope="session")
def packaged_server() -> Iterator[str]:
    """The URL of a running server of the distribution's packages: over a Unix socket, without a port."""
    programs = _programs()
    if programs is None:
        pytest.skip("NO PostgreSQL SERVER OF A DISTRIBUTION IS HERE: install the package `postgresql` to run this test")
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        os.chown(folder, owner.pw_uid, owner.pw_gid)

        def run(*words: str) -> None:
            subprocess.run(
                [programs / words[0], *words[1:]], check=True, cwd="/", user=owner.pw_uid, stdout=subprocess.DEVNULL
            )

        data = str(folder / "data")
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
        # Over the socket everybody is who they say, but `guarded`, who needs a password.
        access = folder / "data" / "pg_hba.conf"
        access.write_text("local all guarded scram-sha-256\nlocal all all trust\n")
        options = f"-c listen_addresses='' -c fsync=off -c wal_level=logical -k {folder}"
        run("pg_ctl", "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@pytest.fixture(scope="session")
def packaged_studio(packaged_server: str, studio: Migrations) -> str:
    """The URL of a database there with those of the reference application's migrations that need no extension."""
    with psycopg.connect(packaged_server, autocommit=True) as connection:
        connection.execute("create database studio")
    url = packaged_server.replace("/postgres?", "/studio?")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(PLATFORM.read_bytes())
        for file in without_vector(studio).files:
            connection.execute(re.sub(r"(?m)^create extension .*;$", "", file.text).encode())
    return url


def without_vector(studio: Migrations) -> Migrations:
    """Leave out what needs the extension ``vector``."""
    files = tuple(file for file in studio.files if "extensions.vector" not in file.text)
    return Migrations(files, studio.exposed, studio.buckets)
