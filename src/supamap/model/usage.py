"""Usages: who touches which resource, how, and how sure that is."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from supamap.model.locations import Location
from supamap.model.queries import Query
from supamap.model.sources import Role

# The operation of whoever builds the address under which everybody reads an object.
PUBLIC_URL = "public URL"


class ResourceKind(StrEnum):
    """What a usage names. A realtime usage names a table."""

    TABLE = "table"
    BUCKET = "bucket"
    RPC = "rpc"
    EDGE_FUNCTION = "edge_function"
    REALTIME = "realtime"


class Certainty(StrEnum):
    """How sure a usage is.

    ``proven``: the receiver is a client by binding and the name is a constant. ``inferred``: the shape of the call or a
    declared type says so. ``dynamic``: the name is not known; it is reported and never guessed.
    """

    PROVEN = "proven"
    INFERRED = "inferred"
    DYNAMIC = "dynamic"


class Origin(StrEnum):
    """How the usage is written: a call of the client, a table embedded in a select string, or a raw URL."""

    CALL = "call"
    EMBED = "embed"
    URL = "url"


class Privilege(StrEnum):
    """What a client may do: the publishable key, a user's session, or the service role."""

    ANON = "anon"
    USER = "user"
    SERVICE = "service"
    UNKNOWN = "unknown"


class Step(msgspec.Struct, frozen=True):
    """One step of a proof: ``kind`` is a short noun (``import``, ``argument``…), ``text`` says what holds there."""

    kind: str
    file: str
    line: int
    text: str


class Client(msgspec.Struct, frozen=True):
    """The client a usage goes through: the factory that made it (``createClient``) and what it may do.

    Where callers hand over clients of several privileges it is the one that may do most; ``also`` are the others.
    """

    factory: str
    privilege: Privilege = Privilege.UNKNOWN
    schema: str | None = None
    also: tuple[Privilege, ...] = ()


class Usage(msgspec.Struct, frozen=True):
    """Definition ``symbol`` uses a resource.

    ``symbol`` is a definition id: ``file#name``, ``file#Class.member`` or ``file#<module>``.
    ``location`` is the place of the call's method word (``from``, ``rpc``, ``invoke``, ``on``).
    ``name`` is None when certainty is dynamic, and then ``reason`` says why. ``schema`` is None for the default schema.
    ``operations`` and ``columns`` are sorted; ``columns`` names the resource's own columns, ``*`` for all.
    ``inherited`` is false when the name is only one that a parameter's type or default allows at this place: then those
    who call ``symbol`` with names of their own are no users of it. ``part`` is set when the user is a function that
    ``symbol`` gives out (``useNotes.list`` of the hook ``useNotes``). ``query`` is what the code asks of a table or a
    database function; the usages of embedded tables have none of their own.
    """

    kind: ResourceKind
    name: str | None
    location: Location
    symbol: str
    operations: tuple[str, ...]
    certainty: Certainty
    schema: str | None = None
    columns: tuple[str, ...] = ()
    origin: Origin = Origin.CALL
    reason: str | None = None
    via: tuple[Step, ...] = ()
    client: Client | None = None
    inherited: bool = True
    part: str = ""
    query: Query | None = None

    @property
    def user(self) -> str:
        """The id of the very definition that uses the resource: ``part`` if there is one, else ``symbol``."""
        return self.part or self.symbol


class DefinitionKind(StrEnum):
    """What a definition is in its language."""

    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    VARIABLE = "variable"
    METHOD = "method"
    PROPERTY = "property"


class Definition(msgspec.Struct, frozen=True):
    """A module-level declaration, or a member of one; ``id`` as in Usage.symbol. ``line`` is 1-based."""

    id: str
    file: str
    name: str
    kind: DefinitionKind
    line: int
    exported: bool
    role: Role


class ReferenceKind(StrEnum):
    """How one definition leads to another."""

    USE = "use"
    RENDER = "render"
    LAZY = "lazy"
    MEMBER = "member"
    IMPORT = "import"


class Reference(msgspec.Struct, frozen=True):
    """Definition ``source`` uses definition ``target`` at ``line`` (1-based) of the source's file."""

    source: str
    target: str
    kind: ReferenceKind
    line: int


def resource_id(kind: ResourceKind, name: str, schema: str | None = None) -> str:
    """The graph's id of a resource: ``table:profiles``, ``table:auth.users``, ``bucket:avatars``, ``function:f``."""
    prefix = {ResourceKind.REALTIME: "table", ResourceKind.EDGE_FUNCTION: "function"}.get(kind, kind.value)
    qualified = f"{schema}.{name}" if schema and schema != "public" else name
    return f"{prefix}:{qualified}"
