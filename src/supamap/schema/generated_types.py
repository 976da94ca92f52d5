"""Tables and views of ``database.types.ts``, the file that ``supabase gen types typescript`` writes.

The file is generated, so its keys and braces say everything; it may be megabytes, so nothing else of it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from supamap.model.graph import Resource
from supamap.model.usage import ResourceKind

DATABASE = "Database"
"""The name of the generated type."""

_START = re.compile(r"\b(?:type\s+Database\s*=|interface\s+Database\b[^{}=;]*)\s*\{")
_TOKEN = re.compile(
    r"""(?://[^\n]*|/\*.*?\*/)
      | (?P<key>[A-Za-z_$][\w$]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')\??\s*:
      | (?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | (?P<brace>[{}])""",
    re.VERBOSE | re.DOTALL,
)
_SECTIONS = frozenset({"Tables", "Views"})


def declared_resources(sources: Iterable[str]) -> tuple[Resource, ...]:
    """Return what types of the name ``Database`` declare in these texts, sorted; nothing where the shape is another."""
    found = {resource for source in sources for resource in _in_source(source)}
    return tuple(sorted(found, key=lambda resource: resource.id))


def _in_source(source: str) -> Iterator[Resource]:
    for start in _START.finditer(source):
        for schema, section, name in _rows(source, start.end()):
            if section in _SECTIONS:
                yield Resource(ResourceKind.TABLE, name, None if schema == "public" else schema)


def _rows(source: str, start: int) -> Iterator[tuple[str, str, str]]:
    """Walk the braces behind ``start`` to the one that closes the type; yield where a ``Row`` stands."""
    path: list[str] = []
    pending = ""
    for token in _TOKEN.finditer(source, start):
        if token["key"]:
            pending = token["key"].strip("\"'")
            if pending == "Row" and len(path) == 3:
                yield path[0], path[1], path[2]
        elif token["brace"] == "{":
            path.append(pending)
        elif token["brace"] == "}":
            if not path:
                return
            path.pop()
