"""What a file as a whole tells: what it imports, exports, mentions and calls."""

from __future__ import annotations

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.facts.declarations import Binding, ClassFact, DefinitionFact, FunctionFact
from supamap.model.facts.expressions import Call, Type, Value


class ImportFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A specifier that this file names; ``form`` is static, side-effect, dynamic, require, re-export or type."""

    specifier: str
    line: int
    form: str


class ExportFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An exported name: a local value, or ``imported`` of another module (``*`` for all names or the namespace)."""

    name: str
    value: Value | None = None
    specifier: str = ""
    imported: str = ""
    definition: int = -1
    type_only: bool = False


class ReferenceFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Definition ``source`` names a module-level binding or import; ``path`` are the members read from it at once.

    ``taken`` are the names that are taken from the result of a call, None when the result goes on as a whole.
    """

    source: int
    binding: int
    path: tuple[str, ...]
    kind: str
    line: int
    taken: tuple[str, ...] | None = None


class DynamicImport(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``import(specifier)`` or a ``require`` inside an expression; ``names`` are the exports used, None for all."""

    definition: int
    specifier: str
    names: tuple[str, ...] | None
    line: int


class CallSite(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A call, construction or JSX element whose callee may belong to the application."""

    definition: int
    call: Call
    form: str


class ChainCall(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One method of a chain, its arguments and the line it stands in."""

    method: str
    arguments: tuple[Value, ...]
    line: int


class Candidate(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A call of ``from``, ``rpc``, ``invoke`` or ``on``: perhaps a usage.

    ``line``, ``column`` (1-based characters) are the place of the method word, ``end_line`` the last line of the call.
    ``chain`` are the methods called on the result, through variables too. ``hint`` is the receiver's source text, cut
    short.
    """

    definition: int
    method: str
    receiver: Value
    arguments: tuple[Value, ...]
    line: int
    column: int
    end_line: int
    chain: tuple[ChainCall, ...]
    hint: str


class Assignment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``object.name = value`` outside a class's own ``this``."""

    object: Value
    name: str
    value: Value
    line: int


class FileFacts(msgspec.Struct, frozen=True, array_like=True):
    """Everything that one file alone tells.

    ``types`` are its module-level type declarations; ``globals`` are calls of names it does not bind, as (definition,
    name, line, names taken from the result); ``tags`` the names of components that its markup uses (Vue, Svelte,
    Astro); ``component`` is true for such files.
    """

    path: str
    definitions: tuple[DefinitionFact, ...] = ()
    bindings: tuple[Binding, ...] = ()
    functions: tuple[FunctionFact, ...] = ()
    classes: tuple[ClassFact, ...] = ()
    imports: tuple[ImportFact, ...] = ()
    exports: tuple[ExportFact, ...] = ()
    references: tuple[ReferenceFact, ...] = ()
    dynamic_imports: tuple[DynamicImport, ...] = ()
    calls: tuple[CallSite, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    types: tuple[tuple[str, Type], ...] = ()
    globals: tuple[tuple[int, str, int, tuple[str, ...] | None], ...] = ()
    tags: tuple[str, ...] = ()
    directives: tuple[str, ...] = ()
    component: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
