"""What a stage could not read, said once and never hidden."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class DiagnosticKind(StrEnum):
    """Why something was not, or only partly, read."""

    UNPARSED_FILE = "unparsed-file"
    UNREADABLE_FILE = "unreadable-file"
    NOT_TEXT = "not-text"
    SKIPPED_FILE = "skipped-file"
    UNRESOLVED_IMPORT = "unresolved-import"
    INVALID_SELECT = "invalid-select"
    BROKEN_PROJECT_FILE = "broken-project-file"
    FAILED_STATEMENT = "failed-statement"
    SKIPPED_STATEMENT = "skipped-statement"
    ASSUMED_EXTENSION = "assumed-extension"
    SCHEMA_SOURCE = "schema-source"


class Diagnostic(msgspec.Struct, frozen=True, order=True):
    """One thing that was not read as it stands. ``line`` is 1-based, 0 when the whole file is meant."""

    file: str
    line: int
    kind: DiagnosticKind
    message: str
