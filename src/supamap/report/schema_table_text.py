"""Everything that is known of a table, as rows below titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supamap.model.schema import Column, ForeignKey, Grant, Index, Policy, Table, Trigger

Rows = Sequence[Sequence[str]]


def table_sections(table: Table) -> Iterator[tuple[str, Rows]]:
    """Give a title and rows for every kind of part; rows may be empty."""
    yield "columns", [_column(column) for column in table.columns]
    yield "primary key", [[", ".join(table.primary_key.columns)]] if table.primary_key else []
    yield "unique", [[", ".join(key.columns), key.name] for key in table.unique]
    yield "foreign keys", [_foreign_key(key) for key in table.foreign_keys]
    yield "checks", [[_flat(check.expression), check.name] for check in table.checks]
    yield "indexes", [_index(index) for index in table.indexes]
    yield "triggers", [_trigger(trigger) for trigger in table.triggers]
    yield "row-level security", [["forced" if table.rls_forced else "on"]] if table.rls else []
    yield "policies", [_policy(policy) for policy in table.policies]
    yield "grants", [_grant(grant) for grant in table.grants]
    yield "partition of", [[str(table.partition_of)]] if table.partition_of else []
    yield "runs with the rights of", [["its user"]] if table.security_invoker else []
    yield "definition", [[line] for line in (table.definition or "").splitlines()]


def _column(column: Column) -> list[str]:
    value = column.default or ""
    if column.identity:
        value = f"identity ({column.identity})"
    if column.generated:
        value = f"generated: {_flat(column.generated)}"
    if column.filled and not value:
        value = "filled when left out"
    comment = f"– {_flat(column.comment)}" if column.comment else ""
    return [column.name, column.type, "" if column.nullable else "not null", value, comment]


def _foreign_key(key: ForeignKey) -> list[str]:
    other = f"{key.table} ({', '.join(key.referenced_columns)})"
    actions = [
        f"on {event} {action}"
        for event, action in (("delete", key.on_delete), ("update", key.on_update))
        if action and action != "no action"
    ]
    return [f"{', '.join(key.columns)} → {other}", ", ".join([*actions, *(["one to one"] if key.one_to_one else [])])]


def _index(index: Index) -> list[str]:
    kind = f"{'unique ' if index.unique else ''}{index.method}"
    return [
        index.name,
        kind,
        ", ".join(map(_flat, index.parts)),
        f"where {_flat(index.predicate)}" if index.predicate else "",
    ]


def _trigger(trigger: Trigger) -> list[str]:
    events = " or ".join(trigger.events)
    columns = f" of {', '.join(trigger.columns)}" if trigger.columns else ""
    condition = f"when {_flat(trigger.condition)}" if trigger.condition else ""
    state = "" if trigger.enabled else "disabled"
    when = f"{trigger.timing} {events}{columns} for each {trigger.for_each}"
    return [trigger.name, when, f"{trigger.function}()", condition, state]


def _policy(policy: Policy) -> list[str]:
    using = f"using {_flat(policy.using)}" if policy.using else ""
    check = f"with check {_flat(policy.check)}" if policy.check else ""
    kind = "" if policy.permissive else "restrictive"
    return [policy.name, policy.command, ", ".join(policy.roles), kind, "; ".join(filter(None, (using, check)))]


def _grant(grant: Grant) -> list[str]:
    columns = f"of {', '.join(grant.columns)}" if grant.columns else ""
    return [grant.role, ", ".join(grant.privileges), columns]


def _flat(text: str) -> str:
    return " ".join(text.split())
