"""Migrations as people write them, and what an embedded server makes of each statement.

Behind a statement stands ``--! MESSAGE`` when it must fail; all others must apply. ``--? QUERY => ANSWER`` asks the
database afterwards, as the superuser, for the first value.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from supamap.schema.embedded.replay import replayed_server
from supamap.schema.migrations import Migrations, SqlFile
from supamap.schema.statements import PieceKind, split

FOLDER = Path(__file__).parent / "replay"
_FAILS = re.compile(r"\s*--! (.+)")
_ASKED = re.compile(r"^--\? (.+) => (.*)$", re.MULTILINE)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_case(path: Path, cache: Path) -> None:
    text = path.read_text(encoding="utf-8")
    migrations = Migrations((SqlFile(path.name, text),), ("public",), ())
    with replayed_server(migrations, cache) as (server, progress), server.administer() as connection:
        failed = {one.line: one.message for one in progress.diagnostics}
        connection.execute("set search_path = public, extensions")
        answers = [str(connection.execute(query.encode()).fetchall()[0][0]) for query, _ in _ASKED.findall(text)]
    assert _marked(text, failed) == _expected(text)
    assert answers == [answer for _, answer in _ASKED.findall(text)]
    assert progress.statements == progress.applied + len(failed)


def _expected(text: str) -> list[tuple[str, str]]:
    pieces = list(split(text))
    followers = [piece.text for piece in pieces[1:]] + [""]
    found = [(piece, _FAILS.match(after)) for piece, after in zip(pieces, followers, strict=True)]
    return [(piece.code, mark[1] if mark else "") for piece, mark in found if piece.kind is PieceKind.STATEMENT]


def _marked(text: str, failed: dict[int, str]) -> list[tuple[str, str]]:
    statements = [piece for piece in split(text) if piece.kind is PieceKind.STATEMENT]
    return [
        (piece.code, next((failed[line] for line in _lines(piece.line, piece.code) if line in failed), ""))
        for piece in statements
    ]


def _lines(first: int, code: str) -> range:
    return range(first, first + code.count("\n") + 1)
