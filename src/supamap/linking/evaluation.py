"""The evaluator: what may an expression be? It answers both "is this a Supabase client?" and "which table is this?".

``Evaluator.evaluate`` follows bindings, members, calls, imports and types across modules. It terminates: a binding that
is being evaluated gives nothing a second time (``memory.py``), calls nest at most ``_DEEPEST_CALL`` deep, expressions
``_DEEPEST``, and sets of values stay below ``WIDEST``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supamap.linking.abstract import (
    Carrier,
    ClientHandle,
    Dependent,
    Instance,
    Method,
    Outcome,
    Outcomes,
    Part,
    RouteData,
    Scope,
    Space,
    Structure,
    Symbolic,
    Text,
    Typed,
)
from supamap.linking.arguments import argument_of
from supamap.linking.callers import Callers
from supamap.linking.calls import CallReader
from supamap.linking.declared_types import TypeResolver
from supamap.linking.functions import FunctionReader
from supamap.linking.hierarchy import Hierarchy
from supamap.linking.imports import ImportReader
from supamap.linking.keyed import KeyedReader
from supamap.linking.members import MemberReader
from supamap.linking.memory import Memory, One
from supamap.linking.modules import Modules
from supamap.linking.outcomes import deciding, extended, inferred, mystery, rather, settled, unique
from supamap.linking.routes import RouteReader
from supamap.linking.templates import read_template
from supamap.model import facts
from supamap.model.usage import Client, Step

_DEEPEST = 100
_MOST_QUESTIONS = 500
# What a test of texts does not bound.
_NO_TEXTS = ClientHandle | Part | Method | Carrier | Structure | Instance | Space


class Evaluator:
    """Evaluates values of any file. ``settle`` is asked what a parameter is by its callers and its framework."""

    def __init__(
        self,
        modules: Modules,
        callers: Callers,
        settle: Callable[[Evaluator, Symbolic], Outcomes],
        clients: Mapping[str, Client],
    ) -> None:
        self.modules, self.callers = modules, callers
        self.types = TypeResolver(self)
        self.members = MemberReader(self)
        self.calls = CallReader(self)
        self.keyed = KeyedReader(self)
        self.functions = FunctionReader(self)
        self.imports = ImportReader(self)
        self.hierarchy = Hierarchy(modules)
        self.routes = RouteReader(modules)
        self._settle = settle
        self._clients = clients
        self._memory = Memory()
        self._depth = 0

    def evaluate(self, file: str, value: facts.Value, scope: Scope | None = None) -> Outcomes:
        """Everything that an expression of ``file`` may be, with ``scope`` as the arguments in force."""
        if self._depth > _DEEPEST:
            return mystery("the expression is nested too deeply")
        self._depth += 1
        try:
            return _EVALUATORS[type(value)](self, file, value, scope)
        finally:
            self._depth -= 1

    # -- guarded and remembered -------------------------------------------------------------------------------------

    def once(self, key: tuple[object, ...], compute: Callable[[], tuple[One, ...]]) -> tuple[One, ...]:
        """``compute()``, remembered by ``key``; while it runs, the same question gives nothing."""
        return self._memory.once(key, compute)

    # -- expressions ------------------------------------------------------------------------------------------------

    def _literal(self, file: str, value: facts.Literal, scope: Scope | None) -> Outcomes:
        return (Outcome(Text(value.text)),)

    def _constant(self, file: str, value: facts.Constant, scope: Scope | None) -> Outcomes:
        return ()

    def _unknown(self, file: str, value: facts.Unknown, scope: Scope | None) -> Outcomes:
        return mystery(value.reason)

    def _local(self, file: str, value: facts.Local, scope: Scope | None) -> Outcomes:
        binding = self.modules.facts(file).bindings[value.binding]
        if binding.outer:
            scope = None
        key = ("binding", file, value.binding, scope)
        return self.once(key, lambda: self._binding(file, binding, scope))

    def _binding(self, file: str, binding: facts.Binding, scope: Scope | None) -> Outcomes:
        declared = self.declared_client(file, binding.name) if binding.outer else None
        if declared is not None:
            return (declared,)
        if binding.name == "data" and binding.outer and self.routes.is_component(file):
            return (Outcome(RouteData(file)),)
        found = self.evaluate(file, binding.value, scope)
        if binding.type is not None and not settled(found):
            found = rather(found, self.types.resolve(file, binding.type))
        if any(isinstance(outcome.value, Text) for outcome in found):
            step = Step("const", file, binding.line, binding.name)
            found = tuple(extended(outcome, step) for outcome in found)
        return found

    def declared_client(self, file: str, name: str) -> Outcome | None:
        """The client that a person says a definition is or returns (``[clients]`` of the configuration)."""
        client = self._clients.get(f"{file}#{name}") if self._clients else None
        if client is None:
            return None
        return Outcome(ClientHandle(client), (Step("configuration", file, 1, f"{name} is named in [clients]"),))

    def _global(self, file: str, value: facts.Global, scope: Scope | None) -> Outcomes:
        automatic = self.modules.auto_imported().get(value.name)
        if automatic is not None and automatic[0] != file:
            return self.imports.exported(*automatic)
        return self.imports.globals((value.name,))

    def _imported(self, file: str, value: facts.Imported, scope: Scope | None) -> Outcomes:
        return self.imports.read(file, value)

    def _member(self, file: str, value: facts.Member, scope: Scope | None) -> Outcomes:
        found: list[Outcome] = []
        for subject in self.evaluate(file, value.object, scope):
            found.extend(self.members.read(subject, value.name, file))
        return unique(found)

    def _index(self, file: str, value: facts.Index, scope: Scope | None) -> Outcomes:
        subjects = self.evaluate(file, value.object, scope)
        if isinstance(value.key, facts.Constant):
            return unique(one for subject in subjects for one in self.members.element(subject, value.key.text))
        keys = self.evaluate(file, value.key, scope)
        texts = [key.value.text for key in keys if isinstance(key.value, Text)]
        if texts and len(texts) == len(keys):
            return unique(
                one for subject in subjects for text in texts for one in self.members.read(subject, text, file)
            )
        elements = [inferred(one) for subject in subjects for one in self.members.any_element(subject)]
        parameter = deciding(keys)
        if parameter is not None:
            elements.append(Outcome(Dependent(file, value, scope, parameter)))
        return unique(elements)

    def _element(self, file: str, value: facts.Element, scope: Scope | None) -> Outcomes:
        subjects = self.evaluate(file, value.iterable, scope)
        if value.key:
            return unique(one for subject in subjects for one in self.members.keys(subject))
        return unique(one for subject in subjects for one in self.members.any_element(subject))

    def _rest(self, file: str, value: facts.Rest, scope: Scope | None) -> Outcomes:
        return self.evaluate(file, value.value, scope)

    def _call(self, file: str, value: facts.Call, scope: Scope | None) -> Outcomes:
        return self.once(("call", file, value, scope), lambda: self.calls.read(file, value, scope))

    def _structure(self, file: str, value: facts.Value, scope: Scope | None) -> Outcomes:
        return (Outcome(Structure(file, value, scope)),)

    def _this(self, file: str, value: facts.This, scope: Scope | None) -> Outcomes:
        cls = self.modules.facts(file).classes[value.cls]
        if value.parent and cls.extends is not None:
            parents = self.evaluate(file, cls.extends)
            return tuple(
                Outcome(Instance(one.value.file, one.value.value.cls))
                for one in parents
                if isinstance(one.value, Structure) and isinstance(one.value.value, facts.ClassRef)
            ) or mystery("the class it extends is not of the project")
        receiver = scope.receiver(file, value.cls) if scope is not None else None
        if receiver is not None:
            return self.evaluate(receiver.file, receiver.value, receiver.scope)
        return (Outcome(Instance(file, value.cls, None, value.method)),)

    def _choice(self, file: str, value: facts.Choice, scope: Scope | None) -> Outcomes:
        return unique(outcome for option in value.options for outcome in self.evaluate(file, option, scope))

    def _cast(self, file: str, value: facts.Cast, scope: Scope | None) -> Outcomes:
        found = self.evaluate(file, value.value, scope)
        if settled(found) or any(isinstance(one.value, Text | Structure | Instance) for one in found):
            return found
        typed = self.types.resolve(file, value.annotation)
        return typed if settled(typed) or any(isinstance(one.value, Text | Typed) for one in typed) else found

    def _narrowed(self, file: str, value: facts.Narrowed, scope: Scope | None) -> Outcomes:
        found, allowed = self.evaluate(file, value.value, scope), self.evaluate(file, value.to, scope)
        texts = {one.value.text: one for one in allowed if isinstance(one.value, Text)}
        if not texts or len(texts) < len(allowed) or any(isinstance(one.value, _NO_TEXTS) for one in found):
            return found
        kept = tuple(one for one in found if isinstance(one.value, Text) and one.value.text in texts)
        if found and all(isinstance(one.value, Text) for one in found):
            return kept
        # Of a value that is not known, a test says only what it may be.
        bounded = (*kept, *(inferred(one) for one in texts.values()))
        parameter = deciding(found)
        if parameter is not None:
            bounded = (*bounded, Outcome(Dependent(file, value, scope, parameter)))
        return unique(bounded)

    def _parameter(self, file: str, value: facts.Parameter, scope: Scope | None) -> Outcomes:
        call = scope.of(file, value.function) if scope is not None else None
        if call is not None:
            return self.argument(call, value)
        return self.symbolic(Symbolic(file, value.function, value.index))

    def argument(self, call: Scope, parameter: facts.Parameter) -> Outcomes:
        """What one call gives for a parameter, its default included when the argument is left out."""
        fact = self.modules.facts(call.file).functions[parameter.function]
        known = fact.parameters[parameter.index] if parameter.index < len(fact.parameters) else None
        given = argument_of(call.arguments, parameter.index, known is not None and known.rest)
        if given is not None:
            return self.evaluate(given.file, given.value, given.scope)
        return self.evaluate(call.file, known.default) if known is not None and known.default is not None else ()

    def symbolic(self, symbolic: Symbolic) -> Outcomes:
        """A parameter, or a member of one, as far as its type, its callers and its framework tell.

        A question that has led to too many others already is left open.
        """
        if self._memory.spent > _MOST_QUESTIONS:
            self._memory.leave_open()
            return (Outcome(symbolic),)
        key = ("parameter", symbolic.file, symbolic.function, symbolic.index, symbolic.path)
        return self.once(key, lambda: self._settle(self, symbolic))


_EVALUATORS: dict[type[object], Callable[..., Outcomes]] = {
    facts.Literal: Evaluator._literal,
    facts.Constant: Evaluator._constant,
    facts.Unknown: Evaluator._unknown,
    facts.Template: read_template,
    facts.Local: Evaluator._local,
    facts.Global: Evaluator._global,
    facts.Imported: Evaluator._imported,
    facts.Member: Evaluator._member,
    facts.Index: Evaluator._index,
    facts.Element: Evaluator._element,
    facts.Rest: Evaluator._rest,
    facts.Call: Evaluator._call,
    facts.ObjectLiteral: Evaluator._structure,
    facts.ArrayLiteral: Evaluator._structure,
    facts.FunctionRef: Evaluator._structure,
    facts.ClassRef: Evaluator._structure,
    facts.Spread: Evaluator._rest,
    facts.This: Evaluator._this,
    facts.Choice: Evaluator._choice,
    facts.Cast: Evaluator._cast,
    facts.Narrowed: Evaluator._narrowed,
    facts.Parameter: Evaluator._parameter,
}
