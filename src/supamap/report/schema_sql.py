"""A schema as SQL that recreates what is known of it, on an empty Supabase database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from supamap.model.schema import Argument, Bucket, Function, ObjectKind, QualifiedName, Schema, Table
from supamap.report.schema_table_sql import (
    attachment_statements,
    key_statements,
    platform_statements,
    table_statements,
    view_statement,
)
from supamap.report.sql_names import dollar_quoted, identifier, literal, qualified

_SEQUENCE = re.compile(r"nextval\('((?:[^']|'')+)'::regclass\)")
_NO_SQL_BODY = re.compile(r"(?!begin atomic|return\b)", re.IGNORECASE)


def render(schema: Schema) -> str:
    """Write statements in an order in which each finds what it needs; ends with a line feed."""
    lines = [one if one.startswith("--") else f"{one};" for one in _statements(schema)]
    return "\n\n".join(["set check_function_bodies = off;", *lines]) + "\n"


def _statements(schema: Schema) -> Iterator[str]:
    tables = [table for table in schema.tables if not table.is_view]
    views = list(_in_order(schema))
    yield from _foundation(schema)
    early, late = _functions(schema)
    yield from map(_function, early)
    for table in tables:
        yield from table_statements(table)
    for table in tables:
        yield from key_statements(table)
    yield from map(_function, (one for one in late if _is_text(one)))
    yield from map(view_statement, views)
    yield from map(_function, (one for one in late if not _is_text(one)))
    for table in (*tables, *views):
        yield from attachment_statements(table, knows_grants=schema.knows("grants"))
    for table in schema.platform:
        yield from platform_statements(table)
    yield from _function_rights(schema)
    yield from _rest(schema)


def _foundation(schema: Schema) -> Iterator[str]:
    parts = (schema.tables, schema.functions, schema.enums, schema.domains, schema.composite_types)
    for name in sorted({one.schema for part in parts for one in part} - {"public"}):
        yield f"create schema if not exists {identifier(name)}"
    for extension in schema.extensions:
        yield f"create extension if not exists {identifier(extension.name)} with schema {identifier(extension.schema)}"
    for enum in schema.enums:
        yield f"create type {_name(enum)} as enum ({', '.join(map(literal, enum.members))})"
    for domain in schema.domains:
        words = [f"create domain {_name(domain)} as {domain.base}"]
        words += [f"default {domain.default}"] if domain.default is not None else []
        words += [] if domain.nullable else ["not null"]
        words += [f"constraint {identifier(one.name)} check ({one.expression})" for one in domain.checks]
        yield " ".join(words)
    for composite in schema.composite_types:
        fields = ", ".join(f"{identifier(field.name)} {field.type}" for field in composite.fields)
        yield f"create type {_name(composite)} as ({fields})"
    defaults = (column.default or "" for table in schema.tables for column in table.columns)
    for sequence in dict.fromkeys(found for default in defaults for found in _SEQUENCE.findall(default)):
        yield f"create sequence if not exists {sequence}"


def _functions(schema: Schema) -> tuple[list[Function], list[Function]]:
    """Part the functions in those that need no table, and others."""
    rows = {str(table.qualified) if table.schema != "public" else f"public.{table.name}" for table in schema.tables}
    early: list[Function] = []
    late: list[Function] = []
    for function in schema.functions:
        types = {function.returns, *(one.type for one in function.arguments)}
        needs = any(one.removesuffix("[]") in rows for one in types) or not _is_text(function)
        (late if needs else early).append(function)
    return early, late


def _is_text(function: Function) -> bool:
    return function.language != "sql" or bool(_NO_SQL_BODY.match(function.body or ""))


def _in_order(schema: Schema) -> Iterator[Table]:
    """Yield views behind those that they need."""
    views = {view.qualified: view for view in schema.tables if view.is_view}
    needs: dict[QualifiedName, list[QualifiedName]] = {name: [] for name in views}
    for one in schema.dependencies:
        user, used = (QualifiedName(part.schema, part.name) for part in (one.user, one.used))
        if one.user.kind == one.used.kind == ObjectKind.VIEW and user in needs and used in views:
            needs[user].append(used)
    done: set[QualifiedName] = set()

    def placed(name: QualifiedName) -> Iterator[Table]:
        if name not in done:
            done.add(name)
            for other in needs[name]:
                yield from placed(other)
            yield views[name]

    for name in views:
        yield from placed(name)


def _function(function: Function) -> str:
    if function.body is None:
        return f"-- the body of the function {function.qualified} is not known"
    kind = "procedure" if function.procedure else "function"
    inputs = ", ".join(_argument(one) for one in function.arguments if one.mode != "table")
    lines = [f"create {kind} {qualified(function.qualified)}({inputs})"]
    if not function.procedure:
        lines.append(f"returns {_returned(function)}")
    words = [f"language {function.language}"]
    words += [function.volatility] if function.volatility and not function.procedure else []
    words += ["security definer"] if function.security_definer else []
    words += ["rows 1"] if function.returns_one else []
    if function.search_path is not None:
        words.append(f"set search_path = {function.search_path or literal('')}")
    lines.append(" ".join(words))
    lines.append(f"as {dollar_quoted(function.body)}" if _is_text(function) else function.body)
    return "\n".join(lines)


def _returned(function: Function) -> str:
    columns = [f"{identifier(one.name)} {one.type}" for one in function.arguments if one.mode == "table"]
    if columns:
        return f"table ({', '.join(columns)})"
    return f"setof {function.returns}" if function.returns_set else function.returns


def _argument(one: Argument) -> str:
    words = ["" if one.mode == "in" else one.mode, identifier(one.name) if one.name else "", one.type]
    return " ".join(filter(None, words)) + (f" default {one.default}" if one.default is not None else "")


def _function_rights(schema: Schema) -> Iterator[str]:
    for function in schema.functions:
        if function.body is None:
            continue
        types = ", ".join(one.type for one in function.arguments if one.mode in {"in", "inout", "variadic"})
        word = "procedure" if function.procedure else "function"
        name = f"{qualified(function.qualified)}({types})"
        if schema.knows("grants"):
            yield f"revoke all on {word} {name} from public, anon, authenticated, service_role"
            yield from (f"grant execute on {word} {name} to {grant.role}" for grant in function.grants)
        if function.comment:
            yield f"comment on {word} {name} is {literal(function.comment)}"


def _rest(schema: Schema) -> Iterator[str]:
    for publication in schema.publications:
        for table in publication.tables:
            yield f"alter publication {identifier(publication.name)} add table {qualified(table)}"
    yield from map(_bucket, schema.buckets)
    for job in schema.cron_jobs:
        yield f"select cron.schedule({literal(job.name)}, {literal(job.schedule)}, {dollar_quoted(job.command)})"
    for part, word in ((schema.enums, "type"), (schema.composite_types, "type"), (schema.domains, "domain")):
        yield from _comments(part, word)


def _comments(parts: Iterable[object], word: str) -> Iterator[str]:
    for part in parts:
        comment = getattr(part, "comment")  # noqa: B009
        if comment:
            yield f"comment on {word} {_name(part)} is {literal(comment)}"


def _bucket(bucket: Bucket) -> str:
    limit = "null" if bucket.file_size_limit is None else str(bucket.file_size_limit)
    types = f"array[{', '.join(map(literal, bucket.allowed_mime_types))}]" if bucket.allowed_mime_types else "null"
    return (
        "insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)\n"
        f"values ({literal(bucket.name)}, {literal(bucket.name)}, {str(bucket.public).lower()}, {limit}, {types})"
    )


def _name(part: object) -> str:
    return qualified(QualifiedName(getattr(part, "schema"), getattr(part, "name")))  # noqa: B009
