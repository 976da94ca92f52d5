"""One usage as a record: what the machine-readable formats of a scan have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.linked import exposing_way
from supamap.model.orders import usage_order
from supamap.model.sources import Role

if TYPE_CHECKING:
    from supamap.model.diagnostics import Diagnostic
    from supamap.model.linked import LinkedProject
    from supamap.model.usage import Client, Step, Usage

SCHEMA_VERSION = 1


def usage_rows(linked: LinkedProject) -> list[dict[str, object]]:
    """A record for each usage, by place; ``schemas/scan.schema.json`` describes it."""
    roles = {definition.id: definition.role for definition in linked.definitions}
    ways = {exposure.user: exposure.way for exposure in linked.exposures}
    return [
        usage_row(usage, roles.get(usage.symbol, Role.OTHER), exposing_way(usage, ways))
        for usage in sorted(set(linked.usages), key=usage_order)
    ]


def diagnostic_rows(linked: LinkedProject) -> list[dict[str, object]]:
    """A record for each diagnostic, by place."""
    return [diagnostic_row(diagnostic) for diagnostic in sorted(set(linked.diagnostics))]


def usage_row(usage: Usage, role: Role, browser: tuple[str, ...] = ()) -> dict[str, object]:
    """One usage, whose user plays ``role``; ``browser`` is the way from code of browsers to a service client."""
    place = usage.location
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": max(place.line, place.end_line),
        "kind": usage.kind,
        "schema": usage.schema,
        "name": usage.name,
        "operations": sorted(usage.operations),
        "columns": sorted(usage.columns),
        "symbol": usage.symbol,
        "role": role,
        "certainty": usage.certainty,
        "origin": usage.origin,
        "via": [step_row(step) for step in usage.via],
        "client": None if usage.client is None else _client(usage.client),
        "reason": usage.reason,
        "browser": list(browser),
    }


def step_row(step: Step) -> dict[str, object]:
    """One step of a proof."""
    return {"kind": step.kind, "file": step.file, "line": step.line, "text": step.text}


def _client(client: Client) -> dict[str, object]:
    return {"factory": client.factory, "privilege": client.privilege, "schema": client.schema} | (
        {"also": client.also} if client.also else {}
    )


def diagnostic_row(diagnostic: Diagnostic) -> dict[str, object]:
    """One diagnostic."""
    return {
        "file": diagnostic.file,
        "line": diagnostic.line,
        "kind": diagnostic.kind,
        "message": diagnostic.message,
    }
