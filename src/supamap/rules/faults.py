"""Rules about code that a schema contradicts: each reports the faults that bear its name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from supamap.model.findings import Finding, RuleCard, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import Certainty, resource_id
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.usage import Usage
    from supamap.rules.evidence import Evidence


def fault_rule(rule: str, summary: str, severity: Severity = Severity.ERROR) -> Rule:
    """The rule that reports the faults of this name."""
    of = card(rule, RuleGroup.SCHEMA, severity, summary)
    return Rule(of, partial(_found, of))


def _found(of: RuleCard, evidence: Evidence) -> Iterator[Finding]:
    """Yield the faults of one rule.

    They are warnings at most where the usage is only inferred, or where the schema's source may not be the whole
    database. Tests name what does not exist on purpose: they are left out.
    """
    for usage, fault in evidence.faults:
        if fault.rule != of.id or _is_test(evidence, usage):
            continue
        sure = evidence.is_sure and usage.certainty is Certainty.PROVEN
        place = usage.location
        if fault.line != place.line:
            place = Location(place.file, fault.line)
        resource = resource_id(usage.kind, usage.name or "", usage.schema)
        one = finding(of, fault.message, place, resource, hint=fault.hint, subject=fault.subject)
        yield one if sure or of.severity is not Severity.ERROR else replace(one, severity=Severity.WARNING)


def _is_test(evidence: Evidence, usage: Usage) -> bool:
    found = evidence.graph.definition(usage.symbol)
    return found is not None and found.role is Role.TEST
