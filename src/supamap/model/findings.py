"""What a check finds."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from supamap.model.locations import Location


class Severity(StrEnum):
    """How much a finding matters: an error is false documentation, a warning a likely mistake, a note worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(msgspec.Struct, frozen=True):
    """One thing a rule found. ``resource`` is a graph id (``table:profiles``), ``related`` the place of a reason."""

    rule: str
    severity: Severity
    message: str
    location: Location | None = None
    resource: str | None = None
    related: Location | None = None
