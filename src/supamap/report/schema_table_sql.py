"""SQL that makes a table or a view, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.model.schema import Column, ForeignKey, Policy, Table, TableKind, Trigger
from supamap.report.sql_names import identifier, identifiers, literal, qualified

_API_ROLES = "anon, authenticated, service_role"
_UNWRITABLE = {
    TableKind.FOREIGN: "a foreign table: its server is not known here",
    TableKind.PARTITIONED: "a partitioned table: what it is partitioned by is not known here",
}


def table_statements(table: Table) -> Iterator[str]:
    """Make a table with its columns and its own constraints; foreign keys come later."""
    if table.kind in _UNWRITABLE:
        yield f"-- {table.qualified} is {_UNWRITABLE[table.kind]}"
    lines = [_column(column) for column in table.columns]
    if key := table.primary_key:
        lines.append(f"constraint {identifier(key.name)} primary key ({identifiers(key.columns)})")
    lines += [f"constraint {identifier(key.name)} unique ({identifiers(key.columns)})" for key in table.unique]
    lines += [f"constraint {identifier(check.name)} check ({check.expression})" for check in table.checks]
    yield f"create table {qualified(table.qualified)} (\n  " + ",\n  ".join(lines) + "\n)"


def view_statement(view: Table) -> str:
    """Make a view; nothing but a remark where its query is not known."""
    if view.definition is None:
        return f"-- the query of the view {view.qualified} is not known"
    options = " with (security_invoker = true)" if view.security_invoker else ""
    return f"create {view.kind} {qualified(view.qualified)}{options} as\n{view.definition}"


def key_statements(table: Table) -> Iterator[str]:
    """Add the foreign keys."""
    for key in table.foreign_keys:
        yield f"alter table {qualified(table.qualified)} add {_foreign_key(key)}"


def attachment_statements(table: Table, *, knows_grants: bool) -> Iterator[str]:
    """Add indexes, triggers, row-level security, policies, grants and comments."""
    name = qualified(table.qualified)
    yield from (index.definition or f"-- the index {index.name} is not known" for index in table.indexes)
    for trigger in table.triggers:
        yield from _trigger(trigger, name)
    yield from rights_statements(table)
    if knows_grants:
        yield f"revoke all on {name} from {_API_ROLES}"
        for grant in table.grants:
            columns = f" ({identifiers(grant.columns)})" if grant.columns else ""
            words = ", ".join(f"{privilege}{columns}" for privilege in grant.privileges)
            yield f"grant {words} on {name} to {grant.role}"
    if table.comment:
        word = "view" if table.kind is TableKind.VIEW else table.kind if table.is_view else "table"
        yield f"comment on {word} {name} is {literal(table.comment)}"
    for column in table.columns:
        if column.comment:
            yield f"comment on column {name}.{identifier(column.name)} is {literal(column.comment)}"


def rights_statements(table: Table) -> Iterator[str]:
    """Turn on row-level security, and add the policies."""
    name = qualified(table.qualified)
    if table.rls:
        yield f"alter table {name} enable row level security"
    if table.rls_forced:
        yield f"alter table {name} force row level security"
    for policy in table.policies:
        yield _policy(policy, name)


def platform_statements(table: Table) -> Iterator[str]:
    """Add what the project put on a table of the platform."""
    for trigger in table.triggers:
        yield from _trigger(trigger, qualified(table.qualified))
    for policy in table.policies:
        yield _policy(policy, qualified(table.qualified))


def _column(column: Column) -> str:
    words = [identifier(column.name), column.type]
    if column.generated:
        words.append(f"generated always as ({column.generated}) stored")
    elif column.identity:
        words.append(f"generated {column.identity} as identity")
    elif column.default is not None:
        words.append(f"default {column.default}")
    return " ".join([*words, *([] if column.nullable else ["not null"])])


def _foreign_key(key: ForeignKey) -> str:
    text = (
        f"constraint {identifier(key.name)} foreign key ({identifiers(key.columns)})"
        f" references {qualified(key.table)} ({identifiers(key.referenced_columns)})"
    )
    for event, action in (("delete", key.on_delete), ("update", key.on_update)):
        text += f" on {event} {action}" if action and action != "no action" else ""
    return text


def _trigger(trigger: Trigger, table: str) -> Iterator[str]:
    columns = f" of {identifiers(trigger.columns)}" if trigger.columns else ""
    events = " or ".join(f"{event}{columns if event == 'update' else ''}" for event in trigger.events)
    condition = f"\n  when ({trigger.condition})" if trigger.condition else ""
    yield (
        f"create trigger {identifier(trigger.name)} {trigger.timing} {events} on {table}\n"
        f"  for each {trigger.for_each}{condition}\n  execute function {qualified(trigger.function)}()"
    )
    if not trigger.enabled:
        yield f"alter table {table} disable trigger {identifier(trigger.name)}"


def _policy(policy: Policy, table: str) -> str:
    kind = "" if policy.permissive else " as restrictive"
    roles = ", ".join("public" if role == "public" else identifier(role) for role in policy.roles)
    text = f"create policy {identifier(policy.name)} on {table}{kind} for {policy.command} to {roles}"
    text += f"\n  using ({policy.using})" if policy.using else ""
    return text + (f"\n  with check ({policy.check})" if policy.check else "")
