"""What calls give: clients from factories, parts of clients, what the application's own functions return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.linking import library
from supamap.linking.abstract import (
    Argument,
    Carrier,
    ClientHandle,
    Dependent,
    External,
    GlobalName,
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
    ValueMethod,
)
from supamap.linking.builtins import call_method
from supamap.linking.keyed import keeper_of
from supamap.linking.keys import key_privilege
from supamap.linking.outcomes import carried, deciding, settled, unique
from supamap.model import facts
from supamap.model.usage import Client, Privilege, Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_CONTEXT = ("react", "createContext")
_STORE_MAKERS = frozenset({("zustand", "create"), ("zustand", "createStore"), ("zustand/vanilla", "createStore")})
_LONGEST_PATH = 8
UNKNOWN_SCHEMA = "?"
"""The schema of a client whose schema is not known."""

_DENO_VARIABLE = ("Deno", "env", "get")


class CallReader:
    """Evaluates calls and constructions."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def read(self, file: str, call: facts.Call, scope: Scope | None) -> Outcomes:
        """Everything a call may give."""
        found: list[Outcome] = []
        for callee in self._evaluator.evaluate(file, call.callee, scope):
            found.extend(carried(callee, one) for one in self._called(file, call, scope, callee))
        return unique(found)

    def _called(self, file: str, call: facts.Call, scope: Scope | None, callee: Outcome) -> Outcomes:
        value = callee.value
        if isinstance(value, Structure):
            return self._own(file, call, scope, value)
        if isinstance(value, External):
            return self._external(file, call, scope, value)
        if isinstance(value, Method):
            return self._method(file, call, scope, value)
        if isinstance(value, ClientHandle):
            # A function that a person named as returning a client.
            return (callee,)
        if isinstance(value, ValueMethod):
            return call_method(self._evaluator, value, self._arguments(file, call, scope))
        if isinstance(value, GlobalName):
            return self._global(file, call, scope, value)
        if isinstance(value, Symbolic) and value.path[-1:] == ("get",) and call.arguments:
            kept = self._evaluator.keyed.of_request(file, call.arguments[0])
            if kept:
                return kept
        if isinstance(value, Symbolic) and len(value.path) < _LONGEST_PATH // 2:
            return self._evaluator.symbolic(Symbolic(value.file, value.function, value.index, (*value.path, "()")))
        if isinstance(value, Dependent) and ((value.file, value.scope) == (file, scope) or not call.arguments):
            made = facts.Call(value.value, call.arguments, call.types, call.line)
            return (Outcome(Dependent(value.file, made, value.scope, value.on)),)
        if isinstance(value, Instance | Symbolic | Dependent):
            return (Outcome(Mystery("the result of a call that is not followed")),)
        return (callee,) if isinstance(value, Mystery) else (Outcome(Mystery("the result of an unknown call")),)

    def _arguments(self, file: str, call: facts.Call, scope: Scope | None) -> tuple[Argument, ...]:
        return tuple(Argument(file, value, scope) for value in call.arguments)

    # -- the application's own functions and classes ---------------------------------------------------------------

    def _own(self, file: str, call: facts.Call, scope: Scope | None, callee: Structure) -> Outcomes:
        arguments = self._arguments(file, call, scope)
        if isinstance(callee.value, facts.FunctionRef):
            return self._evaluator.functions.returned(callee, arguments)
        if isinstance(callee.value, facts.ClassRef):
            return (self.constructed(Outcome(callee), arguments),)
        if isinstance(callee.value, facts.Call):
            return self._called_made(callee, arguments)
        return (Outcome(Mystery("the result of a call of no function")),)

    def constructed(self, cls: Outcome, arguments: tuple[Argument, ...] = ()) -> Outcome:
        """An instance of a class of the project."""
        structure = cls.value
        assert isinstance(structure, Structure)
        assert isinstance(structure.value, facts.ClassRef)
        constructor = self._constructor(structure.file, structure.value.cls)
        scope = None
        if constructor is not None and arguments:
            depth = structure.scope.depth + 1 if structure.scope is not None else 1
            scope = Scope(structure.file, constructor, arguments, structure.scope, depth)
        return Outcome(Instance(structure.file, structure.value.cls, scope), cls.steps, cls.inferred)

    def _constructor(self, file: str, cls: int) -> int | None:
        members = self._evaluator.modules.facts(file).classes[cls].members
        found = [value for name, value in members if name == "constructor" and isinstance(value, facts.FunctionRef)]
        return found[0].function if found else None

    # -- packages ---------------------------------------------------------------------------------------------------

    def _external(self, file: str, call: facts.Call, scope: Scope | None, callee: External) -> Outcomes:
        name = callee.path[-1] if callee.path else "default"
        client = self._factory(file, call, callee, scope)
        if client is not None:
            return (client,)
        part = library.PARTS.get((callee.package, name))
        if part is not None:
            return (Outcome(Part(Client(name), part)),)
        carrier = library.CARRIERS.get((callee.package, name))
        if carrier is not None:
            return (Outcome(Carrier(carrier)),)
        if (callee.package, name) == _CONTEXT or (
            callee.package,
            callee.path[0] if callee.path else "",
        ) in _STORE_MAKERS:
            return (Outcome(Structure(file, call, scope)),)
        if call.arguments and (keeper := keeper_of(callee)):
            kept = self._evaluator.keyed.taken(file, call.arguments[0], keeper)
            return kept or (Outcome(Mystery("a value that nothing in the project keeps under this key")),)
        if (callee.package, name) == ("@angular/core", "inject") and call.arguments:
            return self._injected(file, call.arguments[0], scope)
        if (callee.package, name) in library.CONTEXT_READERS and call.arguments:
            read = self._context(file, call.arguments[0], scope)
            if read or name != "use":
                return read or (Outcome(Mystery("a context without a provider in the project")),)
        through = library.passes_through(callee.package, name)
        if through is not None and through[1] < len(call.arguments):
            return self._through(file, call, call.arguments[through[1]], scope, through[0])
        if len(callee.path) < _LONGEST_PATH:
            return (Outcome(External(callee.package, (*callee.path, "()"))),)
        return (Outcome(Mystery(f"the result of a call into {callee.package}")),)

    def _injected(self, file: str, token: facts.Value, scope: Scope | None) -> Outcomes:
        """Angular's ``inject(Class)``: an instance of the class."""
        classes = self._evaluator.evaluate(file, token, scope)
        return tuple(
            self.constructed(one)
            for one in classes
            if isinstance(one.value, Structure) and isinstance(one.value.value, facts.ClassRef)
        ) or (Outcome(Mystery("what is injected by a token")),)

    def _factory(self, file: str, call: facts.Call, callee: External, scope: Scope | None) -> Outcome | None:
        name = callee.path[-1] if callee.path else ""
        privilege = library.factory_privilege(callee.package, name)
        if privilege is None:
            return None
        by_key = key_privilege(self._evaluator, file, call, scope)
        if by_key is not Privilege.UNKNOWN:
            of_session = by_key is Privilege.ANON and callee.package != "@supabase/supabase-js"
            privilege = Privilege.USER if of_session else by_key
        schema = self._schema_of(file, call)
        step = Step("client", file, call.line, f"{name} of {callee.package}")
        return Outcome(ClientHandle(Client(name, privilege, schema)), (step,))

    def _schema_of(self, file: str, call: facts.Call) -> str | None:
        """``createClient<Database, 'schema'>`` or ``{ db: { schema } }`` in its options."""
        for argument in call.types[1:2]:
            if isinstance(argument, facts.LiteralType) and argument.text != "public":
                return argument.text
        for options in call.arguments[2:]:
            wanted = facts.Member(facts.Member(options, "db"), "schema")
            for outcome in self._evaluator.evaluate(file, wanted):
                if isinstance(outcome.value, Text) and outcome.value.text != "public":
                    return outcome.value.text
        return None

    def _through(self, file: str, call: facts.Call, argument: facts.Value, scope: Scope | None, how: str) -> Outcomes:
        if how == "argument":
            return self._evaluator.evaluate(file, argument, scope)
        wrapped: facts.Value = argument
        if how in ("result", "value-result"):
            wrapped = facts.Call(argument, (), (), 0)
        changing = tuple(
            facts.Cast(facts.Unknown("a state that changes"), declared) for declared in call.types[:1]
        ) or (facts.Unknown("a state that changes"),)
        if how == "state":
            lazily = [
                one.value for one in self._evaluator.evaluate(file, argument, scope) if isinstance(one.value, Structure)
            ]
            if any(isinstance(one.value, facts.FunctionRef) for one in lazily):
                wrapped = facts.Call(argument, (), (), 0)
            state = facts.Choice((wrapped, *changing))
            return (Outcome(Structure(file, facts.ArrayLiteral((state, facts.Unknown("a setter"))), scope)),)
        if how in ("reference", "reference-value", "value-result"):
            key = "current" if how == "reference" else "value"
            if how != "value-result":
                wrapped = facts.Choice((wrapped, *changing))
            return (Outcome(Structure(file, facts.ObjectLiteral(((key, wrapped),)), scope)),)
        return self._evaluator.evaluate(file, wrapped, scope)

    # -- React contexts and zustand stores: made by a call, which is their identity --------------------------------

    def _context(self, file: str, argument: facts.Value, scope: Scope | None) -> Outcomes:
        """``useContext(X)``: what providers of X give, its default, and what its declared type promises."""
        found: list[Outcome] = []
        for context in self._evaluator.evaluate(file, argument, scope):
            made = context.value
            if not isinstance(made, Structure) or not isinstance(made.value, facts.Call):
                continue
            for place, given in self._evaluator.callers.provided(self._evaluator, made):
                found.extend(self._evaluator.evaluate(place, given))
            for default in made.value.arguments[:1]:
                found.extend(self._evaluator.evaluate(made.file, default))
            for declared in made.value.types[:1]:
                found.extend(self._evaluator.types.resolve(made.file, declared))
        return unique(found)

    def _called_made(self, made: Structure, arguments: tuple[Argument, ...]) -> Outcomes:
        """Calling a zustand hook gives its state, or what a selector picks from it."""
        call = made.value
        assert isinstance(call, facts.Call)
        if not call.arguments:
            return (Outcome(Mystery("the result of a call of a made value")),)
        for selector in arguments[:1]:
            chosen = self._evaluator.evaluate(selector.file, selector.value, selector.scope)
            state = Argument(made.file, facts.Call(_state_function(call), (), (), 0), made.scope)
            return tuple(
                one
                for outcome in chosen
                if isinstance(outcome.value, Structure) and isinstance(outcome.value.value, facts.FunctionRef)
                for one in self._evaluator.functions.returned(outcome.value, (state,))
            ) or (Outcome(Mystery("a selector that is no function")),)
        return self._state(made)

    def _state(self, made: Structure) -> Outcomes:
        assert isinstance(made.value, facts.Call)
        return self._evaluator.evaluate(made.file, facts.Call(_state_function(made.value), (), (), 0), made.scope)

    def member_of_made(self, made: Structure, call: facts.Call, name: str) -> Outcomes:
        """``useStore.getState`` of a zustand store; other members of made values are not known."""
        if name == "getState":
            return (
                (Outcome(Structure(made.file, _state_function(call), made.scope)),)
                if isinstance(_state_function(call), facts.FunctionRef)
                else self._evaluator.evaluate(made.file, _state_function(call), made.scope)
            )
        return (Outcome(Mystery(f"the member {name} of a made value")),)

    # -- clients ----------------------------------------------------------------------------------------------------

    def _method(self, file: str, call: facts.Call, scope: Scope | None, method: Method) -> Outcomes:
        client = method.client
        if method.of == "" and method.name == "schema" and call.arguments:
            names = self._evaluator.evaluate(file, call.arguments[0], scope)
            known = [one.value.text for one in names if isinstance(one.value, Text)]
            made = [ClientHandle(Client(client.factory, client.privilege, name)) for name in known or (UNKNOWN_SCHEMA,)]
            parameter = deciding(names)
            if parameter is not None:
                return (*map(Outcome, made), Outcome(Dependent(file, call, scope, parameter)))
            return tuple(map(Outcome, made))
        if method.of == "" and method.name in ("channel", "from", "rpc"):
            return (Outcome(Part(client, "channel" if method.name == "channel" else "table")),)
        if method.of == "realtime" and method.name == "channel":
            return (Outcome(Part(client, "channel")),)
        if method.of == "storage" and method.name == "from":
            return (Outcome(Part(client, "bucket")),)
        if method.of in ("channel", "table", "bucket"):
            return (Outcome(Part(client, method.of)),)
        if method.of == "" and method.name in ("throwOnError", "setAuth", "catch", "finally"):
            # A promise of a client is the client here: what is caught gives it back.
            return (Outcome(ClientHandle(client)),)
        return (Outcome(Mystery("an answer of Supabase")),)

    def _global(self, file: str, call: facts.Call, scope: Scope | None, callee: GlobalName) -> Outcomes:
        name = callee.path[-1]
        if self._evaluator.modules.nuxt and len(callee.path) == 1 and name in library.NUXT_GLOBALS:
            step = Step("client", file, call.line, f"{name}, imported by Nuxt")
            return (Outcome(ClientHandle(Client(name, library.NUXT_GLOBALS[name])), (step,)),)
        if callee.path[-2:] == ("supabase", "createClient"):
            made = self._factory(file, call, External("@supabase/supabase-js", ("createClient",)), scope)
            return (made,) if made is not None else ()
        if callee.path in _FREEZERS and call.arguments:
            return self._evaluator.evaluate(file, call.arguments[0], scope)
        if callee.path[0] == "Object" and name in ("keys", "values", "entries") and call.arguments:
            return self._of_object(file, call.arguments[0], scope, name)
        if (
            callee.path in (("Promise", "all"), ("Promise", "resolve"), ("Array", "from"), ("structuredClone",))
            and call.arguments
        ):
            return self._evaluator.evaluate(file, call.arguments[0], scope)
        if callee.path == ("Proxy",) and call.arguments:
            return self._proxy(file, call.arguments[0], scope)
        if callee.path in _TRANSPARENT and call.arguments:
            return self._evaluator.evaluate(file, call.arguments[0], scope)
        if callee.path == ("$derived", "by") and call.arguments:
            return self._evaluator.evaluate(file, facts.Call(call.arguments[0], (), (), 0), scope)
        if callee.path == _DENO_VARIABLE and call.arguments and isinstance(call.arguments[0], facts.Literal):
            return self._evaluator.imports.globals(("Deno", "env", call.arguments[0].text))
        return self._evaluator.imports.globals((*callee.path, "()")) if len(callee.path) < _LONGEST_PATH else ()

    def _proxy(self, file: str, target: facts.Value, scope: Scope | None) -> Outcomes:
        """A proxy is what its target is said to be: ``new Proxy({} as Client, …)`` is made at the first use."""
        declared = target.annotation if isinstance(target, facts.Cast) else None
        typed = self._evaluator.types.resolve(file, declared) if declared is not None else ()
        return typed if settled(typed) else self._evaluator.evaluate(file, target, scope)

    def _of_object(self, file: str, argument: facts.Value, scope: Scope | None, name: str) -> Outcomes:
        found: list[Outcome] = []
        for subject in self._evaluator.evaluate(file, argument, scope):
            structure = subject.value
            if not isinstance(structure, Structure) or not isinstance(structure.value, facts.ObjectLiteral):
                return (Outcome(Mystery("the entries of an unknown object")),)
            keys = tuple(facts.Literal(key) for key, _ in structure.value.entries)
            values = tuple(value for _, value in structure.value.entries)
            pairs = tuple(facts.ArrayLiteral(pair) for pair in zip(keys, values, strict=True))
            chosen: tuple[facts.Value, ...] = {"keys": keys, "values": values, "entries": pairs}[name]
            if structure.value.spreads or structure.value.computed:
                chosen = (*chosen, facts.Unknown("a computed or spread key of an object"))
            found.append(
                carried(subject, Outcome(Structure(structure.file, facts.ArrayLiteral(chosen), structure.scope)))
            )
        return tuple(found)


# Calls that give their argument as far as values are concerned; the runes are Svelte 5's.
_TRANSPARENT = frozenset({("String",), ("Set",), ("$derived",), ("$state",), ("$state", "raw")})
_FREEZERS = frozenset({("Object", "freeze"), ("Object", "seal")})


def _state_function(call: facts.Call) -> facts.Value:
    """The function that makes a store's state, out of its middlewares: ``create(devtools(persist(make, …)))``."""
    value = call.arguments[0] if call.arguments else facts.Unknown("no state")
    while isinstance(value, facts.Call) and value.arguments:
        value = value.arguments[0]
    return value
