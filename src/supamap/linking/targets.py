"""Which definitions a mention of a name leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from supamap.linking.abstract import Structure
from supamap.linking.evaluation import Evaluator
from supamap.linking.modules import Exported, Modules
from supamap.linking.specifiers import ResolutionKind
from supamap.model import facts

# A definition: the path of its file and its index there.
Place = tuple[str, int]
_DEEPEST = 12


class Targets:
    """Follows names through imports and re-exports to definitions, member by member where members are definitions."""

    def __init__(self, modules: Modules, evaluator: Evaluator) -> None:
        self._modules, self.evaluator = modules, evaluator
        self._by_name: dict[str, dict[str, int]] = {}
        self._members: dict[str, defaultdict[str, list[int]]] = {}

    def of_binding(self, file: str, binding: int, path: tuple[str, ...]) -> tuple[Place, ...]:
        """The definitions that a module-level name, with members read from it, leads to."""
        bound = self._modules.facts(file).bindings[binding]
        through = self._through(file, bound.value, path, 0)
        if through is not None:
            return through
        entry = self._of_entry(file, bound.value, path)
        return entry if entry is not None else self.of_definition(file, bound.definition, path)

    def _of_entry(self, file: str, value: facts.Value | None, path: tuple[str, ...]) -> tuple[Place, ...] | None:
        """``service.a`` of ``const service = { a, b: other }``: what the entry names, not the object."""
        if not isinstance(value, facts.ObjectLiteral) or not path:
            return None
        entry = dict(value.entries).get(path[0])
        return self.of_binding(file, entry.binding, path[1:]) if isinstance(entry, facts.Local) else None

    def _through(self, file: str, value: facts.Value, path: tuple[str, ...], depth: int) -> tuple[Place, ...] | None:
        """The targets of an import, or of a member of one; None for a value that is a definition of its own file."""
        if depth > _DEEPEST:
            return ()
        if isinstance(value, facts.Member):
            return self._through(file, value.object, (value.name, *path), depth + 1)
        if not isinstance(value, facts.Imported):
            return None
        target = self._modules.resolve(value.specifier, file)
        if target.kind is not ResolutionKind.FILE or target.target not in self._modules.files:
            return ()
        name = "*" if value.name == "=" else value.name
        return self.of_export(target.target, name, path)

    def of_export(self, file: str, name: str, path: tuple[str, ...] = ()) -> tuple[Place, ...]:
        """The definitions that an exported name of a file leads to; ``*`` with a member means that export."""
        if name == "*" and not path:
            return tuple(place for export in self._all_names(file) for place in self.of_export(file, export))
        if name == "*":
            name, path = path[0], path[1:]
        return tuple(
            place for exported in self._modules.exported(file, name) for place in self._of_exported(exported, path)
        )

    def _all_names(self, file: str, seen: frozenset[str] = frozenset()) -> list[str]:
        if file in seen:
            return []
        names = list(self._modules.own_exports(file))
        for export in self._modules.facts(file).exports:
            if export.name == "*" and export.specifier:
                target = self._modules.resolve(export.specifier, file).target
                names.extend(self._all_names(target, seen | {file}))
        if self._modules.facts(file).component:
            names.append("default")
        return list(dict.fromkeys(names))

    def _of_exported(self, exported: Exported, path: tuple[str, ...]) -> tuple[Place, ...]:
        if exported.package:
            return ()
        if exported.export is None:
            return ((exported.file, 0),) if exported.name == "<module>" else self.of_export(exported.file, "*", path)
        value = exported.export.value
        if isinstance(value, facts.Local):
            return self.of_binding(exported.file, value.binding, path)
        through = self._through(exported.file, value, path, 0) if value is not None else ()
        if through is None:
            through = self._of_entry(exported.file, value, path)
        if through is not None:
            return through
        if isinstance(value, facts.FunctionRef) and exported.export.definition < 0:
            return ((exported.file, self._modules.facts(exported.file).functions[value.function].definition),)
        return self.of_definition(exported.file, exported.export.definition, path)

    def of_definition(self, file: str, definition: int, path: tuple[str, ...]) -> tuple[Place, ...]:
        """A definition, or the member of it that is meant."""
        known = self._modules.facts(file).definitions
        # A name that is no definition (a variable of a component's script) leads nowhere by itself.
        if not 0 < definition < len(known):
            return ()
        if not path:
            return ((file, definition),)
        own = self._names(file)
        owner = known[definition].name
        for length in range(len(path), 0, -1):
            member = own.get(".".join((owner, *path[:length])))
            if member is not None:
                return ((file, member),)
        return ((file, definition),)

    def members(self, place: Place) -> Iterator[Place]:
        """The members of a definition that are definitions themselves."""
        file, definition = place
        known = self._members.get(file)
        if known is None:
            known = self._members[file] = defaultdict(list)
            for index, one in enumerate(self._modules.facts(file).definitions):
                owner, dot, _ = one.name.rpartition(".")
                if dot:
                    known[owner].append(index)
        for index in known.get(self._modules.facts(file).definitions[definition].name, ()):
            yield file, index

    def on_creation(self, place: Place) -> Iterator[Place]:
        """What ``new`` runs of a class: its constructor and the initial values of its fields."""
        for file, member in self.members(place):
            fact = self._modules.facts(file).definitions[member]
            if fact.kind == "property" or fact.name.endswith(".constructor"):
                yield file, member

    def named(self, place: Place, name: str) -> Iterator[Place]:
        """The member of a definition that has a name, if it is a definition itself."""
        file, definition = place
        member = self._names(file).get(f"{self._modules.facts(file).definitions[definition].name}.{name}")
        if member is not None:
            yield file, member

    def is_function(self, place: Place) -> bool:
        """Whether a definition is a function: its members are what it gives out, and rendering takes none of them."""
        file, definition = place
        return self._modules.facts(file).definitions[definition].kind != "class"

    def _names(self, file: str) -> dict[str, int]:
        known = self._by_name.get(file)
        if known is None:
            definitions = self._modules.facts(file).definitions
            known = self._by_name[file] = {one.name: index for index, one in enumerate(definitions)}
        return known

    def of_callee(self, file: str, callee: facts.Value) -> Iterator[Place]:
        """The definitions of the functions that a callee may be."""
        if isinstance(callee, facts.Member) and callee.name not in self.evaluator.callers.callable_names():
            return
        for outcome in self.evaluator.evaluate(file, callee):
            found = outcome.value
            if isinstance(found, Structure) and isinstance(found.value, facts.FunctionRef):
                function = self._modules.facts(found.file).functions[found.value.function]
                # A function inside another does less than the definition around it: no edge rather than a wrong one.
                if function.own:
                    yield found.file, function.definition
