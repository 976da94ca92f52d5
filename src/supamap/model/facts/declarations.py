"""What a file declares: names, functions, classes, and the definitions that reports name."""

from __future__ import annotations

import msgspec

from supamap.model.facts.expressions import Call, Type, Value


class Binding(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A name and what it stands for.

    ``definition`` is the definition it is, or stands in, as index; ``outer`` says
    that the whole module sees it.
    """

    name: str
    line: int
    value: Value
    type: Type | None = None
    definition: int = -1
    outer: bool = False


class ParameterFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A parameter: declared type, default value, whether it is a rest parameter. ``name`` is empty if destructured."""

    name: str
    type: Type | None = None
    default: Value | None = None
    rest: bool = False


class FunctionFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A function: what it returns, and, if it is written as an argument of a call, that call's callee and its position.

    ``definition`` is the definition that contains it; ``own`` says that it is that definition itself and not a function
    inside it. ``cls`` is the class whose member it is, -1 if none.
    """

    name: str
    line: int
    definition: int
    parameters: tuple[ParameterFact, ...]
    returns: tuple[Value, ...]
    return_type: Type | None = None
    cls: int = -1
    callback: Call | None = None
    callback_index: int = -1
    jsx: bool = False
    own: bool = False


class ClassFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A class: static and instance members with every value they may have, and the declared types of its fields."""

    name: str
    extends: Value | None
    statics: tuple[tuple[str, Value], ...]
    members: tuple[tuple[str, Value], ...]
    types: tuple[tuple[str, Type], ...] = ()


class DefinitionFact(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A module-level declaration (``name``) or a member of one (``Owner.member``).

    ``jsx`` says that it returns markup; ``within`` is the function that gives this one out (``useNotes.list``).
    """

    name: str
    kind: str
    line: int
    exported: bool
    jsx: bool = False
    within: str = ""
