"""How blocks about the database are worded: names, links between pages, SQL in a line, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from supamap.docs.map_text import code, link_to
from supamap.model.schema import QualifiedName, Schema, Table
from supamap.model.usage import ResourceKind, resource_id
from supamap.sql.printing import readable

# A longer expression gets a block of its own.
_LONGEST = 100
_SHORT_TYPES = (
    (re.compile(r"timestamp(\(\d+\))? with time zone"), r"timestamptz\1"),
    (re.compile(r"timestamp(\(\d+\))? without time zone"), r"timestamp\1"),
    (re.compile(r"time(\(\d+\))? with time zone"), r"timetz\1"),
    (re.compile(r"time(\(\d+\))? without time zone"), r"time\1"),
    (re.compile(r"character varying"), "varchar"),
)
# An underscore inside a word marks nothing up, nor do the brackets of an array's type.
_MARKUP = re.compile(r"([\\`*<>|]|\[(?!\])|(?<!\[)\]|(?<!\w)_|_(?!\w))")


class Surroundings(msgspec.Struct, frozen=True):
    """What a block is written with: the schema, and where the pages are.

    ``folder`` is that of the page, ``pages`` gives the page of each documented resource; both are relative to the same
    root.
    """

    schema: Schema
    folder: str = ""
    pages: Mapping[str, str] = {}

    def table(self, resource: str) -> Table | None:
        """The table or view of an id (``table:profiles``)."""
        schema, _, name = resource.partition(":")[2].rpartition(".")
        return self.schema.table(name, schema or "public")

    def named(self, table: QualifiedName) -> str:
        """A table's name, linked to its page when there is one."""
        page = self.pages.get(resource_id(ResourceKind.TABLE, table.name, table.schema))
        return f"[{code(str(table))}]({link_to(page, self.folder)})" if page else code(str(table))


def prose(text: str) -> str:
    """A text of the database on one line, its characters as they are: none of them is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def sql(source: str) -> str:
    """An expression in a code span."""
    return code(readable(source))


def sql_lines(label: str, source: str, indent: str) -> list[str]:
    """A labelled expression below a bullet: as another bullet, or as a code block when it is long."""
    text = readable(source)
    if len(text) <= _LONGEST:
        return [f"{indent}- {label} {code(text)}"]
    return [f"{indent}- {label}", "", *(f"{indent}  {line}" for line in fenced(text)), ""]


def fenced(text: str) -> list[str]:
    """A code block of SQL."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return [f"{fence}sql", *text.strip("\n").splitlines(), fence]


def type_text(declared: str) -> str:
    """A type by its shorter name, where it has one."""
    text = declared.removeprefix("public.")
    for long, short in _SHORT_TYPES:
        if found := long.match(text):
            return found.expand(short) + text[found.end() :]
    return text


def codes(names: Iterable[str]) -> str:
    """Names in code spans, with commas."""
    return ", ".join(map(code, names))


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table without padding; ``|`` in a cell is escaped, which holds in code spans, too."""
    return [
        f"| {' | '.join(header)} |",
        "|---" * len(header) + "|",
        *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows),
    ]


def bullets(title: str, entries: Sequence[str]) -> list[str]:
    """A bullet with entries below it; none when there are no entries."""
    return [f"- {title}", *(f"  - {entry}" for entry in entries)] if entries else []
