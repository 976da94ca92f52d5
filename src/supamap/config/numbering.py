"""Which numbers pages get: the categories of the configuration laid over the default ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import msgspec

from supamap.config.shapes import Bounds, Mistake, mistakes, shown
from supamap.model.pages import DEFAULT_CATEGORIES, Category, NumberingPolicy, Priority

_PATH = ("docs", "categories")
_DEFAULTS = {category.name: category for category in DEFAULT_CATEGORIES}


def category_mistakes(said: Mapping[str, Mapping[str, Any]]) -> Iterator[Mistake]:
    """Categories of the user's own without numbers, and ranges that overlap; numbers without their shape are passed."""
    for name, keys in said.items():
        if "numbers" not in keys and name not in _DEFAULTS:
            known = ", ".join(_DEFAULTS)
            yield Mistake(
                (*_PATH, name), f"{shown((*_PATH, name))} has no `numbers`; they may be left out for: {known}"
            )
    ranges = [
        (name, *keys["numbers"])
        for name, keys in said.items()
        if "numbers" in keys and next(mistakes(keys["numbers"], Bounds()), None) is None
    ]
    for (first, low, high), (second, other_low, other_high) in combinations(ranges, 2):
        if low <= other_high and other_low <= high:
            place = (*_PATH, second, "numbers")
            yield Mistake(place, f"{shown(place)} overlaps the numbers of “{first}” ({low}-{high})")


def numbering(said: Mapping[str, Mapping[str, Any]]) -> NumberingPolicy:
    """The policy of a configuration without mistakes.

    A category named like a default one keeps what the configuration does not say; a default category whose numbers the
    configuration gives to another one is gone.
    """
    chosen = [_category(name, keys) for name, keys in said.items()]
    kept = [
        default
        for default in DEFAULT_CATEGORIES
        if default.name not in said and not any(_overlap(default, category) for category in chosen)
    ]
    categories = tuple(sorted((*chosen, *kept), key=lambda category: category.first))
    names = [category.name for category in categories if category.kind == "table"]
    policy = NumberingPolicy(
        categories=categories,
        assigned=tuple((resource, name) for name, keys in said.items() for resource in keys.get("resources", ())),
    )
    return policy if policy.fallback in names else msgspec.structs.replace(policy, fallback=names[-1] if names else "")


def _category(name: str, keys: Mapping[str, Any]) -> Category:
    default = _DEFAULTS.get(name, Category(name, 0, 0))
    first, last = keys.get("numbers", (default.first, default.last))
    return Category(
        name=name,
        first=first,
        last=last,
        kind=keys.get("kind", default.kind),
        keywords=tuple(keys.get("keywords", default.keywords)),
        priority=Priority(keys.get("priority", default.priority)),
    )


def _overlap(one: Category, other: Category) -> bool:
    return one.first <= other.last and other.first <= one.last
