"""A schema for people: its parts by kind, or everything of a few of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from supamap.model.schema import Bucket, DatabaseObject, Dependency, Function, ObjectKind, QualifiedName, Schema, Table
from supamap.report.lines import Paint, counted, paint, printable, titled
from supamap.report.schema_table_text import table_sections

_SECTION = Iterable[Sequence[str]]
_UNITS = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def render(schema: Schema, *, detailed: bool = False, color: bool = False) -> str:
    """Name every part, or say everything that is known of each if ``detailed``; ends with a line feed."""
    blocks = list(_details(schema, color) if detailed else _overview(schema, color))
    if schema.unknown:
        blocks.append(paint(f"not known from {schema.source}: {', '.join(schema.unknown)}", Paint.DIM, color=color))
    return "\n\n".join(blocks) + "\n"


def _overview(schema: Schema, color: bool) -> Iterator[str]:
    views = [table for table in schema.tables if table.is_view]
    sections: tuple[tuple[str, _SECTION], ...] = (
        ("tables", (_table_row(table, schema) for table in schema.tables if not table.is_view)),
        ("views", (_table_row(view, schema) for view in views)),
        ("functions", (_function_row(one) for one in schema.functions)),
        ("enums", ((_name(one), ", ".join(one.members)) for one in schema.enums)),
        (
            "composite types",
            ((_name(one), ", ".join(field.name for field in one.fields)) for one in schema.composite_types),
        ),
        ("domains", ((_name(one), one.base) for one in schema.domains)),
        ("buckets", ((one.name, _bucket(one)) for one in schema.buckets)),
        ("platform", (_table_row(table, schema) for table in schema.platform)),
        ("cron jobs", ((one.name, one.schedule, "" if one.active else "not active") for one in schema.cron_jobs)),
        ("publications", ((one.name, _published(one.tables, one.all_tables)) for one in schema.publications)),
        ("extensions", ((one.name, one.schema) for one in schema.extensions)),
    )
    for title, rows in sections:
        shown = list(rows)
        if shown:
            yield titled(title, shown, color=color)


def _details(schema: Schema, color: bool) -> Iterator[str]:
    for table in (*schema.tables, *schema.platform):
        title = f"{table.kind} {table.qualified}"
        sections = [*table_sections(table), ("used by", _users(schema, table.qualified))]
        yield _block(title, table.comment, sections, color)
    for function in schema.functions:
        kind = "procedure" if function.procedure else "function"
        sections = [
            ("is", [(_deeds(function),)]),
            ("granted to", [(", ".join(grant.role for grant in function.grants),)] if function.grants else []),
            ("uses", _uses(schema, function)),
            ("used by", _users(schema, function.qualified, of_functions=True)),
            ("body", [(line,) for line in (function.body or "").strip("\n").splitlines()]),
        ]
        yield _block(f"{kind} {_signature(function)}", function.comment, sections, color)
    for enum in schema.enums:
        yield _block(f"enum {_name(enum)}", enum.comment, [("members", [(one,) for one in enum.members])], color)
    for composite in schema.composite_types:
        fields = [(field.name, field.type) for field in composite.fields]
        yield _block(f"composite type {_name(composite)}", composite.comment, [("fields", fields)], color)
    for domain in schema.domains:
        rows = [(domain.base, "" if domain.nullable else "not null"), *((one.expression,) for one in domain.checks)]
        yield _block(f"domain {_name(domain)}", domain.comment, [("is", rows)], color)
    for bucket in schema.buckets:
        yield _block(f"bucket {bucket.name}", None, [("is", [(_bucket(bucket),)])], color)
    for job in schema.cron_jobs:
        lines = [(line,) for line in job.command.strip().splitlines()]
        yield _block(f"cron job {job.name}", None, [("schedule", [(job.schedule,)]), ("command", lines)], color)
    for publication in schema.publications:
        rows = [(_published(publication.tables, publication.all_tables),)]
        yield _block(f"publication {publication.name}", None, [("tables", rows)], color)


def _block(title: str, comment: str | None, sections: Iterable[tuple[str, _SECTION]], color: bool) -> str:
    lines = [paint(printable(title), Paint.BOLD, color=color)]
    if comment:
        lines.append(f"  {printable(comment)}")
    for name, rows in sections:
        shown = [row for row in rows if any(row)]
        if shown:
            below = titled(name, shown, color=False).splitlines()
            lines += [paint(f"  {below[0]}", Paint.CYAN, color=color), *(f"  {line}" for line in below[1:])]
    return "\n".join(lines)


def _table_row(table: Table, schema: Schema) -> tuple[str, ...]:
    words = [counted(len(table.columns), "column")] if table.columns else []
    if schema.knows("rls") and not table.is_view:
        policies = f"{len(table.policies)} {'policy' if len(table.policies) == 1 else 'policies'}"
        words.append(f"RLS, {policies}" if table.rls else "no RLS")
    if table.kind not in {"table", "view"}:
        words.append(table.kind)
    return str(table.qualified), ", ".join(words)


def _function_row(function: Function) -> tuple[str]:
    return (_signature(function) + (", security definer" if function.security_definer else ""),)


def _name(part: object) -> str:
    return str(QualifiedName(getattr(part, "schema"), getattr(part, "name")))  # noqa: B009


def _signature(function: Function) -> str:
    inputs = (one for one in function.arguments if one.mode in {"in", "inout", "variadic"})
    arguments = ", ".join(f"{one.name} {one.type}".strip() + (" = …" if one.has_default else "") for one in inputs)
    returns = f"setof {function.returns}" if function.returns_set else function.returns
    return f"{function.qualified}({arguments}) → {returns}"


def _deeds(function: Function) -> str:
    words = [function.language, function.volatility]
    if function.security_definer:
        words.append("security definer")
    if function.search_path is not None:
        words.append(f"search_path = {function.search_path or '(empty)'}")
    return ", ".join(filter(None, words))


def _bucket(bucket: Bucket) -> str:
    words = ["public" if bucket.public else "private"]
    if bucket.file_size_limit is not None:
        words.append(f"at most {_size(bucket.file_size_limit)}")
    return ", ".join([*words, *bucket.allowed_mime_types])


def _size(size: int) -> str:
    return next(
        (f"{size // unit:,} {name}" for unit, name in _UNITS if size >= unit and size % unit == 0), f"{size:,} B"
    )


def _published(tables: Iterable[QualifiedName], all_tables: bool) -> str:
    return "all tables" if all_tables else ", ".join(map(str, tables)) or "no table"


def _users(schema: Schema, name: QualifiedName, *, of_functions: bool = False) -> list[tuple[str, str]]:
    return [
        (_object(one.user), _operations(one))
        for one in schema.dependencies
        if QualifiedName(one.used.schema, one.used.name) == name
        and (one.used.kind == ObjectKind.FUNCTION) is of_functions
    ]


def _uses(schema: Schema, function: Function) -> list[tuple[str, str]]:
    own = DatabaseObject(ObjectKind.FUNCTION, function.schema, function.name)
    return [(_object(one.used), _operations(one)) for one in schema.dependencies if one.user == own]


def _object(one: DatabaseObject) -> str:
    where = f" on {one.table}" if one.table else ""
    name = one.name if one.table or one.kind == ObjectKind.CRON_JOB else str(QualifiedName(one.schema, one.name))
    return f"{one.kind} {name}{where}"


def _operations(one: Dependency) -> str:
    return ", ".join(one.operations) + ("" if one.proven else " (by its text)")
