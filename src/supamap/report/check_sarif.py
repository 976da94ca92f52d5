"""Findings as SARIF 2.1.0, within what GitHub's code scanning takes.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ is the format; GitHub asks for relative URIs, a location for every
result and at most 25,000 results a run (docs.github.com, "SARIF support for code scanning").
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from supamap.model.findings import Severity
from supamap.report.check_rows import in_order

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, Reported, RuleCard
    from supamap.model.locations import Location

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MOST_RESULTS = 25_000
_ROOT = "SRCROOT"
# What belongs to no file is shown at the configuration: code scanning drops a result without a place.
_NOWHERE = "supamap.toml"


def render(report: CheckReport) -> str:
    """The log, ending with a line feed; the gravest findings stay when there are too many."""
    ordered = in_order(report.findings)
    places = {card.id: index for index, card in enumerate(report.rules)}
    run: dict[str, object] = {
        "tool": {"driver": {"name": "supamap", "rules": [_rule(card) for card in report.rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder of supamap's configuration"}}},
        "results": [_result(one, places) for one in ordered[:_MOST_RESULTS]],
    }
    if len(ordered) > _MOST_RESULTS:
        run["invocations"] = [_cut(len(ordered))]
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1) + "\n"


def _rule(card: RuleCard) -> dict[str, object]:
    rule: dict[str, object] = {
        "id": card.id,
        "shortDescription": {"text": f"{card.summary}."},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": {"tags": ["supabase", card.group.value]},
    }
    return {**rule, "help": {"text": card.page, "markdown": card.page}} if card.page else rule


def _result(one: Reported, places: dict[str, int]) -> dict[str, object]:
    finding = one.finding
    hint = f"\n\n{finding.hint}" if finding.hint else ""
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message + hint},
        "locations": [_location(finding.location)],
        "partialFingerprints": {"supamap/v1": one.fingerprint},
    }
    if finding.rule in places:
        result["ruleIndex"] = places[finding.rule]
    if finding.related:
        result["relatedLocations"] = [_location(finding.related) | {"message": {"text": "the reason"}}]
    return result


def _location(place: Location | None) -> dict[str, object]:
    artifact = {"uri": quote(place.file if place else _NOWHERE), "uriBaseId": _ROOT}
    region = {"startLine": max(1, place.line), "startColumn": place.column} if place else {"startLine": 1}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _cut(total: int) -> dict[str, object]:
    text = f"{total - _MOST_RESULTS:,} of {total:,} findings are left out, the least grave ones"
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }
