"""Who calls a function of the project, and with what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from supamap.linking.abstract import Argument, Instance, Structure
from supamap.linking.aliases import Aliases, aliases
from supamap.linking.indirect_calls import indirect_calls
from supamap.linking.modules import Modules
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

# What a function gives goes by the function's name and this; so does what `super` is called as.
_RESULT = "()"
_SUPER = f"super{_RESULT}"
_DEEPEST = 4
_FEW = 8


class Site(msgspec.Struct, frozen=True):
    """A call site and the file it stands in."""

    file: str
    site: facts.CallSite

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """The arguments of the call where they are written."""
        return tuple(Argument(self.file, value, None) for value in self.site.call.arguments)


class Callers:
    """Finds call sites by the names under which a function may be called, then keeps those whose callee it is."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._by_name: dict[str, dict[str, list[Site]]] = {}
        self._callable: set[str] | None = None
        self._handed: dict[str, defaultdict[tuple[int, int], list[facts.CallSite]]] = {}
        self._all: defaultdict[str, list[Site]] | None = None
        self._aliases: dict[str, Aliases] = {}
        self._giving: defaultdict[str, list[str]] | None = None
        self._names: dict[str, dict[tuple[str, int], set[str]]] = {}

    def named(self, name: str, beside: str = "") -> list[Site]:
        """All call sites whose callee ends in a name, in the order of files and places.

        With ``beside``, those alone in files that hold this word, too.
        """
        source = self._modules.files
        within = set(source.mentioning(beside)) if beside else None
        if source.complete:
            sites = self._index().get(name, [])
            return sites if within is None else [site for site in sites if site.file in within]
        return self._sites(name, source.mentioning(name.removesuffix(_RESULT), within))

    def _called(self, name: str, file: str) -> list[Site]:
        """The call sites of what ``file`` declares as ``name``: imports must lead there, or the framework's own.

        Who imports a default export need not mention that word.
        """
        source = self._modules.files
        if self._modules.nuxt:
            return self.named(name)
        if source.complete:
            sites = self.named(name)
            if name != "default" or len(sites) < _FEW:
                return sites
            importers = source.importers(file)
            return [site for site in sites if site.file in importers]
        importers = source.importers(file)
        if name.removesuffix(_RESULT) == "default":
            return self._sites(name, sorted(path for path in importers if path in source))
        return self._sites(name, source.mentioning(name.removesuffix(_RESULT), importers))

    def _index(self) -> dict[str, list[Site]]:
        """All call sites of the project by name."""
        if self._all is None:
            self._all = defaultdict(list)
            for file in self._modules.files:
                for name, sites in self._in_file(file).items():
                    self._all[name].extend(sites)
        return self._all

    def _sites(self, name: str, files: Sequence[str]) -> list[Site]:
        self._modules.files.prepare(files)
        return [site for file in files for site in self._in_file(file).get(name, ())]

    def _in_file(self, file: str) -> dict[str, list[Site]]:
        known = self._by_name.get(file)
        if known is None:
            by_name: defaultdict[str, list[Site]] = defaultdict(list)
            facts_of_file = self._modules.facts(file)
            for site in facts_of_file.calls:
                for one in (site, *indirect_calls(site)):
                    for end in terminals(facts_of_file, one.call.callee):
                        by_name[end].append(Site(file, one))
            known = self._by_name[file] = by_name
        return known

    def of_function(self, evaluator: Evaluator, file: str, function: int) -> tuple[Site, ...]:
        """The call sites of a function, a method, or (for a constructor) of its class."""
        return evaluator.once(("callers", file, function), lambda: tuple(self._of_function(evaluator, file, function)))

    def callable_names(self) -> set[str]:
        """All names that functions of the project go by."""
        if self._callable is None:
            self._callable = {
                name for file in self._modules.files for names in self._names_in(file).values() for name in names
            }
        return self._callable

    def handed(self, file: str, function: int, index: int) -> list[facts.CallSite]:
        """The call sites in a file whose callee is a parameter of a function of it."""
        known = self._handed.get(file)
        if known is None:
            known = self._handed[file] = defaultdict(list)
            facts_of_file = self._modules.facts(file)
            for site in facts_of_file.calls:
                target = site.call.callee
                bound = facts_of_file.bindings[target.binding].value if isinstance(target, facts.Local) else target
                if isinstance(bound, facts.Parameter):
                    known[bound.function, bound.index].append(site)
        return known.get((function, index), [])

    def _of_function(self, evaluator: Evaluator, file: str, function: int) -> Iterator[Site]:
        fact = self._modules.facts(file).functions[function]
        if fact.name == "constructor" and fact.cls >= 0:
            for made in ((file, fact.cls), *evaluator.hierarchy.constructed_by(evaluator, file, fact.cls)):
                yield from self._constructions(evaluator, *made)
            return
        seen: set[int] = set()
        own = sorted(self._names_in(file).get(("function", function), {fact.name}) - {""})
        for place, name in self._also_known(file, own):
            for site in self._called(name, place):
                if id(site.site) not in seen and self._calls(evaluator, site, file, facts.FunctionRef(function)):
                    seen.add(id(site.site))
                    yield site

    def _also_known(self, file: str, names: list[str]) -> list[tuple[str, str]]:
        """Names with the files that declare them, then those under which other files give the same on.

        Ends: each file gives a name on once, and names are given on ``_DEEPEST`` times at most.
        """
        found = [(file, name) for name in names]
        begin = 0
        for _ in range(_DEEPEST):
            known, end = set(found), len(found)
            for place, name in found[begin:end]:
                more = (
                    (giver, other)
                    for giver in self._givers(name, place)
                    for other in self._others(giver, name, giver == place)
                )
                found.extend(one for one in dict.fromkeys(more) if one not in known)
            begin = end
        return list(dict.fromkeys(found))

    def _givers(self, name: str, file: str) -> Sequence[str]:
        """The files that may give on what ``file`` declares as ``name``."""
        source = self._modules.files
        if source.complete:
            if self._giving is None:
                self._giving = defaultdict(list)
                for giver in source:
                    for given in self._aliases_in(giver).imported:
                        self._giving[given].append(giver)
            givers = self._giving.get(name, ())
            importers = source.importers(file) if len(givers) > _FEW else givers
            return [file, *(giver for giver in givers if giver in importers and giver != file)]
        name = name.removesuffix(_RESULT)
        importers = source.importers(file)
        found = sorted(importers) if name == "default" else source.mentioning(name, importers)
        source.prepare(found)
        return found

    def _others(self, file: str, name: str, own: bool) -> list[str]:
        known, plain = self._aliases_in(file), name.removesuffix(_RESULT)
        return sorted(other + name[len(plain) :] for other in (known.own if own else known.imported).get(plain, ()))

    def _aliases_in(self, file: str) -> Aliases:
        known = self._aliases.get(file)
        if known is None:
            known = self._aliases[file] = aliases(self._modules.facts(file))
        return known

    def _constructions(self, evaluator: Evaluator, file: str, cls: int) -> Iterator[Site]:
        names = self._names_in(file).get(("class", cls), set()) | {self._modules.facts(file).classes[cls].name}
        seen: set[int] = set()
        for place, name in self._also_known(file, sorted(names - {""})):
            for site in self._called(name, place):
                made = site.site.form == "new" and self._calls(evaluator, site, file, facts.ClassRef(cls))
                if made and id(site.site) not in seen:
                    seen.add(id(site.site))
                    yield site
        for site in self.named(_SUPER):
            parents = evaluator.evaluate(site.file, site.site.call.callee)
            if any(
                isinstance(one.value, Instance) and (one.value.file, one.value.cls) == (file, cls) for one in parents
            ):
                yield site

    def provided(self, evaluator: Evaluator, context: Structure) -> Iterator[tuple[str, facts.Value]]:
        """What the providers of a React context give as its value, with the file of each."""
        for (file, _), value in self.providing(evaluator, context):
            yield file, value

    def providing(self, evaluator: Evaluator, context: Structure) -> Iterator[tuple[tuple[str, int], facts.Value]]:
        """The providers of a React context, by file and definition, and what they give: ``<Context.Provider value>``.

        Since React 19 a context is its own provider: ``<Context value>``.
        """
        for site in self.named("Provider"):
            callee = site.site.call.callee
            if isinstance(callee, facts.Member) and self._is_made(evaluator, site.file, callee.object, context):
                yield from _given_value(site)
        for name in sorted(self._context_names(context)):
            for site in self.named(name):
                if site.site.form == "markup" and self._is_made(evaluator, site.file, site.site.call.callee, context):
                    yield from _given_value(site)

    def _is_made(self, evaluator: Evaluator, file: str, value: facts.Value, context: Structure) -> bool:
        return any(one.value == context for one in evaluator.evaluate(file, value))

    def _context_names(self, context: Structure) -> set[str]:
        """The names that a context is declared and exported by."""
        known = self._modules.facts(context.file)
        own = {index for index, binding in enumerate(known.bindings) if binding.value == context.value}
        exported = {
            export.name
            for export in known.exports
            if isinstance(export.value, facts.Local) and export.value.binding in own
        }
        return exported | {known.bindings[index].name for index in own}

    def _calls(self, evaluator: Evaluator, site: Site, file: str, wanted: facts.Value) -> bool:
        found = evaluator.evaluate(site.file, site.site.call.callee)
        return any(
            isinstance(one.value, Structure) and one.value.file == file and one.value.value == wanted for one in found
        )

    def _names_in(self, file: str) -> dict[tuple[str, int], set[str]]:
        known = self._names.get(file)
        if known is None:
            known = self._names[file] = _names(self._modules.facts(file))
        return known


def _given_value(site: Site) -> Iterator[tuple[tuple[str, int], facts.Value]]:
    for properties in site.site.call.arguments[:1]:
        yield (site.file, site.site.definition), facts.Member(properties, "value")


def terminals(file: facts.FileFacts, callee: facts.Value, depth: int = 0) -> set[str]:
    """The names in which a callee may end: its own, and those of what its binding stands for."""
    if depth > _DEEPEST:
        return set()
    if isinstance(callee, facts.Local):
        binding = file.bindings[callee.binding]
        return {binding.name} | terminals(file, binding.value, depth + 1)
    if isinstance(callee, facts.Member):
        return {callee.name}
    if isinstance(callee, facts.Imported):
        return {callee.name}
    if isinstance(callee, facts.Global):
        return {callee.name}
    if isinstance(callee, facts.Cast | facts.Narrowed):
        return terminals(file, callee.value, depth + 1)
    if isinstance(callee, facts.Choice):
        return {name for option in callee.options for name in terminals(file, option, depth + 1)}
    if isinstance(callee, facts.Call):
        # What a function gives goes by its name, what it wraps by the wrapped one's.
        wrapped = {name for part in callee.arguments[:1] for name in terminals(file, part, depth + 1)}
        return wrapped | {f"{name}{_RESULT}" for name in terminals(file, callee.callee, depth + 1)}
    if isinstance(callee, facts.This) and callee.parent:
        return {_SUPER}
    return set()


def _names(file: facts.FileFacts) -> dict[tuple[str, int], set[str]]:
    """The names that each function and class of a file goes by."""
    names: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for binding in file.bindings:
        _name(names, binding.value, binding.name, 0)
    for export in file.exports:
        if export.value is not None:
            value = export.value
            if isinstance(value, facts.Local):
                value = file.bindings[value.binding].value
            _name(names, value, export.name, 0)
    for cls in file.classes:
        for key, value in (*cls.statics, *cls.members):
            _name(names, value, key, 0)
    for index, function in enumerate(file.functions):
        if function.name:
            names["function", index].add(function.name)
        for value in function.returns:
            _name(names, value, f"{function.name}{_RESULT}", 0)
    for assignment in file.assignments:
        _name(names, assignment.value, assignment.name, 0)
    return names


def _name(names: defaultdict[tuple[str, int], set[str]], value: facts.Value, name: str, depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, facts.FunctionRef):
        names["function", value.function].add(name)
    elif isinstance(value, facts.ClassRef):
        names["class", value.cls].add(name)
    elif isinstance(value, facts.ObjectLiteral):
        for key, inner in value.entries:
            _name(names, inner, key, depth + 1)
    elif isinstance(value, facts.Call) and not isinstance(value.callee, facts.Call | facts.FunctionRef):
        for argument in value.arguments:
            if isinstance(argument, facts.FunctionRef | facts.Call | facts.ClassRef | facts.Local):
                _name(names, argument, name, depth + 1)
    elif isinstance(value, facts.Cast | facts.Narrowed):
        _name(names, value.value, name, depth + 1)
    elif isinstance(value, facts.Choice):
        for option in value.options:
            _name(names, option, name, depth + 1)
