"""The block ``schema`` of a page."""

from __future__ import annotations

from collections.abc import Sequence

from supamap.docs.database.security import security_lines
from supamap.docs.database.structure import attachment_lines, column_lines, key_lines, view_lines
from supamap.docs.database.wording import Surroundings, listed, prose
from supamap.docs.map_text import code
from supamap.model.schema import Schema, SourceKind, Table

_SOURCES = {
    SourceKind.DATABASE: "the database",
    SourceKind.MIGRATIONS: "the migrations",
    SourceKind.SNAPSHOT: "the schema snapshot",
    SourceKind.TYPES: "the generated types",
}
# Fields of a table that a source may not know, as readers call them; in this order.
_FIELDS = {
    "default": "defaults",
    "comment": "comments",
    "primary_key": "primary keys",
    "unique": "unique constraints",
    "checks": "checks",
    "on_delete": "actions of foreign keys",
    "indexes": "indexes",
    "triggers": "triggers",
    "definition": "view definitions",
    "rls": "row-level security",
    "policies": "policies",
    "grants": "grants",
    "publications": "publications",
}


def schema_lines(resources: Sequence[str], around: Surroundings) -> tuple[str, ...]:
    """The lines of the block for the tables among a page's resources; below a bold name each if they are several."""
    lines: list[str] = []
    for resource in resources:
        name = resource.partition(":")[2]
        if len(resources) > 1:
            lines += [*([""] if lines else []), f"**{prose(name)}**", ""]
        table = around.table(resource)
        lines += _missing(name, around.schema) if table is None else _table(table, around)
    return tuple(lines)


def _table(table: Table, around: Surroundings) -> list[str]:
    parts = [
        view_lines(table),
        column_lines(table, around),
        [*key_lines(table, around), *attachment_lines(table, around)],
        security_lines(table, around),
        _unknown(around.schema),
    ]
    lines: list[str] = []
    for part in filter(None, parts):
        lines += [*([""] if lines else []), *part]
    return lines


def _missing(name: str, schema: Schema) -> list[str]:
    return [f"{code(name)} is not in {source_name(schema)}."]


def _unknown(schema: Schema) -> list[str]:
    words = [said for field, said in _FIELDS.items() if not schema.knows(field)]
    return [f"Not known from {source_name(schema)}: {listed(words)}."] if words else []


def source_name(schema: Schema) -> str:
    """What a schema was read from, as a sentence says it."""
    return _SOURCES[schema.source]
