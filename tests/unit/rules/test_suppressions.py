"""What silences a finding, in every kind of comment, and what does not."""

from __future__ import annotations

import pytest

from supamap.config.settings import IgnoredFindings
from supamap.model.findings import Finding, Severity
from supamap.model.locations import Location
from supamap.rules.registry import RULES
from supamap.rules.suppressions import silence, suppressions_in

FOUND = Finding("undocumented-table", Severity.ERROR, "m", Location("a.ts", 2), "table:jobs")
RAN = frozenset({*RULES, "unused-suppression"})


@pytest.mark.parametrize(
    "comment",
    [
        "// supamap-ignore-next-line undocumented-table -- why",
        "  /* supamap-ignore-next-line undocumented-table -- why */",
        "{/* supamap-ignore-next-line undocumented-table -- why */}",
        "<!-- supamap-ignore-next-line undocumented-table -- why -->",
        "# supamap-ignore-next-line undocumented-table, orphan-page -- why",
        "call() // supamap-ignore-next-line orphan-page undocumented-table -- why",
    ],
)
def test_comments_silence_the_next_line(comment: str) -> None:
    valid, invalid = suppressions_in("a.ts", f"{comment}\nhere\nthere\n", page=False)
    assert invalid == []
    silenced = silence([FOUND], valid, [], RAN)
    assert silenced.suppressed == 1
    assert {one.rule for one in silenced.findings} <= {"unused-suppression"}
    assert silence([FOUND], valid, [], {"undocumented-table"}).findings == ()


@pytest.mark.parametrize(
    "text",
    ["'supamap-ignore-next-line undocumented-table -- why'", "// supamap-ignored undocumented-table -- why", "//\n"],
)
def test_what_is_no_suppression(text: str) -> None:
    assert suppressions_in("a.ts", text, page=False) == ([], [])


def test_other_lines_files_and_rules_stay() -> None:
    valid, _ = suppressions_in("a.ts", "// supamap-ignore-next-line orphan-page -- why\n", page=False)
    kept = silence([FOUND], valid, [], RAN)
    assert kept.suppressed == 0
    assert [one.rule for one in kept.findings] == ["undocumented-table", "unused-suppression"]
    assert len(silence([FOUND], valid, [], RAN - {"orphan-page"}).findings) == 1


@pytest.mark.parametrize(
    ("ignore", "silent"),
    [
        (IgnoredFindings("undocumented-table", "why"), True),
        (IgnoredFindings("*", "why", path="*.ts"), True),
        (IgnoredFindings("*", "why", resource="jobs"), True),
        (IgnoredFindings("*", "why", resource="table:j*"), True),
        (IgnoredFindings("orphan-page", "why"), False),
        (IgnoredFindings("*", "why", path="b*"), False),
        (IgnoredFindings("*", "why", resource="bucket:*"), False),
    ],
)
def test_configuration_silences_by_pattern(ignore: IgnoredFindings, silent: bool) -> None:
    assert (silence([FOUND], [], [ignore], RAN).suppressed == 1) is silent
