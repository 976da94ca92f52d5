"""The settings of one run, whether a file gave them or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from supamap.model.findings import Severity
from supamap.model.pages import NumberingPolicy, Priority
from supamap.model.schema import SourceKind
from supamap.model.sources import Role
from supamap.model.usage import Privilege

DOCS_FOLDER = "docs/tables"
SNAPSHOT = "supamap.schema.json"


class SourceSettings(msgspec.Struct, frozen=True):
    """Globs relative to the scanned root; an empty ``include`` means every file that discovery finds."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


class PageSubjects(msgspec.Struct, frozen=True):
    """Page ``file`` (a name inside the docs folder) documents ``resources`` (``table:system_config``)."""

    file: str
    resources: tuple[str, ...]


class ResourceSettings(msgspec.Struct, frozen=True):
    """What is said of one table or bucket; ``name`` is ``profiles``, ``table:profiles`` or ``bucket:avatars``.

    ``title`` is the heading of a new page, empty for the usual one (``Table: profiles``). ``purpose`` and ``owner`` are
    sentences for its page, empty when nobody said them here.
    """

    name: str
    priority: Priority | None = None
    title: str = ""
    purpose: str = ""
    owner: str = ""


class DocsSettings(msgspec.Struct, frozen=True):
    """Where the pages are and what they document. Both folders are absolute."""

    folder: Path
    templates: Path | None = None
    pages: tuple[PageSubjects, ...] = ()
    numbering: NumberingPolicy = NumberingPolicy()
    tables: tuple[ResourceSettings, ...] = ()


class GraphSettings(msgspec.Struct, frozen=True):
    """What the graph and the Integration Maps show beside the application itself."""

    tests: bool = False


class SchemaSettings(msgspec.Struct, frozen=True):
    """Where the schema is read from; ``source`` is None where the richest that is there counts.

    ``database_url`` is ``env:NAME`` or a URL. ``snapshot`` is absolute whether the file exists or not; ``types`` (a
    file) and ``folders`` (that hold a ``config.toml`` and ``migrations``) are absolute, and found where they are not
    given. ``seed`` lets migrations be followed by the seed files.
    """

    snapshot: Path
    source: SourceKind | None = None
    database_url: str | None = None
    types: Path | None = None
    folders: tuple[Path, ...] = ()
    seed: bool = False


class DeclaredClient(msgspec.Struct, frozen=True):
    """Definition ``symbol`` (``src/lib/db.ts#getDb``) is, or returns, a client: said by a person, not proven."""

    symbol: str
    privilege: Privilege = Privilege.UNKNOWN
    schema: str | None = None


class RoleRule(msgspec.Struct, frozen=True):
    """Files that match ``glob`` (relative to the scanned root) play ``role``; the first rule that matches counts."""

    glob: str
    role: Role


class CheckSettings(msgspec.Struct, frozen=True):
    """What ``supamap check`` runs and what makes it fail.

    ``severities`` pairs a rule or group with its severity, None to turn it off; ``fail_on`` is None for never.
    ``baseline`` is absolute.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity | None], ...] = ()
    fail_on: Severity | None = Severity.WARNING
    baseline: Path | None = None


class IgnoredFindings(msgspec.Struct, frozen=True):
    """An ``[[ignore]]``: findings of ``rule`` (``*`` for any) that a team does not want to see, and why.

    ``path`` is a pattern for files and ``resource`` one for names, in which ``*`` stands for any text; empty for all.
    ``expires`` is the last day on which it holds, None for ever.
    """

    rule: str
    reason: str
    path: str = ""
    resource: str = ""
    expires: date | None = None


class Config(msgspec.Struct, frozen=True):
    """Everything a run needs to know.

    ``base`` is the folder that paths of the documentation are relative to, ``root`` the application to scan; both are
    absolute. ``file`` is the configuration that was read, None when there is none. ``cache`` is the folder that keeps
    facts from run to run; None: nothing is kept.
    """

    base: Path
    root: Path
    docs: DocsSettings
    schema: SchemaSettings
    file: Path | None = None
    source: SourceSettings = SourceSettings()
    graph: GraphSettings = GraphSettings()
    clients: tuple[DeclaredClient, ...] = ()
    roles: tuple[RoleRule, ...] = ()
    check: CheckSettings = CheckSettings()
    ignored: tuple[IgnoredFindings, ...] = ()
    cache: Path | None = None
