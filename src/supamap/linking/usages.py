"""Candidates to usages: receiver, name, operations, columns, callers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from supamap.linking.abstract import Outcome, Outcomes, Pattern, Symbolic, Text, Typed
from supamap.linking.addresses import may_hold_address, operations_of_address, resource_of_address
from supamap.linking.embeds import embedded
from supamap.linking.evaluation import Evaluator
from supamap.linking.instantiation import Instantiation, why_unknown
from supamap.linking.queries import QueryReader
from supamap.linking.receivers import Verdict, is_excluded, judge
from supamap.linking.templates import HOLE
from supamap.model import facts
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.locations import Location
from supamap.model.queries import Query
from supamap.model.surface import BUCKET_OPERATIONS, TABLE_OPERATIONS
from supamap.model.usage import Certainty, Origin, ResourceKind, Step, Usage
from supamap.postgrest.shapes import Shape, shape_of

_FIXED = {
    ResourceKind.RPC: ("call",),
    ResourceKind.EDGE_FUNCTION: ("invoke",),
    ResourceKind.REALTIME: ("subscribe",),
}


class Named(msgspec.Struct, frozen=True):
    """One name that a candidate may have, and whose usage that is; ``name`` is None if not known.

    ``symbol`` is the id of the very definition, be it one that a hook gives out.
    """

    symbol: str
    name: str | None
    steps: tuple[Step, ...] = ()
    inferred: bool = False
    reason: str | None = None
    inherited: bool = True


class UsageReader:
    """Makes usages of the candidates of one project."""

    def __init__(self, evaluator: Evaluator, instantiation: Instantiation) -> None:
        self._evaluator, self._instantiation = evaluator, instantiation
        self._queries = QueryReader(evaluator)
        self.diagnostics: list[Diagnostic] = []
        self._reported: dict[str, str] = {}

    def read(self, file: str, candidate: facts.Candidate) -> Iterator[Usage]:
        """All usages that a candidate stands for, none if it is not Supabase's."""
        if candidate.method == "url":
            yield from self._addressed(file, candidate)
            return
        if candidate.method != "on" and is_excluded(candidate, self._evaluator.evaluate(file, candidate.arguments[0])):
            return
        receivers = self._evaluator.evaluate(file, candidate.receiver)
        verdict = judge(candidate, receivers)
        if verdict is None:
            return
        symbol = self._user(file, candidate.definition)
        query = self._query(file, candidate, verdict)
        shape = shape_of(query) if query is not None else Shape()
        for _, fault in shape.faults:
            self.diagnostics.append(Diagnostic(file, candidate.line, DiagnosticKind.INVALID_SELECT, fault))
        for named in self._names(file, symbol, candidate, verdict):
            usage = self._usage(file, candidate, verdict, named)
            if query is None:
                yield usage
                continue
            columns = tuple(sorted(shape.columns)) if verdict.kind is ResourceKind.TABLE else ()
            yield msgspec.structs.replace(usage, columns=columns, query=query)
            if named.symbol == symbol or named.name is not None:
                yield from embedded(usage, shape)

    def _query(self, file: str, candidate: facts.Candidate, verdict: Verdict) -> Query | None:
        if verdict.kind is ResourceKind.TABLE:
            return self._queries.read(file, candidate.chain)
        return self._queries.read_function(file, candidate) if verdict.kind is ResourceKind.RPC else None

    def _addressed(self, file: str, candidate: facts.Candidate) -> Iterator[Usage]:
        """A raw address: what stands behind ``/rest/v1/`` and its like, when that is known."""
        if not may_hold_address(self._evaluator.modules, file, candidate.arguments[0]):
            return
        user = self._user(file, candidate.definition)
        for outcome in self._evaluator.evaluate(file, candidate.arguments[0]):
            if not isinstance(outcome.value, Text | Pattern):
                continue
            found = resource_of_address(outcome.value.text)
            # An address that is only shown or handed out is no call of a function; a bucket's may well be opened.
            requested = candidate.receiver != facts.Literal("")
            if found is not None and (requested or found[0] is ResourceKind.BUCKET):
                kind, name = found
                yield Usage(
                    kind=kind,
                    name=name,
                    location=Location(file, candidate.line, candidate.column, candidate.end_line),
                    symbol=self._reported[user],
                    part=user if self._reported[user] != user else "",
                    operations=operations_of_address(kind, candidate.receiver),
                    certainty=Certainty.INFERRED,
                    origin=Origin.URL,
                    via=_once(outcome.steps),
                )

    def _user(self, file: str, definition: int) -> str:
        """The id of a definition; reports name what a hook gives out by the hook."""
        known = self._evaluator.modules.facts(file)
        user = id_of(known, definition)
        self._reported[user] = symbol_of(known, definition)
        return user

    # -- names ------------------------------------------------------------------------------------------------------

    def _names(self, file: str, symbol: str, candidate: facts.Candidate, verdict: Verdict) -> list[Named]:
        value = candidate.arguments[0]
        if verdict.kind is ResourceKind.REALTIME:
            value = facts.Member(candidate.arguments[1], "table")
        outcomes = self._evaluator.evaluate(file, value)
        parameters = [one for one in outcomes if isinstance(one.value, Symbolic)]
        if parameters:
            defaults = [default for one in parameters for default in self._default(one)]
            outcomes = tuple(one for one in (*outcomes, *defaults) if not isinstance(one.value, Typed))
        given = [named for one in parameters for named in self._given(symbol, one, outcomes)]
        allowed = self._allowed(symbol, parameters, given)
        bounded = all(
            isinstance(one.value, Symbolic) and self._instantiation.is_bounded(one.value) for one in parameters
        )
        if allowed and bounded and all(named.symbol == symbol and named.name is None for named in given):
            # Without a caller the declared union is all that is known.
            given = []
        given.extend(allowed)
        found: list[Named] = []
        for outcome in outcomes:
            name = _name(outcome, verdict.kind)
            if name is not None and any(named.name == name for named in given):
                continue
            if name is not None:
                inherited = not any(named.name is not None for named in given)
                found.append(Named(symbol, name, outcome.steps, outcome.inferred, inherited=inherited))
            elif not isinstance(outcome.value, Symbolic):
                found.append(Named(symbol, None, outcome.steps, reason=why_unknown(outcome)))
        found.extend(given)
        if not found:
            found.append(Named(symbol, None, reason=_nothing(verdict.kind)))
        return _distinct(found)

    def _default(self, parameter: Outcome) -> tuple[Outcome, ...]:
        return self._instantiation.default(parameter.value) if isinstance(parameter.value, Symbolic) else ()

    def _given(self, symbol: str, outcome: Outcome, otherwise: Outcomes) -> Iterator[Named]:
        """The callers' names; a caller that leaves the argument out gets the constants that stand in for it."""
        assert isinstance(outcome.value, Symbolic)
        several = False
        for given in self._instantiation.of(outcome.value):
            several = True
            caller = self._user(given.file, given.definition)
            steps = (*outcome.steps, *given.steps)
            if given.omitted:
                fallen = [one.value.text for one in otherwise if isinstance(one.value, Text)]
                yield from (Named(caller, text, steps) for text in fallen)
            elif given.text is not None:
                yield Named(caller, given.text, steps, outcome.inferred or given.inferred)
            else:
                yield Named(caller, None, steps, reason=given.reason)
        if not several:
            yield Named(symbol, None, reason=self._instantiation.parameter_reason(outcome.value))

    def _allowed(self, symbol: str, parameters: list[Outcome], given: list[Named]) -> list[Named]:
        """What a parameter's declared union allows beyond what callers pass: listed once, at the place itself."""
        passed = {named.name for named in given}
        known = any(named.name is not None for named in given)
        return [
            Named(symbol, one.value.text, one.steps, True, inherited=not known)
            for parameter in parameters
            if isinstance(parameter.value, Symbolic)
            for one in self._instantiation.declared(parameter.value)
            if isinstance(one.value, Text) and one.value.text not in passed
        ]

    # -- usages -----------------------------------------------------------------------------------------------------

    def _usage(self, file: str, candidate: facts.Candidate, verdict: Verdict, named: Named) -> Usage:
        uncertain = verdict.inferred or named.inferred
        certainty = Certainty.DYNAMIC if named.name is None else Certainty.INFERRED if uncertain else Certainty.PROVEN
        return Usage(
            kind=verdict.kind,
            name=named.name,
            location=Location(file, candidate.line, candidate.column, candidate.end_line),
            symbol=self._reported[named.symbol],
            part=named.symbol if self._reported[named.symbol] != named.symbol else "",
            operations=_operations(candidate, verdict.kind),
            certainty=certainty,
            schema=self._schema(file, candidate, verdict),
            reason=named.reason,
            via=_once((*verdict.steps, *named.steps)),
            client=verdict.client,
            inherited=named.inherited,
        )

    def _schema(self, file: str, candidate: facts.Candidate, verdict: Verdict) -> str | None:
        if verdict.kind is ResourceKind.REALTIME:
            for outcome in self._evaluator.evaluate(file, facts.Member(candidate.arguments[1], "schema")):
                if isinstance(outcome.value, Text) and outcome.value.text not in ("public", "*"):
                    return outcome.value.text
            return None
        schema = verdict.client.schema if verdict.client is not None else None
        in_schema = verdict.kind in (ResourceKind.TABLE, ResourceKind.RPC)
        return schema if in_schema and schema not in ("public", "?") else None


def _name(outcome: Outcome, kind: ResourceKind) -> str | None:
    """The name an outcome gives; a function's may carry a path or query of which only the head matters."""
    value = outcome.value
    if kind is ResourceKind.EDGE_FUNCTION and isinstance(value, Text | Pattern):
        head = value.text.lstrip("/").replace("?", "/").split("/")
        known = head[0] if HOLE not in head[0] and (len(head) > 1 or isinstance(value, Text)) else ""
        return known or None
    if isinstance(value, Text):
        return value.text or None
    return None


def _nothing(kind: ResourceKind) -> str:
    if kind is ResourceKind.REALTIME:
        return "the subscription names no table: it hears the whole schema"
    return "the name is not a string that is known"


def _operations(candidate: facts.Candidate, kind: ResourceKind) -> tuple[str, ...]:
    if kind in _FIXED:
        return _FIXED[kind]
    wanted = TABLE_OPERATIONS if kind is ResourceKind.TABLE else BUCKET_OPERATIONS
    return tuple(sorted({call.method for call in candidate.chain if call.method in wanted}))


def id_of(file: facts.FileFacts, definition: int) -> str:
    """The id of a definition of a file."""
    name = file.definitions[definition].name if definition < len(file.definitions) else "<module>"
    return f"{file.path}#{name}"


def symbol_of(file: facts.FileFacts, definition: int) -> str:
    """The id of the definition that reports name: a function that a hook gives out goes by the hook's."""
    known = file.definitions[definition] if definition < len(file.definitions) else None
    return f"{file.path}#{known.within}" if known is not None and known.within else id_of(file, definition)


def _distinct(found: list[Named]) -> list[Named]:
    """One entry for each user and name, the most certain one first met."""
    kept: dict[tuple[str, str | None], Named] = {}
    for named in found:
        key = (named.symbol, named.name)
        if key not in kept or (kept[key].inferred and not named.inferred):
            kept[key] = named
    return list(kept.values())


def _once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(steps))
