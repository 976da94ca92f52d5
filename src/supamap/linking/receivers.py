"""Whether the receiver of a candidate call is Supabase's: by what it evaluates to, else by the shape of the chain."""

from __future__ import annotations

import re

import msgspec

from supamap.linking import library
from supamap.linking.abstract import (
    Carrier,
    ClientHandle,
    External,
    GlobalName,
    Instance,
    Method,
    Outcome,
    Outcomes,
    Part,
    Pattern,
    Space,
    Structure,
    Text,
    Typed,
    ValueMethod,
)
from supamap.model import facts
from supamap.model.surface import BUCKET_ONLY, BUCKET_OPERATIONS, POSTGREST_ONLY, TABLE_OPERATIONS
from supamap.model.usage import Client, Privilege, ResourceKind, Step

_SUPABASE_NAME = re.compile(r"supabase|supa\b|\bsupa|\bsb(?:Client)?\b", re.IGNORECASE)
_STORAGE_NAME = re.compile(r"storage\W*$", re.IGNORECASE)
# Methods of other query builders: with one of these a chain is none of PostgREST's.
_FOREIGN = frozenset(
    {"where", "andWhere", "orWhere", "whereIn", "join", "leftJoin", "innerJoin", "values", "returning", "execute",
     "groupBy", "orderBy", "offset", "as", "pipe", "subscribe", "duration", "leftJoinAndSelect", "whereRef"}
)  # fmt: skip
# So many methods of a chain are looked at: later ones may be called on the rows that came of it.
_NEAR = 3
_POWER = (Privilege.SERVICE, Privilege.USER, Privilege.ANON, Privilege.UNKNOWN)


class Verdict(msgspec.Struct, frozen=True):
    """What kind of resource a candidate names, through which client, and whether only its shape says so."""

    kind: ResourceKind
    client: Client | None
    steps: tuple[Step, ...] = ()
    inferred: bool = False


def is_excluded(candidate: facts.Candidate, names: Outcomes) -> bool:
    """Whether a call cannot be Supabase's whatever its receiver is.

    What is chained is another query builder's, or the first argument is known and no string.
    """
    if candidate.method == "from" and any(call.method in _FOREIGN for call in candidate.chain[:_NEAR]):
        return True
    return bool(names) and all(_is_no_name(outcome) for outcome in names)


def _is_no_name(outcome: Outcome) -> bool:
    value = outcome.value
    if isinstance(value, External):
        return "()" in value.path
    return isinstance(value, Structure | Instance | Space | ClientHandle | Part | Method | Carrier | ValueMethod)


def judge(candidate: facts.Candidate, receivers: Outcomes) -> Verdict | None:
    """The verdict on a candidate whose receiver evaluates to ``receivers``; None for a call that is not Supabase's."""
    fitting = [(kind, one) for one in receivers if (kind := _kind(candidate.method, one)) is not None]
    if fitting:
        # What is more likely first; then the client that may do most, which must not be hidden.
        kind, outcome = min(fitting, key=lambda one: (one[1].inferred, _POWER.index(_client(one[1]).privilege)))
        others = {_client(one).privilege for _, one in fitting} - {_client(outcome).privilege, Privilege.UNKNOWN}
        also = tuple(sorted(others, key=_POWER.index))
        client = msgspec.structs.replace(_client(outcome), also=also) if also else _client(outcome)
        return Verdict(kind, client, outcome.steps, outcome.inferred)
    if receivers and all(_is_foreign(outcome) for outcome in receivers):
        return None
    by_hand = any(isinstance(outcome.value, Typed) for outcome in receivers)
    kind = _by_shape(candidate, by_hand)
    return Verdict(kind, None, (), True) if kind is not None else None


def _client(outcome: Outcome) -> Client:
    assert isinstance(outcome.value, ClientHandle | Part)
    return outcome.value.client


def _kind(method: str, outcome: Outcome) -> ResourceKind | None:
    value = outcome.value
    if isinstance(value, ClientHandle):
        return {"from": ResourceKind.TABLE, "rpc": ResourceKind.RPC}.get(method)
    if isinstance(value, Part):
        wanted = {
            ("from", "storage"): ResourceKind.BUCKET,
            ("invoke", "functions"): ResourceKind.EDGE_FUNCTION,
            ("on", "channel"): ResourceKind.REALTIME,
        }
        return wanted.get((method, value.name))
    return None


def _is_foreign(outcome: Outcome) -> bool:
    """Whether a value is known and has nothing to do with Supabase."""
    value = outcome.value
    if isinstance(value, External):
        return (
            not library.is_supabase(value.package) and "supabase" not in "/".join((value.package, *value.path)).lower()
        )
    if isinstance(value, GlobalName):
        return value.path[0][:1].isupper()
    return isinstance(
        value, Text | Pattern | Structure | Instance | Space | ValueMethod | ClientHandle | Part | Method | Carrier
    )


def _by_shape(candidate: facts.Candidate, by_hand: bool) -> ResourceKind | None:
    """What the chain looks like; a receiver whose type is written by hand may be named like a client and be none."""
    methods = [call.method for call in candidate.chain]
    named = not by_hand and _SUPABASE_NAME.search(candidate.hint) is not None
    if candidate.method == "on":
        return ResourceKind.REALTIME
    if candidate.method == "invoke":
        return ResourceKind.EDGE_FUNCTION if candidate.hint.rstrip("!?").endswith("functions") else None
    if candidate.method == "rpc":
        return ResourceKind.RPC if named else None
    if not methods or _FOREIGN.intersection(methods):
        return None
    in_storage = _STORAGE_NAME.search(candidate.hint) is not None
    if (in_storage and methods[0] in BUCKET_OPERATIONS) or methods[0] in BUCKET_ONLY:
        return ResourceKind.BUCKET
    if methods[0] in TABLE_OPERATIONS and (named or POSTGREST_ONLY.intersection(methods)):
        return ResourceKind.TABLE
    return None
