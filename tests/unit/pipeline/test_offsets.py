"""Places in code are told as seen from the configuration; pages are already."""

from __future__ import annotations

from supamap.model.findings import Finding, Severity
from supamap.model.locations import Location
from supamap.pipeline.offsets import moved_findings

FINDING = Finding("unmapped", Severity.INFO, "m", Location("docs/a.md", 1), "table:a", Location("src/x.ts", 2))


def test_every_place_in_code_moves() -> None:
    (moved,) = moved_findings((FINDING,), "app", {"docs/a.md"})
    assert (str(moved.location), str(moved.related)) == ("docs/a.md:1", "app/src/x.ts:2")
    (moved,) = moved_findings((FINDING,), "../app", ())
    assert (str(moved.location), str(moved.related)) == ("../app/docs/a.md:1", "../app/src/x.ts:2")


def test_nothing_moves_where_root_and_configuration_are_one() -> None:
    assert moved_findings((FINDING,), ".", ()) == (FINDING,)
