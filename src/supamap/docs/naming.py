"""What a page documents, as its front matter, its level-1 heading or its file name says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

_HEADING = re.compile(
    r"(?:storage\s+)?(?P<kind>tables?|views?|buckets?)(?:\s*:|\s+[–—-](?=\s))\s*(?P<names>.+)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*[,;&+]\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_REMARK = re.compile(r"\s+[–—-]+\s.*|\s*\([^()]*\)\s*\Z")
_NAME = re.compile(r"\w[\w.$-]*")
_FILE = re.compile(r"(?:(?P<number>\d+)[-_ ])?(?P<stem>.+?)\.md", re.IGNORECASE)
_FRONT_MATTER_KEYS = {"table": "table", "tables": "table", "view": "table", "bucket": "bucket", "buckets": "bucket"}


def resource_of(name: str, kind: str = "table") -> str:
    """The graph's id of a resource that is named with (``bucket:avatars``) or without its kind."""
    prefix, colon, rest = name.partition(":")
    if colon and prefix in ("table", "view", "bucket"):
        kind, name = ("bucket" if prefix == "bucket" else "table"), rest.strip()
    return f"{kind}:{name.removeprefix('public.') if kind == 'table' else name}"


def resource_name(resource: str) -> str:
    """The name without the kind: ``profiles`` for ``table:profiles``."""
    return resource.partition(":")[2]


def split_file_name(name: str) -> tuple[int | None, str]:
    """The number and the rest of ``12-profiles.md``; the number is None when the name starts with none."""
    found = _FILE.fullmatch(name)
    if found is None:
        return None, name
    return (int(found["number"]) if found["number"] else None), found["stem"]


def from_front_matter(values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...] | None:
    """What front matter says; None when it says nothing, an empty tuple when it says "no resource" (``tables: []``)."""
    keys = [key for key in values if key in _FRONT_MATTER_KEYS]
    if not keys:
        return None
    return _distinct(resource_of(name, _FRONT_MATTER_KEYS[key]) for key in keys for name in values[key])


def from_heading(title: str) -> tuple[str, ...] | None:
    """What a heading such as ``Tables: conversations & messages`` says; None when it is an ordinary title."""
    found = _HEADING.fullmatch(title.strip())
    if found is None:
        return None
    kind = "bucket" if found["kind"].lower().startswith("bucket") else "table"
    names = [name.strip(" `*\"'“”") for name in _SEPARATOR.split(_REMARK.sub("", found["names"]))]
    if not all(_NAME.fullmatch(name) for name in names):
        return None
    return _distinct(resource_of(name, kind) for name in names)


def from_known_name(names: Iterable[str], known: Collection[str], kind: str = "table") -> tuple[str, ...] | None:
    """The resource among ``known`` that has the first of the names that any has; of two kinds ``kind`` comes first."""
    other = "table" if kind == "bucket" else "bucket"
    candidates = (resource_of(name.strip(), each) for name in names for each in (kind, other))
    found = next((candidate for candidate in candidates if candidate in known), None)
    return None if found is None else (found,)


def _distinct(resources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(resources))
