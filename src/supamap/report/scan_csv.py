"""Usages as comma-separated values, for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from supamap.report.lines import printable
from supamap.report.scan_rows import usage_rows

if TYPE_CHECKING:
    from supamap.model.linked import LinkedProject

COLUMNS = (
    "file",
    "line",
    "column",
    "kind",
    "schema",
    "name",
    "operations",
    "columns",
    "symbol",
    "role",
    "certainty",
    "origin",
    "reason",
)
# A cell that begins so is a formula to Excel, LibreOffice and Google Sheets (OWASP, CSV injection). The full-width
# forms are taken for the plain ones in some locales.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(linked: LinkedProject) -> str:
    """A header and a row for each usage, lines ending with a line feed; lists are joined by blanks.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; control characters are spelt out.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(fields[name]) for name in COLUMNS] for fields in usage_rows(linked))
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{printable(text)}" if text.startswith(_FORMULA) else printable(text)
