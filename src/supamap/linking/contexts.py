"""Who takes a function from a React context reaches what the providers give under that name."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.linking import library
from supamap.linking.abstract import External, Outcome, Structure
from supamap.linking.evaluation import Evaluator
from supamap.linking.targets import Place, Targets
from supamap.model import facts

_RUNNERS = frozenset({"mutate", "mutateAsync", "trigger", "execute", "executeAsync", "run", "runAsync", "refetch"})
_DEEPEST = 4


class ContextReader:
    """Finds the definitions behind the members of contexts."""

    def __init__(self, evaluator: Evaluator, targets: Targets) -> None:
        self._evaluator, self._modules, self._targets = evaluator, evaluator.modules, targets

    def given(self, file: str, callee: facts.Value, names: tuple[str, ...] | None) -> Iterator[Place]:
        """What the providers of the context that a function reads give under these names, all of it for None.

        A function that a provider declares for itself is a definition; for others it stands as a whole. State is
        nobody's code.
        """
        for context in self._contexts(file, callee):
            for provider, value in self._evaluator.callers.providing(self._evaluator, context):
                if names is None:
                    yield from self._targets.members(provider)
                    yield from self._around(provider, value)
                for name in names or ():
                    own = tuple(self._targets.named(provider, name))
                    yield from own or self._around(provider, facts.Member(value, name))
                    if not own and name in _RUNNERS:
                        yield provider

    def _around(self, provider: Place, value: facts.Value) -> Iterator[Place]:
        """The provider itself, if a value is, or holds, a function inside it that is no definition."""
        file, definition = provider
        if any(self._is_inside(file, definition, one) for one in self._evaluator.evaluate(file, value)):
            yield provider

    def _is_inside(self, file: str, definition: int, outcome: Outcome, depth: int = 0) -> bool:
        found = outcome.value
        if not isinstance(found, Structure) or found.file != file or depth > _DEEPEST:
            return False
        if isinstance(found.value, facts.FunctionRef):
            function = self._modules.facts(file).functions[found.value.function]
            return not function.own and function.definition == definition
        inner: tuple[facts.Value, ...] = ()
        if isinstance(found.value, facts.ObjectLiteral):
            inner = (*(value for _, value in found.value.entries), *found.value.spreads)
        elif isinstance(found.value, facts.ArrayLiteral):
            inner = found.value.elements
        return any(
            self._is_inside(file, definition, one, depth + 1)
            for value in inner
            for one in self._evaluator.evaluate(file, value, found.scope)
        )

    def _contexts(self, file: str, callee: facts.Value) -> Iterator[Structure]:
        """The contexts whose value calling a function of the project gives."""
        for outcome in self._evaluator.evaluate(file, callee):
            found = outcome.value
            if isinstance(found, Structure) and isinstance(found.value, facts.FunctionRef):
                for value in self._modules.facts(found.file).functions[found.value.function].returns:
                    yield from self._read_by(found.file, value, 0)

    def _read_by(self, file: str, value: facts.Value, depth: int) -> Iterator[Structure]:
        if isinstance(value, facts.Local) and depth <= _DEEPEST:
            yield from self._read_by(file, self._modules.facts(file).bindings[value.binding].value, depth + 1)
        elif isinstance(value, facts.Choice) and depth <= _DEEPEST:
            for option in value.options:
                yield from self._read_by(file, option, depth + 1)
        elif isinstance(value, facts.Call) and value.arguments:
            callees = (one.value for one in self._evaluator.evaluate(file, value.callee))
            if any(
                isinstance(one, External) and (one.package, *one.path[-1:]) in library.CONTEXT_READERS
                for one in callees
            ):
                for outcome in self._evaluator.evaluate(file, value.arguments[0]):
                    if isinstance(outcome.value, Structure) and isinstance(outcome.value.value, facts.Call):
                        yield outcome.value
