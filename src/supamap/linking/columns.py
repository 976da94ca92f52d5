"""The columns and embedded tables that a chain of methods names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from supamap.linking.abstract import Pattern, Structure, Text
from supamap.model import facts
from supamap.model.surface import COLUMN_FILTERS, PAYLOADS
from supamap.postgrest.filters import ColumnPath, parse_column, parse_columns, parse_logic, parse_order
from supamap.postgrest.select_values import Nested, SelectError, columns_of, embeds_of
from supamap.postgrest.selects import parse_select

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_DEEPEST = 4


class Shape(msgspec.Struct, frozen=True):
    """What a chain says of its table: own columns, embeds with theirs, and what is wrong with selects (``faults``)."""

    columns: frozenset[str] = frozenset()
    embeds: tuple[Nested, ...] = ()
    faults: tuple[str, ...] = ()


class ShapeReader:
    """Reads the shape of chains of one project."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def read(self, file: str, chain: tuple[facts.ChainCall, ...]) -> Shape:
        """The shape of one chain in a file."""
        columns: set[str] = set()
        embeds: dict[tuple[str, ...], Nested] = {}
        paths: list[ColumnPath] = []
        faults: list[str] = []
        for call in chain:
            if call.method == "select":
                for nested, own, fault in self._select(file, call):
                    columns.update(own)
                    embeds.update({one.path: one for one in nested if one.path not in embeds})
                    faults.extend(fault)
            else:
                paths.extend(self._paths(file, call))
        return self._joined(columns, embeds, paths, faults)

    def _joined(
        self, columns: set[str], embeds: dict[tuple[str, ...], Nested], paths: list[ColumnPath], faults: list[str]
    ) -> Shape:
        """Columns named by filters go to their table: the own one or an embedded one."""
        added: dict[tuple[str, ...], set[str]] = {}
        for path in paths:
            if not path.embed:
                columns.add(path.column)
                continue
            place = next(
                (key for key, one in embeds.items() if key == path.embed or (*key[:-1], one.target) == path.embed), None
            )
            if place is not None:
                added.setdefault(place, set()).add(path.column)
        nested = tuple(
            msgspec.structs.replace(one, columns=tuple(sorted({*one.columns, *added.get(key, ())})))
            for key, one in embeds.items()
        )
        return Shape(frozenset(columns), nested, tuple(faults))

    def _select(
        self, file: str, call: facts.ChainCall
    ) -> Iterator[tuple[tuple[Nested, ...], tuple[str, ...], tuple[str, ...]]]:
        if not call.arguments:
            yield (), ("*",), ()
            return
        for outcome in self._evaluator.evaluate(file, call.arguments[0]):
            if not isinstance(outcome.value, Text | Pattern):
                continue
            parsed = parse_select(outcome.value.text)
            if isinstance(parsed, SelectError):
                yield (), (), (parsed.message,)
            else:
                yield embeds_of(parsed), columns_of(parsed) or (("*",) if not outcome.value.text.strip() else ()), ()

    def _paths(self, file: str, call: facts.ChainCall) -> Iterator[ColumnPath]:
        if not call.arguments:
            return
        if call.method in COLUMN_FILTERS:
            prefix = self._referenced(file, call.arguments[1:])
            for text in self._texts(file, call.arguments[0]):
                parsed = parse_order(text) if call.method == "order" else parse_column(text)
                yield from _within(prefix, parsed)
        elif call.method == "or":
            prefix = self._referenced(file, call.arguments[1:])
            for text in self._texts(file, call.arguments[0]):
                yield from _within(prefix, parse_logic(text))
        elif call.method == "match":
            for key in self._keys(file, call.arguments[0], 0):
                yield from _within((), parse_column(key))
        elif call.method in PAYLOADS:
            yield from (ColumnPath(key) for key in self._keys(file, call.arguments[0], 0))
            for options in call.arguments[1:2] if call.method == "upsert" else ():
                for text in self._texts(file, facts.Member(options, "onConflict")):
                    yield from _within((), parse_columns(text))

    def _texts(self, file: str, value: facts.Value) -> Iterator[str]:
        for outcome in self._evaluator.evaluate(file, value):
            if isinstance(outcome.value, Text | Pattern):
                yield outcome.value.text

    def _referenced(self, file: str, options: tuple[facts.Value, ...]) -> tuple[str, ...]:
        """``{ referencedTable: 'author' }`` of ``order``, ``or`` and ``limit``."""
        for value in options:
            if not isinstance(value, facts.ObjectLiteral):
                continue
            for key, inner in value.entries:
                if key in ("referencedTable", "foreignTable"):
                    for text in self._texts(file, inner):
                        return tuple(text.split("."))
        return ()

    def _keys(self, file: str, value: facts.Value, depth: int) -> Iterator[str]:
        """The keys of a payload: an object, an array of objects, a constant that is one, a mapped array."""
        if depth > _DEEPEST:
            return
        if isinstance(value, facts.ObjectLiteral):
            yield from (key for key, _ in value.entries)
            for computed, _ in value.computed:
                yield from self._texts(file, computed)
            for spread in value.spreads:
                yield from self._keys(file, spread, depth + 1)
        elif isinstance(value, facts.ArrayLiteral):
            for element in value.elements:
                yield from self._keys(file, element, depth + 1)
        elif isinstance(value, facts.Choice):
            for option in value.options:
                yield from self._keys(file, option, depth + 1)
        elif isinstance(value, facts.Cast | facts.Spread):
            yield from self._keys(file, value.value, depth + 1)
        elif isinstance(value, facts.Call) and isinstance(value.callee, facts.Member) and value.callee.name == "map":
            yield from self._mapped(file, value, depth)
        elif isinstance(value, facts.Local):
            # Only what the file itself writes down: a payload that callers pass has keys of their own.
            yield from self._keys(file, self._evaluator.modules.facts(file).bindings[value.binding].value, depth + 1)

    def _mapped(self, file: str, call: facts.Call, depth: int) -> Iterator[str]:
        for function in call.arguments[:1]:
            for outcome in self._evaluator.evaluate(file, function):
                made = outcome.value
                if isinstance(made, Structure) and isinstance(made.value, facts.FunctionRef):
                    for value in self._evaluator.modules.facts(made.file).functions[made.value.function].returns:
                        yield from self._keys(made.file, value, depth + 1)


def _within(prefix: tuple[str, ...], parsed: object) -> Iterator[ColumnPath]:
    found = parsed if isinstance(parsed, tuple) else (parsed,)
    for path in found:
        if isinstance(path, ColumnPath):
            yield ColumnPath(path.column, (*prefix, *path.embed))
