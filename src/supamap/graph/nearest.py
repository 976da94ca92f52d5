"""What somebody may have meant who misspelt a name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BORDER = re.compile(r"[/#:]")


def nearest(word: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The names most like ``word``, best first; their last parts count, too (``useJobs`` of ``src/a.ts#useJobs``)."""
    known: dict[str, list[str]] = {}
    for name in sorted(set(names)):
        for key in _keys(name):
            known.setdefault(key, []).append(name)
    whole, last = word.casefold(), _last(word)
    keys = [last, *get_close_matches(whole, known, n=most), *get_close_matches(last, known, n=most)]
    found = dict.fromkeys(name for key in keys if key for name in known.get(key, ()))
    return tuple(found)[:most]


def did_you_mean(found: Iterable[str]) -> str:
    """The question after a mistake, with a semicolon before it; empty when nothing is near."""
    listed = list(found)
    return f"; did you mean {', '.join(listed[:-1])}{' or ' if listed[1:] else ''}{listed[-1]}?" if listed else ""


def _keys(name: str) -> set[str]:
    return {name.casefold(), _last(name)}


def _last(name: str) -> str:
    return _BORDER.split(name)[-1].casefold()
