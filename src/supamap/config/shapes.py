"""What a configuration may look like, and every mistake in one that does not."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from supamap.config.positions import KeyPath

_SHORT = 40
Complaint = Callable[[str], str]
"""Says what is wrong with a text; the empty string when nothing is."""


class Mistake(NamedTuple):
    """What is wrong at which key."""

    path: KeyPath
    message: str


def nothing_wrong(_text: str) -> str:
    """Accept every text."""
    return ""


class Text(msgspec.Struct, frozen=True):
    """A string."""

    complaint: Complaint = nothing_wrong
    expected: str = "a text in quotes"


class Flag(msgspec.Struct, frozen=True):
    """A boolean."""

    expected: str = "true or false"


class Choice(msgspec.Struct, frozen=True):
    """One of some words."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        """The words, as a message lists them."""
        return "one of " + ", ".join(self.words)


class Bounds(msgspec.Struct, frozen=True):
    """Two whole numbers, the first not above the second."""

    expected: str = "two whole numbers, the lower one first"


class ListOf(msgspec.Struct, frozen=True):
    """An array of one shape."""

    element: Shape

    @property
    def expected(self) -> str:
        """What an array of such elements is called."""
        return f"a list, each element {self.element.expected}"


class Table(msgspec.Struct, frozen=True):
    """A table with known keys."""

    keys: Mapping[str, Shape]
    expected: str = "a table"


class MapOf(msgspec.Struct, frozen=True):
    """A table whose keys are the user's own names."""

    value: Shape
    key_complaint: Complaint = nothing_wrong
    expected: str = "a table"


Shape = Text | Flag | Choice | Bounds | ListOf | Table | MapOf


def mistakes(value: object, shape: Shape, path: KeyPath = ()) -> Iterator[Mistake]:
    """Every way in which ``value`` does not have the shape, in the order of the document."""
    match shape, value:
        case Table(), dict():
            yield from _table_mistakes(value, shape, path)
        case MapOf(), dict():
            for key, inner in value.items():
                if complaint := shape.key_complaint(key):
                    yield Mistake((*path, key), complaint)
                yield from mistakes(inner, shape.value, (*path, key))
        case ListOf(), list():
            for index, element in enumerate(value):
                yield from mistakes(element, shape.element, (*path, index))
        case Text(), str():
            if complaint := shape.complaint(value):
                yield Mistake(path, f"{shown(path)} {complaint}")
        case Choice(), str() if value not in shape.words:
            yield Mistake(path, f"{shown(path)} must be {shape.expected}, not “{value}”{_near(value, shape.words)}")
        case (Choice(), str()) | (Flag(), bool()):
            pass
        case Bounds(), [int() as low, int() as high] if low <= high and bool not in (type(low), type(high)):
            pass
        case _:
            yield Mistake(path, f"{shown(path)} must be {shape.expected}, not {_named(value)}")


def shown(path: KeyPath) -> str:
    """A key as messages show it: dotted, an element of a list by its place from 1 on."""
    names = [part for part in path if isinstance(part, str)]
    places = "".join(f" (element {part + 1})" for part in path if isinstance(part, int))
    return f"`{'.'.join(names)}`{places}"


def _table_mistakes(value: Mapping[str, object], shape: Table, path: KeyPath) -> Iterator[Mistake]:
    for key, inner in value.items():
        if key in shape.keys:
            yield from mistakes(inner, shape.keys[key], (*path, key))
        else:
            known = "" if (near := _near(key, shape.keys)) else f"; known here: {', '.join(sorted(shape.keys))}"
            yield Mistake((*path, key), f"unknown key {shown((*path, key))}{near or known}")


def _near(word: str, words: Mapping[str, Shape] | tuple[str, ...]) -> str:
    closest = difflib.get_close_matches(word, list(words), n=1)
    return f"; did you mean `{closest[0]}`?" if closest else ""


def _named(value: object) -> str:
    match value:
        case str():
            return f"the text “{value}”"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case list():
            return text if len(text := str(value)) <= _SHORT else "a list"
        case dict():
            return "a table"
        case _:
            return f"“{value}”"
