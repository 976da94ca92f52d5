"""Texts replayed as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supamap.schema.embedded.execution import Progress
from supamap.schema.embedded.limits import DEFAULT_LIMITS, Limits
from supamap.schema.embedded.replay import replayed_server
from supamap.schema.migrations import Migrations, SqlFile


@pytest.fixture
def run(cache: Path) -> Callable[..., tuple[Progress, dict[str, list[object]]]]:
    """Replays texts as files ``1.sql``, ``2.sql`` …, and asks the database the first column of each query."""

    def replayed(
        *texts: str, ask: tuple[str, ...] = (), limits: Limits = DEFAULT_LIMITS
    ) -> tuple[Progress, dict[str, list[object]]]:
        files = tuple(SqlFile(f"{number}.sql", text) for number, text in enumerate(texts, 1))
        migrations = Migrations(files, ("public",), ())
        with replayed_server(migrations, cache, limits) as (server, progress), server.administer() as connection:
            return progress, {query: [row[0] for row in connection.execute(query.encode())] for query in ask}

    return replayed


@pytest.fixture(scope="session")
def said() -> Callable[[Progress], list[str]]:
    """Writes what a replay says, one line each."""
    return lambda replayed: [f"{one.file}:{one.line} {one.kind}: {one.message}" for one in replayed.diagnostics]
