"""Cutting SQL loses nothing and tells true lines, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supamap.schema.statements import PieceKind, split

_PARTS = st.sampled_from(
    [
        "select ", "'", '"', "$$", "$a$", "$1", "e'", "\\", "--", "/*", "*/", "\n", "\r\n", ";", "(", ")", " ", "é",
        "create function f() begin atomic ", "case ", "end", "copy t from stdin;\n", "\\.\n", "1.5e3", "a_$b", "-", "/",
        ":", "\ufeff",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PARTS, max_size=40).map("".join) | st.text(max_size=60)


@given(_TEXTS)
def test_the_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(piece.text for piece in split(text)) == text


@given(_TEXTS)
def test_a_piece_stands_on_its_line(text: str) -> None:
    position = 0
    for piece in split(text):
        start = position + (piece.text.rindex(piece.code) if piece.kind is PieceKind.STATEMENT else 0)
        if piece.kind is PieceKind.STATEMENT:
            assert piece.line == 1 + text.count("\n", 0, start)
            assert piece.code.strip()
        position += len(piece.text)


@given(_TEXTS)
def test_a_statement_read_alone_is_one_statement(text: str) -> None:
    for piece in split(text):
        if piece.kind is PieceKind.STATEMENT:
            assert next(iter(split(piece.code))).text == piece.code
