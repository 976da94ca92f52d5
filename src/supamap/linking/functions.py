"""What calling a function of the project gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.linking.abstract import Argument, Outcomes, Scope, Structure
from supamap.linking.mentions import mentions
from supamap.linking.outcomes import mystery, rather, settled, unique
from supamap.model import facts

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator


_DEEPEST_CALL = 5


class FunctionReader:
    """Evaluates what functions return, with the arguments of each call; without, where they do not matter."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._dependent: dict[tuple[str, int], bool] = {}

    def returned(self, function: Structure, arguments: tuple[Argument, ...]) -> Outcomes:
        """What calling a function of the project with these arguments gives."""
        assert isinstance(function.value, facts.FunctionRef)
        fact = self._evaluator.modules.facts(function.file).functions[function.value.function]
        if function.scope is None and not self._depends(function.file, function.value.function):
            return self._evaluator.once(
                ("returned", function.file, function.value.function), lambda: self._returned(function.file, fact, None)
            )
        depth = max([one.scope.depth for one in arguments if one.scope is not None], default=0)
        depth = max(depth, function.scope.depth if function.scope is not None else 0) + 1
        if depth > _DEEPEST_CALL:
            return mystery("calls are nested too deeply")
        scope = Scope(function.file, function.value.function, arguments, function.scope, depth)
        key = ("returned", scope)
        return self._evaluator.once(key, lambda: self._returned(function.file, fact, scope))

    def _depends(self, file: str, function: int) -> bool:
        """Whether what a function returns may depend on its arguments."""
        key = (file, function)
        known = self._dependent.get(key)
        if known is None:
            facts_of_file = self._evaluator.modules.facts(file)
            returns = facts_of_file.functions[function].returns
            known = self._dependent[key] = any(mentions(facts_of_file, value, function) for value in returns)
        return known

    def _returned(self, file: str, fact: facts.FunctionFact, scope: Scope | None) -> Outcomes:
        found = unique(outcome for value in fact.returns for outcome in self._evaluator.evaluate(file, value, scope))
        if fact.return_type is not None and not settled(found):
            found = rather(found, self._evaluator.types.resolve(file, fact.return_type))
        return found
