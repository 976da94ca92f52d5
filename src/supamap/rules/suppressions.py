"""Comments and configuration that silence findings. Each needs a reason; one that silences nothing is a finding.

In code, in any kind of comment: ``supamap-ignore-next-line RULE… -- reason`` for the line below. On a page:
``<!-- supamap-ignore RULE… -- reason -->`` for the whole page. Rules are named by id, several with commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

import msgspec

from supamap.config.settings import IgnoredFindings
from supamap.model.findings import Finding
from supamap.model.locations import Location
from supamap.rules.registry import META, RULES
from supamap.rules.rule import finding

MARKER = "supamap-ignore"
_INVALID, _UNUSED = META[0], META[1]
_COMMENT = re.compile(
    r"(?://|/\*|<!--|\#|--|^\s*\*)[^\n]*?\bsupamap-ignore(?P<next>-next-line)?\b[ \t]*(?P<rest>[^\n]*)"
)
_END = re.compile(r"\s*(?:\*/\s*\}?|-->)\s*$")
_NAMES = frozenset((*RULES, *(card.id for card in META)))


class Suppression(msgspec.Struct, frozen=True):
    """Findings of ``rules`` are silenced in ``file``: in one line, or in all of it when ``line`` is 0.

    ``place`` is the comment itself.
    """

    rules: tuple[str, ...]
    file: str
    line: int
    place: Location


class Silenced(msgspec.Struct, frozen=True):
    """Findings that stay, what is wrong with suppressions among them, and the number of those that do not."""

    findings: tuple[Finding, ...]
    suppressed: int


def suppressions_in(file: str, text: str, *, page: bool) -> tuple[list[Suppression], list[Finding]]:
    """The suppressions in a file, and a finding for each that names no rule or no reason."""
    valid: list[Suppression] = []
    invalid: list[Finding] = []
    for found in _COMMENT.finditer(text) if MARKER in text else ():
        row = text.count("\n", 0, found.start("rest")) + 1
        place = Location(file, row)
        names, separator, reason = _END.sub("", found["rest"]).partition("--")
        rules = tuple(re.split(r"[,\s]+", names.strip())) if names.strip() else ()
        complaint = _complaint(rules, reason.strip() if separator else "", bool(found["next"]), page=page)
        if complaint:
            invalid.append(finding(_INVALID, complaint, place, subject=found["rest"].strip()))
        else:
            valid.append(Suppression(rules, file, 0 if page else row + 1, place))
    return valid, invalid


def silence(
    findings: Sequence[Finding], comments: Iterable[Suppression], ignores: Sequence[IgnoredFindings], ran: Iterable[str]
) -> Silenced:
    """Leave out what comments and configuration silence; add a finding for a comment that silences nothing.

    ``ran`` are the rules that ran: a comment for one that did not is not called unused.
    """
    by_place: dict[tuple[str, int, str], list[Suppression]] = {}
    listed = tuple(comments)
    for each in listed:
        for name in each.rules:
            by_place.setdefault((each.file, each.line, name), []).append(each)
    used: set[tuple[Location, str]] = set()
    kept: list[Finding] = []
    for one in findings:
        silencers = _silencers(one, by_place)
        used.update((each.place, one.rule) for each in silencers)
        if not silencers and not any(_ignored(one, each) for each in ignores):
            kept.append(one)
    return Silenced((*kept, *_unused(listed, used, frozenset(ran))), len(findings) - len(kept))


def _complaint(rules: Sequence[str], reason: str, next_line: bool, *, page: bool) -> str:
    if not rules:
        return "this suppression names no rule"
    unknown = [name for name in rules if name not in _NAMES]
    if unknown:
        return f"this suppression names {unknown[0]!r}, and there is no such rule"
    if not reason:
        return "this suppression has no reason: write it behind two hyphens, `-- reason`"
    if next_line and page:
        return "on a page a suppression holds for the whole page: write `supamap-ignore`"
    if not next_line and not page:
        return "in code a suppression holds for the next line: write `supamap-ignore-next-line`"
    return ""


def _silencers(one: Finding, by_place: Mapping[tuple[str, int, str], list[Suppression]]) -> list[Suppression]:
    place = one.location
    if place is None:
        return []
    at = [place.line, 0] if place.line else [0]
    return [each for line in at for each in by_place.get((place.file, line, one.rule), ())]


def _ignored(one: Finding, ignore: IgnoredFindings) -> bool:
    if ignore.rule not in ("*", one.rule):
        return False
    if ignore.path and not (one.location and fnmatchcase(one.location.file, ignore.path)):
        return False
    name = (one.resource or "").partition(":")[2]
    return not ignore.resource or any(fnmatchcase(each, ignore.resource) for each in (one.resource or "", name) if each)


def _unused(comments: Iterable[Suppression], used: set[tuple[Location, str]], ran: frozenset[str]) -> Iterator[Finding]:
    if _UNUSED.id not in ran:
        return
    for each in comments:
        for name in each.rules:
            if name in ran and (each.place, name) not in used:
                yield finding(_UNUSED, f"nothing is found here that {name} could suppress", each.place, subject=name)
