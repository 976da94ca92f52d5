"""A database's schema as values: what every source yields, as far as it can know.

Names are as the catalog spells them, unquoted. Types, defaults and expressions are SQL text as PostgreSQL deparses it
with an empty ``search_path``. Tuples are sorted by name, except where an order means something: columns, key columns,
arguments, members of enums. The JSON form of these values, without what has its default, is the snapshot format:
renaming a field changes it.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class SourceKind(StrEnum):
    """Where a schema was read from, the richest first; ``none`` when there is nothing to read it from."""

    DATABASE = "database"
    MIGRATIONS = "migrations"
    SNAPSHOT = "snapshot"
    TYPES = "types"
    NONE = "none"


class TableKind(StrEnum):
    """What a table is in PostgreSQL."""

    TABLE = "table"
    PARTITIONED = "partitioned table"
    FOREIGN = "foreign table"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized view"


class QualifiedName(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A name within a schema."""

    schema: str
    name: str

    def __str__(self) -> str:
        """Leave out ``public``, as code does."""
        return self.name if self.schema == "public" else f"{self.schema}.{self.name}"


class ColumnSource(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """The table's column that a view's column shows unchanged."""

    table: QualifiedName
    column: str


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """A column.

    ``identity`` is ``always`` or ``by default``; ``generated`` is the expression of a generated column. ``enum`` names
    the enum that ``type`` is, or is an array of. ``sources`` are filled for views. ``filled`` when an insert may leave
    the column out though it is not nullable: all that a source may know of ``default``, ``identity``, ``generated``.
    """

    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    identity: str | None = None
    generated: str | None = None
    enum: QualifiedName | None = None
    comment: str | None = None
    sources: tuple[ColumnSource, ...] = ()
    filled: bool = False

    @property
    def required(self) -> bool:
        """Whether an insert must name it."""
        given = self.default is not None or self.identity is not None or self.generated is not None
        return not (self.nullable or given or self.filled)


class Key(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A primary key or a unique constraint."""

    name: str
    columns: tuple[str, ...]


class ForeignKey(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """``columns`` refer to ``referenced_columns`` of ``table``, pairwise.

    ``one_to_one`` is true when ``columns`` are unique on their own side. Actions are ``no action``, ``restrict``,
    ``cascade``, ``set null``, ``set default``; None where the source cannot know.
    """

    name: str
    columns: tuple[str, ...]
    table: QualifiedName
    referenced_columns: tuple[str, ...]
    one_to_one: bool = False
    on_delete: str | None = None
    on_update: str | None = None


class Check(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A check constraint; ``expression`` without the word ``check`` and without its outer parentheses."""

    name: str
    expression: str


class Index(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """An index that no constraint brings; ``parts`` are column names or expressions, ``predicate`` its WHERE.

    ``definition`` is the whole statement, with what the parts leave out: order, operator classes.
    """

    name: str
    parts: tuple[str, ...]
    unique: bool = False
    method: str = "btree"
    predicate: str | None = None
    definition: str | None = None


class Trigger(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A trigger of a table.

    ``timing`` is ``before``, ``after`` or ``instead of``; ``events`` are ``insert``, ``update``, ``delete``,
    ``truncate``. ``columns`` are those of ``update of``; ``condition`` is the WHEN.
    """

    name: str
    timing: str
    events: tuple[str, ...]
    function: QualifiedName
    for_each: str = "row"
    columns: tuple[str, ...] = ()
    condition: str | None = None
    enabled: bool = True


class Policy(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A row-level security policy; ``command`` is ``all``, ``select``, ``insert``, ``update`` or ``delete``.

    ``roles`` is ``("public",)`` for everybody.
    """

    name: str
    command: str
    roles: tuple[str, ...] = ("public",)
    using: str | None = None
    check: str | None = None
    permissive: bool = True


class Grant(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """What ``role`` may do; ``privileges`` are lower-case SQL words. ``columns`` when it holds for these alone."""

    role: str
    privileges: tuple[str, ...]
    columns: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True, omit_defaults=True):
    """A table or a view. ``definition`` is a view's query; ``security_invoker`` says whose rights it runs with.

    ``partition_of`` names the table that this one is a part of.
    """

    schema: str
    name: str
    kind: TableKind = TableKind.TABLE
    comment: str | None = None
    columns: tuple[Column, ...] = ()
    primary_key: Key | None = None
    unique: tuple[Key, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    indexes: tuple[Index, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    rls: bool = False
    rls_forced: bool = False
    policies: tuple[Policy, ...] = ()
    grants: tuple[Grant, ...] = ()
    definition: str | None = None
    security_invoker: bool = False
    partition_of: QualifiedName | None = None

    @property
    def qualified(self) -> QualifiedName:
        """Schema and name."""
        return QualifiedName(self.schema, self.name)

    @property
    def is_view(self) -> bool:
        """Whether it is a view of either kind."""
        return self.kind in {TableKind.VIEW, TableKind.MATERIALIZED_VIEW}

    def column(self, name: str) -> Column | None:
        """Return the column with this name."""
        return next((column for column in self.columns if column.name == name), None)


class Enum(msgspec.Struct, frozen=True, omit_defaults=True):
    """An enum and its members in their order."""

    schema: str
    name: str
    members: tuple[str, ...]
    comment: str | None = None


class Field(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field of a composite type."""

    name: str
    type: str


class CompositeType(msgspec.Struct, frozen=True, omit_defaults=True):
    """A type made with ``create type … as (…)``."""

    schema: str
    name: str
    fields: tuple[Field, ...]
    comment: str | None = None


class Domain(msgspec.Struct, frozen=True, omit_defaults=True):
    """A domain over ``base``."""

    schema: str
    name: str
    base: str
    nullable: bool = True
    default: str | None = None
    checks: tuple[Check, ...] = ()
    comment: str | None = None


class Argument(msgspec.Struct, frozen=True, omit_defaults=True):
    """An argument; ``name`` may be empty. ``mode`` is ``in``, ``out``, ``inout``, ``variadic`` or ``table``.

    ``default`` is the expression, None where there is none, and where the source knows no more than ``has_default``.
    """

    name: str
    type: str
    mode: str = "in"
    has_default: bool = False
    default: str | None = None


class Function(msgspec.Struct, frozen=True, omit_defaults=True):
    """A function or procedure; overloads are functions of the same name.

    ``returns`` is the type's text without ``setof``. ``returns_table`` names the table whose rows it returns, and
    ``row_of`` the table whose row is its only argument (a computed column or relationship); ``returns_one`` when it
    returns a set of at most one row (``rows 1``). ``search_path`` is what the function sets, None when it sets none.
    ``body`` is the source text, None where the source cannot know.
    """

    schema: str
    name: str
    arguments: tuple[Argument, ...] = ()
    returns: str = "void"
    returns_set: bool = False
    returns_table: QualifiedName | None = None
    row_of: QualifiedName | None = None
    returns_one: bool = False
    language: str | None = None
    volatility: str | None = None
    security_definer: bool = False
    search_path: str | None = None
    body: str | None = None
    comment: str | None = None
    grants: tuple[Grant, ...] = ()
    procedure: bool = False

    @property
    def qualified(self) -> QualifiedName:
        """Schema and name."""
        return QualifiedName(self.schema, self.name)


class Publication(msgspec.Struct, frozen=True, omit_defaults=True):
    """A publication; ``all_tables`` when it was made for all of them."""

    name: str
    tables: tuple[QualifiedName, ...] = ()
    all_tables: bool = False


class Bucket(msgspec.Struct, frozen=True, omit_defaults=True):
    """A storage bucket. ``file_size_limit`` is in bytes. Empty ``allowed_mime_types`` mean any."""

    name: str
    public: bool = False
    file_size_limit: int | None = None
    allowed_mime_types: tuple[str, ...] = ()


class CronJob(msgspec.Struct, frozen=True, omit_defaults=True):
    """A job of pg_cron; ``command`` is SQL."""

    name: str
    schedule: str
    command: str
    active: bool = True


class Extension(msgspec.Struct, frozen=True, omit_defaults=True):
    """An extension that is there, or stood in for."""

    name: str
    schema: str


class ObjectKind(StrEnum):
    """What depends on something, or is depended on."""

    TABLE = "table"
    VIEW = "view"
    FUNCTION = "function"
    POLICY = "policy"
    TRIGGER = "trigger"
    CRON_JOB = "cron job"


class DatabaseObject(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """An object; ``table`` is what a policy or trigger belongs to, the ``schema`` of a cron job is ``cron``."""

    kind: ObjectKind
    schema: str
    name: str
    table: QualifiedName | None = None


class Dependency(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """``user`` needs ``used``.

    ``operations`` are what it does to a table (``select``, ``insert``, ``update``, ``delete``), empty where the catalog
    only says that it depends. ``proven`` is false when a body's text says so, not the catalog.
    """

    user: DatabaseObject
    used: DatabaseObject
    operations: tuple[str, ...] = ()
    proven: bool = True


class Schema(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a database holds of the project's own.

    ``tables`` leave out the platform's schemas (auth, storage, …); ``platform`` has the platform's tables that the
    project put triggers or policies on, with these parts alone: the policies of ``storage.objects`` are storage
    policies. ``exposed`` are the schemas that the API serves, the default one first. ``unknown`` names fields of these
    values that the source cannot know (``policies``, ``indexes``, ``buckets`` …): an empty tuple there says nothing.
    ``doubtful`` are tables and functions that the source speaks of without saying what they are, or that another source
    knows in another way: nothing may be claimed about them, or about their columns.
    A types file has TypeScript's types, ``type`` is unknown then, and its foreign keys lead to views, too.
    """

    source: SourceKind
    origin: str = ""
    server_version: str | None = None
    tables: tuple[Table, ...] = ()
    enums: tuple[Enum, ...] = ()
    composite_types: tuple[CompositeType, ...] = ()
    domains: tuple[Domain, ...] = ()
    functions: tuple[Function, ...] = ()
    publications: tuple[Publication, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    cron_jobs: tuple[CronJob, ...] = ()
    extensions: tuple[Extension, ...] = ()
    platform: tuple[Table, ...] = ()
    exposed: tuple[str, ...] = ("public",)
    dependencies: tuple[Dependency, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: tuple[QualifiedName, ...] = ()

    def table(self, name: str, schema: str = "public") -> Table | None:
        """Return the table or view with this name."""
        return next((table for table in self.tables if table.name == name and table.schema == schema), None)

    def overloads(self, name: str, schema: str = "public") -> tuple[Function, ...]:
        """Return the functions with this name."""
        return tuple(one for one in self.functions if one.name == name and one.schema == schema)

    def knows(self, field: str) -> bool:
        """Tell whether the source can know a field."""
        return field not in self.unknown
