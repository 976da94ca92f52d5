"""Names that depend on a parameter, at each call that gives it.

``upload('avatars', file)`` in ``ProfileForm`` makes ``ProfileForm`` a user of ``avatars``; nobody else who calls
``upload`` becomes one. Terminates: a parameter is entered once on each way, and ways are at most ``_DEEPEST`` long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from supamap.linking.abstract import Mystery, Outcome, Symbolic, Text
from supamap.linking.callers import Callers, Site
from supamap.linking.settling import Settler
from supamap.model import facts
from supamap.model.usage import Step

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_DEEPEST = 6


class Given(msgspec.Struct, frozen=True):
    """What one call gives for a parameter: a text, a reason why that is not known, or nothing (``omitted``).

    ``file`` and ``definition`` are the caller's; ``definition`` is an index into its facts.
    """

    file: str
    definition: int
    text: str | None
    reason: str
    steps: tuple[Step, ...]
    inferred: bool = False
    omitted: bool = False


class Instantiation:
    """Follows parameters to the arguments of all callers."""

    def __init__(self, evaluator: Evaluator, callers: Callers, settler: Settler) -> None:
        self._evaluator, self._callers, self._settler = evaluator, callers, settler

    def of(self, symbolic: Symbolic, seen: frozenset[Symbolic] = frozenset()) -> Iterator[Given]:
        """What each caller gives; nothing when the function has no caller in the project."""
        if symbolic in seen or len(seen) > _DEEPEST:
            return
        for site in self._callers.of_function(self._evaluator, symbolic.file, symbolic.function):
            yield from self._at(site, symbolic, seen | {symbolic})

    def _at(self, site: Site, symbolic: Symbolic, seen: frozenset[Symbolic]) -> Iterator[Given]:
        arguments = site.site.call.arguments
        if symbolic.index >= len(arguments) or self._is_left_out(arguments[symbolic.index], symbolic):
            yield Given(site.file, site.site.definition, None, "the argument is left out", (), omitted=True)
            return
        step = Step("argument", site.file, site.site.call.line, f"argument {symbolic.index + 1}")
        found = self._evaluator.evaluate(site.file, arguments[symbolic.index])
        for outcome in self._settler.along(self._evaluator, found, symbolic):
            steps = (*outcome.steps, step)
            if isinstance(outcome.value, Text):
                yield Given(site.file, site.site.definition, outcome.value.text, "", steps, outcome.inferred)
            elif isinstance(outcome.value, Symbolic):
                yield from self._further(site, outcome, outcome.value, steps, seen)
            else:
                yield Given(site.file, site.site.definition, None, why_unknown(outcome), steps)

    def _further(
        self, site: Site, outcome: Outcome, symbolic: Symbolic, steps: tuple[Step, ...], seen: frozenset[Symbolic]
    ) -> Iterator[Given]:
        if symbolic in seen:
            # A recursive call that hands on its own parameter gives nothing new.
            return
        more = list(self.of(symbolic, seen))
        for given in more:
            yield msgspec.structs.replace(given, steps=(*steps, *given.steps))
        if not more:
            reason = self.parameter_reason(symbolic)
            yield Given(site.file, site.site.definition, None, reason, steps)

    def _is_left_out(self, argument: facts.Value, symbolic: Symbolic) -> bool:
        """``undefined`` (ECMA-262, 15.1.3), or an object literal without the property."""
        if isinstance(argument, facts.Constant) and argument.text == "undefined":
            return True
        if len(symbolic.path) != 1 or symbolic.path[0] in ("[]", "()") or not isinstance(argument, facts.ObjectLiteral):
            return False
        return not argument.spreads and not argument.computed and symbolic.path[0] not in dict(argument.entries)

    def declared(self, symbolic: Symbolic) -> tuple[Outcome, ...]:
        """The values that a parameter's declared type allows, none if that is no finite set."""
        return self._settler.by_type(self._evaluator, symbolic)

    def default(self, symbolic: Symbolic) -> tuple[Outcome, ...]:
        """What a parameter is when its argument is left out."""
        fact = self._evaluator.modules.facts(symbolic.file).functions[symbolic.function]
        known = fact.parameters[symbolic.index] if symbolic.index < len(fact.parameters) else None
        if known is None or known.default is None or symbolic.path:
            return ()
        return self._evaluator.evaluate(symbolic.file, known.default)

    def is_bounded(self, symbolic: Symbolic) -> bool:
        """Whether the declared type of a parameter is a finite set of texts and nothing else."""
        fact = self._evaluator.modules.facts(symbolic.file).functions[symbolic.function]
        known = fact.parameters[symbolic.index] if symbolic.index < len(fact.parameters) else None
        declared = known.type if known is not None else None
        return declared is not None and (
            bool(symbolic.path) or self._evaluator.types.is_finite(symbolic.file, declared)
        )

    def parameter_reason(self, symbolic: Symbolic) -> str:
        """Why a parameter that no caller settles is not known."""
        fact = self._evaluator.modules.facts(symbolic.file).functions[symbolic.function]
        known = fact.parameters[symbolic.index] if symbolic.index < len(fact.parameters) else None
        name = known.name if known is not None and known.name else ".".join(symbolic.path) or str(symbolic.index + 1)
        return f"the parameter {name} of {fact.name or 'a function'} is not known"


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
