"""A schema indexed for questions."""

from __future__ import annotations

from functools import cached_property

from supamap.model.schema import Enum, Function, QualifiedName, Schema, Table
from supamap.postgrest.relationships import Relationship, relationships_of


class Catalog:
    """A schema with its tables, functions, enums and relationships by name."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._tables = {table.qualified: table for table in (*schema.platform, *schema.tables)}
        self._enums = {QualifiedName(enum.schema, enum.name): enum for enum in schema.enums}
        self._doubtful = frozenset(schema.doubtful)
        self._functions: dict[QualifiedName, tuple[Function, ...]] = {}
        for function in schema.functions:
            self._functions[function.qualified] = (*self._functions.get(function.qualified, ()), function)

    def doubts(self, name: QualifiedName) -> bool:
        """Tell whether nothing may be claimed about a table or function, its columns included."""
        return name in self._doubtful

    @property
    def default_schema(self) -> str:
        """The schema that a client asks when it names none."""
        return self.schema.exposed[0] if self.schema.exposed else "public"

    def table(self, name: QualifiedName) -> Table | None:
        """Return a table or view, the platform's included."""
        return self._tables.get(name)

    def enum(self, name: QualifiedName) -> Enum | None:
        """Return an enum."""
        return self._enums.get(name)

    def overloads(self, name: QualifiedName) -> tuple[Function, ...]:
        """Return all functions of a name."""
        return self._functions.get(name, ())

    def rows_of(self, name: QualifiedName) -> QualifiedName | None:
        """Return the table whose rows a function gives, None when there is none or overloads differ."""
        found = {function.returns_table for function in self.overloads(name)}
        return found.pop() if len(found) == 1 else None

    def relationships(self, table: QualifiedName) -> tuple[Relationship, ...]:
        """Return what leads from a table to others."""
        return self._relationships.get(table, ())

    @cached_property
    def _relationships(self) -> dict[QualifiedName, tuple[Relationship, ...]]:
        return relationships_of(self.schema)
