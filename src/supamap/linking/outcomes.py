"""Sets of outcomes: kept small, so that no chain of choices multiplies."""

from __future__ import annotations

from collections.abc import Iterable

from supamap.linking.abstract import (
    Abstract,
    Carrier,
    ClientHandle,
    Dependent,
    External,
    GlobalName,
    Method,
    Mystery,
    Outcome,
    Outcomes,
    Part,
    Symbolic,
    Text,
)
from supamap.model.usage import Step

WIDEST = 64
"""The most values that one expression is followed to."""

_LONGEST_PROOF = 16


def unique(outcomes: Iterable[Outcome]) -> Outcomes:
    """Outcomes with the first proof of each value and at most one mystery; too many become one mystery."""
    found: dict[Abstract, Outcome] = {}
    unknown: Outcome | None = None
    for outcome in outcomes:
        if isinstance(outcome.value, Mystery):
            unknown = unknown or outcome
            continue
        known = found.get(outcome.value)
        if known is None or (known.inferred and not outcome.inferred):
            found[outcome.value] = outcome
            if len(found) > WIDEST:
                return mystery(f"more than {WIDEST} possible values")
    return (*found.values(), unknown) if unknown is not None else tuple(found.values())


def mystery(reason: str) -> Outcomes:
    """One outcome that is not known."""
    return (Outcome(Mystery(reason)),)


def inferred(outcome: Outcome) -> Outcome:
    """The outcome as a likelihood."""
    return outcome if outcome.inferred else Outcome(outcome.value, outcome.steps, True)


def extended(outcome: Outcome, step: Step) -> Outcome:
    """The outcome with one more step of proof."""
    return (
        outcome if step in outcome.steps else Outcome(outcome.value, _steps(outcome.steps, (step,)), outcome.inferred)
    )


def carried(subject: Outcome, outcome: Outcome) -> Outcome:
    """An outcome that also needs the proof of what it was read from."""
    if not subject.steps and not subject.inferred:
        return outcome
    return Outcome(outcome.value, _steps(subject.steps, outcome.steps), subject.inferred or outcome.inferred)


def _steps(first: tuple[Step, ...], then: tuple[Step, ...]) -> tuple[Step, ...]:
    """Two parts of a proof; one longer than anybody reads is cut."""
    return (*first, *then)[:_LONGEST_PROOF]


def rather(found: Outcomes, typed: Outcomes) -> Outcomes:
    """What a declared type says, where the value itself says nothing: a client, or the members of a union."""
    if settled(typed) or not found:
        return typed
    unknown = all(isinstance(one.value, Mystery | External | GlobalName) for one in found)
    return typed if unknown and any(isinstance(one.value, Text) for one in typed) else found


def deciding(outcomes: Iterable[Outcome]) -> Symbolic | None:
    """The first parameter that one of the outcomes waits for, None if none does."""
    for outcome in outcomes:
        if isinstance(outcome.value, Symbolic):
            return outcome.value
        if isinstance(outcome.value, Dependent):
            return outcome.value.on
    return None


def settled(outcomes: Iterable[Outcome]) -> bool:
    """Whether something of Supabase's is among the outcomes."""
    return any(isinstance(outcome.value, ClientHandle | Part | Method | Carrier) for outcome in outcomes)
