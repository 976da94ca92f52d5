"""What belongs to a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from supamap.graph.places import at_place, telling_lines
from supamap.model.facts import Candidate, Global
from supamap.model.locations import Location
from supamap.model.usage import Certainty, ResourceKind, Step, Usage

if TYPE_CHECKING:
    from supamap.graph.places import AtPlace


def usage(name: str, line: int, column: int, end: int, *steps: Step, file: str = "a.ts") -> Usage:
    where = Location(file, line, column, end)
    return Usage(ResourceKind.TABLE, name, where, f"{file}#f", ("select",), Certainty.PROVEN, via=steps)


def call(line: int, column: int, end: int, method: str = "from") -> Candidate:
    return Candidate(0, method, Global("x"), (), line, column, end, (), "x")


USAGES = (
    usage("outer", 10, 5, 20),
    usage("inner", 12, 9, 12),
    usage("second", 12, 40, 12),
    usage("handed", 3, 1, 3, Step("argument", "a.ts", 12, ""), file="b.ts"),
    usage("passing", 4, 1, 4, Step("client", "a.ts", 30, "createClient"), file="b.ts"),
)
CALLS = (call(10, 5, 20), call(12, 9, 12), call(12, 40, 12), call(12, 70, 13), call(15, 3, 15, "url"))


def names(found: AtPlace) -> tuple[list[str | None], ...]:
    return tuple([each.name for each in part] for part in (found.written, found.handed, found.passing))


@pytest.mark.parametrize(
    ("line", "written", "handed", "passing"),
    [
        (9, [], [], []),
        (10, ["outer"], [], []),
        (12, ["outer", "inner", "second"], ["handed"], []),
        (20, ["outer"], [], []),
        (21, [], [], []),
        (30, [], [], ["passing"]),
    ],
)
def test_a_line(line: int, written: list[str], handed: list[str], passing: list[str]) -> None:
    assert names(at_place(USAGES, CALLS, "a.ts", line)) == (written, handed, passing)


@pytest.mark.parametrize(
    ("column", "written"),
    [(1, ["outer"]), (9, ["inner"]), (39, ["inner"]), (40, ["second"]), (69, ["second"])],
)
def test_a_column_selects_the_call_that_begins_before_it(column: int, written: list[str]) -> None:
    assert names(at_place(USAGES, CALLS, "a.ts", 12, column)) == (written, [], [])


def test_before_the_first_call_it_is_the_first() -> None:
    assert names(at_place(USAGES, CALLS, "a.ts", 10, 1))[0] == ["outer"]


def test_calls_without_a_usage() -> None:
    assert [each.column for each in at_place(USAGES, CALLS, "a.ts", 12).overlooked] == [70]
    assert [each.column for each in at_place(USAGES, CALLS, "a.ts", 12, 80).overlooked] == [70]
    assert at_place(USAGES, CALLS, "a.ts", 12, 80).written == ()
    assert at_place(USAGES, CALLS, "a.ts", 15).overlooked == ()


def test_a_column_where_no_call_is_changes_nothing() -> None:
    assert names(at_place(USAGES, (), "a.ts", 30, 7)) == ([], [], ["passing"])


def test_telling_lines() -> None:
    assert telling_lines(USAGES, "a.ts") == (10, 12, 30)
    assert telling_lines(USAGES, "c.ts") == ()
