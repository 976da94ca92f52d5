"""Which names a history takes away, so that an older source raises no doubt about them."""

from __future__ import annotations

import pytest

from supamap.model.schema import Column, QualifiedName, Schema, SourceKind, Table
from supamap.schema.doubts import doubts_between, removed_names


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("alter table public.jobs drop column if exists title, drop column rank;", {"title", "rank"}),
        ("alter table jobs rename column title to heading;", {"title"}),
        ("alter table jobs rename title to heading;", {"title"}),
        ('alter table public."jobs" rename to tasks;', {"jobs"}),
        ("alter function public.total(int) rename to sum_of;", {"total"}),
        ('DROP TABLE IF EXISTS "public"."jobs" CASCADE;', {"jobs"}),
        ("drop materialized view totals; drop function public.total(int);", {"totals", "total"}),
        ("alter table jobs rename constraint a to b; drop policy p on jobs; alter table jobs add column x int;", set()),
    ],
)
def test_removed_names(statement: str, names: set[str]) -> None:
    assert removed_names(statement) == names


def _schema(*columns: str) -> Schema:
    found = tuple(Column(name, "text") for name in columns)
    return Schema(SourceKind.MIGRATIONS, tables=(Table("public", "jobs", columns=found),) if columns else ())


@pytest.mark.parametrize(
    ("own", "other", "removed", "doubtful"),
    [
        (("id",), ("id",), (), False),
        (("id",), ("id", "made_by_hand"), (), True),
        (("id", "heading"), ("id", "title"), ("title",), False),
        (("id", "newer"), ("id",), (), False),
        ((), ("id",), (), True),
        ((), ("id",), ("jobs",), False),
    ],
)
def test_an_older_source_is_no_doubt(
    own: tuple[str, ...], other: tuple[str, ...], removed: tuple[str, ...], doubtful: bool
) -> None:
    found = set(doubts_between(_schema(*own), _schema(*other), removed))
    assert found == ({QualifiedName("public", "jobs")} if doubtful else set())
