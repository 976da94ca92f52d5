"""Usages as one JSON document; its schema is ``schemas/scan.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.json_text import document
from supamap.report.scan_rows import SCHEMA_VERSION, diagnostic_rows, usage_rows

if TYPE_CHECKING:
    from supamap.model.linked import LinkedProject


def render(linked: LinkedProject) -> str:
    """The document, one usage a line, ending with a line feed."""
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "usages": usage_rows(linked),
            "diagnostics": diagnostic_rows(linked),
            "files_scanned": linked.files_scanned,
        }
    )
