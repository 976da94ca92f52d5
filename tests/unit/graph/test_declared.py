"""Declared types as people write them."""

from __future__ import annotations

import pytest

from supamap.graph.declared import type_text
from supamap.model import facts

UNION = facts.UnionType((facts.LiteralType("a"), facts.LiteralType("b")))
UNREAD = facts.UnknownType("…")


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        (None, ""),
        (facts.NamedType("BucketName"), "BucketName"),
        (UNION, "'a' | 'b'"),
        (facts.UnionType((facts.NamedType("A"), facts.NamedType("B")), every=True), "A & B"),
        (facts.KeyOf(facts.NamedType("Tables")), "keyof Tables"),
        (facts.IndexedType(facts.NamedType("Database"), facts.LiteralType("public")), "Database['public']"),
        (UNREAD, ""),
        (facts.UnionType((UNREAD, facts.LiteralType("a"))), ""),
        (facts.KeyOf(UNREAD), ""),
        (facts.IndexedType(UNREAD, UNION), ""),
    ],
)
def test_types(declared: facts.Type | None, text: str) -> None:
    assert type_text(declared) == text


def test_a_long_type_is_cut() -> None:
    many = facts.UnionType(tuple(facts.LiteralType(f"name{number}") for number in range(99)))
    assert type_text(many).endswith("…")
    assert len(type_text(many)) == 61
