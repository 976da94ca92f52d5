"""The proof of a usage in the order of its parts: from the receiver to the client, from the argument to the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.gaps import gaps
from supamap.graph.places import HANDED_OVER
from supamap.graph.provenance import Provenance, called, provenance
from supamap.model.explanations import ExplainedUsage, Gap
from supamap.model.usage import ResourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.graph.sources import Sources
    from supamap.model.facts import Candidate, Parameter
    from supamap.model.sources import Role
    from supamap.model.usage import Step, Usage

# Steps that end the proof of a client; what follows the last of them proves the name.
_OF_CLIENT = frozenset({"client", "type", "configuration", "callback", "adapter", "load", "assigned"})
_NOWHERE = Provenance((), Gap("", ""))


def explained(sources: Sources, usage: Usage, role: Role) -> ExplainedUsage:
    """A usage, whose user plays ``role``, with both parts of its proof and with what is missing."""
    candidate = _candidate(sources, usage)
    receiver, naming = _NOWHERE, _NOWHERE
    if candidate is not None and candidate.method != "url":
        receiver = provenance(sources, usage.location.file, candidate.receiver)
    if candidate is not None and usage.kind is not ResourceKind.REALTIME:
        naming = provenance(sources, usage.location.file, candidate.arguments[0])
    of_client, of_name = _parts(usage.via)
    return ExplainedUsage(
        usage,
        role,
        receiver=_joined(receiver.steps, of_client, of_client),
        naming=_joined(naming.steps, _followed(sources, naming, of_name), of_name),
        gaps=gaps(usage, receiver),
    )


def _candidate(sources: Sources, usage: Usage) -> Candidate | None:
    place = usage.location
    found = (
        each for each in sources.facts(place.file).candidates if (each.line, each.column) == (place.line, place.column)
    )
    return next(found, None)


def _parts(via: tuple[Step, ...]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    ends = max((at for at, step in enumerate(via, 1) if step.kind in _OF_CLIENT), default=0)
    return via[:ends], via[ends:]


def _followed(sources: Sources, naming: Provenance, proven: Iterable[Step]) -> tuple[Step, ...]:
    """The steps of a name's proof; after each argument that hands it over those that lead from there."""
    found: list[Step] = []
    for step in proven:
        found.append(step)
        if step.kind == HANDED_OVER and naming.parameter is not None:
            naming = _argument(sources, step, *naming.parameter)
            found.extend(naming.steps)
    return tuple(found)


def _argument(sources: Sources, step: Step, file: str, parameter: Parameter) -> Provenance:
    """Where the argument comes from that a call at ``step`` gives for a parameter of a function of ``file``."""
    calls = (site.call for site in sources.facts(step.file).calls if site.call.line == step.line)
    given = [call for call in calls if parameter.index < len(call.arguments)]
    sure = [call for call in given if called(sources, step.file, call.callee) == (file, parameter.function)]
    # Methods are not found by their names alone: then the only call of the line is meant.
    meant = sure or (given if len(given) == 1 else [])
    return provenance(sources, step.file, meant[0].arguments[parameter.index]) if len(meant) == 1 else _NOWHERE


def _joined(followed: Iterable[Step], then: Iterable[Step], proven: Iterable[Step]) -> tuple[Step, ...]:
    """Steps that were followed, and then others; what the proof says of a line is not said again."""
    told = set(proven)
    lines = {(step.kind, step.file, step.line) for step in told}
    constants = {(file, line) for kind, file, line in lines if kind == "const"}

    def is_new(step: Step) -> bool:
        if (step.kind, step.file, step.line) in lines:
            return False
        return step.kind != "name" or (step.file, step.line) not in constants

    return tuple(dict.fromkeys(step for step in (*followed, *then) if step in told or is_new(step)))
