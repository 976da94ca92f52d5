"""Values that one place keeps under a key and another takes: contexts of Svelte and Vue, variables of a request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.linking.abstract import Carrier, ClientHandle, External, Instance, Outcome, Outcomes, Text
from supamap.linking.origins import Origins, Written
from supamap.linking.outcomes import unique
from supamap.model import facts
from supamap.model.usage import Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

TAKERS = {("svelte", "getContext"): "setContext", ("vue", "inject"): "provide"}
"""Functions that take a value by its key, and the name of what keeps it."""
_HONO = "hono"


class KeyedReader:
    """Finds what is kept under a key anywhere in the project: the same text, or the same constant."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._origins = Origins(evaluator.modules)

    def taken(self, file: str, key: facts.Value, keeper: str, beside: str = "") -> Outcomes:
        """What ``keeper(key, value)`` keeps, else what the declared type of the key promises.

        ``beside`` is a word that files have to hold to be asked.
        """
        found = [
            Outcome(one.value, (*one.steps, step), one.inferred)
            for place, value, step in self._kept(file, key, keeper, beside)
            for one in self._evaluator.evaluate(place, value)
        ]
        return unique(found) or self._promised(file, key)

    def of_request(self, file: str, key: facts.Value) -> Outcomes:
        """What ``c.set(key, value)`` keeps for a request (Hono, "Context"); only files that name Hono are asked."""
        if not any(one.specifier.startswith(_HONO) for one in self._evaluator.modules.facts(file).imports):
            return ()
        found = self.taken(file, key, "set", _HONO)
        return tuple(one for one in found if isinstance(one.value, ClientHandle | Carrier | Instance))

    def _kept(self, file: str, key: facts.Value, keeper: str, beside: str) -> Iterator[tuple[str, facts.Value, Step]]:
        wanted = self._identity(file, key)
        for site in self._evaluator.callers.named(keeper, beside):
            arguments = site.site.call.arguments
            if len(arguments) == 2 and wanted & self._identity(site.file, arguments[0]):
                step = Step("assigned", site.file, site.site.call.line, keeper)
                yield site.file, arguments[1], step

    def _identity(self, file: str, key: facts.Value) -> set[str | Written]:
        """The texts that a key may be; else where it is made, if that is an object of its own."""
        texts: set[str | Written] = {
            one.value.text for one in self._evaluator.evaluate(file, key) if isinstance(one.value, Text)
        }
        made = self._origins.of(file, key)
        return texts or ({made} if isinstance(made.value, facts.Call) else set())

    def _promised(self, file: str, key: facts.Value) -> Outcomes:
        """``const key: InjectionKey<Client>``: the type says what is kept under it."""
        holder, value = file, key
        if isinstance(key, facts.Local):
            value = self._evaluator.modules.facts(file).bindings[key.binding].value
        if isinstance(value, facts.Imported):
            target = self._evaluator.modules.resolve(value.specifier, file).target
            for one in self._evaluator.modules.exported(target, value.name):
                if one.export is not None and isinstance(one.export.value, facts.Local):
                    holder, key = one.file, one.export.value
        if not isinstance(key, facts.Local):
            return ()
        declared = self._evaluator.modules.facts(holder).bindings[key.binding].type
        if not isinstance(declared, facts.NamedType) or declared.name != "InjectionKey" or not declared.arguments:
            return ()
        return self._evaluator.types.resolve(holder, declared.arguments[0])


def keeper_of(callee: External) -> str:
    """What keeps the values that a function of a package takes, empty for other functions."""
    return TAKERS.get((callee.package, callee.path[-1] if callee.path else ""), "")
