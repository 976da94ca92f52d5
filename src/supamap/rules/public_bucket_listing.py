"""A public bucket whose files everybody can list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.rules.access import EVERYBODY
from supamap.rules.presence import first_use
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.schema import Policy
    from supamap.rules.evidence import Evidence

CARD = card("public-bucket-listing", RuleGroup.ACCESS, Severity.WARNING, "A public bucket that everybody can list")
_ONLY_BUCKET = re.compile(r"\(*bucket_id = '(?P<name>(?:[^']|'')*)'(?:::text)?\)*")


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each public bucket with a policy that lets anonymous clients select all of its rows.

    Files of a public bucket are served without any policy: such a policy adds nothing but the list of their names.
    """
    schema = evidence.schema
    if schema is None or not schema.knows("buckets") or not schema.knows("policies"):
        return
    objects = next((one for one in schema.platform if (one.schema, one.name) == ("storage", "objects")), None)
    for bucket in schema.buckets:
        for policy in objects.policies if objects is not None and bucket.public else ():
            if _lists(policy, bucket.name):
                resource = f"bucket:{bucket.name}"
                message = f'bucket `{bucket.name}` is public, and policy "{policy.name}" lets everybody list its files'
                hint = "drop the policy, or let it ask who owns the file: public files need none to be read"
                place = first_use(evidence.graph, resource)
                yield finding(CARD, message, place, resource, hint=hint, subject=f"{resource} {policy.name}")


def _lists(policy: Policy, bucket: str) -> bool:
    if policy.command not in ("select", "all") or not {EVERYBODY, "anon"} & set(policy.roles):
        return False
    found = _ONLY_BUCKET.fullmatch((policy.using or "").strip())
    return found is not None and found["name"].replace("''", "'") == bucket


RULE = Rule(CARD, check)
