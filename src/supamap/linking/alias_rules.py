"""Which alias rules hold where, and what they make of a specifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supamap.model.project import AliasScope, PathRule


class RuleMatch(msgspec.Struct, frozen=True):
    """A rule that speaks of a specifier; ``claims`` is false for a catch-all, which says nothing of whose it is."""

    pattern: str
    targets: tuple[str, ...]
    claims: bool


class RuleTable:
    """Rules as TypeScript reads them: exact ones first, then the longest prefix.

    Source: https://www.typescriptlang.org/tsconfig/#paths
    """

    def __init__(self, rules: Iterable[PathRule]) -> None:
        self._exact: dict[str, tuple[str, ...]] = {}
        starred: list[tuple[str, str, str, tuple[str, ...]]] = []
        for rule in rules:
            if "*" in rule.pattern:
                prefix, _, suffix = rule.pattern.partition("*")
                starred.append((prefix, suffix, rule.pattern, rule.targets))
            else:
                self._exact.setdefault(rule.pattern, rule.targets)
        self._starred = sorted(starred, key=lambda entry: (-len(entry[0]), -len(entry[1])))

    def match(self, specifier: str) -> RuleMatch | None:
        """Return the rule that decides about ``specifier``, its star filled in."""
        exact = self._exact.get(specifier)
        if exact is not None:
            return RuleMatch(specifier, exact, claims=True)
        for prefix, suffix, pattern, targets in self._starred:
            if specifier.startswith(prefix) and specifier.endswith(suffix) and len(specifier) >= len(prefix + suffix):
                star = specifier[len(prefix) : len(specifier) - len(suffix)]
                return RuleMatch(pattern, tuple(target.replace("*", star) for target in targets), bool(prefix))
        return None


class ScopeRules:
    """One scope of the project with its rules made ready."""

    def __init__(self, scope: AliasScope) -> None:
        self.origin = scope.origin
        self.base_url = scope.base_url
        self._table = RuleTable(scope.rules)

    def match(self, specifier: str) -> RuleMatch | None:
        """Return what this scope makes of ``specifier``."""
        return self._table.match(specifier)


class AliasLevels:
    """The scopes that hold in a folder, grouped by where they stand: nearest first."""

    def __init__(self, scopes: Iterable[AliasScope]) -> None:
        self._by_folder: dict[str, list[ScopeRules]] = {}
        for scope in scopes:
            self._by_folder.setdefault(scope.folder, []).append(ScopeRules(scope))
        self._known: dict[str, tuple[list[ScopeRules], ...]] = {}

    def levels(self, folder: str) -> tuple[list[ScopeRules], ...]:
        """Return the scopes of ``folder`` and of each folder around it."""
        known = self._known.get(folder)
        if known is None:
            outer = self.levels(folder[: folder.rfind("/")] if "/" in folder else "") if folder else ()
            own = self._by_folder.get(folder)
            known = self._known[folder] = (own, *outer) if own else outer
        return known
