"""The names that a place may mean, and whose each is: the place's own, or that of who hands it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from supamap.linking.abstract import THIS, Dependent, Outcome, Outcomes, Pattern, Symbolic, Text, Typed
from supamap.linking.evaluation import Evaluator
from supamap.linking.instantiation import Given, Instantiation, why_unknown
from supamap.model import facts
from supamap.model.usage import Step

# The name that a value gives, None if it gives none.
NameOf = Callable[[Outcome], str | None]


class Named(msgspec.Struct, frozen=True):
    """One name that a place may have, and whose usage that is; ``name`` is None if not known.

    ``symbol`` is the id of the very definition, be it one that a hook gives out.
    """

    symbol: str
    name: str | None
    steps: tuple[Step, ...] = ()
    inferred: bool = False
    reason: str | None = None
    inherited: bool = True


class NameReader:
    """Reads names; ``user`` gives the id of a definition of a file."""

    def __init__(self, evaluator: Evaluator, instantiation: Instantiation, user: Callable[[str, int], str]) -> None:
        self._evaluator, self._instantiation, self._user = evaluator, instantiation, user

    def read(self, file: str, symbol: str, value: facts.Value, name_of: NameOf) -> list[Named]:
        """All names that an expression at a place of ``symbol`` may give; empty if it gives nothing at all."""
        outcomes = self._evaluator.evaluate(file, value)
        # An address or a path may hold a parameter beside the name.
        named = any(isinstance(one.value, Pattern) and name_of(one) is not None for one in outcomes)
        waiting = [
            one
            for one in outcomes
            if isinstance(one.value, Symbolic) or (isinstance(one.value, Dependent) and not named)
        ]
        if waiting:
            defaults = [default for one in waiting for default in self._default(one)]
            outcomes = tuple(one for one in (*outcomes, *defaults) if not isinstance(one.value, Typed))
        given = [named for one in waiting for named in self._given(symbol, one, outcomes, name_of)]
        allowed = self._allowed(symbol, waiting, given, name_of)
        if allowed and self._is_bounded(waiting) and not any(named.name is not None for named in given):
            # Without a caller that tells more, the declared union is all that is known.
            given = []
        decided = any(named.name is not None for named in given)
        given.extend(allowed)
        return _distinct([*self._own(symbol, outcomes, given, decided, name_of), *given])

    def _own(
        self, symbol: str, outcomes: Outcomes, given: list[Named], decided: bool, name_of: NameOf
    ) -> Iterator[Named]:
        """The names that no parameter decides."""
        known = {named.name for named in given}
        for outcome in outcomes:
            name = name_of(outcome)
            if name is not None:
                if name not in known:
                    inherited = not any(named.name is not None for named in given)
                    yield Named(symbol, name, outcome.steps, outcome.inferred, inherited=inherited)
            elif not isinstance(outcome.value, Symbolic | Dependent) and not (
                decided and isinstance(outcome.value, Pattern)
            ):
                yield Named(symbol, None, outcome.steps, reason=why_unknown(outcome))

    def _default(self, waiting: Outcome) -> Outcomes:
        assert isinstance(waiting.value, Symbolic | Dependent)
        return self._instantiation.default(waiting.value)

    def _is_bounded(self, waiting: list[Outcome]) -> bool:
        return all(self._instantiation.is_bounded(one.value) for one in waiting if isinstance(one.value, Symbolic))

    def _given(self, symbol: str, waiting: Outcome, otherwise: Outcomes, name_of: NameOf) -> Iterator[Named]:
        """The callers' names; a caller that leaves the argument out gets the constants that stand in for it."""
        assert isinstance(waiting.value, Symbolic | Dependent)
        several = list(self._instantiation.of(waiting.value))
        if isinstance(waiting.value, Dependent):
            yield from self._decided(symbol, waiting, several, name_of)
            return
        for given in several:
            caller = self._user(given.file, given.definition)
            if given.omitted:
                fallen = [one.value.text for one in otherwise if isinstance(one.value, Text)]
                steps = (*waiting.steps, *given.steps)
                yield from (Named(caller, text, steps) for text in fallen)
            else:
                yield self._one(caller, waiting, given, name_of)
        if not several:
            yield Named(symbol, None, reason=self._instantiation.parameter_reason(waiting.value))

    def _decided(self, symbol: str, waiting: Outcome, several: list[Given], name_of: NameOf) -> Iterator[Named]:
        """The names that callers decide; those that decide none make the place itself one that is not known.

        Where no caller proves a name, what all of them may give is the place's own.
        """
        found = [self._one(self._user(given.file, given.definition), waiting, given, name_of) for given in several]
        known = [named for named in found if named.name is not None]
        if all(named.inferred for named in known):
            return
        yield from known
        unknown = next((named for named in found if named.name is None), None)
        if unknown is not None:
            yield msgspec.structs.replace(unknown, symbol=symbol)

    def _one(self, caller: str, waiting: Outcome, given: Given, name_of: NameOf) -> Named:
        steps = (*waiting.steps, *given.steps)
        name = name_of(given.outcome) if given.outcome is not None else None
        if given.outcome is None or name is None:
            reason = given.reason or (why_unknown(given.outcome) if given.outcome is not None else "")
            return Named(caller, None, steps, reason=reason)
        return Named(caller, name, steps, waiting.inferred or given.outcome.inferred)

    def _allowed(self, symbol: str, waiting: list[Outcome], given: list[Named], name_of: NameOf) -> list[Named]:
        """What declared types allow beyond what callers pass: listed once, at the place itself.

        Classes below are listed only if calls leave open which of them it is, and their names are not handed on.
        """
        passed = {named.name for named in given}
        known = any(named.name is not None for named in given)
        decided = known and None not in passed
        return [
            Named(symbol, name, one.steps, True, inherited=not known and not _is_of_this(parameter))
            for parameter in waiting
            if isinstance(parameter.value, Symbolic | Dependent) and not (decided and _is_of_this(parameter))
            for one in self._instantiation.declared(parameter.value)
            if isinstance(one.value, Text) and (name := name_of(one)) is not None and name not in passed
        ]


def _is_of_this(waiting: Outcome) -> bool:
    """Whether what a method is called on decides a value."""
    return isinstance(waiting.value, Dependent) and waiting.value.on.index == THIS


def _distinct(found: list[Named]) -> list[Named]:
    """One entry for each user and name, the most certain one first met."""
    kept: dict[tuple[str, str | None], Named] = {}
    for named in found:
        key = (named.symbol, named.name)
        if key not in kept or (kept[key].inferred and not named.inferred):
            kept[key] = named
    return list(kept.values())
