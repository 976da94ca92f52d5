"""What a table consists of: columns, keys, constraints, indexes, triggers."""

from __future__ import annotations

from supamap.docs.database.wording import Surroundings, bullets, codes, fenced, prose, sql, table_lines, type_text
from supamap.docs.map_text import code
from supamap.model.schema import Column, ForeignKey, Index, Key, Publication, QualifiedName, Table, TableKind, Trigger


def column_lines(table: Table, around: Surroundings) -> list[str]:
    """The columns as a table; what no column has, and what the source cannot know, gets no column of its own."""
    knows = around.schema.knows
    header = ["Column", "Type", "Null"]
    rows = [[code(each.name), prose(type_text(each.type)), "yes" if each.nullable else "no"] for each in table.columns]
    for title, field, cell in (("Default", "default", _default), ("Comment", "comment", _comment)):
        cells = [cell(column) for column in table.columns]
        if any(cells) and knows(field):
            header.append(title)
            rows = [[*row, text] for row, text in zip(rows, cells, strict=True)]
    return table_lines(header, rows)


def _default(column: Column) -> str:
    if column.generated is not None:
        return f"always {sql(column.generated)}"
    if column.identity is not None:
        return "identity" if column.identity == "always" else "identity, unless given"
    return "" if column.default is None else sql(column.default)


def _comment(column: Column) -> str:
    return prose(column.comment or "")


def key_lines(table: Table, around: Surroundings) -> list[str]:
    """Keys of all kinds, in both directions."""
    lines = [f"- Primary key: {codes(table.primary_key.columns)}"] if table.primary_key else []
    lines += bullets("Foreign keys", [_foreign_key(each, around) for each in table.foreign_keys])
    lines += bullets("Referenced by", _referrers(table, around))
    lines += bullets("Unique", [_key(each) for each in table.unique])
    lines += bullets("Checks", [f"{code(each.name)}: {sql(each.expression)}" for each in table.checks])
    return lines


def _key(key: Key) -> str:
    return f"{codes(key.columns)} ({code(key.name)})"


def _foreign_key(key: ForeignKey, around: Surroundings) -> str:
    target = f"{around.named(key.table)} ({codes(key.referenced_columns)})"
    return f"{codes(key.columns)} → {target}{_actions(key)}"


def _referrers(table: Table, around: Surroundings) -> list[str]:
    return [
        f"{around.named(other.qualified)} ({codes(key.columns)}){_actions(key)}"
        for other in around.schema.tables
        for key in other.foreign_keys
        if key.table == table.qualified and other.partition_of is None
    ]


def _actions(key: ForeignKey) -> str:
    actions = (("delete", key.on_delete), ("update", key.on_update))
    said = [f"on {event} {action}" for event, action in actions if action not in (None, "no action")]
    return "".join(f", {each}" for each in said)


def attachment_lines(table: Table, around: Surroundings) -> list[str]:
    """Indexes, triggers, the enums that columns are of, and publications."""
    lines = bullets("Indexes", [_index(each) for each in table.indexes])
    lines += bullets("Triggers", [_trigger(each) for each in table.triggers])
    enums = {column.enum for column in table.columns if column.enum is not None}
    members = [each for each in around.schema.enums if QualifiedName(each.schema, each.name) in enums]
    lines += bullets("Enums", [f"{code(each.name)}: {codes(each.members)}" for each in members])
    published = [code(each.name) for each in around.schema.publications if _publishes(each, table)]
    return [*lines, *([f"- Realtime: published in {', '.join(published)}"] if published else [])]


def _publishes(publication: Publication, table: Table) -> bool:
    is_table = not table.is_view and table.kind is not TableKind.FOREIGN
    return table.qualified in publication.tables or (publication.all_tables and is_table)


def _index(index: Index) -> str:
    kind = " ".join(filter(None, ("unique" if index.unique else "", "" if index.method == "btree" else index.method)))
    parts = ", ".join(map(_part, index.parts))
    where = f" where {sql(index.predicate)}" if index.predicate else ""
    return f"{code(index.name)}: {f'{kind} on ' if kind else ''}{parts}{where}"


def _part(part: str) -> str:
    """A column with its order, or an expression."""
    return code(part.lower() if part.endswith((" DESC", " ASC", " FIRST", " LAST")) else part)


def _trigger(trigger: Trigger) -> str:
    each = "" if trigger.for_each == "row" else f" for each {trigger.for_each}"
    when = f" when {sql(trigger.condition)}" if trigger.condition else ""
    off = "" if trigger.enabled else " (disabled)"
    return f"{code(trigger.name)}: {_happening(trigger)}{each}{when} → {code(f'{trigger.function}()')}{off}"


def _happening(trigger: Trigger) -> str:
    """When a trigger fires: ``before update of `tier` or delete``."""
    of = f" of {codes(trigger.columns)}" if trigger.columns else ""
    events = [f"{event}{of if event == 'update' else ''}" for event in trigger.events]
    return f"{trigger.timing} {' or '.join(events)}"


def view_lines(table: Table) -> list[str]:
    """Whose rights a view runs with, and its query, folded."""
    lines: list[str] = []
    if table.kind is TableKind.VIEW:
        caller = "the rights of whoever asks (`security_invoker`)"
        owner = "the rights of its owner, not of whoever asks: row-level security of its tables does not hold here"
        lines.append(f"The view runs with {caller if table.security_invoker else owner}.")
    elif table.kind is TableKind.MATERIALIZED_VIEW:
        lines.append("A materialized view: rows are as of the last refresh, and row-level security does not hold here.")
    if table.definition:
        if lines:
            lines.append("")
        lines += ["<details>", "<summary>Definition</summary>", "", *fenced(table.definition), "", "</details>"]
    return lines
