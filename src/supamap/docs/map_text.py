"""The wording of an Integration Map: what writing a block and reading one back must agree on."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote

import msgspec

from supamap.model.usage import PUBLIC_URL

PAGES, EDGE_FUNCTIONS, SERVICES = "Pages/Components", "Edge Functions", "Services/Hooks"
DATABASE = "Database"
# These always stand on a page; the further groups only when they have members.
ALWAYS = (PAGES, EDGE_FUNCTIONS, SERVICES)
GROUP_ORDER = (*ALWAYS, "API Routes", "Server", DATABASE, "Scripts", "Tests")

NONE_FOUND = "None found"
FURTHER = "also reached by:"
# Chains to operations that the user performs through others; the second when it performs some itself.
VIA, ALSO_VIA = "via", "also via"
DASH = " – "
ARROW = " → "

# Kinds of database objects, which have no file to link to: ``function `has_role` ``.
KINDS = ("materialized view", "function", "view", "trigger", "policy", "cron job")
# Only used where the graph names no operations, to tell a one-word note from an operation of an earlier scan.
OPERATIONS = frozenset(
    (
        *("select", "insert", "update", "upsert", "delete", "call", "invoke", "subscribe", "read", "write"),
        *("upload", "download", "list", "remove", "move", "copy", PUBLIC_URL),
    )
)

_CODE = r"(?P<{0}>`+)(?P<{1}>.+?)(?P={0})(?!`)"
_URL_SAFE = "/@+,=$~"
_WORD = re.compile(r"\w+")


class EntryKey(msgspec.Struct, frozen=True, order=True):
    """What tells one entry of a page from every other."""

    resource: str
    group: str
    name: str
    file: str


class Note(msgspec.Struct, frozen=True):
    """What a person wrote about an entry: text behind it and lines below it (indentation relative, no endings)."""

    text: str = ""
    nested: tuple[str, ...] = ()


class Style(msgspec.Struct, frozen=True):
    """How a page writes its lists: the bullet, bold group titles, blank lines inside the markers (as formatters do)."""

    bullet: str = "-"
    bold: bool = False
    spaced: bool = False


def code_pattern(fence: str, text: str) -> str:
    """A regular expression for a code span whose backticks and content are captured under these names."""
    return _CODE.format(fence, text)


def code(text: str) -> str:
    """A code span with exactly this text on one line, whatever backticks it holds."""
    content = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", content)), default=0) + 1)
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def code_text(content: str) -> str:
    """The text of a code span's content; the inverse of ``code``."""
    if content.strip() and content.startswith(" ") and content.endswith(" "):
        return content[1:-1]
    return content


def link_to(file: str, folder: str) -> str:
    """The URL of a file as seen from a folder, both relative to the root."""
    return quote(posixpath.relpath(f"/{file}", f"/{folder}"), safe=_URL_SAFE)


def linked_file(target: str, folder: str) -> str:
    """The file a relative URL leads to, relative to the root; empty for an address elsewhere. Undoes ``link_to``."""
    path = unquote(target.partition("#")[0])
    if not path or re.match(r"[A-Za-z][\w+.-]*:|//", path):
        return ""
    return posixpath.normpath(posixpath.join(f"/{folder}", path)).lstrip("/")


def words(text: str) -> frozenset[str]:
    """The words of a text without regard to case; those of a URL are its decoded ones."""
    return frozenset(_WORD.findall(unquote(text).casefold()))


def join_notes(first: Note, second: Note) -> Note:
    """Both notes of one entry; a repeated text stands once."""
    texts = dict.fromkeys(filter(None, (first.text, second.text)))
    nested = first.nested if first.nested == second.nested else (*first.nested, *second.nested)
    return Note("; ".join(texts), nested)
