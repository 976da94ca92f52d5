"""The baseline: findings that a team knows of, kept in a file beside the code, so that only new ones count.

The file is JSON with one entry a line, sorted, without line numbers: it changes only when findings come or go.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Sequence
from datetime import date

import msgspec

from supamap.errors import ConfigError
from supamap.model.findings import BaselineEntry, Finding
from supamap.model.locations import Location
from supamap.rules.fingerprints import fingerprinted
from supamap.rules.registry import META
from supamap.rules.rule import finding

FORMAT = "supamap.baseline"
VERSION = 1
STALE = META[2]


class Compared(msgspec.Struct, frozen=True):
    """Findings against a baseline: those that are new, and how many are known."""

    new: tuple[tuple[Finding, str], ...]
    known: int = 0


def compare(
    findings: Sequence[tuple[Finding, str]], entries: Iterable[BaselineEntry], today: date, ran: Container[str]
) -> Compared:
    """Leave out the findings that a baseline knows; an entry counts up to the day it expires on.

    An entry that does not occur any more is a finding itself, unless its rule is none of those that ``ran``.
    """
    listed = {entry.fingerprint: entry for entry in entries}
    found = {fingerprint for _, fingerprint in findings}
    valid = {name for name, entry in listed.items() if not _expired(entry, today)}
    gone = [_gone(entry) for name, entry in listed.items() if name not in found and entry.rule in ran]
    new = tuple(pair for pair in findings if pair[1] not in valid)
    if STALE.id not in ran:
        gone = []
    return Compared(new=(*new, *fingerprinted(gone)), known=len(findings) - len(new))


def entries_of(findings: Iterable[tuple[Finding, str]], former: Iterable[BaselineEntry] = ()) -> list[BaselineEntry]:
    """Entries for findings; reasons and dates of former entries stay. What is wrong with the check itself gets none."""
    kept = {entry.fingerprint: entry for entry in former}
    own = {card.id for card in META}
    return [_entry(finding, name, kept.get(name)) for finding, name in findings if finding.rule not in own]


def pruned(entries: Iterable[BaselineEntry], findings: Iterable[tuple[Finding, str]]) -> list[BaselineEntry]:
    """The entries that still occur."""
    found = {fingerprint for _, fingerprint in findings}
    return [entry for entry in entries if entry.fingerprint in found]


def write(entries: Iterable[BaselineEntry]) -> str:
    """The text of a baseline file."""
    ordered = sorted(entries, key=lambda entry: (entry.rule, entry.file, entry.resource, entry.fingerprint))
    lines = [json.dumps(msgspec.to_builtins(entry), ensure_ascii=False) for entry in ordered]
    body = "[]" if not lines else "[\n" + ",\n".join(f"    {line}" for line in lines) + "\n  ]"
    return f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n  "findings": {body}\n}}\n'


def read(text: str, place: str) -> tuple[BaselineEntry, ...]:
    """The entries of a baseline file. Raises ConfigError when it is none, or one of a newer version."""
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise _no_baseline(place, str(error)) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _no_baseline(place, f'it lacks `"format": "{FORMAT}"`')
    version = document.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        hint = "install a newer supamap" if newer else "write it anew: `supamap check --write-baseline`"
        raise ConfigError(f"the baseline has version {version}, this supamap reads {VERSION}", where=place, hint=hint)
    try:
        entries = msgspec.convert(document.get("findings"), tuple[BaselineEntry, ...])
    except msgspec.ValidationError as error:
        raise _no_baseline(place, str(error)) from error
    for entry in entries:
        _check_date(entry, place)
    return entries


def _entry(finding: Finding, name: str, former: BaselineEntry | None) -> BaselineEntry:
    return BaselineEntry(
        fingerprint=name,
        rule=finding.rule,
        message=finding.message,
        file=finding.location.file if finding.location else "",
        resource=finding.resource or "",
        reason=former.reason if former else "",
        expires=former.expires if former else "",
    )


def _gone(entry: BaselineEntry) -> Finding:
    place = Location(entry.file, 0) if entry.file else None
    message = f"{entry.rule} of the baseline does not occur any more: {entry.message}"
    hint = "`supamap check --prune-baseline` removes it"
    return finding(STALE, message, place, entry.resource or None, hint=hint, subject=entry.fingerprint)


def _expired(entry: BaselineEntry, today: date) -> bool:
    return bool(entry.expires) and date.fromisoformat(entry.expires) < today


def _check_date(entry: BaselineEntry, place: str) -> None:
    try:
        if entry.expires:
            date.fromisoformat(entry.expires)
    except ValueError as error:
        hint = "dates are written like 2026-12-31"
        raise ConfigError(f"entry {entry.fingerprint} expires on {entry.expires!r}", where=place, hint=hint) from error


def _no_baseline(place: str, reason: str) -> ConfigError:
    return ConfigError(
        f"this is no baseline: {reason}", where=place, hint="`supamap check --write-baseline` writes one"
    )
