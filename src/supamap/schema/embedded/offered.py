"""Which extension offers what a statement missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from supamap.syntax.folder import query_folder

_MISSING = frozenset({"3F000", "42883", "42704", "42P01"})
"""Undefined schema, function or operator, type or operator class, table."""
_SAID = re.compile(r'(?:schema|function|procedure|type|operator class|relation) "?([\w.]+)"?(?:\(| |$)')
_MADE = re.compile(
    r"^create (?:schema|(?:function|type|domain|operator class|table|view) (?!\w+\.)) ?\"?(\w+)", re.MULTILINE
)
_HOME = re.compile(r"^-- schema: (\w+)$", re.MULTILINE)
_VECTOR = ("vector", "halfvec", "sparsevec")
_VECTOR_CLASSES = tuple(f"{kind}_{distance}_ops" for kind in _VECTOR for distance in ("l2", "ip", "cosine", "l1"))


def extension_offering(state: str, message: str) -> str | None:
    """Return the extension that has what the server's ``message`` says is missing."""
    said = _SAID.search(message) if state in _MISSING else None
    if said is None:
        return None
    return next((_offers()[part] for part in _parts(said[1]) if part in _offers()), None)


def _parts(name: str) -> Iterator[str]:
    """Yield the schema of a qualified name, then the name."""
    schema, _, bare = name.rpartition(".")
    if schema not in {"", "public", "extensions"}:
        yield schema
    yield bare


@cache
def _offers() -> dict[str, str]:
    found = dict.fromkeys((*_VECTOR, *_VECTOR_CLASSES), "vector")
    for path in sorted((query_folder() / "extensions").glob("*.sql")):
        script = path.read_text(encoding="utf-8")
        home = _HOME.findall(script)
        for name in home or _MADE.findall(script):
            found.setdefault(name, path.stem)
    return found
