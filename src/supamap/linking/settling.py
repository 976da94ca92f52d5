"""What a parameter is, by its declared type, by the call it is a callback of, by its framework, by its callers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from supamap.linking import library
from supamap.linking.abstract import (
    Abstract,
    Argument,
    Carrier,
    ClientHandle,
    External,
    Instance,
    Method,
    Mystery,
    Outcome,
    Outcomes,
    Part,
    Scope,
    Structure,
    Symbolic,
    Text,
    Typed,
    ValueMethod,
)
from supamap.linking.arguments import argument_of
from supamap.linking.builtins import call_method
from supamap.linking.callers import Callers
from supamap.linking.evaluation import Evaluator
from supamap.linking.indirect_calls import ITERATORS
from supamap.linking.modules import Modules
from supamap.linking.outcomes import inferred, unique
from supamap.linking.specifiers import ResolutionKind
from supamap.model import facts
from supamap.model.usage import Client, Privilege, Step

_PRIMITIVES = frozenset({"string", "number", "boolean", "bigint", "symbol", "void", "null", "undefined", "never"})
_CLIENT_MEMBERS = frozenset({"from", "rpc", "storage", "functions", "channel", "schema", "supabase"})
_LIBRARY_TYPES = frozenset(
    {"Request", "NextRequest", "Response", "NextResponse", "Date", "File", "Blob", "FormData", "URL", "Error", "Event",
     "Record", "Array", "Map", "Set", "Uint8Array", "ArrayBuffer", "Headers", "URLSearchParams", "RegExp", "Buffer"}
)  # fmt: skip
_SUPABASE = ClientHandle, Part, Method, Carrier
# What a function hands to its callbacks and is followed there.
_HANDED = (*_SUPABASE, Text, Structure, Instance)


class Settler:
    """Answers what a parameter or a member of one is; ``Symbolic`` itself is the answer when nothing tells."""

    def __init__(self, modules: Modules, callers: Callers) -> None:
        self._modules, self._callers = modules, callers
        self._assigning_files: defaultdict[str, list[str]] | None = None
        self._assigned: dict[str, dict[tuple[str, str], list[facts.Value]]] = {}

    def settle(self, evaluator: Evaluator, symbolic: Symbolic) -> Outcomes:
        """Clients and their parts are answered whoever calls; other values stay symbolic: each caller has its own."""
        fact = self._modules.facts(symbolic.file).functions[symbolic.function]
        typed = self.by_type(evaluator, symbolic)
        for found in (
            typed,
            self._by_default(evaluator, symbolic, fact),
            self._by_callback(evaluator, symbolic, fact),
            self._by_framework(evaluator, symbolic, fact),
        ):
            if _of_supabase(found):
                clients = tuple(one for one in found if isinstance(one.value, _SUPABASE))
                return self._privileged(evaluator, symbolic, clients) if found is typed else clients
            if found and found is not typed:
                return found
        if self._is_told(symbolic, fact, typed) or _is_handed_to_method(fact):
            return (Outcome(symbolic), *(one for one in typed if isinstance(one.value, Typed | Instance)))
        given = self._by_callers(evaluator, symbolic)
        if _of_supabase(given):
            return tuple(one for one in given if isinstance(one.value, _SUPABASE))
        return (Outcome(symbolic), *(one for one in typed if isinstance(one.value, Typed | Instance)))

    def _privileged(self, evaluator: Evaluator, symbolic: Symbolic, typed: Outcomes) -> Outcomes:
        """A declared type proves a client; what that client may do, only those tell who hand it over."""
        given = self._by_callers(evaluator, symbolic)
        return tuple(one for client in typed for one in _with_privileges(client, given))

    def _by_default(self, evaluator: Evaluator, symbolic: Symbolic, fact: facts.FunctionFact) -> Outcomes:
        """``(client = supabase) => …``: a parameter whose default is a client is one."""
        default = fact.parameters[symbolic.index].default if symbolic.index < len(fact.parameters) else None
        if default is None:
            return ()
        found = self.along(evaluator, evaluator.evaluate(symbolic.file, default), symbolic)
        return found if _of_supabase(found) else ()

    def _is_told(self, symbolic: Symbolic, fact: facts.FunctionFact, typed: Outcomes) -> bool:
        """Whether a parameter's declared type is one that no client has: then its callers need not be asked."""
        declared = fact.parameters[symbolic.index].type if symbolic.index < len(fact.parameters) else None
        if declared is None:
            return False
        if isinstance(declared, facts.UnknownType):
            return declared.text in _PRIMITIVES
        if isinstance(declared, facts.ArrayType | facts.LiteralType | facts.KeyOf):
            return True
        if isinstance(declared, facts.NamedType) and declared.name in _LIBRARY_TYPES:
            return True
        if isinstance(declared, facts.NamedType) and self._is_of_package(symbolic.file, declared):
            return True
        return bool(typed) and not any(
            isinstance(one.value, Mystery | Symbolic) or (isinstance(one.value, Typed) and _is_open(one.value.type))
            for one in typed
        )

    def _is_of_package(self, file: str, declared: facts.NamedType) -> bool:
        """Whether a type is imported from a package; Supabase's own types are answered before."""
        if declared.binding < 0:
            return False
        value = self._modules.facts(file).bindings[declared.binding].value
        if not isinstance(value, facts.Imported):
            return False
        return self._modules.resolve(value.specifier, file).kind is ResolutionKind.PACKAGE

    def by_type(self, evaluator: Evaluator, symbolic: Symbolic) -> Outcomes:
        """What the declared type of a parameter says."""
        fact = self._modules.facts(symbolic.file).functions[symbolic.function]
        if symbolic.index >= len(fact.parameters):
            return ()
        declared = fact.parameters[symbolic.index].type
        if declared is None:
            return ()
        found = evaluator.types.resolve(symbolic.file, declared)
        return self.along(evaluator, found, symbolic)

    def along(self, evaluator: Evaluator, found: Outcomes, symbolic: Symbolic) -> Outcomes:
        """Follow a symbolic's path from what its parameter is."""
        for name in symbolic.path:
            if name == "[]":
                found = unique(one for subject in found for one in _elements(evaluator, subject))
            elif name.startswith("["):
                found = unique(one for subject in found for one in evaluator.members.element(subject, name[1:-1]))
            elif name == "()":
                found = unique(one for subject in found for one in self._called(evaluator, subject))
            else:
                found = unique(one for subject in found for one in evaluator.members.read(subject, name, symbolic.file))
        return found

    def _called(self, evaluator: Evaluator, subject: Outcome) -> Outcomes:
        value = subject.value
        if isinstance(value, Typed) and isinstance(value.type, facts.FunctionType):
            return evaluator.types.resolve(value.file, value.type.returns)
        if isinstance(value, Structure) and isinstance(value.value, facts.FunctionRef):
            return evaluator.functions.returned(value, ())
        if isinstance(value, ValueMethod):
            return call_method(evaluator, value, ())
        return ()

    # -- callbacks --------------------------------------------------------------------------------------------------

    def _by_callback(self, evaluator: Evaluator, symbolic: Symbolic, fact: facts.FunctionFact) -> Outcomes:
        if fact.callback is None:
            return ()
        found: list[Outcome] = []
        callee_value = fact.callback.callee
        if isinstance(callee_value, facts.Member) and callee_value.name == "then" and symbolic.index == 0:
            # What a promise gives is what stands for the promise itself here.
            given = evaluator.evaluate(symbolic.file, callee_value.object)
            found.extend(one for one in given if isinstance(one.value, (*_SUPABASE, Structure)))
        for callee in evaluator.evaluate(symbolic.file, fact.callback.callee):
            found.extend(self._given_by(evaluator, callee.value, symbolic, fact))
        return self.along(evaluator, tuple(found), symbolic) if found else ()

    def _given_by(
        self, evaluator: Evaluator, callee: Abstract, symbolic: Symbolic, fact: facts.FunctionFact
    ) -> Iterator[Outcome]:
        """What the function called with this callback hands to it."""
        if isinstance(callee, External) and callee.package.partition("/")[0] == "zustand" and symbolic.index == 1:
            # ``get`` of a store: calling it gives what the function that makes the state returns.
            yield Outcome(Structure(symbolic.file, facts.FunctionRef(symbolic.function)))
        elif isinstance(callee, External) and callee.path:
            name = callee.path[-1]
            given = library.CALLBACKS.get((callee.package, name), {}).get((fact.callback_index, symbolic.index))
            if isinstance(given, Privilege):
                step = Step("callback", symbolic.file, fact.line, f"{name} of {callee.package}")
                yield Outcome(ClientHandle(Client(name, given)), (step,))
            elif given is not None:
                yield Outcome(
                    Carrier(given), (Step("callback", symbolic.file, fact.line, f"{name} of {callee.package}"),)
                )
        elif isinstance(callee, Symbolic) and callee.path and callee.path[-1] in ITERATORS and symbolic.index == 0:
            items = Symbolic(callee.file, callee.function, callee.index, callee.path[:-1])
            yield from evaluator.members.any_element(Outcome(items))
        elif isinstance(callee, ValueMethod) and callee.name in ITERATORS and symbolic.index == 0:
            if isinstance(callee.subject, Structure):
                yield from evaluator.members.any_element(Outcome(callee.subject))
        elif isinstance(callee, Structure) and isinstance(callee.value, facts.FunctionRef):
            yield from self._handed_on(evaluator, callee, symbolic, fact)

    def _handed_on(
        self, evaluator: Evaluator, callee: Structure, symbolic: Symbolic, fact: facts.FunctionFact
    ) -> Iterator[Outcome]:
        """What the application's own function calls its callback parameter with."""
        assert isinstance(callee.value, facts.FunctionRef)
        assert fact.callback is not None
        arguments = tuple(Argument(symbolic.file, value, None) for value in fact.callback.arguments)
        scope = Scope(callee.file, callee.value.function, arguments, callee.scope, 1)
        for site in self._callers.handed(callee.file, callee.value.function, fact.callback_index):
            given = argument_of(
                [Argument(callee.file, one, scope) for one in site.call.arguments], symbolic.index, False
            )
            if given is not None:
                found = evaluator.evaluate(given.file, given.value, given.scope)
                yield from (one for one in found if isinstance(one.value, _HANDED))

    # -- frameworks -------------------------------------------------------------------------------------------------

    def _by_framework(self, evaluator: Evaluator, symbolic: Symbolic, fact: facts.FunctionFact) -> Outcomes:
        path = symbolic.path
        if not path:
            return ()
        if library.CONTEXT_MEMBER in path and path[-1] in library.CARRIED["context"]:
            privilege = library.CARRIED["context"][path[-1]]
            assert isinstance(privilege, Privilege)
            step = Step("adapter", symbolic.file, fact.line, "the context that an adapter of @supabase/server sets")
            return (Outcome(ClientHandle(Client(path[-1], privilege)), (step,)),)
        if path[:2] == ("parent", "()") and len(path) == 3:
            return evaluator.routes.of_layouts(evaluator, symbolic.file, path[2])
        if path[0] == "data" and len(path) == 2:
            return evaluator.routes.of_data(evaluator, symbolic.file, path[1])
        if path[-2:-1] == ("var",):
            kept = evaluator.keyed.of_request(symbolic.file, facts.Literal(path[-1]))
            if kept:
                return kept
        holder = path[-2] if len(path) > 1 else self._parameter_name(fact, symbolic.index)
        return self._kept_in(evaluator, holder, path[-1])

    def _parameter_name(self, fact: facts.FunctionFact, index: int) -> str:
        return fact.parameters[index].name if index < len(fact.parameters) else ""

    def _kept_in(self, evaluator: Evaluator, holder: str, name: str) -> Outcomes:
        """``locals.supabase = …`` in one place is what ``locals.supabase`` is in another: request contexts carry it."""
        found: list[Outcome] = []
        for file, value in self._assigned_to(holder, name):
            step = Step("assigned", file, 0, f"{holder}.{name}")
            given = (one for one in evaluator.evaluate(file, value) if isinstance(one.value, _SUPABASE))
            found.extend(Outcome(one.value, (*one.steps, step), one.inferred) for one in given)
        return tuple(found)

    def _assigned_to(self, holder: str, name: str) -> Iterator[tuple[str, facts.Value]]:
        """All assignments in the project to a member of something that is called ``holder``."""
        for file in self._assigning(name):
            known = self._assignments_in(file)
            yield from ((file, value) for value in known.get((holder, name), ()))

    def _assigning(self, name: str) -> Iterable[str]:
        source = self._modules.files
        if not source.complete:
            return source.assigning(name)
        if self._assigning_files is None:
            self._assigning_files = defaultdict(list)
            for file in source:
                for assigned in {one.name for one in self._modules.facts(file).assignments}:
                    self._assigning_files[assigned].append(file)
        return self._assigning_files.get(name, ())

    def _assignments_in(self, file: str) -> dict[tuple[str, str], list[facts.Value]]:
        known = self._assigned.get(file)
        if known is None:
            found: defaultdict[tuple[str, str], list[facts.Value]] = defaultdict(list)
            facts_of_file = self._modules.facts(file)
            for one in facts_of_file.assignments:
                found[_last_name(facts_of_file, one.object), one.name].append(one.value)
            known = self._assigned[file] = found
        return known

    # -- callers ----------------------------------------------------------------------------------------------------

    def _by_callers(self, evaluator: Evaluator, symbolic: Symbolic) -> Outcomes:
        if "()" in symbolic.path:
            return ()
        found: list[Outcome] = []
        whole = Symbolic(symbolic.file, symbolic.function, symbolic.index)
        parameters = self._modules.facts(symbolic.file).functions[symbolic.function].parameters
        rest = symbolic.index < len(parameters) and parameters[symbolic.index].rest
        for site in self._callers.of_function(evaluator, symbolic.file, symbolic.function):
            argument = argument_of(site.arguments, symbolic.index, rest)
            if argument is None:
                continue
            step = Step("argument", site.file, site.site.call.line, f"argument {symbolic.index + 1}")
            given = evaluator.evaluate(argument.file, argument.value, argument.scope)
            given = tuple(one for one in given if one.value != whole)
            along = self.along(evaluator, given, symbolic)
            found.extend(Outcome(one.value, (step, *one.steps), one.inferred) for one in along)
        return unique(found)


def _with_privileges(typed: Outcome, given: Outcomes) -> Outcomes:
    """A client or part that a type promises, once for each privilege that it is handed over with."""
    value = typed.value
    if not isinstance(value, ClientHandle | Part) or value.client.privilege is not Privilege.UNKNOWN:
        return (typed,)
    found: dict[Privilege, Outcome] = {}
    for one in given:
        known = one.value.client if isinstance(one.value, ClientHandle | Part) else None
        if known is not None and type(one.value) is type(value) and known.privilege is not Privilege.UNKNOWN:
            client = Client(known.factory, known.privilege, value.client.schema or known.schema)
            steps = (*typed.steps, *one.steps)
            found.setdefault(known.privilege, Outcome(msgspec.structs.replace(value, client=client), steps))
    return tuple(found.values()) or (typed,)


def _elements(evaluator: Evaluator, subject: Outcome) -> Iterator[Outcome]:
    """Any element; of an object that a key nobody knows is read from, each is only likely."""
    keyed = isinstance(subject.value, Structure) and isinstance(subject.value.value, facts.ObjectLiteral)
    for one in evaluator.members.any_element(subject):
        yield inferred(one) if keyed else one


def _is_open(declared: facts.Type) -> bool:
    """Whether a type may be a client's: one that is not read, or one written by hand with a client's members."""
    if not isinstance(declared, facts.ObjectType):
        return True
    return any(name in _CLIENT_MEMBERS for name, _ in declared.members)


def _is_handed_to_method(fact: facts.FunctionFact) -> bool:
    """``x.map(item => …)``: only the method calls such a function."""
    return fact.callback is not None and isinstance(fact.callback.callee, facts.Member) and not fact.name


def _of_supabase(outcomes: Outcomes) -> bool:
    return any(isinstance(outcome.value, _SUPABASE) for outcome in outcomes)


def _last_name(file: facts.FileFacts, value: facts.Value) -> str:
    if isinstance(value, facts.Member):
        return value.name
    if isinstance(value, facts.Local):
        return file.bindings[value.binding].name
    return value.name if isinstance(value, facts.Global) else ""
