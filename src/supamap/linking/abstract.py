"""What expressions evaluate to: strings, clients and their handles, and the structures that carry them."""

from __future__ import annotations

import msgspec

from supamap.model import facts
from supamap.model.usage import Client, Step


class Text(msgspec.Struct, frozen=True):
    """A string that is known."""

    text: str


class Pattern(msgspec.Struct, frozen=True):
    """A string of which pieces are not known: each stands as U+FFFC."""

    text: str


class ClientHandle(msgspec.Struct, frozen=True):
    """A Supabase client."""

    client: Client


class Part(msgspec.Struct, frozen=True):
    """Something that a client gives: ``storage``, ``functions``, ``channel``, ``table``, ``bucket`` and more."""

    client: Client
    name: str


class Method(msgspec.Struct, frozen=True):
    """A method read from a client or one of its parts, not yet called. ``of`` is empty for the client itself."""

    client: Client
    of: str
    name: str


class ValueMethod(msgspec.Struct, frozen=True):
    """A built-in method read from a value of the application (``[…].map``, ``'a'.toLowerCase``), not yet called."""

    subject: Structure | Text | Pattern
    name: str


class Carrier(msgspec.Struct, frozen=True):
    """An object of a library whose members are clients (``supabaseContext`` of ``@supabase/server``)."""

    kind: str


class RouteData(msgspec.Struct, frozen=True):
    """The ``data`` of a SvelteKit route component."""

    file: str


class Structure(msgspec.Struct, frozen=True, cache_hash=True):
    """An object or array literal, a function or a class of a file, with the arguments in force where it was met."""

    file: str
    value: facts.Value
    scope: Scope | None = None


class Instance(msgspec.Struct, frozen=True, cache_hash=True):
    """``new Class(arguments)``; with a ``method`` what its ``this`` is, an instance of the class or of one below it."""

    file: str
    cls: int
    scope: Scope | None = None
    method: int = -1


class Space(msgspec.Struct, frozen=True):
    """All exports of a module of the project."""

    file: str


class Typed(msgspec.Struct, frozen=True, cache_hash=True):
    """Something of which only the declared type is known."""

    file: str
    type: facts.Type


class External(msgspec.Struct, frozen=True):
    """An export of a package, members read from it, ``()`` for each call in between."""

    package: str
    path: tuple[str, ...]


THIS = -1
"""The index of what a method is called on, among its arguments."""


class Symbolic(msgspec.Struct, frozen=True):
    """Argument ``index`` of a function (or ``THIS``), and members read from it: only its callers know."""

    file: str
    function: int
    index: int
    path: tuple[str, ...] = ()


class Dependent(msgspec.Struct, frozen=True, cache_hash=True):
    """An expression that parameters decide (``TABLES[kind]``, `` `${kind}s` ``): known as soon as ``on`` is.

    ``scope`` are the arguments in force where it was met.
    """

    file: str
    value: facts.Value
    scope: Scope | None
    on: Symbolic


class Mystery(msgspec.Struct, frozen=True):
    """Not known; ``reason`` says why in words for users."""

    reason: str


class GlobalName(msgspec.Struct, frozen=True):
    """A name that nobody in the file binds (``Array``, ``process``), and members read from it."""

    path: tuple[str, ...]


Abstract = (
    Text
    | Pattern
    | ClientHandle
    | Part
    | Method
    | ValueMethod
    | Carrier
    | Structure
    | Instance
    | Space
    | Typed
    | External
    | Symbolic
    | Dependent
    | Mystery
    | GlobalName
    | RouteData
)


class Argument(msgspec.Struct, frozen=True, cache_hash=True):
    """An argument where it is written: its file, value and the arguments in force around it."""

    file: str
    value: facts.Value
    scope: Scope | None

    def within(self, call: Scope) -> Argument:
        """The argument, seen from inside a call of the function that it is written in."""
        return Argument(self.file, self.value, self.scope.within(call) if self.scope is not None else call)


class Scope(msgspec.Struct, frozen=True, cache_hash=True):
    """The arguments of one call of a function, and of the calls around it."""

    file: str
    function: int
    arguments: tuple[Argument, ...]
    outer: Scope | None = None
    depth: int = 0

    def within(self, call: Scope) -> Scope:
        """The same arguments, seen from inside a call of the function that they are written in."""
        return Scope(
            self.file,
            self.function,
            tuple(argument.within(call) for argument in self.arguments),
            self.outer.within(call) if self.outer is not None else call,
            self.depth + 1,
        )

    def receiver(self, file: str, cls: int) -> Argument | None:
        """What methods of a class are called on."""
        known = self.of(file, _receiver(cls))
        return known.arguments[0] if known is not None else None

    def of(self, file: str, function: int) -> Scope | None:
        """The innermost call of a function among this one and those around it."""
        scope: Scope | None = self
        while scope is not None and (scope.function != function or scope.file != file):
            scope = scope.outer
        return scope


def _receiver(cls: int) -> int:
    """What stands for a function in the scope that says what methods of a class are called on."""
    return -2 - cls


def called_on(subject: Argument, file: str, cls: int, outer: Scope | None = None) -> Scope:
    """The scope of methods of a class that are called on ``subject``."""
    depth = max((scope.depth for scope in (outer, subject.scope) if scope is not None), default=0)
    return Scope(file, _receiver(cls), (subject,), outer, depth)


class Outcome(msgspec.Struct, frozen=True):
    """One value an expression may have, the steps that prove it, and whether one of them is only a likelihood."""

    value: Abstract
    steps: tuple[Step, ...] = ()
    inferred: bool = False


Outcomes = tuple[Outcome, ...]
