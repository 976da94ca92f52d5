"""Code that does what no policy, or no grant, lets its client do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.usage import Certainty, Privilege, resource_id
from supamap.rules.access import CLIENT_ROLES, EVERYBODY, bound_usages, granted
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.model.schema import Policy, Schema, Table
    from supamap.model.usage import Usage
    from supamap.rules.evidence import Evidence

CARD = card(
    "no-policy-for-operation", RuleGroup.ACCESS, Severity.ERROR, "An operation that no policy or grant lets clients do"
)
_COMMANDS = {
    "select": ("select",),
    "insert": ("insert",),
    "update": ("update",),
    "upsert": ("insert", "update"),
    "delete": ("delete",),
}
# Roles that clients never have; any other one may stand in a token.
_PRIVILEGED = frozenset({"service_role", "postgres", "supabase_admin", "supabase_auth_admin", "dashboard_user"})


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each such operation once a file, at its first place."""
    schema = evidence.schema
    if schema is None or not schema.knows("policies") or not schema.knows("rls"):
        return
    seen: set[tuple[str, str, str]] = set()
    for usage, table in bound_usages(evidence, schema):
        for command in _commands(usage):
            resource = resource_id(usage.kind, usage.name or "", usage.schema)
            key = (usage.location.file, resource, command)
            lack = _lack(table, command, _roles(usage), schema)
            if not lack or key in seen:
                continue
            seen.add(key)
            yield _finding(evidence, usage, table, command, lack)


def _commands(usage: Usage) -> tuple[str, ...]:
    """The SQL commands of a usage, each once. An upsert that ignores duplicates updates nothing."""
    inserts = usage.query is not None and any(("ignoreDuplicates", True) in call.options for call in usage.query.calls)
    commands = _COMMANDS | {"upsert": ("insert",)} if inserts else _COMMANDS
    return tuple(dict.fromkeys(one for operation in usage.operations for one in commands.get(operation, ())))


def _finding(evidence: Evidence, usage: Usage, table: Table, command: str, lack: str) -> Finding:
    sure = evidence.complete_history and usage.certainty is Certainty.PROVEN
    resource = resource_id(usage.kind, usage.name or "", usage.schema)
    outcome = _outcome(usage, command, lack)
    message = f"no {lack} lets {' or '.join(sorted(_roles(usage)))} {command} {table.qualified}: {outcome}"
    severity = CARD.severity if sure else Severity.WARNING
    return finding(CARD, message, usage.location, resource, severity=severity, subject=f"{resource} {command}")


def _outcome(usage: Usage, command: str, lack: str) -> str:
    if command == "update" and "update" not in usage.operations:
        return "an upsert of a row that is there is refused" if lack == "policy" else "the upsert is refused"
    return "it finds no row" if command != "insert" and lack == "policy" else "it is refused"


def _roles(usage: Usage) -> frozenset[str]:
    """The roles a client may have: one with the publishable key may be signed in."""
    user = usage.client is not None and usage.client.privilege is Privilege.USER
    return frozenset({"authenticated"}) if user else CLIENT_ROLES


def _lack(table: Table, command: str, roles: frozenset[str], schema: Schema) -> str:
    """What is missing: a ``grant``, a ``policy``, or nothing."""
    if schema.knows("grants") and not granted(table.grants, command, roles):
        return "grant"
    if not table.rls or table.is_view or any(_lets(policy, command, roles) for policy in table.policies):
        return ""
    return "policy"


def _lets(policy: Policy, command: str, roles: frozenset[str]) -> bool:
    if not policy.permissive or policy.command not in ("all", command):
        return False
    own = set(policy.roles) - _PRIVILEGED
    return bool(own & {*roles, EVERYBODY} or own - CLIENT_ROLES)


RULE = Rule(CARD, check)
