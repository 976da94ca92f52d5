"""Answers to "why is this so?": what is known of a place or a file, and how one thing leads to another."""

from __future__ import annotations

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.graph import Edge, Node
from supamap.model.locations import Location
from supamap.model.sources import Role, SourceFile
from supamap.model.usage import Definition, Step, Usage


class Gap(msgspec.Struct, frozen=True):
    """A part of a proof that is missing, and what would supply it."""

    missing: str
    remedy: str


class ExplainedUsage(msgspec.Struct, frozen=True):
    """A usage with the role of its user, what proves it and what is missing for a full proof.

    ``receiver`` are the steps from the receiver to the client, ``naming`` those from the argument to the name; both
    begin where the call is written and hold what ``usage.via`` says of them. ``browser`` is the way on which code of
    browsers reaches a service client, empty for all others.
    """

    usage: Usage
    role: Role
    receiver: tuple[Step, ...] = ()
    naming: tuple[Step, ...] = ()
    gaps: tuple[Gap, ...] = ()
    browser: tuple[str, ...] = ()


class OverlookedCall(msgspec.Struct, frozen=True):
    """A call that is written like a use of Supabase and not taken for one.

    ``text`` is its beginning, ``receiver`` are the steps from its receiver as far as they can be followed.
    """

    location: Location
    text: str
    symbol: str
    gap: Gap
    receiver: tuple[Step, ...] = ()


class PlaceExplanation(msgspec.Struct, frozen=True):
    """What stands at a line, or at a column of it.

    ``usages`` are written there, or handed over by a call there. ``passing`` are further usages whose proof has a step
    there. ``overlooked`` are calls there that are not taken for uses of Supabase.
    """

    file: str
    line: int
    column: int | None = None
    usages: tuple[ExplainedUsage, ...] = ()
    passing: tuple[Usage, ...] = ()
    overlooked: tuple[OverlookedCall, ...] = ()


class FileResource(msgspec.Struct, frozen=True):
    """A resource that definitions of a file (``names``) use themselves, and the operations they perform on it."""

    resource: str
    operations: tuple[str, ...]
    names: tuple[str, ...]


class FileLink(msgspec.Struct, frozen=True):
    """Another file, its role, and those of its definitions (``names``) that use or are used."""

    file: str
    role: Role
    names: tuple[str, ...]


class FileExplanation(msgspec.Struct, frozen=True):
    """What a file is and what part it plays; every tuple is sorted.

    ``resources`` are used by its own definitions, ``further`` (ids) are reached through other code. ``uses`` are the
    files whose definitions it uses, ``users`` those that use its definitions. ``entries`` are pages, API routes, edge
    functions and other places where something begins that lead to this file. ``unknown`` are its usages of unknown
    names.
    """

    source: SourceFile
    routes: tuple[str, ...]
    definitions: tuple[Definition, ...]
    resources: tuple[FileResource, ...] = ()
    further: tuple[str, ...] = ()
    uses: tuple[FileLink, ...] = ()
    users: tuple[FileLink, ...] = ()
    entries: tuple[Node, ...] = ()
    unknown: tuple[Usage, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Endpoint(msgspec.Struct, frozen=True):
    """One end of a question: ``name`` is what it is called in full, ``nodes`` are all nodes that it stands for, sorted.

    ``kind`` is ``file``, ``route``, ``definition``, ``table``, ``bucket``, ``rpc`` or ``function``.
    """

    kind: str
    name: str
    nodes: tuple[str, ...]


class Hop(msgspec.Struct, frozen=True):
    """One step of a chain: all edges over which ``source`` uses ``target``, or calls it for others who name it.

    In the second case the edges are those of the others, through ``source``. ``steps`` are the arguments that hand over
    the name of a resource.
    """

    source: Node
    target: Node
    edges: tuple[Edge, ...]
    steps: tuple[Step, ...] = ()


class WayAnswer(msgspec.Struct, frozen=True):
    """The shortest chains from ``start`` to ``goal``, by the ids on them; no chain is empty.

    ``total`` counts all of them, shown or not. ``backward`` is true when there is none, but one from ``goal`` to
    ``start``.
    """

    start: Endpoint
    goal: Endpoint
    chains: tuple[tuple[Hop, ...], ...] = ()
    total: int = 0
    backward: bool = False
