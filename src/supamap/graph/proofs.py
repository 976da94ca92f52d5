"""The proof of a usage in the order of its parts: from the receiver to the client, from the argument to the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.graph.gaps import gaps
from supamap.graph.provenance import Provenance, provenance
from supamap.model.explanations import ExplainedUsage, Gap
from supamap.model.usage import ResourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.graph.provenance import Sources
    from supamap.model.facts import Candidate
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
        usage, role, _joined(receiver.steps, of_client), _joined(naming.steps, of_name), gaps(usage, receiver)
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


def _joined(followed: Iterable[Step], proven: Iterable[Step]) -> tuple[Step, ...]:
    """Steps that were followed, and then those of the proof; what both say of a line is said once."""
    told = [(step.kind, step.file, step.line) for step in proven]
    plain = {(file, line) for kind, file, line in told if kind == "const"}
    rest = (
        step
        for step in followed
        if (step.kind, step.file, step.line) not in told
        and ((step.file, step.line) not in plain or step.kind != "name")
    )
    return (*rest, *proven)
