"""What the pipeline hands to a command."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from supamap.model.coverage import DocsStatus
from supamap.model.differences import Difference
from supamap.model.explanations import FileExplanation, PlaceExplanation, WayAnswer
from supamap.model.findings import BaselineEntry, CheckReport, Finding, Severity
from supamap.model.linked import LinkedProject
from supamap.model.pages import Page, PageEdit, UnverifiedNote
from supamap.model.readings import SchemaReading


class Synced(msgspec.Struct, frozen=True):
    """What a sync would write below ``base``.

    ``pages`` were looked at; pages that are up to date have no edit. ``undocumented`` are the ids of known tables
    and buckets without a page. ``unverified`` are hand-written lines that the scan does not confirm. ``index`` are the
    paths of the pages about all others that were looked at, ``unrecognized`` those of files that say of no resource
    that they document it. ``schema`` is what the database's blocks are made of.
    """

    base: Path
    linked: LinkedProject
    schema: SchemaReading
    pages: tuple[Page, ...]
    edits: tuple[PageEdit, ...]
    unverified: tuple[UnverifiedNote, ...] = ()
    undocumented: tuple[str, ...] = ()
    index: tuple[str, ...] = ()
    unrecognized: tuple[str, ...] = ()


class Created(msgspec.Struct, frozen=True):
    """The pages to create below ``base``."""

    base: Path
    linked: LinkedProject
    edits: tuple[PageEdit, ...]


class CheckRequest(msgspec.Struct, frozen=True):
    """What one check is asked for, beside the configuration, over which it wins.

    ``paths`` are files or folders: only findings there count. ``today`` decides what has expired. A ``baseline`` that
    is named has to exist unless it is optional. ``since`` is a revision: only findings that are new to it count.
    """

    today: date
    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    baseline: Path | None = None
    baseline_optional: bool = False
    since: str = ""


class Checked(msgspec.Struct, frozen=True):
    """What a check found.

    ``found`` are all findings with their fingerprints, those that a baseline knows included. ``seconds`` is the time of
    each rule. ``former`` are the baseline's entries. ``documented`` says that there is any page.
    """

    linked: LinkedProject
    report: CheckReport
    found: tuple[tuple[Finding, str], ...]
    former: tuple[BaselineEntry, ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()
    documented: bool = True

    def fails(self, level: Severity | None) -> bool:
        """Whether a finding is as grave as ``level``; never when it is None."""
        order = list(Severity)
        return level is not None and any(
            order.index(one.finding.severity) <= order.index(level) for one in self.report.findings
        )


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


class Compared(msgspec.Struct, frozen=True):
    """Two schemas, and how the second differs from the first."""

    before: SchemaReading
    after: SchemaReading
    differences: tuple[Difference, ...]


class ImportedSchema(msgspec.Struct, frozen=True):
    """A snapshot that was written to ``path``, or that is there already; ``counts`` tells people what is in it."""

    path: str
    changed: bool
    counts: str
    reading: SchemaReading
