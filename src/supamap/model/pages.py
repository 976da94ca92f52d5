"""Documentation pages: what they document, how they are numbered, and what a sync would change on them."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ResourceSource(StrEnum):
    """Where it is said what a page documents, the strongest first."""

    CONFIGURATION = "configuration"
    FRONT_MATTER = "front-matter"
    HEADING = "heading"
    FILE_NAME = "file-name"


class Priority(StrEnum):
    """How soon a page should be complete, the most urgent first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Page(msgspec.Struct, frozen=True, order=True):
    """A page of the documentation folder.

    ``path`` is relative to the project's root and uses ``/``. ``number`` is the number its file name starts with, None
    without one. ``resources`` are graph ids (``table:profiles``, ``bucket:avatars``) in the order in which the page
    names them. ``title`` is the text of the level-1 heading, or the file's name without one.
    """

    path: str
    number: int | None
    resources: tuple[str, ...]
    title: str
    resource_source: ResourceSource


class UnverifiedNote(msgspec.Struct, frozen=True, order=True):
    """A hand-written line that the scan does not confirm, or that the database contradicts; ``reason`` says how.

    ``line`` is 1-based and counts the lines of the page as the plan leaves it.
    """

    file: str
    line: int
    text: str
    reason: str = "the scan does not confirm"


class PageEdit(msgspec.Struct, frozen=True):
    """One page before and after. ``before`` is None for a page that does not exist yet."""

    path: str
    before: bytes | None
    after: bytes
    unverified: tuple[UnverifiedNote, ...] = ()


class SyncPlan(msgspec.Struct, frozen=True):
    """What a sync changes; pages that are up to date have no edit. ``unverified`` covers those pages, too."""

    edits: tuple[PageEdit, ...]
    unverified: tuple[UnverifiedNote, ...] = ()


class BlockPlace(msgspec.Struct, frozen=True):
    """Where an owned block stands: in the section with one of these titles, the first of which a new section gets.

    A block that ``follows`` stands below what people wrote in the section, others above it. One that ``yields`` comes
    only into a section in which nobody has written anything; a new section it gets only if it ``founds`` one.
    """

    name: str
    titles: tuple[str, ...]
    follows: bool = False
    yields: bool = False
    founds: bool = False


PURPOSE = BlockPlace("purpose", ("Purpose",), yields=True)
OWNERSHIP = BlockPlace("ownership", ("Ownership",), yields=True)
INTEGRATION_MAP = BlockPlace("integration-map", ("Integration Map",))
SCHEMA = BlockPlace("schema", ("Schema",))
CONFIGURATION = BlockPlace("configuration", ("Configuration",))
BUSINESS_RULES = BlockPlace("business-rules", ("Business Rules",), follows=True)
EXAMPLE_QUERIES = BlockPlace(
    "example-queries",
    ("Example Queries", "Example Operations", "Examples", "Usage Examples", "Sample Queries"),
    yields=True,
    founds=True,
)
BLOCK_PLACES = (PURPOSE, OWNERSHIP, SCHEMA, CONFIGURATION, INTEGRATION_MAP, BUSINESS_RULES, EXAMPLE_QUERIES)


class IndexPage(msgspec.Struct, frozen=True):
    """A page about all others: its file name, its block, the title of a new one, and the sections the block fits in."""

    file: str
    block: str
    title: str
    sections: tuple[str, ...]


INVENTORY = IndexPage("00-INVENTORY.md", "inventory", "Inventory", ("Inventory", "Table of Contents"))
INVENTORY_SQL = IndexPage("01-INVENTORY_SQL.md", "inventory-sql", "Inventory SQL", ("Inventory SQL",))
NAVIGATION = IndexPage(
    "README.md", "navigation", "Tables and buckets", ("Navigation", "Table of Contents", "Contents", "Pages", "Index")
)
INDEX_PAGES = (INVENTORY, INVENTORY_SQL, NAVIGATION)

# The order of a page's sections; titles in one tuple stand at the same place.
SECTION_ORDER: tuple[tuple[str, ...], ...] = (
    ("Purpose",),
    ("Ownership",),
    ("Schema", "Configuration", "Columns", "Key Columns"),
    ("Integration Map",),
    ("Usage Patterns",),
    ("Security & Policies", "Security"),
    ("Business Rules",),
    ("Example Queries", "Example Operations"),
    ("Notes",),
)


class Category(msgspec.Struct, frozen=True):
    """A range of page numbers, ``first`` and ``last`` included.

    ``kind`` is ``table`` or ``bucket``. A table whose name holds one of the ``keywords`` as a word belongs here when
    neither configuration nor an existing page says otherwise. ``priority`` is that of its pages.
    """

    name: str
    first: int
    last: int
    kind: str = "table"
    keywords: tuple[str, ...] = ()
    priority: Priority = Priority.MEDIUM


DEFAULT_CATEGORIES: tuple[Category, ...] = (
    Category("core system", 10, 19, keywords=("user", "profile", "role", "system", "setting", "account", "api")),
    Category("conversations and jobs", 20, 29, keywords=("conversation", "message", "chat", "thread")),
    Category("generation", 30, 39, keywords=("job", "prompt", "preset", "generation", "queue")),
    Category("content library", 40, 49, keywords=("image", "video", "collection", "asset", "scene", "media", "file")),
    Category("characters", 50, 59, keywords=("character", "persona")),
    Category("projects", 60, 69, keywords=("project", "team", "organization", "workspace")),
    Category("testing and analytics", 70, 79, keywords=("test", "log", "metric", "event", "usage", "analytics")),
    Category("administration", 80, 89, keywords=("admin", "audit", "billing", "subscription")),
    Category("storage buckets", 90, 99, kind="bucket"),
    Category("other", 100, 999),
)


class NumberingPolicy(msgspec.Struct, frozen=True):
    """Which number a new page gets.

    ``assigned`` pairs a resource (``profiles``, ``table:profiles``, ``bucket:avatars``, or a ``*`` pattern of one)
    with the name of its category; the first pair that fits wins. ``fallback`` names the category of a table about
    which nothing is known.
    """

    categories: tuple[Category, ...] = DEFAULT_CATEGORIES
    assigned: tuple[tuple[str, str], ...] = ()
    fallback: str = "other"


class PageRequest(msgspec.Struct, frozen=True):
    """A page to create. Empty fields are derived: ``title`` and ``stem`` from the resources, the category by policy.

    ``file`` is the whole name of the file, with its number; then ``stem`` and ``category`` mean nothing.
    """

    resources: tuple[str, ...]
    file: str = ""
    title: str = ""
    stem: str = ""
    category: str = ""
    purpose: str = ""
    ownership: str = ""
