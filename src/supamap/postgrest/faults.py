"""What is wrong with a usage by a schema, as values."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import msgspec

_LIKENESS = 0.7


class Fault(msgspec.Struct, frozen=True):
    """Something that the database would refuse, at ``line`` of the usage's file.

    ``rule`` is the id of the rule that says so. ``subject`` tells it from other faults of the same usage
    (``profiles.nmae``); ``hint`` says what to write instead.
    """

    rule: str
    line: int
    message: str
    subject: str
    hint: str = ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Ask for the name that was probably meant, empty when none is near."""
    spelled = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), list(spelled), n=1, cutoff=_LIKENESS)
    return f"did you mean {spelled[near[0]]}?" if near else ""
