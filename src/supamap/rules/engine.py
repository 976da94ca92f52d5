"""Runs rules: which findings there are, how grave they are, how long each rule took."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from supamap.model.findings import Finding, RuleCard, Severity
from supamap.rules.registry import RULES, rule

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


class Judged(msgspec.Struct, frozen=True):
    """Findings, each once, and the seconds that each rule took."""

    findings: tuple[Finding, ...]
    seconds: tuple[tuple[str, float], ...]


def judge(evidence: Evidence, chosen: Mapping[str, tuple[RuleCard, Severity]]) -> Judged:
    """Run the chosen rules; findings get the severity that was chosen for their rule."""
    findings: dict[Finding, None] = {}
    seconds: list[tuple[str, float]] = []
    for name in (each for each in RULES if each in chosen):
        begun = time.perf_counter()
        found = [weighted(one, *chosen[name]) for one in rule(name).check(evidence)]
        seconds.append((name, time.perf_counter() - begun))
        findings.update(dict.fromkeys(found))
    return Judged(tuple(findings), tuple(seconds))


def weighted(finding: Finding, card: RuleCard, severity: Severity) -> Finding:
    """The finding with the severity chosen for its rule; one that is less sure than its rule never becomes graver."""
    if finding.severity is card.severity:
        return replace(finding, severity=severity)
    return replace(finding, severity=max(finding.severity, severity, key=_WEIGHTS.__getitem__))
