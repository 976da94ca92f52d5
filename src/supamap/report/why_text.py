"""Chains for people: a line for each step, with what is done there and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.usage import Certainty
from supamap.report.lines import Paint, aligned, counted, paint, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supamap.model.explanations import Hop, WayAnswer
    from supamap.model.graph import Node

_SHOWN = 3


def render(answer: WayAnswer, *, color: bool = False) -> str:
    """A block for each chain and a summary, ending with a line feed."""
    blocks = [_chain(hops, color) for hops in answer.chains]
    return "\n\n".join([*blocks, printable(_summary(answer))]) + "\n"


def _summary(answer: WayAnswer) -> str:
    start, goal = answer.start.name, answer.goal.name
    if not answer.chains:
        turned = f"; one leads from {goal} to {start}" if answer.backward else ""
        return f"no chain leads from {start} to {goal}{turned}"
    length = counted(len(answer.chains[0]), "step")
    if answer.total == len(answer.chains):
        only = "the shortest chain has" if answer.total == 1 else f"{answer.total:,} shortest chains of"
        return f"{start} → {goal}: {only} {length}"
    shown = "one" if len(answer.chains) == 1 else f"{len(answer.chains):,}"
    return f"{start} → {goal}: {shown} of {answer.total:,} shortest chains of {length} (--all, --max N)"


def _chain(hops: tuple[Hop, ...], color: bool) -> str:
    first = hops[0].source
    rows = [(_label(hop.target), _deed(hop), _places(hop)) for hop in hops]
    lines = aligned([[printable(cell) for cell in row] for row in rows])
    return "\n".join([paint(printable(_label(first)), Paint.BOLD, color=color), *(f"  → {line}" for line in lines)])


def _label(node: Node) -> str:
    """A resource by its id, a definition by its id and, where readers call it otherwise, that name."""
    if node.role is None:
        return node.id
    own = node.id.rpartition("#")[2]
    return node.id if node.name in (own, own.rpartition(".")[2]) else f"{node.id} ({node.name})"


def _deed(hop: Hop) -> str:
    operations = sorted({operation for edge in hop.edges for operation in edge.operations})
    return ", ".join(operations or sorted({edge.kind for edge in hop.edges}))


def _places(hop: Hop) -> str:
    """Where it is done: the places of the calls, and of the arguments that name the resource."""
    places = [str(place) for edge in hop.edges for place in edge.evidence] or _begin(hop)
    places += sorted({edge.origin for edge in hop.edges if edge.origin})
    parts = [_listed(places), *_handed(hop)]
    certain = {edge.certainty for edge in hop.edges if edge.certainty is not None}
    return ", ".join(parts) + (" (inferred)" if certain and Certainty.PROVEN not in certain else "")


def _handed(hop: Hop) -> Iterator[str]:
    """Whose call it is, or for whom, when the user and the caller of the client are two."""
    if not any(edge.through for edge in hop.edges):
        return
    others = {edge.through for edge in hop.edges if edge.through is not None} - {hop.source.id}
    if others:
        yield f"in {_listed(sorted(others))}"
    users = {edge.source for edge in hop.edges} - {hop.source.id}
    if users:
        yield f"for {_listed(sorted(users))}"
    if hop.steps:
        yield f"named at {_listed([f'{step.file}:{step.line}' for step in hop.steps])}"


def _begin(hop: Hop) -> list[str]:
    """An edge function's entry has no evidence of its own: its file is what runs."""
    return [f"{hop.target.file}:{hop.target.line}"] if hop.target.file is not None else []


def _listed(texts: Iterable[str]) -> str:
    each = list(dict.fromkeys(texts))
    more = f" and {len(each) - _SHOWN} more" if len(each) > _SHOWN else ""
    return ", ".join(each[:_SHOWN]) + more
