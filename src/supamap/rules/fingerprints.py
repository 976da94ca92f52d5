"""What a finding is recognised by when its line has moved: its rule, its file and what it is about."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from supamap.model.findings import Finding

_LENGTH = 20


def fingerprinted(findings: Iterable[Finding]) -> tuple[tuple[Finding, str], ...]:
    """Findings in their order of place, each with a fingerprint of 20 hexadecimal digits that no other one has.

    Neither lines nor wording count, so a finding keeps its fingerprint while code moves within its file. Findings that
    are alike are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    result: list[tuple[Finding, str]] = []
    for finding in sorted(findings, key=_place):
        key = _key(finding)
        result.append((finding, _digest(*key, str(seen[key]))))
        seen[key] += 1
    return tuple(result)


def _key(finding: Finding) -> tuple[str, ...]:
    file = finding.location.file if finding.location else ""
    return finding.rule, file, finding.resource or "", finding.subject or finding.message


def _place(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    where = (place.file, place.line, place.column) if place else ("", 0, 0)
    return finding.rule, *where, finding.resource or "", finding.subject, finding.message


def _digest(*parts: str) -> str:
    text = "\0".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
