"""Baselines: what they recognise, what they keep, and what is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from supamap.errors import ConfigError
from supamap.model.findings import BaselineEntry, Finding, Severity
from supamap.model.locations import Location
from supamap.rules.baseline import compare, entries_of, pruned, read, write
from supamap.rules.fingerprints import fingerprinted
from supamap.rules.registry import RULES

TODAY = date(2026, 6, 1)
ALL = frozenset({*RULES, "stale-baseline"})
_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from(RULES),
        st.sampled_from(Severity),
        _words,
        st.none() | st.builds(Location, _words.filter(bool), st.integers(1, 9)),
        st.none() | _words,
        subject=_words,
    ),
    max_size=8,
    unique=True,
)


@given(_findings, st.randoms(use_true_random=False))
def test_fingerprints_are_unique_and_know_no_order(findings: list[Finding], random: st.DataObject) -> None:
    shuffled = list(findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fingerprinted(shuffled) == fingerprinted(findings)
    assert len({name for _, name in fingerprinted(findings)}) == len(findings)


@given(_findings)
def test_what_is_written_is_known(findings: list[Finding]) -> None:
    marked = fingerprinted(findings)
    entries = read(write(entries_of(marked)), "b.json")
    compared = compare(marked, entries, TODAY, ALL)
    assert (compared.new, compared.known) == ((), len(findings))
    assert write(entries) == write(reversed(entries))


def test_lines_and_wording_do_not_matter() -> None:
    one = Finding("stale-block", Severity.ERROR, "a", Location("a.md", 3), subject="page")
    moved = replace(one, location=Location("a.md", 90), message="b", severity=Severity.INFO)
    assert fingerprinted([one])[0][1] == fingerprinted([moved])[0][1]
    other = replace(one, location=Location("b.md", 3))
    assert fingerprinted([one])[0][1] != fingerprinted([other])[0][1]


def test_expired_entries_do_not_count_from_the_day_after() -> None:
    marked = fingerprinted([Finding("orphan-page", Severity.ERROR, "m")])
    (entry,) = entries_of(marked)
    for day, known in (("2026-06-01", 1), ("2026-05-31", 0), ("", 1)):
        assert compare(marked, [replace(entry, expires=day)], TODAY, ALL).known == known


def test_what_is_gone_is_a_finding_unless_its_rule_did_not_run() -> None:
    (entry,) = entries_of(fingerprinted([Finding("orphan-page", Severity.ERROR, "m", Location("a.md", 1))]))
    ((gone, _),) = compare([], [entry], TODAY, ALL).new
    assert (gone.rule, str(gone.location)) == ("stale-baseline", "a.md:0")
    assert compare([], [entry], TODAY, ALL - {"orphan-page"}).new == ()
    assert compare([], [entry], TODAY, ALL - {"stale-baseline"}).new == ()
    assert pruned([entry], []) == []


def test_reasons_and_dates_survive_a_new_baseline() -> None:
    marked = fingerprinted([Finding("orphan-page", Severity.ERROR, "m")])
    (entry,) = entries_of(marked)
    kept = replace(entry, reason="until the move", expires="2027-01-01")
    assert entries_of(marked, [kept]) == [kept]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is no baseline"),
        ("[]", "this is no baseline"),
        ('{"format": "other"}', "this is no baseline"),
        ('{"format": "supamap.baseline", "version": 2, "findings": []}', "version 2"),
        ('{"format": "supamap.baseline", "version": "x", "findings": []}', "version x"),
        ('{"format": "supamap.baseline", "version": 1}', "this is no baseline"),
        ('{"format": "supamap.baseline", "version": 1, "findings": [{"rule": 1}]}', "this is no baseline"),
        (
            write([BaselineEntry("a", "b", "c", expires="soon")]),
            "expires on 'soon'",
        ),
    ],
)
def test_what_is_none_is_an_error(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as raised:
        read(text, "b.json")
    assert raised.value.where == "b.json"
