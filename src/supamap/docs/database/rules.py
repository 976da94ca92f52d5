"""The block ``business-rules``: what the database holds a table or bucket to, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supamap.docs.database.clauses import clause
from supamap.docs.database.configuration import bucket_of, bucket_sentences
from supamap.docs.database.phrases import Scope
from supamap.docs.database.rights import policy_sentences
from supamap.docs.database.wording import Surroundings, codes, listed, prose, sql
from supamap.docs.map_text import code
from supamap.model.schema import Check, ForeignKey, Index, Table, TableKind, Trigger
from supamap.sql.parser import parse

_INTRODUCTION = "Held by the database:"


def rule_lines(resources: Sequence[str], around: Surroundings) -> tuple[str, ...]:
    """The lines of the block; a page's resources stand below a bold name each if they are several."""
    lines: list[str] = []
    for resource in resources:
        sentences = _sentences(resource, around)
        if sentences and len(resources) > 1:
            lines += [*([""] if lines else []), f"**{prose(resource.partition(':')[2])}**"]
        elif sentences:
            lines.append(_INTRODUCTION)
        lines += [*([""] if sentences else []), *(f"- {each}" for each in sentences)]
    return tuple(lines)


def _sentences(resource: str, around: Surroundings) -> list[str]:
    if resource.startswith("bucket:"):
        bucket = bucket_of(resource, around.schema)
        return [] if bucket is None else list(bucket_sentences(bucket, around.schema))
    table = around.table(resource)
    return [] if table is None else list(table_sentences(table, around))


def table_sentences(table: Table, around: Surroundings) -> Iterator[str]:
    """Constraints, what a deletion brings about, triggers, and who may do what."""
    if table.is_view and around.schema.knows("definition"):
        yield _view(table)
    yield from (_check(each, table) for each in table.checks)
    yield from (f"No two rows have the same {listed(_coded(key.columns))}." for key in table.unique)
    yield from filter(None, (_unique_index(each, table) for each in table.indexes))
    yield from filter(None, (_foreign_key(each, around) for each in table.foreign_keys))
    yield from _deletions(table, around)
    yield from (_trigger(each) for each in table.triggers if each.enabled)
    if table.rls and not table.is_view and around.schema.knows("policies"):
        yield from policy_sentences(table, table.policies)


def _coded(names: Sequence[str]) -> list[str]:
    return [code(name) for name in names]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _check(check: Check, table: Table) -> str:
    said = clause(parse(check.expression), Scope(table, lax=True))
    return _sentence(f"{said} ({code(check.name)})")


def _unique_index(index: Index, table: Table) -> str:
    """What a unique index enforces; nothing for one over expressions whose words nobody has."""
    if not index.unique:
        return ""
    where = f" where {clause(parse(index.predicate), Scope(table))}" if index.predicate else ""
    parts = [part.removesuffix(" DESC").removesuffix(" ASC") for part in index.parts]
    return f"No two rows{where} have the same {listed(_coded(parts))} ({code(index.name)})."


def _foreign_key(key: ForeignKey, around: Surroundings) -> str:
    """What becomes of a row when the row that it names is deleted."""
    theirs, own = f"its row of {around.named(key.table)}", codes(key.columns)
    match key.on_delete:
        case "cascade":
            return f"A row is deleted together with {theirs} ({own})."
        case "set null":
            return f"When {theirs} is deleted, {own} becomes null."
        case "set default":
            return f"When {theirs} is deleted, {own} becomes its default."
        case "restrict" | "no action":
            return f"A row of {around.named(key.table)} cannot be deleted while a row here names it ({own})."
        case _:
            return ""


def _deletions(table: Table, around: Surroundings) -> Iterator[str]:
    """What deleting a row does to rows of other tables."""
    effects: dict[str, list[str]] = {}
    for other in around.schema.tables:
        for key in other.foreign_keys:
            if key.table == table.qualified and other.qualified != table.qualified and other.partition_of is None:
                named = f"{around.named(other.qualified)} ({codes(key.columns)})"
                effects.setdefault(key.on_delete or "", []).append(named)
    if "cascade" in effects:
        yield f"Deleting a row deletes its rows of {listed(effects['cascade'])}."
    if "set null" in effects:
        yield f"Deleting a row sets what names it to null in {listed(effects['set null'])}."
    refusing = [*effects.get("no action", ()), *effects.get("restrict", ())]
    if refusing:
        yield f"A row cannot be deleted while rows of {listed(refusing, 'or')} name it."


def _trigger(trigger: Trigger) -> str:
    of = f" of {listed(_coded(trigger.columns), 'or')}" if trigger.columns else ""
    events = listed([f"{event}{of if event == 'update' else ''}" for event in trigger.events], "or")
    each = "each" if trigger.for_each == "row" else "each statement that is an"
    condition = f" for which {sql(trigger.condition)}" if trigger.condition else ""
    return _sentence(f"{trigger.timing} {each} {events}{condition}, {code(f'{trigger.function}()')} runs")


def _view(table: Table) -> str:
    if table.kind is TableKind.MATERIALIZED_VIEW:
        return "Whoever may read the view sees all its rows, as of the last refresh."
    if table.security_invoker:
        return "Whoever reads the view sees what the tables below it show to them (`security_invoker`)."
    return "Whoever may read the view sees all its rows: row-level security of the tables below it does not hold here."
