"""Where a value is written: names followed through declarations and modules without evaluating anything."""

from __future__ import annotations

from typing import NamedTuple

from supamap.linking.modules import Modules
from supamap.linking.specifiers import ResolutionKind
from supamap.model import facts

_DEEPEST = 12


class Written(NamedTuple):
    """A value and the file it is written in."""

    file: str
    value: facts.Value


class Origins:
    """Follows names to the expressions they stand for."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules

    def of(self, file: str, value: facts.Value, depth: int = 0) -> Written:
        """The expression behind names, casts and imports; the value itself where they end."""
        if depth > _DEEPEST:
            return Written(file, value)
        if isinstance(value, facts.Cast | facts.Narrowed | facts.Spread):
            return self.of(file, value.value, depth + 1)
        if isinstance(value, facts.Local):
            return self.of(file, self._modules.facts(file).bindings[value.binding].value, depth + 1)
        if isinstance(value, facts.Imported):
            return self._exported(file, value.specifier, value.name, depth) or Written(file, value)
        if isinstance(value, facts.Call) and not value.arguments:
            given = self.returned(file, value.callee, depth + 1)
            return given if given is not None else Written(file, value)
        return Written(file, value)

    def _exported(self, file: str, specifier: str, name: str, depth: int) -> Written | None:
        target = self._modules.resolve(specifier, file)
        if target.kind is ResolutionKind.FILE and target.target in self._modules.files:
            for exported in self._modules.exported(target.target, name):
                if exported.export is not None and exported.export.value is not None:
                    return self.of(exported.file, exported.export.value, depth + 1)
        return None

    def late(self, written: Written) -> Written | None:
        """What ``() => import(…).then((module) => module.routes)`` loads."""
        specifier, names = self.loaded(*written) or ("", ())
        found = (self._exported(written.file, specifier, name, 0) for name in names)
        return next((one for one in found if one is not None), None)

    def entry(self, written: Written, key: str) -> Written | None:
        """What an object literal has under a key."""
        whole = self.of(*written)
        entries = dict(whole.value.entries) if isinstance(whole.value, facts.ObjectLiteral) else {}
        return Written(whole.file, entries[key]) if key in entries else None

    def returned(self, file: str, function: facts.Value | None, depth: int = 0) -> Written | None:
        """The one thing that a function returns."""
        if function is None:
            return None
        written = self.of(file, function, depth + 1)
        if not isinstance(written.value, facts.FunctionRef):
            return None
        returns = self._modules.facts(written.file).functions[written.value.function].returns
        return self.of(written.file, returns[0], depth + 1) if len(returns) == 1 else None

    def loaded(self, file: str, value: facts.Value) -> tuple[str, tuple[str, ...]] | None:
        """The specifier that ``() => import(…)`` loads and the names of the export it is for, the first that is there.

        ``.then((module) => ({ default: module.Page }))`` and ``.then((module) => module.Page)`` name the export.
        """
        if isinstance(value, facts.Imported) and value.name == "*":
            return value.specifier, ("default", "Component")
        if not isinstance(value, facts.FunctionRef):
            return None
        returns = self._modules.facts(file).functions[value.function].returns
        given = returns[0] if len(returns) == 1 else None
        if isinstance(given, facts.Imported) and given.name == "*":
            return given.specifier, ("default", "Component")
        if isinstance(given, facts.Call) and isinstance(given.callee, facts.Member) and given.callee.name == "then":
            module, callbacks = given.callee.object, given.arguments[:1]
            if isinstance(module, facts.Imported) and callbacks and isinstance(callbacks[0], facts.FunctionRef):
                return module.specifier, self._chosen(file, callbacks[0])
        return None

    def _chosen(self, file: str, callback: facts.FunctionRef) -> tuple[str, ...]:
        """The members of a module that a callback picks."""
        names = []
        for value in self._modules.facts(file).functions[callback.function].returns:
            entries = dict(value.entries) if isinstance(value, facts.ObjectLiteral) else {}
            picked = entries.get("default") or entries.get("Component") or value
            if isinstance(picked, facts.Local):
                picked = self._modules.facts(file).bindings[picked.binding].value
            if isinstance(picked, facts.Member):
                names.append(picked.name)
        return tuple(names)
