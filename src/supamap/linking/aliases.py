"""Other names under which a file gives on what it knows by one: renamed exports, keys of objects, second constants."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from supamap.model import facts

_MOST = 8


class Aliases(msgspec.Struct, frozen=True):
    """Other names by name: of what the file declares itself (``own``), of what it imports (``imported``)."""

    own: dict[str, set[str]]
    imported: dict[str, set[str]]


def aliases(file: facts.FileFacts) -> Aliases:
    """What ``export { load as fetchRows } from …``, ``{ run: load }`` and ``const run = load`` add to names."""
    found = Aliases({}, {})
    for name, other, imported in _pairs(file):
        if name != other:
            (found.imported if imported else found.own).setdefault(name, set()).add(other)
    return Aliases(_few(found.own), _few(found.imported))


def _few(others: dict[str, set[str]]) -> dict[str, set[str]]:
    """A name with more than ``_MOST`` others (``e`` of minified code) stands for anything."""
    return {name: found for name, found in others.items() if len(found) <= _MOST or name == "default"}


def _pairs(file: facts.FileFacts) -> Iterator[tuple[str, str, bool]]:
    for export in file.exports:
        if export.specifier:
            yield export.imported, export.name, True
        elif isinstance(export.value, facts.Local):
            yield from _named(file, export.value, export.name)
        elif export.value is not None:
            yield from _of_object(file, export.value)
    for binding in file.bindings:
        if isinstance(binding.value, facts.Local):
            yield from _named(file, binding.value, binding.name)
        else:
            yield from _of_object(file, binding.value)
    for function in file.functions:
        for value in function.returns:
            yield from _of_object(file, value)


def _of_object(file: facts.FileFacts, value: facts.Value) -> Iterator[tuple[str, str, bool]]:
    if isinstance(value, facts.ObjectLiteral):
        for key, entry in value.entries:
            yield from _named(file, entry, key)


def _named(file: facts.FileFacts, value: facts.Value, other: str) -> Iterator[tuple[str, str, bool]]:
    """The name that a value goes by, the other one, and whether it is imported."""
    if isinstance(value, facts.Local):
        bound = file.bindings[value.binding]
        imported = isinstance(bound.value, facts.Imported)
        yield (bound.value.name if isinstance(bound.value, facts.Imported) else bound.name), other, imported
