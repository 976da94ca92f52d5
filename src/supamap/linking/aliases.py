"""Other names under which a file gives on what it knows by one: renamed exports, keys of objects, second constants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from supamap.model import facts

Aliases = dict[str, set[str]]


def aliases(file: facts.FileFacts) -> Aliases:
    """For each name the others: ``export { load as fetchRows } from …``, ``{ run: load }``, ``const run = load``."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, other in _pairs(file):
        if name != other:
            found[name].add(other)
    return dict(found)


def _pairs(file: facts.FileFacts) -> Iterator[tuple[str, str]]:
    for export in file.exports:
        if export.specifier:
            yield export.imported, export.name
        elif isinstance(export.value, facts.Local):
            yield from _named(file, export.value, export.name)
        elif export.value is not None:
            yield from _of_object(file, export.value)
    for binding in file.bindings:
        if isinstance(binding.value, facts.Local | facts.Imported):
            yield from _named(file, binding.value, binding.name)
        else:
            yield from _of_object(file, binding.value)
    for function in file.functions:
        for value in function.returns:
            yield from _of_object(file, value)


def _of_object(file: facts.FileFacts, value: facts.Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, facts.ObjectLiteral):
        for key, entry in value.entries:
            yield from _named(file, entry, key)


def _named(file: facts.FileFacts, value: facts.Value, other: str) -> Iterator[tuple[str, str]]:
    """The names that a value goes by, each with another one for it."""
    if isinstance(value, facts.Local):
        binding = file.bindings[value.binding]
        yield binding.name, other
        if isinstance(binding.value, facts.Imported):
            yield binding.value.name, other
    elif isinstance(value, facts.Imported | facts.Member):
        yield value.name, other
