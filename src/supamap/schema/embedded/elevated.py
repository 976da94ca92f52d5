"""Statements that the platform runs for a project's owner, but PostgreSQL only for a superuser; and extensions.

Each becomes a statement that does the same here, or stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_NAME = r'(?:"(?:[^"]|"")+"|[^\W\d][\w$]*)'
_EXTENSION = re.compile(
    rf"create\s+extension\s+(?:if\s+not\s+exists\s+)?(?P<name>{_NAME}|'[^']+')(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_VERSION = re.compile(rf"\s+version\s+(?:'[^']*'|{_NAME}|[\d.]+)", re.IGNORECASE)
_MOVE = re.compile(
    rf"alter\s+extension\s+(?P<name>{_NAME})\s+set\s+schema\s+(?P<schema>{_NAME})\s*;?\s*", re.IGNORECASE
)
_UPDATE = re.compile(rf"alter\s+extension\s+{_NAME}\s+update\b.*", re.IGNORECASE | re.DOTALL)
_EVENT_TRIGGER = re.compile(
    rf"""create\s+event\s+trigger\s+(?P<name>{_NAME})\s+on\s+(?P<event>\w+)
         (?:\s+when\s+tag\s+in\s*\((?P<tags>[^)]*)\))?
         \s+execute\s+(?:function|procedure)\s+(?P<function>{_NAME}(?:\s*\.\s*{_NAME})?)\s*\(\s*\)\s*;?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_PUBLICATION = re.compile(
    rf"create\s+publication\s+(?P<name>{_NAME})\s+for\s+all\s+tables\b.*", re.IGNORECASE | re.DOTALL
)


def adapted(code: str, words: tuple[str, ...]) -> str:
    """Return the statement to run in place of ``code``, whose first words are ``words``."""
    for start, pattern, change in _CHANGES:
        if words[: len(start)] == start and (found := pattern.fullmatch(code)):
            return change(found)
    return code


def _create_extension(found: re.Match[str]) -> str:
    """Take any version, and an extension that is there already: what there is here stands for all of them."""
    return f"create extension if not exists {found['name']}{_VERSION.sub('', found['rest'], count=1)}"


def _update_extension(_: re.Match[str]) -> str:
    """Leave the one version that there is."""
    return "select"


def _move_extension(found: re.Match[str]) -> str:
    return f"select supamap.move_extension({_literal(found['name'])}, {_literal(found['schema'])})"


def _create_event_trigger(found: re.Match[str]) -> str:
    tags = "null" if found["tags"] is None else f"array[{found['tags']}]"
    return (
        f"select supamap.create_event_trigger({_literal(found['name'])}, {_literal(found['event'])}, {tags}, "
        f"'{found['function'].replace(chr(39), chr(39) * 2)}'::regproc)"
    )


def _create_publication(found: re.Match[str]) -> str:
    return f"select supamap.create_publication_for_all_tables({_literal(found['name'])})"


def _literal(name: str) -> str:
    """Return a name as the catalog spells it, as a literal."""
    bare = name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()
    return "'" + bare.replace("'", "''") + "'"


_CHANGES: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (("create", "extension"), _EXTENSION, _create_extension),
    (("alter", "extension"), _MOVE, _move_extension),
    (("alter", "extension"), _UPDATE, _update_extension),
    (("create", "event", "trigger"), _EVENT_TRIGGER, _create_event_trigger),
    (("create", "publication"), _PUBLICATION, _create_publication),
)
