"""The state of the documentation as one JSON document; its schema is ``schemas/status.schema.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.json_text import document

if TYPE_CHECKING:
    from supamap.model.coverage import DocsStatus, PageStatus

SCHEMA_VERSION = 1


def render(status: DocsStatus) -> str:
    """The document, one page a line, ending with a line feed."""
    coverage = status.coverage
    return document(
        {
            "schema_version": SCHEMA_VERSION,
            "coverage": {"percent": coverage.percent, "covered": coverage.covered, "sections": coverage.total},
            "pages": [_row(page) for page in status.pages],
        }
    )


def _row(page: PageStatus) -> dict[str, object]:
    return {
        "page": page.path,
        "number": page.number,
        "resources": page.resources,
        "category": page.category,
        "priority": page.priority,
        "sections": {section.title: section.state for section in page.sections},
    }
