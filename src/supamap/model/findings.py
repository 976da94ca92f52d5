"""What a check finds, and what a report of it shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from supamap.model.locations import Location


class Severity(StrEnum):
    """How much a finding matters: an error is something false, a warning a likely mistake, an info worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class RuleGroup(StrEnum):
    """What a rule looks at; ``check`` holds what is wrong with the check's own baseline and suppressions."""

    INVENTORY = "inventory"
    PAGES = "pages"
    SCHEMA = "schema"
    ACCESS = "access"
    SCAN = "scan"
    CHECK = "check"


class RuleCard(msgspec.Struct, frozen=True):
    """What a reader is told of a rule.

    ``severity`` is the gravest that its findings have by themselves. ``page`` is the Markdown that explains the rule,
    empty where nobody needs it. ``default`` is false for a rule that runs only when it is named.
    """

    id: str
    group: RuleGroup
    severity: Severity
    summary: str
    page: str = ""
    default: bool = True


class Finding(msgspec.Struct, frozen=True):
    """One thing a rule found.

    ``resource`` is a graph id (``table:profiles``), ``related`` the place of a reason. ``hint`` says what to do.
    ``subject`` tells findings of one rule in one file apart without line numbers (``useProfile profiles.nmae``): a
    baseline recognises a finding by it. Without one the message does that.
    """

    rule: str
    severity: Severity
    message: str
    location: Location | None = None
    resource: str | None = None
    related: Location | None = None
    hint: str = ""
    subject: str = ""


class Reported(msgspec.Struct, frozen=True):
    """A finding as reports show it: with its fingerprint, and the text of its line where there is one."""

    finding: Finding
    fingerprint: str
    source: str = ""


class BaselineEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding that a team knows of. ``expires`` is the last day (``2026-12-31``) on which the entry counts."""

    fingerprint: str
    rule: str
    message: str
    file: str = ""
    resource: str = ""
    reason: str = ""
    expires: str = ""


class CheckReport(msgspec.Struct, frozen=True):
    """What a report of a check shows.

    ``findings`` are those that count: ``known`` is the number of those that a baseline covers, ``suppressed`` of those
    that comments and configuration silence. ``rules`` are the cards of all rules that ran. ``since`` is the revision
    that the findings are new to, empty without one.
    """

    findings: tuple[Reported, ...]
    rules: tuple[RuleCard, ...] = ()
    known: int = 0
    suppressed: int = 0
    since: str = ""
