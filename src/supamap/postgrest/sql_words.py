"""Names, constants and conditions as SQL."""

from __future__ import annotations

import re
from collections.abc import Sequence

from supamap.model.queries import QueryCall, Scalar
from supamap.model.schema import QualifiedName
from supamap.postgrest.select_values import JsonStep

_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")
# Those that name no column or table without quotes (PostgreSQL, appendix C, "reserved").
_WORDS = """
all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
leading limit localtime localtimestamp not null offset on only or order placing primary references returning select
session_user some symmetric system_user table then to trailing true union unique user using variadic when where
window with
"""
_RESERVED = frozenset(_WORDS.split())
_OPERATORS = {
    "eq": "=", "neq": "<>", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "like": "like", "ilike": "ilike",
    "contains": "@>", "containedBy": "<@", "overlaps": "&&", "cs": "@>", "cd": "<@", "ov": "&&", "match": "~",
    "imatch": "~*", "regexMatch": "~", "regexIMatch": "~*",
}  # fmt: skip
_TEXT_SEARCH = {"plain": "plainto_tsquery", "phrase": "phraseto_tsquery", "websearch": "websearch_to_tsquery"}


class NoSqlError(Exception):
    """The query has a part that is not put into SQL here."""


def condition(column: str, call: QueryCall) -> str:
    """What a filter demands of a column; a parameter stands for what is not known."""
    method, negated = call.method, ""
    if method in ("filter", "not"):
        negated = "not " if method == "not" else ""
        method = call.operator
    known = [scalar(value) for value in call.values]
    parameter = f":{parameter_of(call.texts[0])}"
    if method == "is":
        return f"{column} is {negated}{known[0] if known else 'null'}"
    if method == "in" and call.method == "in":
        return f"{column} in ({', '.join(known)})" if known else f"{column} = any({parameter})"
    if method == "textSearch":
        function = _TEXT_SEARCH.get(next(iter(call.option("type")), ""), "to_tsquery")
        return f"{column} @@ {function}({parameter})"
    operator = _OPERATORS.get(method)
    if operator is None or (operator in ("@>", "<@", "&&") and known):
        raise NoSqlError
    text = f"{column} {operator} {known[0] if len(known) == 1 else parameter}"
    return f"not ({text})" if negated else text


def parameter_of(column: str) -> str:
    """The name of a parameter that holds a value of a column."""
    name = re.sub(r"\W+", "_", column.rpartition(".")[2]).strip("_")
    return name if name[:1].isalpha() else f"value_{name}"


def steps(path: Sequence[JsonStep]) -> str:
    """A path into JSON."""
    return "".join(
        f" {'->>' if one.as_text else '->'} {one.key if isinstance(one.key, int) else scalar(one.key)}" for one in path
    )


def scalar(value: Scalar) -> str:
    """A constant."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return (
        {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else str(value)
    )


def qualified(name: QualifiedName) -> str:
    """A table or function; ``public`` is left out."""
    return quoted(name.name) if name.schema == "public" else f"{quoted(name.schema)}.{quoted(name.name)}"


def quoted(name: str) -> str:
    """A name, in quotes where it needs them."""
    if _PLAIN.fullmatch(name) and name not in _RESERVED:
        return name
    return '"' + name.replace('"', '""') + '"'
