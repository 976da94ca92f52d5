"""Tested examples as one JSON document; its schema is ``schemas/examples.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.json_text import document

if TYPE_CHECKING:
    from supamap.model.examples import ExampleReport

SCHEMA_VERSION = 1


def render(report: ExampleReport) -> str:
    """The document, one fault a line, ending with a line feed."""
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "schema": report.schema,
            "examples": report.examples,
            "faults": [
                {"page": one.page, "line": one.line, "message": one.message, "hint": one.hint or None}
                for one in report.faults
            ],
            "untested": [{"page": one.page, "line": one.line, "reason": one.reason} for one in report.untested],
        }
    )
