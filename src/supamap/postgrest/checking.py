"""What a schema says against a usage: names that do not exist, embeds that lead nowhere, calls nobody answers.

A fault is certain: what the source of the schema cannot know, and what the code leaves open, is no fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supamap.model.locations import Location
from supamap.model.queries import Payload, Query
from supamap.model.schema import Argument, Function, QualifiedName
from supamap.model.usage import Origin, ResourceKind, Usage
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.column_checks import check_columns
from supamap.postgrest.faults import Fault, nearest

_GIVEN = frozenset({"in", "inout", "variadic"})
_WHOLE_BODY = frozenset({"json", "jsonb", "text", "bytea", "xml"})
# The platform's own schemas: what the API serves of them is none of the project's.
_PLATFORM = frozenset({"auth", "storage", "realtime", "graphql_public", "vault", "extensions", "pgmq_public"})
_NAMING = frozenset({"unknown-table", "unknown-bucket", "unknown-rpc", "schema-not-exposed"})
_SYSTEM = frozenset({"information_schema", "pg_catalog"})


def check_usages(usages: Iterable[Usage], catalog: Catalog) -> Iterator[tuple[Usage, Fault]]:
    """Yield what is wrong with usages.

    A place that may name several tables or functions may send different things to each: there, only names are checked.
    """
    listed = tuple(usages)
    names: dict[Location, set[str | None]] = {}
    for usage in listed:
        if usage.origin is Origin.CALL:
            names.setdefault(usage.location, set()).add(usage.name)
    for usage in listed:
        plural = len(names.get(usage.location, ())) > 1
        yield from ((usage, fault) for fault in check_usage(usage, catalog) if not plural or fault.rule in _NAMING)


def check_usage(usage: Usage, catalog: Catalog) -> tuple[Fault, ...]:
    """Return what is wrong with a usage, by line. Embedded tables are checked with the usage that embeds them."""
    if usage.name is None or usage.origin is not Origin.CALL:
        return ()
    check = {
        ResourceKind.TABLE: _table,
        ResourceKind.REALTIME: _table,
        ResourceKind.RPC: _function,
        ResourceKind.BUCKET: _bucket,
    }.get(usage.kind)
    found = check(usage, usage.name, catalog) if check is not None else ()
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.line, fault.rule, fault.subject)))


def _table(usage: Usage, name: str, catalog: Catalog) -> Iterator[Fault]:
    line = usage.location.line
    schema = usage.schema or catalog.default_schema
    if schema in _PLATFORM or catalog.doubts(QualifiedName(schema, name)):
        return
    table = catalog.table(QualifiedName(schema, name))
    if table is None:
        if not catalog.schema.tables or schema in _SYSTEM:
            return
        near = nearest(name, (one.name for one in catalog.schema.tables if one.schema == schema))
        yield Fault("unknown-table", line, f"there is no table {_shown(usage, name)}", name, near)
        return
    if usage.kind is ResourceKind.TABLE and _is_hidden(schema, catalog):
        served = ", ".join(catalog.schema.exposed)
        message = f"the API does not serve schema {schema}: it serves {served}"
        yield Fault("schema-not-exposed", line, message, _shown(usage, name))
    if usage.query is not None:
        yield from check_columns(usage.query, table.qualified, catalog)


def _is_hidden(schema: str, catalog: Catalog) -> bool:
    return catalog.schema.knows("exposed") and schema not in catalog.schema.exposed


def _bucket(usage: Usage, name: str, catalog: Catalog) -> Iterator[Fault]:
    # Buckets that nothing declares were made by hand, and then others may be, too.
    buckets = [bucket.name for bucket in catalog.schema.buckets]
    if buckets and catalog.schema.knows("buckets") and name not in buckets:
        message = f"there is no bucket {name}"
        yield Fault("unknown-bucket", usage.location.line, message, name, nearest(name, buckets))


def _function(usage: Usage, name: str, catalog: Catalog) -> Iterator[Fault]:
    if usage.schema in _PLATFORM or not catalog.schema.knows("functions"):
        return
    schema = usage.schema or catalog.default_schema
    if catalog.doubts(QualifiedName(schema, name)):
        return
    overloads = catalog.overloads(QualifiedName(schema, name))
    line = usage.location.line
    if not overloads:
        near = nearest(name, (one.name for one in catalog.schema.functions if one.schema == schema))
        yield Fault("unknown-rpc", line, f"there is no function {_shown(usage, name)}", name, near)
        return
    query = usage.query or Query()
    for call in query.calls[:1]:
        for payload in call.payloads:
            yield from _arguments(name, overloads, payload, line)
    rows = catalog.rows_of(QualifiedName(schema, name))
    if rows is not None:
        yield from check_columns(query, rows, catalog)


def _arguments(name: str, overloads: tuple[Function, ...], payload: Payload, line: int) -> Iterator[Fault]:
    """PostgREST picks a function by the names of its arguments: all that have no default, and no other."""
    given = {key for key, _ in payload.entries}
    if any(_takes(function, given, payload.complete) for function in overloads):
        return
    if len(overloads) > 1:
        message = f"no form of {name} takes {_listed(sorted(given))}"
        hint = "; ".join(f"{name}({_signature(one)})" for one in overloads)
        yield Fault("rpc-arguments", line, message, name, hint)
        return
    arguments = _inputs(overloads[0])
    hint = f"it takes {_signature(overloads[0])}" if arguments else ""
    for key in sorted(given - {one.name for one in arguments}):
        yield Fault("rpc-arguments", line, f"{name} has no argument {key}", f"{name}.{key}", hint)
    missing = [one.name for one in arguments if not one.has_default and one.name not in given]
    for key in missing if payload.complete else ():
        yield Fault("rpc-arguments", line, f"{name} needs the argument {key}", f"{name}.{key}", hint)


def _takes(function: Function, given: set[str], complete: bool) -> bool:
    arguments = _inputs(function)
    if len(arguments) == 1 and not arguments[0].name:
        return arguments[0].type in _WHOLE_BODY
    needed = {one.name for one in arguments if not one.has_default and one.mode != "variadic"}
    return given <= {one.name for one in arguments} and (not complete or needed <= given)


def _inputs(function: Function) -> list[Argument]:
    return [one for one in function.arguments if one.mode in _GIVEN]


def _signature(function: Function) -> str:
    return ", ".join(f"{one.name} {one.type}{' (optional)' if one.has_default else ''}" for one in _inputs(function))


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "no argument"


def _shown(usage: Usage, name: str) -> str:
    return f"{usage.schema}.{name}" if usage.schema else name
