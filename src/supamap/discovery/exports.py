"""The ``exports`` and ``imports`` of a package.json, with their conditions put in one order."""

from __future__ import annotations

from supamap.discovery.paths import rooted
from supamap.model.project import PathRule

CONDITIONS = (
    "source", "development", "import", "module", "svelte", "deno", "browser", "react-native", "node", "require",
    "default",
)  # fmt: skip
"""Best first. Conditions that are not named here come after these, ``types`` last: they lead to declarations."""

_RANK = {name: rank for rank, name in enumerate(CONDITIONS)}
_LAST = {"types": len(CONDITIONS) + 1, "typings": len(CONDITIONS) + 1}


def export_rules(folder: str, exports: object) -> tuple[PathRule, ...] | None:
    """Return the rules of ``exports``, None when the package has none and so restricts nothing.

    Source: https://nodejs.org/api/packages.html#package-entry-points
    """
    if exports is None:
        return None
    if isinstance(exports, dict) and all(key.startswith(".") for key in exports):
        return tuple(_rule(folder, key, value) for key, value in exports.items())
    return (_rule(folder, ".", exports),)


def import_rules(folder: str, imports: object) -> tuple[PathRule, ...]:
    """Return the rules of ``imports``: patterns that begin with ``#``."""
    if not isinstance(imports, dict):
        return ()
    return tuple(_rule(folder, key, value) for key, value in imports.items() if key.startswith("#"))


def _rule(folder: str, key: str, value: object) -> PathRule:
    found = targets(value)
    if key.endswith("/"):  # the form of Node 12: a whole folder
        key, found = f"{key}*", [f"{target}*" for target in found]
    placed = (rooted(folder, target) if target.startswith(".") else target for target in found)
    return PathRule(key, tuple(dict.fromkeys(target for target in placed if target)))


def targets(value: object) -> list[str]:
    """Flatten conditions, best first; ``null`` closes a subpath and so has no target."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [target for entry in value for target in targets(entry)]
    if not isinstance(value, dict):
        return []
    ordered = sorted(value, key=lambda name: _RANK.get(name, _LAST.get(name, len(CONDITIONS))))
    return [target for name in ordered for target in targets(value[name])]
