"""Which classes of the project extend a class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from supamap.linking.abstract import Structure
from supamap.linking.callers import terminals
from supamap.linking.modules import Modules
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

# A class: the path of its file and its index there.
_Class = tuple[str, int]
_DEFAULT = "default"
_MOST = 100


class Hierarchy:
    """Finds the classes below a class by the names they extend."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._by_name: dict[str, list[_Class]] | None = None

    def giving(self, evaluator: Evaluator, file: str, cls: int, name: str) -> tuple[_Class, ...]:
        """The classes below a class that declare a member, with a value."""
        return tuple(one for one in self.below(evaluator, file, cls) if name in self._members(one))

    def below(self, evaluator: Evaluator, file: str, cls: int) -> tuple[_Class, ...]:
        """All classes that extend a class, and those that extend them; at most ``_MOST``."""
        return evaluator.once(("below", file, cls), lambda: self._below(evaluator, (file, cls), ""))

    def constructed_by(self, evaluator: Evaluator, file: str, cls: int) -> tuple[_Class, ...]:
        """The classes below a class that have no constructor of their own: they hand it all arguments of ``new``."""
        key = ("constructed", file, cls)
        return evaluator.once(key, lambda: self._below(evaluator, (file, cls), "constructor"))

    def _below(self, evaluator: Evaluator, top: _Class, without: str) -> tuple[_Class, ...]:
        """The classes below ``top`` down to those that declare a member themselves, these left out."""
        found = {top: None}
        todo = [top]
        while todo and len(found) < _MOST:
            for one in self._extending(evaluator, *todo.pop()):
                if one not in found and without not in self._members(one):
                    found[one] = None
                    todo.append(one)
        del found[top]
        return tuple(sorted(found))

    def _extending(self, evaluator: Evaluator, file: str, cls: int) -> Iterator[_Class]:
        """The classes whose parent is the very class, whatever it is called there."""
        for one in self._candidates(file, self._modules.facts(file).classes[cls].name):
            extends = self._modules.facts(one[0]).classes[one[1]].extends
            parents = evaluator.evaluate(one[0], extends) if extends is not None else ()
            same = (
                parent.value.file == file and parent.value.value == facts.ClassRef(cls)
                for parent in parents
                if isinstance(parent.value, Structure)
            )
            if any(same):
                yield one

    def _candidates(self, file: str, name: str) -> Iterator[_Class]:
        names = {name, _DEFAULT} if _DEFAULT in self._modules.own_exports(file) else {name}
        source = self._modules.files
        if source.complete:
            if self._by_name is None:
                self._by_name = self._named(source)
            known = self._by_name
        else:
            within = source.importers(file)
            among = within if _DEFAULT in names else source.mentioning(name, within)
            files = source.mentioning("extends", among)
            source.prepare(files)
            known = self._named(files)
        yield from dict.fromkeys(one for each in sorted(names - {""}) for one in known.get(each, ()))

    def _named(self, files: Iterable[str]) -> dict[str, list[_Class]]:
        """The classes of files by the names of what they extend."""
        found: defaultdict[str, list[_Class]] = defaultdict(list)
        for file in files:
            known = self._modules.facts(file)
            for index, one in enumerate(known.classes):
                for name in sorted(terminals(known, one.extends)) if one.extends is not None else ():
                    found[name].append((file, index))
        return found

    def _members(self, cls: _Class) -> set[str]:
        known = self._modules.facts(cls[0]).classes[cls[1]]
        return {name for name, _ in (*known.statics, *known.members)}
