"""Usages for people: who uses what, grouped by resource."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from supamap.model.orders import usage_order
from supamap.model.usage import Certainty, Origin, Usage, resource_id
from supamap.report.lines import counted, printable, titled

if TYPE_CHECKING:
    from supamap.model.diagnostics import Diagnostic
    from supamap.model.linked import LinkedProject

_ORDER = {"table": 0, "bucket": 1, "rpc": 2, "function": 3}
_WORDS = {"function": "edge function"}


def render(linked: LinkedProject, *, color: bool = False) -> str:
    """A block for each resource, one for usages of unknown names, one for what could not be read, and a summary."""
    usages = sorted(set(linked.usages), key=usage_order)
    known = sorted((usage for usage in usages if usage.name is not None), key=_resource_order)
    blocks = [_block(resource, list(users), color) for resource, users in groupby(known, key=_resource)]
    dynamic = [usage for usage in usages if usage.name is None]
    if dynamic:
        blocks.append(titled("name not known", map(_dynamic_row, dynamic), color=color))
    if linked.diagnostics:
        blocks.append(titled("not read as it stands", map(_unread_row, sorted(linked.diagnostics)), color=color))
    blocks.append(_summary(linked, known, dynamic))
    return "\n\n".join(blocks) + "\n"


def _resource(usage: Usage) -> str:
    return resource_id(usage.kind, usage.name or "", usage.schema)


def _resource_order(usage: Usage) -> tuple[int, str]:
    resource = _resource(usage)
    return _ORDER[resource.partition(":")[0]], resource


def _block(resource: str, usages: list[Usage], color: bool) -> str:
    kind, _, name = resource.partition(":")
    return titled(f"{_WORDS.get(kind, kind)} {printable(name)}", map(_row, usages), color=color)


def _row(usage: Usage) -> list[str]:
    notes = []
    if usage.origin is not Origin.CALL:
        notes.append(str(usage.origin))
    if usage.certainty is not Certainty.PROVEN:
        notes.append(str(usage.certainty))
    return [str(usage.location), _who(usage), ", ".join(sorted(usage.operations)), ", ".join(notes)]


def _dynamic_row(usage: Usage) -> list[str]:
    kind = str(usage.kind).replace("_", " ")
    return [str(usage.location), _who(usage), kind, ", ".join(sorted(usage.operations)), usage.reason or ""]


def _unread_row(diagnostic: Diagnostic) -> list[str]:
    place = f"{diagnostic.file}:{diagnostic.line}" if diagnostic.line else diagnostic.file
    return [place, diagnostic.message]


def _summary(linked: LinkedProject, known: list[Usage], dynamic: list[Usage]) -> str:
    resources = counted(len({_resource(usage) for usage in known}), "resource")
    text = f"{counted(len(known), 'usage')} of {resources} in {counted(linked.files_scanned, 'file')} scanned"
    if dynamic:
        text += f"; {counted(len(dynamic), 'usage')} of unknown name"
    if linked.diagnostics:
        text += f"; {counted(len(linked.diagnostics), 'place')} not read as it stands"
    # An empty answer is suspicious: say what it rests on.
    return text if linked.clients_found else f"{text}; no Supabase client was found"


def _who(usage: Usage) -> str:
    """The user's name; with its file where that is not the one in which the call stands."""
    file, _, name = usage.symbol.rpartition("#")
    return name if file == usage.location.file else usage.symbol
