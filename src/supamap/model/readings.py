"""What reading the schema gave."""

from __future__ import annotations

import msgspec

from supamap.model.diagnostics import Diagnostic
from supamap.model.schema import Schema


class SchemaReading(msgspec.Struct, frozen=True):
    """A schema, and what was noticed on the way. ``said`` tells people in a few words what was read."""

    schema: Schema
    said: str
    diagnostics: tuple[Diagnostic, ...] = ()
