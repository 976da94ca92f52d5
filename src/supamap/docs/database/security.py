"""Who may do what with a table: row-level security as a matrix, policies, grants."""

from __future__ import annotations

from collections.abc import Sequence

from supamap.docs.database.wording import Surroundings, codes, prose, sql_lines, table_lines
from supamap.docs.map_text import code
from supamap.model.schema import Policy, Table
from supamap.sql.printing import readable

COMMANDS = ("select", "insert", "update", "delete")
_API_ROLES = ("anon", "authenticated")
_ALL_PRIVILEGES = frozenset((*COMMANDS, "truncate", "references", "trigger"))


def security_lines(table: Table, around: Surroundings) -> list[str]:
    """Row-level security with its policies, and grants; for a view, grants alone."""
    schema = around.schema
    lines: list[str] = []
    if not table.is_view and schema.knows("rls") and schema.knows("policies"):
        lines += [_state(table)]
        if table.rls or table.policies:
            lines += ["", *matrix_lines(table, knows_grants=schema.knows("grants"))]
        if table.policies:
            lines += ["", *policy_lines(table.policies)]
    granted = _grants(table) if schema.knows("grants") else ""
    return [*lines, *([""] if lines and granted else []), *([granted] if granted else [])]


def _state(table: Table) -> str:
    if not table.rls:
        idle = "; its policies do nothing" if table.policies else ""
        return f"Row-level security is **off**{idle}: whoever has a grant reaches every row."
    forced = ", for the owner of the table, too" if table.rls_forced else ""
    nobody = ", and there is no policy" if not table.policies else ""
    return f"Row-level security is on{forced}{nobody}."


def matrix_lines(table: Table, *, knows_grants: bool) -> list[str]:
    """Roles × commands: which rows a role reaches by the policies that hold for it, if it has the grant."""
    named = {role for policy in table.policies for role in policy.roles if role != "public"}
    roles = [*_API_ROLES, *sorted(named - {*_API_ROLES, "service_role"})]
    rows = [
        [code(role), *(_cell(table, role, command, knows_grants=knows_grants) for command in COMMANDS)]
        for role in roles
    ]
    return table_lines(["Role", *COMMANDS], rows)


def _cell(table: Table, role: str, command: str, *, knows_grants: bool) -> str:
    if knows_grants and not _granted(table, role, command):
        return "no grant"
    if not table.rls:
        return "all rows"
    policies = [each for each in table.policies if applies(each, role, command)]
    permissive = [each for each in policies if each.permissive]
    if not permissive:
        return "–"
    free = any(_is_free(each, command) for each in permissive) and len(permissive) == len(policies)
    return "all rows" if free else "by policy"


def applies(policy: Policy, role: str, command: str) -> bool:
    """Whether a policy is asked when a role performs a command."""
    return policy.command in (command, "all") and ("public" in policy.roles or role in policy.roles)


def _is_free(policy: Policy, command: str) -> bool:
    """Whether a policy lets every row pass."""
    check = policy.using if policy.check is None else policy.check
    asked = {"insert": (check,), "update": (policy.using, check)}.get(command, (policy.using,))
    return all(each is None or readable(each) == "true" for each in asked)


def _granted(table: Table, role: str, command: str) -> bool:
    return any(grant.role in (role, "public") and command in grant.privileges for grant in table.grants)


def policy_lines(policies: Sequence[Policy]) -> list[str]:
    """Each policy with its texts."""
    lines: list[str] = []
    for policy in policies:
        kind = "" if policy.permissive else ", restrictive"
        lines.append(f"- **{prose(policy.name)}** – {policy.command}{kind} – {codes(policy.roles)}")
        for label, expression in (("using", policy.using), ("with check", policy.check)):
            if expression is not None:
                lines += sql_lines(label, expression, "  ")
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _grants(table: Table) -> str:
    """All grants to roles in one line, roles with the same rights together."""
    held: dict[str, list[str]] = {}
    for grant in table.grants:
        every = _ALL_PRIVILEGES.issubset(grant.privileges)
        rights = "all" if every else ", ".join(sorted(grant.privileges))
        held.setdefault(rights + (f" of {codes(grant.columns)}" if grant.columns else ""), []).append(grant.role)
    ordered = sorted((sorted(set(roles)), rights) for rights, roles in held.items())
    said = [f"{codes(roles)} ({rights})" for roles, rights in ordered]
    return f"Granted to {'; '.join(said)}." if said else ""
