"""The parts of a configuration that ``supamap check`` reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from supamap.config.settings import CheckSettings, IgnoredFindings
from supamap.config.shapes import Mistake
from supamap.model.findings import Severity

OFF, NEVER = "off", "never"


def check_settings(table: Mapping[str, Any], base: Path) -> CheckSettings:
    """Build the settings of a ``[check]`` table without mistakes."""
    baseline = table.get("baseline")
    return CheckSettings(
        select=tuple(table.get("select", ())),
        ignore=tuple(table.get("ignore", ())),
        severities=tuple((name, level(word)) for name, word in table.get("severity", {}).items()),
        fail_on=level(table.get("fail-on", Severity.WARNING)),
        baseline=None if baseline is None else base / baseline,
    )


def ignored_findings(table: Mapping[str, Any]) -> IgnoredFindings:
    """Build one ``[[ignore]]`` without mistakes."""
    expires = table.get("expires")
    return IgnoredFindings(
        rule=table["rule"],
        reason=table["reason"],
        path=table.get("path", ""),
        resource=table.get("resource", ""),
        expires=None if expires is None else date.fromisoformat(expires),
    )


def ignore_mistakes(entries: object) -> Iterator[Mistake]:
    """Find entries that lack what each needs: a rule, and a reason."""
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        for key in ("rule", "reason"):
            if key not in entry:
                yield Mistake(("ignore", index), f"`[[ignore]]` {index + 1} has no `{key}`")


def level(word: str) -> Severity | None:
    """Read a severity; None for ``off`` and ``never``."""
    return None if word in (OFF, NEVER) else Severity(word)
