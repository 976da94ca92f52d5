"""What the pipeline hands to a command."""

from __future__ import annotations

from pathlib import Path

import msgspec

from supamap.model.coverage import DocsStatus
from supamap.model.explanations import FileExplanation, PlaceExplanation, WayAnswer
from supamap.model.findings import Finding, Severity
from supamap.model.linked import LinkedProject
from supamap.model.pages import Page, PageEdit, UnverifiedNote


class Synced(msgspec.Struct, frozen=True):
    """What a sync would write below ``base``.

    ``pages`` were looked at; pages that are up to date have no edit. ``undocumented`` are the ids of known tables
    and buckets without a page. ``unverified`` are hand-written lines that the scan does not confirm.
    """

    base: Path
    linked: LinkedProject
    pages: tuple[Page, ...]
    edits: tuple[PageEdit, ...]
    unverified: tuple[UnverifiedNote, ...] = ()
    undocumented: tuple[str, ...] = ()


class Created(msgspec.Struct, frozen=True):
    """The pages to create below ``base``."""

    base: Path
    linked: LinkedProject
    edits: tuple[PageEdit, ...]


class Checked(msgspec.Struct, frozen=True):
    """What a check found."""

    linked: LinkedProject
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether there is more than notes."""
        return any(finding.severity is not Severity.NOTE for finding in self.findings)


class Surveyed(msgspec.Struct, frozen=True):
    """How complete the documentation is."""

    linked: LinkedProject
    status: DocsStatus


class Explained(msgspec.Struct, frozen=True):
    """What is known of a place or a file."""

    linked: LinkedProject
    subject: PlaceExplanation | FileExplanation


class Traced(msgspec.Struct, frozen=True):
    """How one thing leads to another."""

    linked: LinkedProject
    answer: WayAnswer

    @property
    def found(self) -> bool:
        """Whether there is any chain."""
        return bool(self.answer.chains)
