"""The schema of ``database.types.ts``, the file that ``supabase gen types typescript`` writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from supamap.model.graph import Resource
from supamap.model.schema import (
    Argument,
    Column,
    CompositeType,
    Enum,
    Field,
    ForeignKey,
    Function,
    QualifiedName,
    Schema,
    SourceKind,
    Table,
    TableKind,
)
from supamap.model.usage import ResourceKind
from supamap.schema.ordering import ordered
from supamap.schema.type_text import Array, Literal, ObjectType, Path, Tuple, TypeNode, Union, object_type

DATABASE = "Database"
"""The name of the generated type."""

UNKNOWN = (
    *("body", "buckets", "checks", "comment", "cron_jobs", "default", "definition", "dependencies", "domains"),
    *("exposed", "extensions", "generated", "grants", "identity", "indexes", "kind", "language", "on_delete"),
    *(
        "on_update",
        "platform",
        "policies",
        "primary_key",
        "publications",
        "returns",
        "rls",
        "search_path",
        "security_definer",
    ),
    *("security_definer", "security_invoker", "sources", "triggers", "type", "unique", "volatility"),
)
"""What a types file cannot tell. It has types, but TypeScript's, and no kinds of views or tables."""
_PLATFORM = frozenset(
    {"auth", "extensions", "graphql", "graphql_public", "pgmq_public", "realtime", "storage", "vault"}
)
_START = re.compile(r"\b(?:type\s+Database\s*=|interface\s+Database\b[^{}=;]*)\s*(?=\{)")


def declared_resources(sources: Iterable[str]) -> tuple[Resource, ...]:
    """Return the tables and views that these texts declare, sorted; nothing where the shape is another."""
    tables = (table for source in sources for table in schema_of_types(source, "").tables)
    found = {_resource(table) for table in tables}
    return tuple(sorted(found, key=lambda resource: resource.id))


# Several stages ask the same file.
@lru_cache(maxsize=8)
def _parsed(source: str) -> tuple[tuple[str, ObjectType], ...]:
    return tuple(_schemas(source))


def schema_of_types(source: str, origin: str) -> Schema:
    """Read what a text declares as ``Database``: no tables where it declares none, or in another shape."""
    parts = [_Part(name, node) for name, node in _parsed(source)]
    return ordered(
        Schema(
            source=SourceKind.TYPES,
            origin=origin,
            tables=tuple(table for part in parts for table in part.tables()),
            enums=tuple(enum for part in parts for enum in part.enums()),
            composite_types=tuple(one for part in parts for one in part.composite_types()),
            functions=tuple(function for part in parts for function in part.functions()),
            unknown=UNKNOWN,
        )
    )


def _schemas(source: str) -> Iterator[tuple[str, ObjectType]]:
    for start in _START.finditer(source):
        database = object_type(source, start.end())
        for name, (_, node) in database.members.items() if database else ():
            if isinstance(node, ObjectType) and not name.startswith("__") and name not in _PLATFORM:
                yield name, node


def _resource(table: Table) -> Resource:
    return Resource(ResourceKind.TABLE, table.name, None if table.schema == "public" else table.schema)


class _Part:
    """One schema of the file."""

    def __init__(self, name: str, node: ObjectType) -> None:
        self._name = name
        self._node = node

    def tables(self) -> Iterator[Table]:
        for section, kind in (("Tables", TableKind.TABLE), ("Views", TableKind.VIEW)):
            for name, node in self._node.objects(section).items():
                if isinstance(node, ObjectType) and isinstance(node.get("Row"), ObjectType):
                    yield Table(
                        self._name,
                        name,
                        kind,
                        columns=tuple(_columns(node)),
                        foreign_keys=tuple(self._foreign_keys(node.get("Relationships"))),
                    )

    def _foreign_keys(self, node: TypeNode | None) -> Iterator[ForeignKey]:
        for part in node.elements if isinstance(node, Tuple) else ():
            table = self._referenced(part.get("referencedRelation")) if isinstance(part, ObjectType) else None
            if isinstance(part, ObjectType) and table and isinstance(name := part.get("foreignKeyName"), Literal):
                yield ForeignKey(
                    name.text,
                    _texts(part.get("columns")),
                    table,
                    _texts(part.get("referencedColumns")),
                    one_to_one=_truth(part.get("isOneToOne")),
                )

    def _referenced(self, node: TypeNode | None) -> QualifiedName | None:
        """Find a table or view of this schema; older generators name ``auth.users``, too, without its schema."""
        found = self._table_of(node)
        return found or (QualifiedName("auth", "users") if node == Literal("users") else None)

    def enums(self) -> Iterator[Enum]:
        for name, node in self._node.objects("Enums").items():
            members = tuple(part.text for part in _parts(node) if isinstance(part, Literal))
            if members:
                yield Enum(self._name, name, members)

    def composite_types(self) -> Iterator[CompositeType]:
        for name, node in self._node.objects("CompositeTypes").items():
            if isinstance(node, ObjectType):
                fields = (Field(field, _text(_without_null(inner))) for field, (_, inner) in node.members.items())
                yield CompositeType(self._name, name, tuple(fields))

    def functions(self) -> Iterator[Function]:
        for name, node in self._node.objects("Functions").items():
            for overload in _parts(node):
                if isinstance(overload, ObjectType):
                    yield from self._overloads(name, overload)

    def _overloads(self, name: str, node: ObjectType) -> Iterator[Function]:
        returns = node.get("Returns") or Path("unknown")
        options = node.objects("SetofOptions")
        is_set = _truth(options.get("isSetofReturn"))
        if not options:
            is_set = isinstance(returns, Array) and isinstance(returns.element, ObjectType)
        element = returns.element if is_set and isinstance(returns, Array) else returns
        table, row = (self._table_of(options.get(key)) for key in ("to", "from"))
        for arguments in _parts(node.get("Args") or Path("never")):
            yield Function(
                self._name,
                name,
                arguments=tuple(_arguments(arguments)),
                returns=f"{table.schema}.{table.name}" if table else _returned(element),
                returns_set=is_set,
                returns_table=table,
                row_of=row or _row_type(arguments),
                returns_one=is_set and _truth(options.get("isOneToOne")),
            )

    def _table_of(self, node: TypeNode | None) -> QualifiedName | None:
        if not isinstance(node, Literal) or node.text == "*":
            return None
        known = {**self._node.objects("Tables"), **self._node.objects("Views")}
        return QualifiedName(self._name, node.text) if node.text in known else None


def _columns(table: ObjectType) -> Iterator[Column]:
    written = table.get("Insert")
    inserted: Mapping[str, tuple[bool, TypeNode]] = written.members if isinstance(written, ObjectType) else {}
    for name, node in table.objects("Row").items():
        optional, _ = inserted.get(name, (False, node))
        # `unknown` swallows `| null`; a column that may be left out is then taken for nullable.
        nullable = Path("null") in _parts(node) or (optional and node == Path("unknown"))
        kind = _without_null(node)
        yield Column(name, _text(kind), nullable=nullable, enum=_enum(kind), filled=optional and not nullable)


def _arguments(node: TypeNode) -> Iterator[Argument]:
    if isinstance(node, ObjectType):
        for name, (optional, kind) in node.members.items():
            yield Argument(name, _text(_without_null(kind)), has_default=optional)


def _row_type(arguments: TypeNode) -> QualifiedName | None:
    """The table whose row is the only, unnamed argument."""
    kinds = [kind for _, kind in arguments.members.values()] if isinstance(arguments, ObjectType) else []
    match kinds:
        case [Path(_, (schema, "Tables" | "Views", name, "Row"))]:
            return QualifiedName(schema, name)
    return None


def _returned(node: TypeNode) -> str:
    if isinstance(node, ObjectType):
        return "record"
    return "void" if node == Path("undefined") else _text(_without_null(node))


def _parts(node: TypeNode) -> tuple[TypeNode, ...]:
    return node.parts if isinstance(node, Union) else (node,)


def _without_null(node: TypeNode) -> TypeNode:
    rest = tuple(part for part in _parts(node) if part != Path("null"))
    return rest[0] if len(rest) == 1 else Union(rest)


def _enum(node: TypeNode) -> QualifiedName | None:
    match node.element if isinstance(node, Array) else node:
        case Path(_, (schema, "Enums", name)):
            return QualifiedName(schema, name)
    return None


def _truth(node: TypeNode | None) -> bool:
    return node == Path("true")


def _texts(node: TypeNode | None) -> tuple[str, ...]:
    elements = node.elements if isinstance(node, Tuple) else ()
    return tuple(part.text for part in elements if isinstance(part, Literal))


def _text(node: TypeNode) -> str:
    """Write a type on one line; what names something of the schema as the catalog writes it: ``public.status[]``."""
    match node:
        case Array(element):
            inner = _text(element)
            return f"({inner})[]" if isinstance(element, Union) else f"{inner}[]"
        case Path(_, (schema, "Enums" | "CompositeTypes", name)):
            return f"{schema}.{name}"
        case Path(_, (schema, "Tables" | "Views", name, "Row")):
            return f"{schema}.{name}"
        case Path(name, keys):
            return name + "".join(f'["{key}"]' for key in keys)
        case Literal(text):
            return f'"{text}"'
        case Tuple(elements):
            return f"[{', '.join(map(_text, elements))}]"
        case Union(parts):
            return " | ".join(map(_text, parts))
        case ObjectType(members):
            inner = "; ".join(
                f"{key}{'?' if optional else ''}: {_text(kind)}" for key, (optional, kind) in members.items()
            )
            return f"{{ {inner} }}"
