"""The one order in which usages are shown, whatever order they were found in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supamap.model.usage import Client, Usage


def usage_order(usage: Usage) -> tuple[object, ...]:
    """A key for sorting: by place, then by everything else a usage says, so that equal keys mean equal usages."""
    return (
        *(usage.location, usage.kind, usage.schema or "", usage.name or "", usage.symbol, usage.origin),
        *(usage.operations, usage.columns, usage.certainty, usage.reason or "", usage.inherited),
        *(tuple((step.kind, step.file, step.line, step.text) for step in usage.via), _client_order(usage.client)),
    )


def _client_order(client: Client | None) -> tuple[str, ...]:
    return () if client is None else (client.factory, client.privilege, client.schema or "")
