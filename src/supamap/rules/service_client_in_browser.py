"""A client with the service role that code of browsers reaches: its key is in the bundle."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import Privilege, Usage
from supamap.rules.evidence import Evidence
from supamap.rules.rule import Rule, card, finding

CARD = card(
    "service-client-in-browser", RuleGroup.ACCESS, Severity.ERROR, "A client with the service role in code of browsers"
)


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each definition that uses such a client, at its first use, with the way from what browsers run."""
    uses: dict[str, Usage] = {}
    for usage in sorted(evidence.linked.usages, key=lambda usage: usage.location, reverse=True):
        if usage.client is not None and usage.client.privilege is Privilege.SERVICE:
            uses[usage.user] = usage
    for exposure in evidence.linked.exposures:
        first = uses.get(exposure.user)
        if first is None:
            continue
        names = " → ".join(
            node.rpartition("#")[2] if "#<" not in node else node.partition("#")[0] for node in exposure.way
        )
        message = f"browsers run this with the service role's key, which no policy binds: {names}"
        hint = "do it in an edge function or on the server, and change the key if it was ever deployed"
        yield finding(CARD, message, first.location, hint=hint, subject=exposure.user)


def _called(definition: str) -> str:
    """The name of a definition, or the file of a module."""
    file, _, name = definition.partition("#")
    return file if name.startswith("<") else name


RULE = Rule(CARD, check)
