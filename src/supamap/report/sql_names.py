"""Names and texts as SQL writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from supamap.model.schema import QualifiedName

_SIMPLE = re.compile(r"[a-z_][a-z0-9_]*")
# https://www.postgresql.org/docs/current/sql-keywords-appendix.html: what is reserved, or no function's or type's name.
_KEYWORDS = """
all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
char character check coalesce collate collation column concurrently constraint create cross current_catalog
current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
grouping having ilike in initially inner inout int integer intersect interval into is isnull join lateral leading
least left like limit localtime localtimestamp national natural nchar none normalize not notnull null nullif numeric
offset on only or order out outer overlaps overlay placing position precision primary real references returning right
row select session_user setof similar smallint some substring symmetric system_user table tablesample then time
timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with
xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
"""
_RESERVED = frozenset(_KEYWORDS.split())


def identifier(name: str) -> str:
    """Quote a name where SQL would read something else."""
    if _SIMPLE.fullmatch(name) and name not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'


def identifiers(names: Iterable[str]) -> str:
    """List names, separated by commas."""
    return ", ".join(map(identifier, names))


def qualified(name: QualifiedName) -> str:
    """Write a name with its schema."""
    return f"{identifier(name.schema)}.{identifier(name.name)}"


def literal(text: str) -> str:
    """Write a text as a constant."""
    quoted = text.replace("'", "''")
    return f" E'{quoted}'".replace("\\", "\\\\").strip() if "\\" in text else f"'{quoted}'"


def dollar_quoted(text: str) -> str:
    """Write a long text as a constant that keeps its lines."""
    mark = "$$"
    number = 0
    while mark in text:
        number += 1
        mark = f"$body{number}$"
    return f"{mark}{text}{mark}"
