"""Tables and views of ``database.types.ts``, the file that ``supabase gen types typescript`` writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supamap.model.facts import FileFacts, ObjectType, Type
from supamap.model.graph import Resource
from supamap.model.usage import ResourceKind

DATABASE = "Database"
_SECTIONS = ("Tables", "Views")


def declared_resources(files: Iterable[FileFacts]) -> tuple[Resource, ...]:
    """Return what types of the name ``Database`` declare, sorted; empty when there is none of the generated shape."""
    found = {
        resource
        for file in files
        for name, declared in file.types
        if name == DATABASE and isinstance(declared, ObjectType)
        for resource in _of_database(declared)
    }
    return tuple(sorted(found, key=lambda resource: resource.id))


def _of_database(database: ObjectType) -> Iterator[Resource]:
    for schema, sections in database.members:
        for section in _SECTIONS:
            for name, row in _members(_member(sections, section)):
                if _member(row, "Row") is not None:
                    yield Resource(ResourceKind.TABLE, name, None if schema == "public" else schema)


def _member(declared: Type | None, name: str) -> Type | None:
    return next((member for known, member in _members(declared) if known == name), None)


def _members(declared: Type | None) -> tuple[tuple[str, Type], ...]:
    return declared.members if isinstance(declared, ObjectType) else ()
