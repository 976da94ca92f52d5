"""Where the receiver of a call, or the name it is called with, comes from, as far as names lead.

No evaluation: bindings, imports, members and calls are followed one by one, to the first that nobody can follow. Where
nothing proves that a receiver is a client, that is the part of the proof that is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from supamap.graph.declared import type_text
from supamap.model import facts
from supamap.model.explanations import Gap
from supamap.model.usage import Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from supamap.graph.sources import Sources

_LONGEST = 40
_BUILT_IN = frozenset({
    "Array", "ArrayBuffer", "Buffer", "Iterator", "JSON", "Map", "Object", "Observable", "Promise", "Set", "String",
    "Uint8Array", "Float32Array", "Int32Array", "Uint8ClampedArray", "Uint16Array", "Float64Array",
})  # fmt: skip
_SHARED = frozenset({"window", "globalThis", "self", "global"})
_IN_MODULE = "keep the client in a module, and import it from there"
# Members of a client on the way to a call: what stands before them is the client itself.
_PARTS = frozenset({"storage", "functions", "schema", "channel"})
_AS_USER = '{ privilege = "user" }'
NO_USE = "nothing to do, if it is no use of Supabase"


class Provenance(msgspec.Struct, frozen=True):
    """The steps that could be followed, and what is missing behind the last of them for a client.

    ``package`` is where the way leaves the project, if it does. ``nameable`` is the id of a definition on the way that
    is, or returns, what was asked for: the one that [clients] may name. ``parameter`` is the file and the parameter
    where the way leads on to the callers, if it does.
    """

    steps: tuple[Step, ...]
    gap: Gap
    package: str = ""
    nameable: str = ""
    parameter: tuple[str, facts.Parameter] | None = None


def provenance(sources: Sources, file: str, value: facts.Value) -> Provenance:
    """Where ``value``, an expression of ``file``, comes from. Terminates: it takes at most ``_LONGEST`` steps."""
    walk = _Walk(sources, file, value)
    while walk.goes_on():
        walk.advance()
    gap = walk.end or walk.stopped("the way to it is too long to follow")
    return Provenance(tuple(dict.fromkeys(walk.steps)), gap, walk.package, walk.nameable, walk.parameter)


def called(sources: Sources, file: str, callee: facts.Value) -> tuple[str, int] | None:
    """The file and index of the function that a callee means, as far as names alone lead there."""
    walk = _Walk(sources, file, callee)
    while walk.goes_on() and isinstance(walk.value, facts.Local | facts.Imported | facts.Cast | facts.Narrowed):
        walk.advance()
    return (walk.file, walk.value.function) if isinstance(walk.value, facts.FunctionRef) else None


class _Walk:
    """A walk that stands at an expression of a file; ``end`` is set when it cannot go on.

    Of what follows a member no definition is nameable: the whole is not the client.
    """

    def __init__(self, sources: Sources, file: str, value: facts.Value) -> None:
        self._sources, self.file, self.value = sources, file, value
        self._left = _LONGEST
        self.steps: list[Step] = []
        self.end: Gap | None = None
        self.package = ""
        self.nameable = ""
        self.parameter: tuple[str, facts.Parameter] | None = None
        self._is_whole = True
        self._name = ""
        self._members: tuple[str, ...] = ()

    def goes_on(self) -> bool:
        return self.end is None and self._left > 0

    def advance(self) -> None:
        self._left -= 1
        follow = _FOLLOW.get(type(self.value))
        if follow is None:
            self.end = self.stopped("it is made in a way that is not followed")
        else:
            follow(self, self.value)

    def stopped(self, missing: str, remedy: str = "") -> Gap:
        """The gap at the end, with what would fill it."""
        if not remedy and self.nameable:
            remedy = f'if it is a client, name it under [clients] in supamap.toml: "{self.nameable}" = {_AS_USER}'
        return Gap(missing, remedy or "if it is a client, make it in a definition of its own and name that: [clients]")

    # -- one kind of expression each ---------------------------------------------------------------------------------

    def _local(self, value: facts.Local) -> None:
        binding = self._sources.facts(self.file).bindings[value.binding]
        kind, text = "name", ".".join((binding.name, *self._members))
        if isinstance(binding.value, facts.Imported):
            kind, text = "import", f"{binding.name} of {binding.value.specifier}"
            self._name = binding.name
        elif isinstance(binding.value, facts.Parameter):
            kind, text = "parameter", self._declared(binding, binding.value)
        self.steps.append(Step(kind, self.file, binding.line, text))
        if binding.outer and kind == "name" and self._is_whole:
            self.nameable = f"{self.file}#{binding.name}"
        self.value = binding.value

    def _declared(self, binding: facts.Binding, parameter: facts.Parameter) -> str:
        parameters = self._sources.facts(self.file).functions[parameter.function].parameters
        known = parameters[parameter.index].type if parameter.index < len(parameters) else None
        declared = type_text(binding.type or known)
        return f"{binding.name}: {declared}" if declared else binding.name

    def _arrive(self, kind: str, line: int, text: str) -> None:
        """Add a step, unless the last one has told of that line."""
        if not self.steps or (self.steps[-1].file, self.steps[-1].line) != (self.file, line):
            self.steps.append(Step(kind, self.file, line, text))

    def _imported(self, value: facts.Imported) -> None:
        origin = self._sources.origin(self.file, value)
        self.steps.extend(origin.steps)
        if origin.package:
            self.package = origin.package
            self.end = self.stopped(f"{self._name or value.name} comes from the package {origin.package}")
        elif origin.value is None:
            self.end = self.stopped(origin.reason, "see that it is there and scanned (aliases, [source])")
        else:
            self.file, self.value = origin.file, origin.value

    def _member(self, value: facts.Member) -> None:
        if not (self._is_whole and value.name in _PARTS):
            self._is_whole = False
            self._members = (value.name, *self._members)
        self.value = value.object

    def _call(self, value: facts.Call) -> None:
        self._members = ()
        self.value = value.callee

    def _function(self, value: facts.FunctionRef) -> None:
        fact = self._sources.facts(self.file).functions[value.function]
        name = self._name_of(fact)
        if not fact.returns or isinstance(fact.returns[0], facts.Constant):
            self.end = self.stopped(f"{name} returns nothing that is known")
            return
        self._arrive("returns", fact.line, name)
        self.value = fact.returns[0]

    def _name_of(self, fact: facts.FunctionFact) -> str:
        """The name of a function, or of the definition that it is."""
        definitions = self._sources.facts(self.file).definitions
        own = definitions[fact.definition].name if fact.own and 0 <= fact.definition < len(definitions) else ""
        return fact.name or own or "a function"

    def _class(self, value: facts.ClassRef) -> None:
        name = self._sources.facts(self.file).classes[value.cls].name or "a class"
        self.end = self.stopped(f"{name} is a class of the project, not a client", NO_USE if self._is_whole else "")

    def _this(self, value: facts.This) -> None:
        name = self._sources.facts(self.file).classes[value.cls].name or "a class"
        self.end = self.stopped(
            f"nothing known is assigned to this member of {name}", "declare the member as SupabaseClient"
        )

    def _parameter(self, value: facts.Parameter) -> None:
        fact = self._sources.facts(self.file).functions[value.function]
        known = fact.parameters[value.index].name if value.index < len(fact.parameters) else ""
        name = known or f"argument {value.index + 1}"
        self._arrive("parameter", fact.line, name)
        self.parameter = self.file, value
        given, declared = ("a client", "the parameter") if self._is_whole else ("what holds a client", "what holds it")
        self.end = self.stopped(
            f"no call is known to give {self._name_of(fact)} {given} as {name}",
            f"declare {declared} as SupabaseClient, or pass it from where it is proven to be one",
        )

    def _global(self, value: facts.Global) -> None:
        if value.name in _BUILT_IN:
            self.end = self.stopped(f"{value.name} is built in", NO_USE)
        elif value.name in _SHARED:
            self.end = self.stopped(f"it is read from {value.name}, and who sets it is not known", _IN_MODULE)
        else:
            self.end = self.stopped(f"{value.name} is not declared in this file", "import it from where it is made")

    def _cast(self, value: facts.Cast | facts.Narrowed) -> None:
        self.value = value.value

    def _choice(self, value: facts.Choice) -> None:
        options = [each for each in value.options if not isinstance(each, facts.Constant)]
        if options:
            self.value = options[0]
        else:
            self.end = self.stopped("nothing but constants is assigned to it")

    def _unknown(self, value: facts.Unknown) -> None:
        self.end = self.stopped(f"its value is {value.reason}")

    def _text(self, value: facts.Literal) -> None:
        self.end = self.stopped("it is a text, not a client", NO_USE)

    def _literal(self, value: facts.Value) -> None:
        self.end = self.stopped("it is an object or array of the project, not a client", NO_USE)

    def _part(self, value: facts.Index | facts.Element | facts.Rest | facts.Spread) -> None:
        """One of several values: what they are the values of tells where they come from."""
        self._is_whole = False
        if isinstance(value, facts.Index):
            self.value = value.object
        else:
            self.value = value.iterable if isinstance(value, facts.Element) else value.value


_FOLLOW: dict[type, Callable[..., None]] = {
    facts.Local: _Walk._local,
    facts.Imported: _Walk._imported,
    facts.Member: _Walk._member,
    facts.Call: _Walk._call,
    facts.FunctionRef: _Walk._function,
    facts.ClassRef: _Walk._class,
    facts.This: _Walk._this,
    facts.Parameter: _Walk._parameter,
    facts.Global: _Walk._global,
    facts.Cast: _Walk._cast,
    facts.Narrowed: _Walk._cast,
    facts.Choice: _Walk._choice,
    facts.Unknown: _Walk._unknown,
    facts.Literal: _Walk._text,
    facts.Template: _Walk._text,
    facts.ObjectLiteral: _Walk._literal,
    facts.ArrayLiteral: _Walk._literal,
    facts.Index: _Walk._part,
    facts.Element: _Walk._part,
    facts.Rest: _Walk._part,
    facts.Spread: _Walk._part,
}
