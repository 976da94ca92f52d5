"""Candidates to usages: receiver, name, operations, columns, callers."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from supamap.linking.abstract import ClientHandle, Outcome, Pattern, Text
from supamap.linking.addresses import Address, may_hold_address, operations_of_address, read_address
from supamap.linking.calls import UNKNOWN_SCHEMA
from supamap.linking.embeds import embedded
from supamap.linking.evaluation import Evaluator
from supamap.linking.instantiation import Instantiation
from supamap.linking.names import Named, NameReader
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

_PUBLIC = "public"
_FIXED = {
    ResourceKind.RPC: ("call",),
    ResourceKind.EDGE_FUNCTION: ("invoke",),
    ResourceKind.REALTIME: ("subscribe",),
}


class UsageReader:
    """Makes usages of the candidates of one project."""

    def __init__(self, evaluator: Evaluator, instantiation: Instantiation) -> None:
        self._evaluator, self._instantiation = evaluator, instantiation
        self._names = NameReader(evaluator, instantiation, self._user)
        self._queries = QueryReader(evaluator)
        self.diagnostics: list[Diagnostic] = []
        self._reported: dict[str, str] = {}

    def read(self, file: str, candidate: facts.Candidate) -> Iterator[Usage]:
        """All usages that a candidate stands for, none if it is not Supabase's."""
        if candidate.method == "url":
            yield from self._requested(file, candidate)
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
        names = self._named(file, symbol, candidate, verdict)
        for named, schema in _places(symbol, names, self._schemas(file, symbol, candidate, verdict)):
            usage = self._usage(file, candidate, verdict, named, schema)
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

    def _requested(self, file: str, candidate: facts.Candidate) -> Iterator[Usage]:
        """A raw address: what stands behind ``/rest/v1/`` and its like, when that is known."""
        value = candidate.arguments[0]
        if not may_hold_address(self._evaluator.modules, file, value):
            return
        # An address that is only shown or handed out is no call of a function; a bucket's may well be opened.
        requested = candidate.receiver != facts.Literal("")
        symbol = self._user(file, candidate.definition)
        for named in self._names.read(file, symbol, value, _addressed):
            if named.name is None:
                continue
            kind, name, way = named.name.split("/", 2)
            address = Address(ResourceKind(kind), name, way)
            if requested or address.kind is ResourceKind.BUCKET:
                yield Usage(
                    kind=address.kind,
                    name=address.name,
                    location=Location(file, candidate.line, candidate.column, candidate.end_line),
                    symbol=self._reported[named.symbol],
                    part=named.symbol if self._reported[named.symbol] != named.symbol else "",
                    operations=operations_of_address(address, candidate.receiver),
                    certainty=Certainty.INFERRED,
                    origin=Origin.URL,
                    via=_once(named.steps),
                )

    def _user(self, file: str, definition: int) -> str:
        """The id of a definition; reports name what a hook gives out by the hook."""
        known = self._evaluator.modules.facts(file)
        user = id_of(known, definition)
        self._reported[user] = symbol_of(known, definition)
        return user

    # -- names ------------------------------------------------------------------------------------------------------

    def _named(self, file: str, symbol: str, candidate: facts.Candidate, verdict: Verdict) -> list[Named]:
        value = candidate.arguments[0]
        if verdict.kind is ResourceKind.REALTIME:
            value = facts.Member(candidate.arguments[1], "table")
        found = self._names.read(file, symbol, value, lambda outcome: _name(outcome, verdict.kind))
        return found or [Named(symbol, None, reason=_nothing(verdict.kind))]

    # -- usages -----------------------------------------------------------------------------------------------------

    def _usage(
        self, file: str, candidate: facts.Candidate, verdict: Verdict, named: Named, schema: str | None
    ) -> Usage:
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
            schema=schema,
            reason=named.reason,
            via=_once((*verdict.steps, *named.steps)),
            client=verdict.client,
            inherited=named.inherited,
        )

    def _schemas(self, file: str, symbol: str, candidate: facts.Candidate, verdict: Verdict) -> list[Named]:
        """The schemas that the name may be of, as names; one that is not known has the reason."""
        if verdict.kind is ResourceKind.REALTIME:
            schema = facts.Member(candidate.arguments[1], "schema")
            texts = [one.value.text for one in self._evaluator.evaluate(file, schema) if isinstance(one.value, Text)]
            return [Named(symbol, next((text for text in texts if text not in (_PUBLIC, "*")), None))]
        client = verdict.client if verdict.kind in (ResourceKind.TABLE, ResourceKind.RPC) else None
        receivers = self._evaluator.evaluate(file, candidate.receiver) if client is not None else ()
        several = {one.value.client.schema for one in receivers if isinstance(one.value, ClientHandle)}
        if client is None or (len(several) == 1 and client.schema != UNKNOWN_SCHEMA):
            return [Named(symbol, client.schema if client is not None else None)]
        found = self._names.read(file, symbol, candidate.receiver, _schema)
        return [one for one in found if one.name is not None] or [
            Named(symbol, None, reason="the schema of the client is not known")
        ]


def _places(symbol: str, names: list[Named], schemas: list[Named]) -> Iterator[tuple[Named, str | None]]:
    """Each name with each schema, where both are the place's own or those of one caller; without a schema no name."""
    for named in names:
        for schema in schemas:
            if named.symbol == schema.symbol or symbol in (named.symbol, schema.symbol):
                user = named.symbol if named.symbol != symbol else schema.symbol
                known = schema.name if schema.name != _PUBLIC else None
                if schema.reason is not None:
                    yield Named(user, None, named.steps, reason=schema.reason, inherited=named.inherited), None
                else:
                    steps = (*named.steps, *schema.steps)
                    yield msgspec.structs.replace(named, symbol=user, steps=steps), known


def _schema(outcome: Outcome) -> str | None:
    """The schema of a client, None if it is not known."""
    value = outcome.value
    schema = value.client.schema or _PUBLIC if isinstance(value, ClientHandle) else UNKNOWN_SCHEMA
    return schema if schema != UNKNOWN_SCHEMA else None


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


def _addressed(outcome: Outcome) -> str | None:
    """What an address names, ``table/jobs/`` or ``bucket/avatars/public``; None if it names nothing."""
    if not isinstance(outcome.value, Text | Pattern):
        return None
    found = read_address(outcome.value.text)
    return f"{found.kind}/{found.name}/{found.way}" if found is not None else None


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


def _once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(steps))
