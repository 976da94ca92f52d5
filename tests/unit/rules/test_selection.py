"""Which rules run, and how grave their findings are."""

from __future__ import annotations

import pytest

from supamap.errors import ConfigError
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.rules.engine import weighted
from supamap.rules.registry import cards, selected

WARNING = next(card for card in cards() if card.id == "unmapped-table")


def test_everything_runs_unless_something_is_selected() -> None:
    assert set(selected()) == {card.id for card in cards()} - {"broken-example"}
    assert "broken-example" not in selected(["pages"])
    assert set(selected(["broken-example"])) == {"broken-example"}
    assert set(selected(["orphan-page", "scan"])) >= {"orphan-page", "dynamic-reference", "unparsed-file"}
    assert "stale-block" not in selected(["orphan-page", "scan"])


def test_what_is_ignored_or_off_does_not_run() -> None:
    assert "orphan-page" not in selected(ignore=["orphan-page"])
    chosen = selected(severities={"scan": None, "unparsed-file": Severity.ERROR})
    assert {name for name, (card, _) in chosen.items() if card.group is RuleGroup.SCAN} == {"unparsed-file"}
    assert chosen["unparsed-file"][1] is Severity.ERROR


@pytest.mark.parametrize("name", ["unmaped-table", "", "Scan"])
def test_a_name_that_is_none_is_an_error(name: str) -> None:
    for arguments in ({"select": [name]}, {"ignore": [name]}, {"severities": {name: Severity.INFO}}):
        with pytest.raises(ConfigError, match="there is no rule"):
            selected(**arguments)


@pytest.mark.parametrize(
    ("own", "wanted", "given"),
    [
        (Severity.WARNING, Severity.ERROR, Severity.ERROR),
        (Severity.WARNING, Severity.INFO, Severity.INFO),
        (Severity.INFO, Severity.ERROR, Severity.INFO),
        (Severity.INFO, Severity.WARNING, Severity.INFO),
    ],
)
def test_less_sure_findings_never_become_graver(own: Severity, wanted: Severity, given: Severity) -> None:
    assert weighted(Finding(WARNING.id, own, "m"), WARNING, wanted).severity is given
