"""The keys of ``supamap.toml``."""

from __future__ import annotations

import re
from datetime import date

from supamap.config.shapes import Bounds, Choice, Flag, ListOf, MapOf, Table, Text
from supamap.model.findings import Severity
from supamap.model.pages import Priority
from supamap.model.schema import SourceKind
from supamap.model.sources import Role
from supamap.model.usage import Privilege

_RESOURCE = re.compile(r"((table|bucket):)?[^\s:*]+")
_PATTERN = re.compile(r"((table|bucket):)?[^\s:]+")
_ENVIRONMENT = re.compile(r"env:\w+")
_URL = re.compile(r"postgres(ql)?://")
_PASSWORD = re.compile(r"//[^@/]*:.*@|[?&]password=")
_SYMBOL = re.compile(r"[^#\\]+#\S+")


def _path_complaint(text: str) -> str:
    if not text.strip():
        return "is empty"
    return "uses `\\`; paths are written with `/` on every system" if "\\" in text else ""


def _resource_complaint(text: str) -> str:
    if _RESOURCE.fullmatch(text):
        return ""
    return f"names no resource: “{text}” is not `profiles`, `table:profiles` or `bucket:avatars`"


def _resource_key_complaint(name: str) -> str:
    return f"`{name}` {complaint}" if (complaint := _resource_complaint(name)) else ""


def _pattern_complaint(text: str) -> str:
    if _PATTERN.fullmatch(text):
        return ""
    return f"names no resource: “{text}” is not `profiles`, `user_*` or `bucket:avatars`"


def _word_complaint(text: str) -> str:
    return "" if text.strip() else "is empty"


def _date_complaint(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"is “{text}”, not a day like 2026-12-31"
    return ""


def _page_key_complaint(name: str) -> str:
    if "/" in name or "\\" in name:
        return f"`{name}` must be the name of a page inside the docs folder, without folders"
    return "" if name.endswith(".md") else f"`{name}` is not the name of a Markdown page (`11-system_config.md`)"


def _symbol_key_complaint(name: str) -> str:
    return "" if _SYMBOL.fullmatch(name) else f"`{name}` names no definition; write `src/lib/db.ts#getDb`"


def _glob_key_complaint(name: str) -> str:
    complaint = _path_complaint(name)
    return f"`{name}` {complaint}" if complaint else ""


def _url_complaint(text: str) -> str:
    if _ENVIRONMENT.fullmatch(text):
        return ""
    if not _URL.match(text):
        return "is neither `env:NAME`, the environment variable that holds it, nor postgresql://user@host:5432/postgres"
    # Not shown: the message must not repeat the password.
    return "holds a password, and this file is read by many; write `env:NAME`" if _PASSWORD.search(text) else ""


_PATH = Text(_path_complaint, "a path in quotes")
_GLOBS = ListOf(Text(_path_complaint, "a glob in quotes"))
AUTO = "auto"
"""The source of the schema is the richest that is there."""
_SOURCES = tuple(kind for kind in SourceKind if kind is not SourceKind.NONE)
_SAID = Text(_word_complaint, "a sentence in quotes")
_PRIORITY = Choice(tuple(Priority))
_RULES = ListOf(Text(_word_complaint, "the name of a rule or group"))
_LEVELS = tuple(Severity)
_RESOURCES = ListOf(Text(_resource_complaint, "a resource in quotes"))

DOCUMENT = Table(
    {
        "root": _PATH,
        "source": Table({"include": _GLOBS, "exclude": _GLOBS}),
        "docs": Table(
            {
                "folder": _PATH,
                "templates": _PATH,
                "pages": MapOf(_RESOURCES, _page_key_complaint),
                "categories": MapOf(
                    Table(
                        {
                            "numbers": Bounds(),
                            "kind": Choice(("table", "bucket")),
                            "resources": ListOf(Text(_pattern_complaint, "a resource or a pattern in quotes")),
                            "keywords": ListOf(Text(_word_complaint, "a word in quotes")),
                            "priority": _PRIORITY,
                        }
                    )
                ),
                "tables": MapOf(
                    Table({"title": _SAID, "priority": _PRIORITY, "purpose": _SAID, "owner": _SAID}),
                    _resource_key_complaint,
                ),
            }
        ),
        "graph": Table({"tests": Flag()}),
        "schema": Table(
            {
                "source": Choice((AUTO, *_SOURCES)),
                "database-url": Text(_url_complaint, "a URL or `env:NAME` in quotes"),
                "snapshot": _PATH,
                "types": _PATH,
                "folders": ListOf(_PATH),
                "seed": Flag(),
            }
        ),
        "clients": MapOf(
            Table({"privilege": Choice(tuple(Privilege)), "schema": Text()}),
            _symbol_key_complaint,
        ),
        "roles": MapOf(Choice(tuple(Role)), _glob_key_complaint),
        "check": Table(
            {
                "select": _RULES,
                "ignore": _RULES,
                "severity": MapOf(Choice((*_LEVELS, "off"))),
                "fail-on": Choice((*_LEVELS, "never")),
                "baseline": _PATH,
            }
        ),
        "ignore": ListOf(
            Table(
                {
                    "rule": Text(_word_complaint),
                    "path": Text(_path_complaint, "a path or pattern in quotes"),
                    "resource": Text(_word_complaint),
                    "reason": Text(_word_complaint),
                    "expires": Text(_date_complaint, "a day in quotes, like 2026-12-31"),
                }
            )
        ),
    }
)
