"""Chains of methods to queries: what their arguments are, as far as that is known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from supamap.linking.abstract import Pattern, Structure, Text
from supamap.model import facts
from supamap.model.queries import Payload, Query, QueryCall, Scalar
from supamap.model.surface import COLUMN_FILTERS, PAYLOADS, QUERY_METHODS

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_DEEPEST = 4
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
# An option that names a table or columns may be a constant of another module.
_FOLLOWED = frozenset({"onConflict", "referencedTable", "foreignTable"})
_UNKNOWN = Payload(complete=False)


class QueryReader:
    """Reads the queries of one project."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator

    def read(self, file: str, chain: tuple[facts.ChainCall, ...]) -> Query:
        """The query that a chain in a file makes."""
        return Query(tuple(self._call(file, call) for call in chain if call.method in QUERY_METHODS))

    def read_function(self, file: str, candidate: facts.Candidate) -> Query:
        """The query that a call of a database function makes, its arguments first."""
        given = candidate.arguments[1:2]
        payloads = tuple(self._payloads(file, given[0], 0)) if given else (Payload(),)
        first = QueryCall("rpc", candidate.line, payloads=payloads)
        return Query((first, *self.read(file, candidate.chain).calls))

    def _call(self, file: str, call: facts.ChainCall) -> QueryCall:
        method, arguments = call.method, call.arguments
        if method == "select":
            texts = tuple(self._texts(file, arguments[0])) if arguments else ("*",)
            return QueryCall(method, call.line, texts, options=self._options(file, arguments[1:]))
        if not arguments:
            return QueryCall(method, call.line)
        if method in PAYLOADS or method == "match":
            payloads = tuple(self._payloads(file, arguments[0], 0))
            options = self._options(file, arguments[1:])
            conflict = self._conflict(file, arguments[1:]) if method == "upsert" else ()
            return QueryCall(method, call.line, payloads=payloads, options=(*options, *conflict))
        if method in COLUMN_FILTERS or method == "or":
            return self._condition(file, call)
        options = self._options(file, arguments[1:])
        return QueryCall(method, call.line, values=tuple(self._constants(file, arguments[0])), options=options)

    def _condition(self, file: str, call: facts.ChainCall) -> QueryCall:
        column, *rest = call.arguments
        operator = ""
        if call.method in ("filter", "not") and rest:
            operator = next((one for one in self._constants(file, rest.pop(0)) if isinstance(one, str)), "?")
        return QueryCall(
            call.method,
            call.line,
            tuple(self._texts(file, column)),
            operator,
            tuple(self._constants(file, rest[0])) if rest else (),
            options=self._options(file, rest),
        )

    def _texts(self, file: str, value: facts.Value) -> Iterator[str]:
        for outcome in self._evaluator.evaluate(file, value):
            if isinstance(outcome.value, Text | Pattern):
                yield outcome.value.text

    def _options(self, file: str, values: Iterable[facts.Value]) -> tuple[tuple[str, Scalar], ...]:
        found: list[tuple[str, Scalar]] = []
        for value in values:
            if isinstance(value, facts.ObjectLiteral):
                for key, inner in value.entries:
                    followed = key in _FOLLOWED
                    known = self._texts(file, inner) if followed else self._constants(file, inner)
                    found.extend((key, one) for one in known)
        return tuple(found)

    def _conflict(self, file: str, values: Iterable[facts.Value]) -> tuple[tuple[str, Scalar], ...]:
        """The columns of ``onConflict`` in options that stand elsewhere."""
        elsewhere = [value for value in values if not isinstance(value, facts.ObjectLiteral)]
        texts = (text for value in elsewhere for text in self._texts(file, facts.Member(value, "onConflict")))
        return tuple(("onConflict", text) for text in texts)

    def _constants(self, file: str, value: facts.Value) -> Iterator[Scalar]:
        """Constants that stand at the place itself, in a list there, or in a variable that is nothing else."""
        if isinstance(value, facts.Local):
            value = self._evaluator.modules.facts(file).bindings[value.binding].value
            if not isinstance(value, facts.Literal | facts.Constant):
                return
        if isinstance(value, facts.Literal):
            yield value.text
        elif isinstance(value, facts.Constant):
            yield from _scalar(value.text)
        elif isinstance(value, facts.Choice):
            for option in value.options:
                yield from self._constants(file, option)
        elif isinstance(value, facts.ArrayLiteral):
            for element in value.elements:
                yield from self._constants(file, element)
        elif isinstance(value, facts.Cast | facts.Narrowed):
            yield from self._constants(file, value.value)

    def _payloads(self, file: str, value: facts.Value, depth: int) -> Iterator[Payload]:
        """The objects of a payload: one, those of an array, of a constant that is one, of a mapped array."""
        if depth > _DEEPEST:
            yield _UNKNOWN
        elif isinstance(value, facts.ObjectLiteral):
            yield self._object(file, value, depth)
        elif isinstance(value, facts.ArrayLiteral):
            for element in value.elements:
                yield from self._payloads(file, element, depth + 1)
        elif isinstance(value, facts.Choice):
            for option in value.options:
                yield from self._payloads(file, option, depth + 1)
        elif isinstance(value, facts.Cast | facts.Narrowed | facts.Spread):
            yield from self._payloads(file, value.value, depth + 1)
        elif isinstance(value, facts.Call) and isinstance(value.callee, facts.Member) and value.callee.name == "map":
            yield from self._mapped(file, value, depth)
        elif isinstance(value, facts.Local):
            # Only what the file itself writes down, and other places may add keys: what callers pass has its own.
            held = self._evaluator.modules.facts(file).bindings[value.binding].value
            yield from (Payload(one.entries, complete=False) for one in self._payloads(file, held, depth + 1))
        else:
            yield _UNKNOWN

    def _object(self, file: str, value: facts.ObjectLiteral, depth: int) -> Payload:
        entries = {key: tuple(self._constants(file, inner)) for key, inner in value.entries}
        complete = True
        for computed, _ in value.computed:
            texts = tuple(self._texts(file, computed))
            complete = complete and bool(texts)
            entries.update((text, ()) for text in texts if text not in entries)
        for spread in value.spreads:
            for payload in self._payloads(file, spread, depth + 1):
                complete = complete and payload.complete
                entries.update((key, known) for key, known in payload.entries if key not in entries)
        return Payload(tuple(entries.items()), complete)

    def _mapped(self, file: str, call: facts.Call, depth: int) -> Iterator[Payload]:
        found = False
        for function in call.arguments[:1]:
            for outcome in self._evaluator.evaluate(file, function):
                made = outcome.value
                if isinstance(made, Structure) and isinstance(made.value, facts.FunctionRef):
                    for value in self._evaluator.modules.facts(made.file).functions[made.value.function].returns:
                        found = True
                        yield from self._payloads(made.file, value, depth + 1)
        if not found:
            yield _UNKNOWN


def _scalar(text: str) -> Iterator[Scalar]:
    if text in _WORDS:
        yield _WORDS[text]
        return
    try:
        number = float(text.replace("_", ""))
    except ValueError:
        return
    if math.isfinite(number):
        yield int(number) if number.is_integer() else number
