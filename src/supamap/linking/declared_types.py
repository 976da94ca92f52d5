"""What a declared type says about the values that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.linking import library
from supamap.linking.abstract import Carrier, ClientHandle, Mystery, Outcome, Outcomes, Part, Structure, Text, Typed
from supamap.model import facts
from supamap.model.usage import Client, Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

# Types that stand for their first argument as far as values are concerned.
_TRANSPARENT = frozenset(
    {"Awaited", "Promise", "NonNullable", "Readonly", "Required", "Partial", "Pick", "Omit", "Ref", "ShallowRef",
     "MutableRefObject", "RefObject", "PropsWithChildren", "ComputedRef", "Exclude", "Extract", "PromiseLike"}
)  # fmt: skip
_DEEPEST = 10


class TypeResolver:
    """Resolves types of any file: to a client, to the texts of a union, or to a type whose members can be read."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def resolve(self, file: str, declared: facts.Type, depth: int = 0) -> Outcomes:
        """What a value of this type may be; texts are inferred, for a type says only what may come."""
        if depth > _DEEPEST:
            return ()
        if isinstance(declared, facts.NamedType):
            return self._named(file, declared, depth)
        if isinstance(declared, facts.LiteralType):
            return (Outcome(Text(declared.text), inferred=True),)
        if isinstance(declared, facts.UnionType):
            return tuple(one for member in declared.members for one in self.resolve(file, member, depth + 1))
        if isinstance(declared, facts.TypeOf):
            return self._evaluator.evaluate(file, declared.value)
        if isinstance(declared, facts.IndexedType):
            return self._indexed(file, declared, depth)
        if isinstance(declared, facts.KeyOf):
            return self._keys(file, declared.subject, depth)
        if isinstance(declared, facts.UnknownType):
            return ()
        return (Outcome(Typed(file, declared)),)

    def _named(self, file: str, declared: facts.NamedType, depth: int) -> Outcomes:
        if declared.name in _TRANSPARENT and declared.arguments and declared.binding < 0:
            return self.resolve(file, declared.arguments[0], depth + 1)
        if declared.name in ("ReturnType", "InstanceType") and declared.arguments:
            return self._returned(file, declared.arguments[0], depth)
        place, found = self.declaration(file, declared.name)
        if found is not None:
            return self.resolve(place, found, depth + 1)
        if declared.binding < 0:
            return (Outcome(Typed(file, declared)),)
        binding = self._evaluator.modules.facts(file).bindings[declared.binding]
        return self._bound(file, declared, binding, depth)

    def _bound(self, file: str, declared: facts.NamedType, binding: facts.Binding, depth: int) -> Outcomes:
        name = declared.name
        value = binding.value
        if isinstance(value, facts.Imported):
            target = self._evaluator.modules.resolve(value.specifier, file)
            imported = value.name if binding.name == name else name.partition(".")[2]
            if library.is_supabase(target.target) and imported in library.CLIENT_TYPES:
                return (Outcome(ClientHandle(client_of_type(declared)), (Step("type", file, binding.line, name),)),)
            carrier = library.CARRIER_TYPES.get((target.target, imported))
            if carrier is not None:
                return (Outcome(Carrier(carrier), (Step("type", file, binding.line, name),)),)
            part = library.PARTS.get((target.target, imported))
            if part is not None:
                return (Outcome(Part(client_of_type(declared), part)),)
            if imported in _TRANSPARENT and declared.arguments:
                return self.resolve(file, declared.arguments[0], depth + 1)
        found = self._evaluator.evaluate(file, value)
        classes = tuple(
            one for one in found if isinstance(one.value, Structure) and isinstance(one.value.value, facts.ClassRef)
        )
        if classes:
            return tuple(self._evaluator.calls.constructed(one) for one in classes)
        enums = [one for one in found if isinstance(one.value, Structure)]
        return tuple(
            Outcome(one.value, one.steps, True)
            for subject in enums
            for one in self._evaluator.members.any_element(subject)
            if isinstance(one.value, Text)
        ) or (Outcome(Typed(file, declared)),)

    def declaration(self, file: str, name: str, depth: int = 0) -> tuple[str, facts.Type | None]:
        """The type declaration that a name means in a file, through imports, and the file it stands in."""
        known = dict(self._evaluator.modules.facts(file).types).get(name)
        if known is not None or depth > _DEEPEST:
            return file, known
        for binding in self._evaluator.modules.facts(file).bindings:
            if binding.name == name and isinstance(binding.value, facts.Imported):
                return self._imported(file, binding.value.specifier, binding.value.name, depth)
        return file, None

    def _imported(self, file: str, specifier: str, name: str, depth: int) -> tuple[str, facts.Type | None]:
        target = self._evaluator.modules.resolve(specifier, file)
        if target.target not in self._evaluator.modules.files or depth > _DEEPEST:
            return file, None
        path = target.target
        own = self._evaluator.modules.own_exports(path).get(name)
        if own is not None and own.specifier:
            return self._imported(path, own.specifier, own.imported, depth + 1)
        local = own.name if own is not None else name
        place, found = self.declaration(path, local, depth + 1)
        if found is not None:
            return place, found
        for export in self._evaluator.modules.facts(path).exports:
            if export.name == "*":
                place, found = self._imported(path, export.specifier, name, depth + 1)
                if found is not None:
                    return place, found
        return file, None

    def _returned(self, file: str, declared: facts.Type, depth: int) -> Outcomes:
        """``ReturnType<typeof f>``."""
        if not isinstance(declared, facts.TypeOf):
            found = self.resolve(file, declared, depth + 1)
            return tuple(
                one
                for outcome in found
                if isinstance(outcome.value, Typed) and isinstance(outcome.value.type, facts.FunctionType)
                for one in self.resolve(outcome.value.file, outcome.value.type.returns, depth + 1)
            )
        return self._evaluator.evaluate(file, facts.Call(declared.value, (), (), 0))

    def is_finite(self, file: str, declared: facts.Type, depth: int = 0) -> bool:
        """Whether a type allows only texts that are known: literals, unions of them, ``keyof typeof x``."""
        if isinstance(declared, facts.LiteralType):
            return True
        if isinstance(declared, facts.UnionType):
            return all(self.is_finite(file, member, depth + 1) for member in declared.members)
        if isinstance(declared, facts.NamedType) and depth <= _DEEPEST:
            place, found = self.declaration(file, declared.name)
            return found is None or self.is_finite(place, found, depth + 1)
        return isinstance(declared, facts.KeyOf | facts.IndexedType)

    def member(self, file: str, declared: facts.Type, name: str, depth: int = 0) -> Outcomes:
        """The member ``name`` of a value of a type."""
        if depth > _DEEPEST:
            return ()
        if isinstance(declared, facts.ObjectType):
            for key, found in declared.members:
                if key == name:
                    return self.resolve(file, found)
            return tuple(one for base in declared.bases for one in self.member(file, base, name, depth + 1))
        if isinstance(declared, facts.NamedType) and declared.name == "Record" and len(declared.arguments) == 2:
            return self.resolve(file, declared.arguments[1])
        found_type = self.resolve(file, declared)
        return tuple(
            one
            for outcome in found_type
            for one in (
                self.member(outcome.value.file, outcome.value.type, name, depth + 1)
                if isinstance(outcome.value, Typed) and outcome.value.type != declared
                else ()
            )
        ) or (Outcome(Mystery(f"the member {name} of a declared type")),)

    def element(self, file: str, declared: facts.Type) -> Outcomes:
        """Any element of a value of a type."""
        if isinstance(declared, facts.ArrayType):
            return tuple(one for element in declared.elements for one in self.resolve(file, element))
        if isinstance(declared, facts.NamedType) and declared.name in ("Array", "Set", "ReadonlyArray", "Iterable"):
            return tuple(one for argument in declared.arguments[:1] for one in self.resolve(file, argument))
        if (
            isinstance(declared, facts.NamedType)
            and declared.name in ("Record", "Map")
            and len(declared.arguments) == 2
        ):
            return self.resolve(file, declared.arguments[1])
        return (Outcome(Mystery("an element of a declared type")),)

    def _indexed(self, file: str, declared: facts.IndexedType, depth: int) -> Outcomes:
        found: list[Outcome] = []
        if isinstance(declared.object, facts.TypeOf):
            subjects = self._evaluator.evaluate(file, declared.object.value)
        else:
            subjects = self.resolve(file, declared.object, depth + 1)
        for subject in subjects:
            if isinstance(declared.key, facts.LiteralType):
                found.extend(self._evaluator.members.read(subject, declared.key.text, file))
            else:
                found.extend(
                    Outcome(one.value, one.steps, True) for one in self._evaluator.members.any_element(subject)
                )
        return tuple(found)

    def _keys(self, file: str, declared: facts.Type, depth: int) -> Outcomes:
        if isinstance(declared, facts.TypeOf):
            subjects = self._evaluator.evaluate(file, declared.value)
            return tuple(
                Outcome(one.value, one.steps, True)
                for subject in subjects
                for one in self._evaluator.members.keys(subject)
                if isinstance(one.value, Text)
            )
        # `keyof Database['public']['Tables']` allows every table and so says nothing of this one.
        return ()


def client_of_type(declared: facts.NamedType) -> Client:
    """The client that ``SupabaseClient<Database, 'schema'>`` promises."""
    schema = next((one.text for one in declared.arguments[1:2] if isinstance(one, facts.LiteralType)), None)
    return Client("SupabaseClient", schema=None if schema == "public" else schema)
