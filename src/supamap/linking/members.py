"""Members and elements of what expressions evaluate to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.linking import library
from supamap.linking.abstract import (
    THIS,
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
    Pattern,
    RouteData,
    Scope,
    Space,
    Structure,
    Symbolic,
    Text,
    Typed,
    ValueMethod,
    called_on,
)
from supamap.linking.outcomes import carried, settled, unique
from supamap.model import facts
from supamap.model.usage import Client, Privilege

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_PARTS = frozenset({"storage", "functions", "realtime", "auth"})
# What a class gives a member for all classes below it.
_DECIDED = ClientHandle | Part | Method | Carrier | Structure | Instance | Symbolic | Dependent
_LONGEST_PATH = 8
# Recursive functions hand on members of their own parameters: ways of any length, of which short ones matter.
_DEEPEST_MEMBER = 4


class MemberReader:
    """Reads members; unknown ones are a mystery and never an error."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def read(self, subject: Outcome, name: str, file: str) -> Outcomes:
        """``subject.name``, with the steps that prove the subject."""
        return unique(carried(subject, one) for one in self._read(subject, name, file))

    def _read(self, subject: Outcome, name: str, file: str) -> Outcomes:
        value = subject.value
        if isinstance(value, ClientHandle):
            return (Outcome(Part(value.client, name) if name in _PARTS else Method(value.client, "", name)),)
        if isinstance(value, Part):
            return (Outcome(Method(value.client, value.name, name)),)
        if isinstance(value, Structure):
            return self._of_structure(value, name)
        if isinstance(value, Instance):
            return self._of_instance(value, name)
        if isinstance(value, Space):
            return self._evaluator.imports.exported(value.file, name)
        if isinstance(value, Typed):
            return self._evaluator.types.member(value.file, value.type, name)
        if isinstance(value, Carrier):
            return self._of_carrier(value, name)
        if isinstance(value, RouteData):
            return self._evaluator.routes.of_data(self._evaluator, value.file, name) or _unread(name)
        return self._of_unknown(value, name)

    def _of_unknown(self, value: object, name: str) -> Outcomes:
        if isinstance(value, External):
            if len(value.path) >= _LONGEST_PATH:
                return _unread(name)
            return self._evaluator.imports.external(External(value.package, (*value.path, name)))
        if isinstance(value, Symbolic):
            if len(value.path) >= _DEEPEST_MEMBER:
                return _unread(name)
            return self._evaluator.symbolic(Symbolic(value.file, value.function, value.index, (*value.path, name)))
        if isinstance(value, Dependent):
            return (Outcome(Dependent(value.file, facts.Member(value.value, name), value.scope, value.on)),)
        if isinstance(value, GlobalName) and len(value.path) < _LONGEST_PATH:
            return self._evaluator.imports.globals((*value.path, name))
        if isinstance(value, Text | Pattern):
            return (Outcome(ValueMethod(value, name)),)
        if name == library.CONTEXT_MEMBER:
            return (Outcome(Carrier("context"), inferred=True),)
        return (Outcome(value),) if isinstance(value, Mystery) else _unread(name)

    def _of_carrier(self, carrier: Carrier, name: str) -> Outcomes:
        carried_member = library.CARRIED[carrier.kind].get(name)
        if isinstance(carried_member, Privilege):
            return (Outcome(ClientHandle(Client(name, carried_member))),)
        return (Outcome(Carrier(carried_member)),) if carried_member is not None else _unread(name)

    def _of_structure(self, structure: Structure, name: str) -> Outcomes:
        value = structure.value
        if isinstance(value, facts.ObjectLiteral):
            question = ("member", structure, name)
            return self._evaluator.once(question, lambda: self._of_object(structure, value, name))
        if isinstance(value, facts.ClassRef):
            found = self._of_class(structure.file, value.cls, name, static=True, subject=structure)
            return unique((*found, *self._assigned(structure, name))) or _unread(name)
        if isinstance(value, facts.Call):
            return self._evaluator.calls.member_of_made(structure, value, name)
        return self._assigned(structure, name) or (Outcome(ValueMethod(structure, name)),)

    def _of_object(self, structure: Structure, literal: facts.ObjectLiteral, name: str) -> Outcomes:
        for key, value in reversed(literal.entries):
            if key == name:
                return self._evaluator.evaluate(structure.file, value, structure.scope)
        found: list[Outcome] = list(self._assigned(structure, name))
        for key_value, value in literal.computed:
            keys = self._evaluator.evaluate(structure.file, key_value, structure.scope)
            if any(isinstance(key.value, Text) and key.value.text == name for key in keys):
                found.extend(self._evaluator.evaluate(structure.file, value, structure.scope))
        for spread in literal.spreads:
            for subject in self._evaluator.evaluate(structure.file, spread, structure.scope):
                found.extend(one for one in self.read(subject, name, structure.file) if not _is_nothing(one))
        return unique(found) or _unread(name)

    def _assigned(self, structure: Structure, name: str) -> Outcomes:
        """``constant.name = value`` in the file of the constant."""
        found: list[Outcome] = []
        for assignment in self._evaluator.modules.facts(structure.file).assignments:
            if assignment.name != name or not isinstance(assignment.object, facts.Local):
                continue
            binding = self._evaluator.modules.facts(structure.file).bindings[assignment.object.binding]
            if binding.value == structure.value:
                found.extend(self._evaluator.evaluate(structure.file, assignment.value))
        return tuple(found)

    def _of_instance(self, instance: Instance, name: str) -> Outcomes:
        if name == "constructor":
            # Static members are read from instances as well.
            return (Outcome(instance),)
        found = self._of_class(instance.file, instance.cls, name, static=False, subject=instance)
        if instance.method >= 0 and not any(isinstance(one.value, _DECIDED) for one in found):
            below = self._evaluator.hierarchy.giving(self._evaluator, instance.file, instance.cls, name)
            if below:
                return self._below(instance, name, below)
        return found or _unread(name)

    def _below(self, instance: Instance, name: str, below: tuple[tuple[str, int], ...]) -> Outcomes:
        """What classes below give a member: clients whoever calls; other values are decided by what it is called on."""
        given = unique(one for cls in below for one in self._of_class(*cls, name, static=False, subject=Instance(*cls)))
        if settled(given):
            return tuple(one for one in given if isinstance(one.value, ClientHandle | Part | Method | Carrier))
        member = facts.Member(facts.This(instance.cls, False, instance.method), name)
        return (Outcome(Dependent(instance.file, member, None, Symbolic(instance.file, instance.method, THIS))),)

    def _of_class(
        self, file: str, cls: int, name: str, static: bool, subject: Instance | Structure, depth: int = 0
    ) -> Outcomes:
        fact = self._evaluator.modules.facts(file).classes[cls]
        declared = self._evaluator.declared_client(file, f"{fact.name}.{name}")
        if declared is not None:
            return (declared,)
        found: list[Outcome] = []
        for key, value in (*fact.statics, *fact.members):
            if key == name:
                found.extend(self._evaluator.evaluate(file, value, self._scope(file, cls, subject)))
        for key, annotation in fact.types:
            if key == name and not any(isinstance(one.value, ClientHandle | Part) for one in found):
                found.extend(self._evaluator.types.resolve(file, annotation))
        if found or fact.extends is None or depth > _LONGEST_PATH:
            return tuple(found)
        for parent in self._evaluator.evaluate(file, fact.extends):
            if isinstance(parent.value, Structure) and isinstance(parent.value.value, facts.ClassRef):
                base = parent.value.file, parent.value.value.cls
                found.extend(self._of_class(*base, name, static, subject, depth + 1))
        return unique(found)

    def _scope(self, file: str, cls: int, subject: Instance | Structure) -> Scope | None:
        """The arguments in force in a member of a class, and what it is read from where classes differ in that."""
        value: facts.Value
        if isinstance(subject, Instance):
            own, value = subject.cls, facts.This(subject.cls, False, subject.method)
        else:
            assert isinstance(subject.value, facts.ClassRef)
            own, value = subject.value.cls, subject.value
        inherited = (file, cls) != (subject.file, own)
        outer = subject.scope if not inherited else None
        if not inherited and not self._evaluator.hierarchy.below(self._evaluator, file, cls):
            return outer
        return called_on(Argument(subject.file, value, None), file, cls, outer)

    # -- elements ---------------------------------------------------------------------------------------------------

    def element(self, subject: Outcome, index: str) -> Iterator[Outcome]:
        """``subject[index]`` with a constant index."""
        value = subject.value
        if isinstance(value, Structure) and isinstance(value.value, facts.ArrayLiteral) and index.isdigit():
            elements = value.value.elements
            plain = not any(isinstance(element, facts.Spread) for element in elements)
            if plain and int(index) < len(elements):
                found = self._evaluator.evaluate(value.file, elements[int(index)], value.scope)
                yield from (carried(subject, one) for one in found)
                return
        if isinstance(value, Symbolic) and len(value.path) < _DEEPEST_MEMBER and index.isdigit():
            place = Symbolic(value.file, value.function, value.index, (*value.path, f"[{index}]"))
            yield from self._evaluator.symbolic(place)
            return
        yield from self.any_element(subject)

    def any_element(self, subject: Outcome) -> Iterator[Outcome]:
        """Any element of an array, or any value of an object."""
        for one in self._any_element(subject):
            yield carried(subject, one)

    def _any_element(self, subject: Outcome) -> Outcomes:
        value = subject.value
        if isinstance(value, Structure) and isinstance(value.value, facts.ArrayLiteral):
            elements = value.value.elements
            return self._evaluator.once(("elements", value), lambda: self._of_all(value, elements))
        if isinstance(value, Structure) and isinstance(value.value, facts.ObjectLiteral):
            values = tuple(part for _, part in (*value.value.entries, *value.value.computed))
            return self._evaluator.once(("elements", value), lambda: self._of_all(value, values))
        if isinstance(value, Typed):
            return self._evaluator.types.element(value.file, value.type)
        if isinstance(value, Symbolic) and len(value.path) < _DEEPEST_MEMBER and "[]" not in value.path:
            return self._evaluator.symbolic(Symbolic(value.file, value.function, value.index, (*value.path, "[]")))
        if isinstance(value, Dependent):
            return (Outcome(Dependent(value.file, facts.Element(value.value), value.scope, value.on)),)
        return (Outcome(value),) if isinstance(value, Mystery) else (Outcome(Mystery("an element of unknown data")),)

    def _of_all(self, structure: Structure, values: tuple[facts.Value, ...]) -> Outcomes:
        found: list[Outcome] = []
        for value in values:
            if isinstance(value, facts.Spread):
                for inner in self._evaluator.evaluate(structure.file, value.value, structure.scope):
                    found.extend(self.any_element(inner))
            else:
                found.extend(self._evaluator.evaluate(structure.file, value, structure.scope))
        return unique(found)

    def keys(self, subject: Outcome) -> Iterator[Outcome]:
        """Any key of an object."""
        value = subject.value
        if isinstance(value, Structure) and isinstance(value.value, facts.ObjectLiteral):
            if value.value.spreads:
                yield Outcome(Mystery("a key of an object that is spread into another"))
            for key_value, _ in value.value.computed:
                for one in self._evaluator.evaluate(value.file, key_value, value.scope):
                    yield carried(subject, one)
            for key, _ in value.value.entries:
                yield carried(subject, Outcome(Text(key)))
        else:
            yield Outcome(Mystery("a key of an unknown object"))


def _is_nothing(outcome: Outcome) -> bool:
    return isinstance(outcome.value, Mystery)


def _unread(name: str) -> Outcomes:
    return (Outcome(Mystery(f"the member {name} is not found in the project")),)
