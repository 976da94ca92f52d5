"""How two schemas differ, in what both of their sources can know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

import msgspec

from supamap.model.differences import Change, Difference
from supamap.model.schema import Function, QualifiedName, Schema
from supamap.schema.reduction import comparable

_PLATFORM = "platform table"
"""Of these only the parts count that the project put on them."""
_KINDS = {
    "tables": "table",
    "platform": _PLATFORM,
    "enums": "enum",
    "composite_types": "composite type",
    "domains": "domain",
    "functions": "function",
    "publications": "publication",
    "buckets": "bucket",
    "cron_jobs": "cron job",
    "columns": "column",
    "unique": "unique constraint",
    "foreign_keys": "foreign key",
    "checks": "check",
    "indexes": "index",
    "triggers": "trigger",
    "policies": "policy",
    "fields": "field",
    "arguments": "argument",
}
"""Fields that hold named parts, and what one of these is called. Dependencies follow from the rest."""
_NAMES = frozenset({"schema", "name", "filled", "sources"})
"""Fields that are compared elsewhere, or follow from others."""


def differences(first: Schema, second: Schema) -> tuple[Difference, ...]:
    """List what the second schema has more, has less, or has in another way than the first."""
    before, after = comparable(first, second)
    walk = _Walk(frozenset((*before.unknown, *after.unknown)))
    found: list[Difference] = []
    for field in _KINDS:
        if hasattr(before, field):
            found += walk.members(field, getattr(before, field), getattr(after, field), "")
    if walk.knows("exposed"):
        found += walk.value("schema", "", "exposed", before.exposed, after.exposed)
    return tuple(found)


class _Walk:
    def __init__(self, unknown: frozenset[str]) -> None:
        self._unknown = unknown

    def knows(self, field: str) -> bool:
        return field not in self._unknown

    def members(
        self, field: str, before: Iterable[object], after: Iterable[object], owner: str
    ) -> Iterator[Difference]:
        if not self.knows(field):
            return
        kind = _KINDS[field]
        old, new = _keyed(before, owner), _keyed(after, owner)
        for name in sorted({*old, *new}):
            if name not in new:
                yield Difference(Change.REMOVED, kind, name)
            elif name not in old:
                yield Difference(Change.ADDED, kind, name)
            else:
                yield from self._struct(kind, name, old[name], new[name])

    def _struct(self, kind: str, name: str, before: object, after: object) -> Iterator[Difference]:
        if kind == "column" and not self.knows("default"):
            yield from self.value(kind, name, "required", getattr(before, "required"), getattr(after, "required"))  # noqa: B009
        assert isinstance(before, msgspec.Struct)
        for field in before.__struct_fields__:
            old, new = getattr(before, field), getattr(after, field)
            if field in _KINDS and _are_parts(old, new):
                yield from self.members(field, old, new, name)
            elif kind != _PLATFORM and field not in _NAMES and self.knows(field):
                yield from self.value(kind, name, field, old, new)

    def value(self, kind: str, name: str, field: str, before: object, after: object) -> Iterator[Difference]:
        if before != after:
            yield Difference(Change.CHANGED, kind, name, field, _text(before), _text(after))


def _are_parts(*values: object) -> bool:
    """Tell apart the columns of a table and those that a key names."""
    return all(isinstance(value, tuple) and all(isinstance(one, msgspec.Struct) for one in value) for value in values)


def _keyed(parts: Iterable[object], owner: str) -> Mapping[str, object]:
    """Give every part its name; of several with one name the second is ``name (2)``."""
    found: dict[str, object] = {}
    for part in parts:
        name = own = _name(part, owner)
        count = 1
        while name in found:
            count += 1
            name = f"{own} ({count})"
        found[name] = part
    return found


def _name(part: object, owner: str) -> str:
    name = str(getattr(part, "name"))  # noqa: B009
    if owner:
        return f"{owner}.{name}"
    schema = getattr(part, "schema", "public")
    qualified = str(QualifiedName(schema, name))
    if isinstance(part, Function):
        return f"{qualified}({', '.join(argument.name for argument in part.arguments if argument.mode != 'table')})"
    return qualified


def _text(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case tuple():
            return ", ".join(map(_text, value)) or "none"
        case QualifiedName():
            return str(value)
        case msgspec.Struct():
            shown = (_text(part) for part in msgspec.structs.astuple(value) if part not in (None, (), False))
            return " ".join(shown)
    return " ".join(str(value).split())
