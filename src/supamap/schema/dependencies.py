"""Dependencies that the catalog does not have: what the bodies of functions and the commands of cron jobs name."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from supamap.model.schema import DatabaseObject, Dependency, Function, ObjectKind, QualifiedName, Schema
from supamap.schema.bodies import CALL, Touch, touches
from supamap.schema.ordering import ordered

_LANGUAGES = frozenset({"sql", "plpgsql"})
_PLATFORM = frozenset({"auth", "realtime", "storage", "vault"})
"""Schemas whose tables a body may name though the schema does not list them."""
_DEFAULT_PATH = ("public", "extensions")
_ORDER = ("select", "insert", "update", "delete")


def with_body_dependencies(schema: Schema) -> Schema:
    """Add what bodies name to what the catalog knows; operations of a dependency that both have come from the body."""
    names = _Names(schema)
    found: dict[tuple[DatabaseObject, DatabaseObject], Dependency] = {
        (one.user, one.used): one for one in schema.dependencies
    }
    for user, body, path in _bodies(schema):
        for touch in touches(body):
            used = names.resolved(touch, path)
            if used is None or used == user:
                continue
            known = found.get((user, used)) or Dependency(user, used, proven=False)
            operations = {*known.operations, *(() if touch.operation == CALL else (touch.operation,))}
            found[user, used] = replace(known, operations=tuple(sorted(operations, key=_ORDER.index)))
    return ordered(replace(schema, dependencies=tuple(found.values())))


def _bodies(schema: Schema) -> Iterator[tuple[DatabaseObject, str, tuple[str, ...]]]:
    """Every body with the object it belongs to and the schemas where it looks for names."""
    for function in schema.functions:
        if function.body and function.language in _LANGUAGES:
            user = DatabaseObject(ObjectKind.FUNCTION, function.schema, function.name)
            yield user, function.body, _path(function)
    for job in schema.cron_jobs:
        yield DatabaseObject(ObjectKind.CRON_JOB, "cron", job.name), job.command, _DEFAULT_PATH


def _path(function: Function) -> tuple[str, ...]:
    if function.search_path is None:
        return _DEFAULT_PATH
    names = (name.strip().strip('"') for name in function.search_path.split(","))
    return tuple(name for name in names if name)


class _Names:
    """What names of a schema stand for."""

    def __init__(self, schema: Schema) -> None:
        self._tables = {
            table.qualified: DatabaseObject(
                ObjectKind.VIEW if table.is_view else ObjectKind.TABLE, table.schema, table.name
            )
            for table in schema.tables
        }
        self._functions = {
            function.qualified: DatabaseObject(ObjectKind.FUNCTION, function.schema, function.name)
            for function in schema.functions
        }

    def resolved(self, touch: Touch, path: tuple[str, ...]) -> DatabaseObject | None:
        """Find what a name means on a path; None for what the schema does not have."""
        known = self._functions if touch.operation == CALL else self._tables
        if touch.schema is None:
            return next(
                (known[place] for schema in path if (place := QualifiedName(schema, touch.name)) in known), None
            )
        if found := known.get(QualifiedName(touch.schema, touch.name)):
            return found
        if touch.schema in _PLATFORM and touch.operation != CALL:
            return DatabaseObject(ObjectKind.TABLE, touch.schema, touch.name)
        return None
