"""The number of a new page: its category's next free one. Numbers that exist never change."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase

from supamap.docs.mistakes import Mistake, page_error
from supamap.docs.naming import resource_name
from supamap.model.pages import Category, NumberingPolicy, Page

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def category_at(number: int | None, policy: NumberingPolicy) -> Category | None:
    """The category in whose range a page's number lies."""
    ranges = (each for each in policy.categories if number is not None and each.first <= number <= each.last)
    return next(ranges, None)


def category_of(resource: str, pages: Sequence[Page], policy: NumberingPolicy) -> Category:
    """The category of a resource: configured, that of similarly named pages, or the policy's own guess.

    Raises PageError when configuration names a category that does not exist.
    """
    assigned = assigned_category(resource, policy)
    if assigned is not None:
        return assigned
    if resource.startswith("bucket:"):
        found = next((category for category in policy.categories if category.kind == "bucket"), None)
        return found or category_named(policy.fallback, policy, resource)
    similar = _similar(resource, pages, policy)
    return similar or _by_keyword(resource, policy) or category_named(policy.fallback, policy, resource)


def assigned_category(resource: str, policy: NumberingPolicy) -> Category | None:
    """The category that configuration gives a resource, None if it says nothing of it."""
    name = next((name for pattern, name in policy.assigned if _fits(pattern, resource)), None)
    return category_named(name, policy, resource) if name is not None else None


def guessed_category(resource: str, pages: Sequence[Page], taken: Collection[int], policy: NumberingPolicy) -> Category:
    """The category of a resource that nobody assigned: a full one, only guessed, gives way to the fallback."""
    guess = category_of(resource, pages, policy)
    full = all(number in taken for number in range(guess.first, guess.last + 1))
    fallback = next((one for one in policy.categories if one.name == policy.fallback), None)
    return fallback if full and fallback is not None else guess


def category_named(name: str, policy: NumberingPolicy, resource: str) -> Category:
    """The category with this name. Raises PageError, which lists those that exist, when there is none."""
    for category in policy.categories:
        if category.name.casefold() == name.casefold():
            return category
    known = ", ".join(category.name for category in policy.categories)
    raise page_error([Mistake("", 0, f'{resource}: there is no category "{name}"', f"the categories are: {known}")])


def next_number(category: Category, taken: Collection[int], resource: str) -> int:
    """The category's lowest number that no file uses. Raises PageError when the range is full."""
    for number in range(category.first, category.last + 1):
        if number not in taken:
            return number
    text = f'{resource}: no number is free in category "{category.name}" ({category.first:02}–{category.last:02})'
    hint = "widen the category's range in supamap.toml, or assign the resource to another category"
    raise page_error([Mistake("", 0, text, hint)])


def _fits(pattern: str, resource: str) -> bool:
    return fnmatchcase(resource if ":" in pattern else resource_name(resource), pattern)


def _similar(resource: str, pages: Sequence[Page], policy: NumberingPolicy) -> Category | None:
    """The category of the pages whose resources share most leading words with this one."""
    votes: dict[str, list[int]] = {}
    for page in pages:
        category = category_at(page.number, policy)
        shared = max((_shared_words(resource, other) for other in page.resources), default=0)
        if category and category.kind == "table" and shared:
            votes.setdefault(category.name, []).append(shared)
    if not votes:
        return None
    best = max(max(shared) for shared in votes.values())
    name = max(votes, key=lambda name: (votes[name].count(best), -category_named(name, policy, resource).first))
    return category_named(name, policy, resource)


def _shared_words(first: str, second: str) -> int:
    shared = 0
    for one, other in zip(_words(first), _words(second), strict=False):
        if one != other:
            break
        shared += 1
    return shared


def _by_keyword(resource: str, policy: NumberingPolicy) -> Category | None:
    """The category one of whose keywords comes first in the name: ``user_collections`` is about users."""
    for word in _words(resource):
        for category in policy.categories:
            if category.kind == "table" and word in map(_singular, category.keywords):
                return category
    return None


def _words(resource: str) -> list[str]:
    return [_singular(word.lower()) for word in _WORDS.findall(resource_name(resource))]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
