"""Policies in sentences: who may do what with which rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supamap.docs.database.clauses import clause
from supamap.docs.database.phrases import Scope, names
from supamap.docs.database.wording import listed, prose
from supamap.docs.map_text import code
from supamap.model.schema import Policy, Table
from supamap.sql.expressions import Expression, Name, Opaque, children
from supamap.sql.parser import parse

_WHO = {
    "public": "everybody",
    "anon": "anonymous visitors",
    "authenticated": "signed-in users",
    "service_role": "the service role",
}
_VERBS = {"select": "read", "insert": "insert", "update": "update", "delete": "delete"}
# A clause that says more is not read to its end.
_LONGEST = 240


def policy_sentences(table: Table, policies: Sequence[Policy], noun: str = "row") -> list[str]:
    """A sentence for each policy of a table with row-level security, and one for what nobody may do."""
    if not policies:
        return [
            f"No policy exists: only roles that bypass row-level security, such as the service role, reach {noun}s."
        ]
    return [*(_sentence(each, table, noun) for each in policies), *_closed(policies, noun)]


def _closed(policies: Iterable[Policy], noun: str) -> list[str]:
    """What no policy allows to anybody."""
    open_commands = {each.command for each in policies if each.permissive}
    closed = [verb for command, verb in _VERBS.items() if not open_commands & {command, "all"}]
    if not closed:
        return []
    return [f"No policy lets anybody {listed(closed, 'or')} {noun}s; only roles that bypass row-level security can."]


def _sentence(policy: Policy, table: Table, noun: str) -> str:
    who = listed([_WHO.get(role, f"the role {code(role)}") for role in policy.roles])
    verb = listed(list(_VERBS.values())) if policy.command == "all" else _VERBS[policy.command]
    condition = policy.check if policy.command == "insert" else policy.using
    rows = _rows(condition, table, noun, restrictive=not policy.permissive)
    written = policy.check if policy.command in ("update", "all") and policy.check != policy.using else None
    further = "" if written is None else _written(written, table)
    if len(rows) + len(further) > _LONGEST:
        rows, further = f"the {noun}s that its policy selects", ""
    tail = "" if policy.permissive else ", whatever other policies allow"
    return f"“{prose(policy.name)}”: {who} may {verb} {rows}{further}{tail}."


def _rows(condition: str | None, table: Table, noun: str, *, restrictive: bool) -> str:
    """The rows that a condition selects."""
    only = "only " if restrictive else ""
    expression = parse(condition or "true")
    text = _text(expression, table)
    if text == "anything":
        return f"every {noun}"
    if text == "nothing":
        return f"no {noun}"
    if _is_about_rows(expression, table):
        return f"{only}{noun}s {'for which' if text.lstrip('(').startswith('there is') else 'where'} {text}"
    return f"{noun}s only if {text}" if restrictive else f"every {noun} if {text}"


def _written(condition: str, table: Table) -> str:
    text = _text(parse(condition), table)
    return "; what they write is free" if text == "anything" else f"; as written, {text}"


def _text(expression: Expression, table: Table) -> str:
    return clause(expression, Scope(table))


def _is_about_rows(expression: Expression, table: Table) -> bool:
    """Whether a condition may depend on the row: it names a column outside subqueries, or the table's own within one.

    What could not be read may hold such a name.
    """
    return bool(names(expression)) or any(
        isinstance(part, Opaque) or (isinstance(part, Name) and part.parts[-2:-1] == (table.name,))
        for part in _parts(expression)
    )


def _parts(expression: Expression) -> Iterable[Expression]:
    yield expression
    for part in children(expression):
        yield from _parts(part)
