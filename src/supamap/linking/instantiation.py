"""Names that depend on parameters, at each call that decides them.

``upload('avatars', file)`` in ``ProfileForm`` makes ``ProfileForm`` a user of ``avatars``; nobody else who calls
``upload`` becomes one. Terminates: a function is entered once on each way, and ways are at most ``_DEEPEST`` long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from supamap.linking.abstract import (
    THIS,
    Argument,
    Dependent,
    Mystery,
    Outcome,
    Outcomes,
    Pattern,
    Scope,
    Symbolic,
    Text,
    called_on,
)
from supamap.linking.arguments import argument_of
from supamap.linking.callers import Callers, Site
from supamap.linking.outcomes import unique
from supamap.linking.settling import Settler
from supamap.model import facts
from supamap.model.usage import Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_DEEPEST = 6
_TOO_DEEP = f"it comes through more than {_DEEPEST} calls"
_OPEN = facts.Unknown("only its type is known")

# Functions that were entered on the way, by file and index.
_Entered = frozenset[tuple[str, int]]


class Given(msgspec.Struct, frozen=True):
    """What one call decides: a value, a reason why it is not known, or that the argument is left out (``omitted``).

    ``file`` and ``definition`` are the caller's; ``definition`` is an index into its facts.
    """

    file: str
    definition: int
    outcome: Outcome | None
    reason: str = ""
    steps: tuple[Step, ...] = ()
    omitted: bool = False


class Instantiation:
    """Follows parameters to the arguments of all callers."""

    def __init__(self, evaluator: Evaluator, callers: Callers, settler: Settler) -> None:
        self._evaluator, self._callers, self._settler = evaluator, callers, settler

    def of(self, waiting: Symbolic | Dependent, entered: _Entered = frozenset()) -> Iterator[Given]:
        """What each caller gives; nothing when the function has no caller in the project."""
        symbolic = waiting.on if isinstance(waiting, Dependent) else waiting
        function = (symbolic.file, symbolic.function)
        if function in entered or len(entered) > _DEEPEST:
            return
        for site in self._callers.of_function(self._evaluator, *function):
            if isinstance(waiting, Dependent):
                found = self._decided(site, waiting)
                handed = "this" if symbolic.index == THIS else f"argument {symbolic.index + 1}"
                step = Step("argument", site.file, site.site.call.line, handed)
            else:
                argument = argument_of(site.arguments, symbolic.index, self._is_rest(symbolic))
                if argument is None or self._is_left_out(argument.value, symbolic):
                    reason = "the argument is left out"
                    yield Given(site.file, site.site.definition, None, reason, omitted=True)
                    continue
                step = Step("argument", site.file, site.site.call.line, f"argument {symbolic.index + 1}")
                found = self._evaluator.evaluate(argument.file, argument.value, argument.scope)
                found = self._settler.along(self._evaluator, found, symbolic)
            for outcome in found:
                yield from self._given(site, outcome, step, entered | {function})

    def _decided(self, site: Site, waiting: Dependent) -> Outcomes:
        """What an expression is with the arguments of one call."""
        if waiting.on.index == THIS:
            subject = receiver_of(site.site.call.callee)
            if subject is None:
                return (Outcome(Mystery("what it is called on is not known")),)
            found = self._called_on(waiting, Argument(site.file, subject, None))
        else:
            found = self._within(waiting, Scope(waiting.on.file, waiting.on.function, site.arguments, None, 1))
        if waiting.on.index == THIS and any(isinstance(one.value, Text | Pattern) for one in found):
            # The declared class of what it is called on says as much as those who hand that over.
            return tuple(one for one in found if not isinstance(one.value, Symbolic | Mystery))
        if any(isinstance(one.value, Dependent | Symbolic) for one in found):
            # What further callers decide says more than what any of them may.
            return tuple(one for one in found if isinstance(one.value, Dependent | Symbolic))
        return found

    def _called_on(self, waiting: Dependent, subject: Argument) -> Outcomes:
        cls = self._evaluator.modules.facts(waiting.on.file).functions[waiting.on.function].cls
        return self._within(waiting, called_on(subject, waiting.on.file, cls))

    def _within(self, waiting: Dependent, call: Scope) -> Outcomes:
        scope = waiting.scope.within(call) if waiting.scope is not None else call
        return self._evaluator.evaluate(waiting.file, waiting.value, scope)

    def _given(self, site: Site, outcome: Outcome, step: Step, entered: _Entered) -> Iterator[Given]:
        place = (site.file, site.site.definition)
        steps = (*outcome.steps, step)
        if isinstance(outcome.value, Text | Pattern):
            yield Given(*place, Outcome(outcome.value, steps, outcome.inferred), steps=steps)
        elif not isinstance(outcome.value, Symbolic | Dependent):
            yield Given(*place, outcome, why_unknown(outcome), steps)
        else:
            yield from self._further(site, outcome.value, steps, entered)

    def _further(
        self, site: Site, waiting: Symbolic | Dependent, steps: tuple[Step, ...], entered: _Entered
    ) -> Iterator[Given]:
        symbolic = waiting.on if isinstance(waiting, Dependent) else waiting
        if (symbolic.file, symbolic.function) in entered:
            # A recursive call that hands on its own parameter gives nothing new.
            return
        several = False
        for given in self.of(waiting, entered):
            several = True
            whole = (*steps, *given.steps)
            outcome = given.outcome
            if outcome is not None:
                outcome = Outcome(outcome.value, whole, outcome.inferred)
            yield msgspec.structs.replace(given, outcome=outcome, steps=whole)
        if not several:
            reason = _TOO_DEEP if len(entered) > _DEEPEST else self.parameter_reason(symbolic)
            yield Given(site.file, site.site.definition, None, reason, steps)

    def _is_left_out(self, argument: facts.Value, symbolic: Symbolic) -> bool:
        """``undefined`` (ECMA-262, 15.1.3), or an object literal without the property."""
        if isinstance(argument, facts.Constant) and argument.text == "undefined":
            return True
        if len(symbolic.path) != 1 or symbolic.path[0] in ("[]", "()") or not isinstance(argument, facts.ObjectLiteral):
            return False
        return not argument.spreads and not argument.computed and symbolic.path[0] not in dict(argument.entries)

    def declared(self, waiting: Symbolic | Dependent) -> Outcomes:
        """The values that the declared types of parameters allow, none if that is no finite set."""
        if isinstance(waiting, Symbolic):
            return self._settler.by_type(self._evaluator, waiting)
        if waiting.on.index == THIS:
            return self._of_classes(waiting)
        fact = self._evaluator.modules.facts(waiting.on.file).functions[waiting.on.function]
        arguments = tuple(
            Argument(waiting.on.file, facts.Cast(_OPEN, one.type) if one.type is not None else _OPEN, None)
            for one in fact.parameters
        )
        return self._within(waiting, Scope(waiting.on.file, waiting.on.function, arguments, None, 1))

    def _of_classes(self, waiting: Dependent) -> Outcomes:
        """What an expression is in each class below the one it is written in."""
        file = waiting.on.file
        cls = self._evaluator.modules.facts(file).functions[waiting.on.function].cls
        below = self._evaluator.hierarchy.below(self._evaluator, file, cls)
        subjects = (Argument(place, facts.This(one), None) for place, one in below)
        return unique(found for subject in subjects for found in self._called_on(waiting, subject))

    def default(self, waiting: Symbolic | Dependent) -> Outcomes:
        """What a parameter is when its argument is left out."""
        if isinstance(waiting, Dependent):
            return ()
        known = self._parameter(waiting)
        if known is None or known.default is None or waiting.path:
            return ()
        return self._evaluator.evaluate(waiting.file, known.default)

    def is_bounded(self, symbolic: Symbolic) -> bool:
        """Whether the declared type of a parameter is a finite set of texts and nothing else."""
        known = self._parameter(symbolic)
        declared = known.type if known is not None else None
        return declared is not None and (
            bool(symbolic.path) or self._evaluator.types.is_finite(symbolic.file, declared)
        )

    def parameter_reason(self, symbolic: Symbolic) -> str:
        """Why a parameter that no caller settles is not known."""
        fact = self._evaluator.modules.facts(symbolic.file).functions[symbolic.function]
        if symbolic.index == THIS:
            return "what it is called on is not known"
        known = self._parameter(symbolic)
        name = known.name if known is not None and known.name else ".".join(symbolic.path) or str(symbolic.index + 1)
        return f"the parameter {name} of {fact.name or 'a function'} is not known"

    def _parameter(self, symbolic: Symbolic) -> facts.ParameterFact | None:
        fact = self._evaluator.modules.facts(symbolic.file).functions[symbolic.function]
        return fact.parameters[symbolic.index] if symbolic.index < len(fact.parameters) else None

    def _is_rest(self, symbolic: Symbolic) -> bool:
        known = self._parameter(symbolic)
        return known is not None and known.rest


def receiver_of(callee: facts.Value) -> facts.Value | None:
    """What a method is called on; a method of ``super`` is called on ``this``."""
    while isinstance(callee, facts.Cast | facts.Narrowed):
        callee = callee.value
    if not isinstance(callee, facts.Member | facts.Index):
        return None
    subject = callee.object
    return facts.This(subject.cls, False, subject.method) if isinstance(subject, facts.This) else subject


def why_unknown(outcome: Outcome) -> str:
    """In words for users, why an outcome is no name."""
    value = outcome.value
    if isinstance(value, Mystery):
        return value.reason
    kind = type(value).__name__
    return {
        "External": "it comes from a package",
        "GlobalName": "it comes from the environment or from outside the project",
        "Pattern": "it is a template with an unknown part",
        "Typed": "only its type is known",
    }.get(kind, "it is no string that is known")
