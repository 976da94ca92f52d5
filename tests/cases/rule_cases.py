"""The mini-language of tests/cases/rules: a small application that a rule finds something in, and the cure.

Above the first ``---`` stands what the case is about. Then come the files, each under ``--- path``; ``src/db.ts``,
which exports the client ``supabase``, and ``package.json`` are there by themselves. ``=== found`` holds the findings
of the folder's rule, all of them: ``PLACE severity message``, where PLACE is ``file:line``, ``file`` or ``-`` and the
message is its first line. Files under ``+++ path`` are the cure: they replace those above, an empty one removes; with
them the rule finds nothing. A case without a cure shows what the rule does not find, or finds otherwise.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from source_trees import CLIENT

from supamap.model.findings import Finding

FOLDER = Path(__file__).parent / "rules"
_HEAD = re.compile(r"^(---|===|\+\+\+) (\S+)\n", re.MULTILINE)


class RuleCase(msgspec.Struct, frozen=True):
    """One case of ``rule``: files before and after the cure (None without one), and the expected lines."""

    rule: str
    name: str
    files: dict[str, str]
    found: list[str]
    cured: dict[str, str] | None


def all_cases() -> list[RuleCase]:
    """Every case, by rule and name."""
    return [read_case(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def read_case(path: Path) -> RuleCase:
    """A case from its file."""
    _, *rest = _HEAD.split(path.read_text(encoding="utf-8"))
    parts = list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    files = {"src/db.ts": CLIENT, "package.json": "{}\n"} | {name: text for mark, name, text in parts if mark == "---"}
    cure = {name: text for mark, name, text in parts if mark == "+++"}
    (found,) = (text for mark, name, text in parts if (mark, name) == ("===", "found"))
    cured = {name: text for name, text in (files | cure).items() if text.strip()} if cure else None
    return RuleCase(path.parent.name, path.stem, files, sorted(line for line in found.splitlines() if line), cured)


def plant(files: dict[str, str], folder: Path) -> None:
    """Write an application."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def line(finding: Finding) -> str:
    """A finding as cases write it."""
    place = finding.location
    where = "-" if place is None else str(place) if place.line else place.file
    return f"{where} {finding.severity} {finding.message.partition(chr(10))[0]}"
