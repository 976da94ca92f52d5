"""Explanations as one JSON document; its schema is ``schemas/explain.schema.json``.

``subject`` is ``place`` or ``file`` and says which of the two shapes it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.model.explanations import FileExplanation, PlaceExplanation
from supamap.model.sources import Role
from supamap.report.json_text import document
from supamap.report.scan_rows import diagnostic_row, step_row, usage_row

if TYPE_CHECKING:
    from supamap.model.explanations import ExplainedUsage, FileLink, Gap, OverlookedCall
    from supamap.model.graph import Node
    from supamap.model.usage import Usage

SCHEMA_VERSION = 1


def render(subject: PlaceExplanation | FileExplanation) -> str:
    """The document, ending with a line feed."""
    fields = _file(subject) if isinstance(subject, FileExplanation) else _place(subject)
    return document({"schema_version": SCHEMA_VERSION, **fields})


def _place(place: PlaceExplanation) -> dict[str, object]:
    return {
        "subject": "place",
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "usages": [_explained(each) for each in place.usages],
        "overlooked": [_overlooked(each) for each in place.overlooked],
        "passing": [_brief(each) for each in place.passing],
    }


def _explained(one: ExplainedUsage) -> dict[str, object]:
    row = usage_row(one.usage, one.role, one.browser)
    return {
        **row,
        "receiver": [step_row(step) for step in one.receiver],
        "naming": [step_row(step) for step in one.naming],
        "gaps": [_gap(gap) for gap in one.gaps],
    }


def _overlooked(call: OverlookedCall) -> dict[str, object]:
    return {
        "file": call.location.file,
        "line": call.location.line,
        "column": call.location.column,
        "end_line": max(call.location.line, call.location.end_line),
        "text": call.text,
        "symbol": call.symbol,
        "receiver": [step_row(step) for step in call.receiver],
        "gaps": [_gap(call.gap)],
    }


def _gap(gap: Gap) -> dict[str, object]:
    return {"missing": gap.missing, "remedy": gap.remedy}


def _brief(usage: Usage) -> dict[str, object]:
    return {
        "file": usage.location.file,
        "line": usage.location.line,
        "column": usage.location.column,
        "kind": usage.kind,
        "schema": usage.schema,
        "name": usage.name,
        "symbol": usage.symbol,
    }


def _file(file: FileExplanation) -> dict[str, object]:
    source = file.source
    return {
        "subject": "file",
        "file": source.path,
        "language": source.language,
        "role": source.role,
        "role_reason": source.role_reason,
        "route": file.routes[0] if file.routes else None,
        "routes": list(file.routes),
        "function": source.function,
        "definitions": [
            {"id": each.id, "name": each.name, "kind": each.kind, "line": each.line}
            | {"exported": each.exported, "role": each.role}
            for each in file.definitions
        ],
        "resources": [
            {"resource": each.resource, "operations": each.operations, "names": each.names} for each in file.resources
        ],
        "unknown": [usage_row(each, _role(file, each)) for each in file.unknown],
        "further": list(file.further),
        "uses": [_link(each) for each in file.uses],
        "users": [_link(each) for each in file.users],
        "entries": [_node(each) for each in file.entries],
        "diagnostics": [diagnostic_row(each) for each in file.diagnostics],
    }


def _role(file: FileExplanation, usage: Usage) -> Role:
    return next((each.role for each in file.definitions if each.id == usage.symbol), Role.OTHER)


def _link(link: FileLink) -> dict[str, object]:
    return {"file": link.file, "role": link.role, "names": link.names}


def _node(node: Node) -> dict[str, object]:
    return {"id": node.id, "name": node.name, "file": node.file, "line": node.line, "role": node.role}
