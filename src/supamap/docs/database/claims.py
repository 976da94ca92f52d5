"""What people wrote of columns and buckets, and where the database says otherwise.

Only what can mean nothing else is taken for a claim: a row of a table of columns, a list entry that begins with a
column and its type, a word that stands alone between commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from supamap.docs.blocks import inspect_blocks
from supamap.docs.database.configuration import bucket_of, size
from supamap.docs.database.schema_block import source_name
from supamap.docs.database.wording import Surroundings, type_text
from supamap.docs.markdown import PageText, bare, token_lines
from supamap.model.pages import CONFIGURATION, Page, UnverifiedNote
from supamap.model.schema import Bucket, Column, Schema, SourceKind, Table

# Not those that people also use for something near: date, time, timestamp, json, number.
_TYPES = {
    **{each: each for each in ("uuid", "text", "jsonb", "boolean", "integer", "bigint", "smallint", "numeric")},
    **{each: each for each in ("bytea", "inet", "citext", "tsvector", "timestamptz", "varchar", "double precision")},
    "bool": "boolean",
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "int2": "smallint",
    "decimal": "numeric",
    "double precision": "double precision",
    "float8": "double precision",
    "timestamp with time zone": "timestamptz",
    "character varying": "varchar",
}
_TYPE = re.compile(
    rf"(?P<base>{'|'.join(sorted(_TYPES, key=len, reverse=True))})(?P<array>\[\])?"
    # What may follow a type; behind anything else (``text array``) it is not the whole of it.
    r"(?=\s*(?:\Z|[,;:.→–—]|-\s|(?:primary|not null|null|default|unique|references|pk|fk)\b))",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[-*+]\s+`(?P<name>\w+)`(?:\s*\(|:|\s+[–—-])?\s+(?P<rest>.+)")
_CELL = re.compile(r"(?<!\\)\|")
_NAME_HEADS = frozenset(("column", "name", "field", "column name"))
_TYPE_HEADS = frozenset(("type", "data type"))
_NULL_HEADS = frozenset(("null", "nullable"))
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "✓": True, "✗": False, "not null": False}
_SIZE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[KMG])i?B", re.IGNORECASE)
_SINGULAR = frozenset((SourceKind.DATABASE, SourceKind.SNAPSHOT))
_SECTION = re.compile(r"\b(?:schema|columns)\b", re.IGNORECASE)


class Claim(NamedTuple):
    """That a table has a column; ``type`` and ``nullable`` where that is said, too."""

    line: int
    column: str
    type: str = ""
    nullable: bool | None = None


def contradictions(page: Page, text: PageText, schema: Schema) -> tuple[UnverifiedNote, ...]:
    """The hand-written lines of a page that the schema contradicts, in their order."""
    around = Surroundings(schema)
    tables = [table for each in page.resources if each.startswith("table:") and (table := around.table(each))]
    buckets = [bucket for each in page.resources if (bucket := bucket_of(each, schema)) and each.startswith("bucket:")]
    found: list[tuple[int, str]] = []
    if tables and len(tables) == len(page.resources):
        found += [(claim.line, said) for claim in _claims(text) if (said := _against(claim, tables, schema))]
    if len(buckets) == 1 == len(page.resources):
        found += _of_bucket(text, buckets[0])
    return tuple(UnverifiedNote(page.path, line + 1, text.lines[line].strip(), said) for line, said in sorted(found))


def _against(claim: Claim, tables: Sequence[Table], schema: Schema) -> str:
    """How the schema contradicts a claim; empty when it does not, for one of the tables at least."""
    columns = [column for table in tables if (column := table.column(claim.column)) is not None]
    if any(table.is_view for table in tables):
        claim = claim._replace(nullable=None)
    names = " and ".join(str(table.qualified) for table in tables)
    if not columns:
        verb = "has" if schema.source in _SINGULAR else "have"
        return f"{source_name(schema)} {verb} no column {claim.column} in {names}"
    said = [_against_column(claim, column, schema) for column in columns]
    return f"in {source_name(schema)} {said[0]}" if all(said) else ""


def _against_column(claim: Claim, column: Column, schema: Schema) -> str:
    actual = type_text(column.type)
    plain = re.sub(r"\(.*\)", "", actual)
    known = schema.source is not SourceKind.TYPES and plain.removesuffix("[]") in _TYPES.values()
    if claim.type and known and claim.type != plain:
        return f"{column.name} is {actual}"
    if claim.nullable is not None and claim.nullable != column.nullable:
        return f"{column.name} is {'' if column.nullable else 'not '}nullable"
    return ""


def _claims(text: PageText) -> Iterator[Claim]:
    """What sections about the schema claim, outside of owned blocks and code."""
    for line in _open_lines(text, _SECTION):
        words = bare(text.lines[line]).strip()
        if found := _NAMED.match(words):
            yield from _of_entry(line, found["name"], found["rest"])
    yield from _of_tables(text)


def _of_entry(line: int, name: str, rest: str) -> Iterator[Claim]:
    declared = _TYPE.match(rest)
    if declared is None:
        return
    parts = {part.strip(" .").casefold() for part in rest.split(",")[1:]}
    nullable = False if "not null" in parts else True if "nullable" in parts else None
    yield Claim(line, name, _canonical(declared), nullable)


def _of_tables(text: PageText) -> Iterator[Claim]:
    """The rows of tables whose head names a column and a type."""
    head: list[str] = []
    before = -2
    for line in _open_lines(text, _SECTION):
        words = bare(text.lines[line]).strip()
        if not words.startswith("|"):
            head = []
            continue
        cells = [cell.strip() for cell in _CELL.split(words.strip("|"))]
        if not head or line != before + 1:
            head = [cell.strip(" *`").casefold() for cell in cells]
        elif head[0] in _NAME_HEADS and not _TYPE_HEADS.isdisjoint(head) and len(cells) == len(head):
            yield from _of_row(line, head, cells)
        before = line


def _of_row(line: int, head: list[str], cells: list[str]) -> Iterator[Claim]:
    name = cells[0].strip("*")
    if not re.fullmatch(r"`\w+`|\w+", name):
        return
    row = dict(zip(head, cells, strict=True))
    declared = _TYPE.match(next(row[each] for each in head if each in _TYPE_HEADS).strip("`"))
    nullable = next((_YES_NO.get(row[each].strip("`").casefold()) for each in head if each in _NULL_HEADS), None)
    yield Claim(line, name.strip("`"), _canonical(declared) if declared else "", nullable)


def _canonical(declared: re.Match[str]) -> str:
    return _TYPES[declared["base"].casefold()] + (declared["array"] or "")


def _of_bucket(text: PageText, bucket: Bucket) -> Iterator[tuple[int, str]]:
    for line in _open_lines(text, re.compile(CONFIGURATION.titles[0], re.IGNORECASE)):
        words = bare(text.lines[line]).strip().lstrip("-*+ ")
        parts = [part.strip(" .") for part in words.split(",")]
        if parts[0].casefold() in ("public", "private") and (parts[0].casefold() == "public") != bucket.public:
            yield line, f"the bucket is {'public' if bucket.public else 'private'}"
        sizes = [found for part in parts if (found := _SIZE.fullmatch(part))]
        if len(sizes) == 1 and not _fits(sizes[0], bucket.file_size_limit):
            yield line, f"the size limit of the bucket is {size(bucket.file_size_limit)}"


def _fits(said: re.Match[str], limit: int | None) -> bool:
    """Whether a size is the limit, by thousands or by powers of two."""
    if limit is None:
        return True
    power = "KMG".index(said["unit"].upper()) + 1
    return any(round(float(said["number"]) * base**power) == limit for base in (1000, 1024))


def _open_lines(text: PageText, titled: re.Pattern[str]) -> Iterator[int]:
    """The lines of sections with such a title that are neither in an owned block nor code."""
    closed = {line for block in inspect_blocks(text)[0] for line in range(block.begin, block.end + 1)}
    closed |= {line for token in text.tokens if token.type in ("fence", "code_block") for line in token_lines(token)}
    closed |= {line for heading in text.headings for line in range(heading.start, heading.end)}
    for place, heading in enumerate(text.headings):
        if heading.level > 1 and titled.search(heading.title):
            following = text.headings[place + 1].start if place + 1 < len(text.headings) else len(text.lines)
            yield from (line for line in range(heading.end, following) if line not in closed)
