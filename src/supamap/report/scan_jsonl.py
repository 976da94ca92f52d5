"""Usages as JSON lines. ``record`` says what each line is: first ``scan``, then ``usage``, then ``diagnostic``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.json_text import row
from supamap.report.scan_rows import SCHEMA_VERSION, diagnostic_rows, usage_rows

if TYPE_CHECKING:
    from supamap.model.linked import LinkedProject


def render(linked: LinkedProject) -> str:
    """The lines, each ending with a line feed; a usage has the fields it has in ``scan_json``."""
    head = {"record": "scan", "schema_version": SCHEMA_VERSION, "files_scanned": linked.files_scanned}
    usages = ({"record": "usage", **fields} for fields in usage_rows(linked))
    diagnostics = ({"record": "diagnostic", **fields} for fields in diagnostic_rows(linked))
    return "".join(f"{row(record)}\n" for record in (head, *usages, *diagnostics))
