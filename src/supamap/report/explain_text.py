"""Explanations for people: a block for each usage, with what proves it and what is missing; or a file's part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from supamap.model.explanations import FileExplanation, PlaceExplanation
from supamap.model.usage import Origin, Privilege, ResourceKind, resource_id
from supamap.report.explain_file import file_blocks
from supamap.report.lines import Paint, aligned, counted, paint, printable, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from supamap.model.explanations import ExplainedUsage, Gap, OverlookedCall
    from supamap.model.usage import Step, Usage

_SHOWN = 20


def render(subject: PlaceExplanation | FileExplanation, *, color: bool = False) -> str:
    """The text, ending with a line feed."""
    blocks = file_blocks(subject, color) if isinstance(subject, FileExplanation) else _place_blocks(subject, color)
    return "\n\n".join(blocks) + "\n"


def _place_blocks(place: PlaceExplanation, color: bool) -> Iterator[str]:
    yield from map(partial(_usage, color=color), place.usages)
    yield from map(partial(_overlooked, color=color), place.overlooked)
    if place.passing:
        yield _passing(place, color)


def _usage(one: ExplainedUsage, color: bool) -> str:
    usage = one.usage
    title = f"{usage.location}:{usage.location.column}  {_named(usage)}"
    rows = [
        ("operations", ", ".join(usage.operations)),
        ("columns", ", ".join(usage.columns)),
        ("user", f"{usage.symbol} ({str(one.role).replace('_', ' ')})"),
        ("client", _client(usage)),
        ("in browsers", " → ".join(one.browser)),
        ("certainty", str(usage.certainty) + _origin(usage)),
    ]
    proof = [*_proof("client from", one.receiver), *_proof("name from", one.naming)]
    return "\n".join([*_facts(title, rows, color), *proof, *_gaps(one.gaps, color)])


def _overlooked(call: OverlookedCall, color: bool) -> str:
    title = f"{call.location}:{call.location.column}  {call.text}"
    rows = [("in", call.symbol), ("certainty", "not taken for a use of Supabase")]
    return "\n".join([*_facts(title, rows, color), *_proof("receiver from", call.receiver), *_gaps((call.gap,), color)])


def _passing(place: PlaceExplanation, color: bool) -> str:
    rows = [(str(each.location), _named(each), each.symbol) for each in place.passing]
    title = f"{counted(len(rows), 'usage')} {'is' if len(rows) == 1 else 'are'} proven by what stands here"
    if len(rows) > _SHOWN:
        rows = [*rows[:_SHOWN], (f"and {len(rows) - _SHOWN} more", "", "")]
    return titled(title, rows, color=color)


def _facts(title: str, rows: Iterable[tuple[str, str]], color: bool) -> list[str]:
    lines = aligned([(name, printable(value)) for name, value in rows if value])
    return [paint(printable(title), Paint.BOLD, color=color), *(f"  {line}" for line in lines)]


def _proof(title: str, steps: Iterable[Step]) -> list[str]:
    rows = [(_place(step), printable(step.kind), printable(step.text)) for step in steps]
    return [f"  {title}", *(f"    {line}" for line in aligned(rows))] if rows else []


def _gaps(gaps: Iterable[Gap], color: bool) -> list[str]:
    return [
        f"  {paint(word, Paint.YELLOW, color=color)}{text}"
        for gap in gaps
        for word, text in (("missing", f"  {printable(gap.missing)}"), ("remedy", f"   {printable(gap.remedy)}"))
    ]


def _place(step: Step) -> str:
    return printable(f"{step.file}:{step.line}" if step.line else step.file)


def _named(usage: Usage) -> str:
    kind = "realtime table" if usage.kind is ResourceKind.REALTIME else str(usage.kind).replace("_", " ")
    if usage.name is None:
        return f"{kind} of unknown name"
    return f"{kind} {resource_id(usage.kind, usage.name, usage.schema).partition(':')[2]}"


def _client(usage: Usage) -> str:
    if usage.client is None:
        return "" if usage.origin is Origin.URL else "not proven"
    privilege = usage.client.privilege
    also = f" (also {', '.join(usage.client.also)})" if usage.client.also else ""
    return f"{usage.client.factory}, {'privilege ' if privilege is Privilege.UNKNOWN else ''}{privilege}{also}"


def _origin(usage: Usage) -> str:
    return {Origin.EMBED: ", embedded in a select", Origin.URL: ", by its address"}.get(usage.origin, "")
