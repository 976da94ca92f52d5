"""SQL texts and their pieces: ``| text`` is the input, ``LINE [KIND:] CODE`` a piece, ⏎ a line's end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from supamap.schema.statements import Piece, PieceKind, split

FOLDER = Path(__file__).parent / "statements"


def _cases() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"\n(?=# )", path.read_text(encoding="utf-8").rstrip("\n")):
            title, *lines = block.splitlines()
            text = "\n".join(line.removeprefix("|").removeprefix(" ") for line in lines if line.startswith("|"))
            expected = [line for line in lines if line and not line.startswith("|")]
            yield pytest.param(text, expected, id=f"{path.stem}: {title.removeprefix('# ')}")


def _line(piece: Piece) -> str:
    kind = "" if piece.kind is PieceKind.STATEMENT else f"{piece.kind}: "
    return f"{piece.line} {kind}{piece.code}".replace("\n", "⏎")


@pytest.mark.parametrize(("text", "expected"), list(_cases()))
def test_case(text: str, expected: list[str]) -> None:
    assert [_line(piece) for piece in split(text) if piece.kind is not PieceKind.BLANK] == expected
