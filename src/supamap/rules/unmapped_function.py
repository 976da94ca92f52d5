"""An edge function that nothing here invokes: neither code nor SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.model.usage import ResourceKind
from supamap.rules.presence import dynamic, users
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.rules.evidence import Evidence

CARD = card("unmapped-function", RuleGroup.INVENTORY, Severity.INFO, "An edge function that nothing here invokes")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each edge function that no code and no SQL invokes. An info: webhooks and schedules stand elsewhere."""
    sql = _sql(evidence)
    unknown = [usage for usage in dynamic(evidence.graph) if usage.kind is ResourceKind.EDGE_FUNCTION]
    for function in evidence.linked.edge_functions:
        resource = f"function:{function.slug}"
        if users(evidence.graph, resource) or any(f"/{function.slug}" in text for text in sql):
            continue
        possible = "; a call whose name is not known may mean it" if unknown else ""
        message = f"nothing here invokes edge function `{function.slug}`{possible}: code and SQL were looked at"
        hint = "a webhook or a schedule may; say so with an [[ignore]] and its reason"
        place = Location(function.entry.partition("#")[0], 1)
        related = unknown[0].location if unknown else None
        yield finding(CARD, message, place, resource, related=related, hint=hint, subject=resource)


def _sql(evidence: Evidence) -> list[str]:
    if evidence.schema is None:
        return []
    bodies = (function.body or "" for function in evidence.schema.functions)
    return [*bodies, *(job.command for job in evidence.schema.cron_jobs)]


RULE = Rule(CARD, check)
