"""The block ``configuration`` of a bucket's page, and the rules of buckets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from supamap.docs.database.clauses import parts_of
from supamap.docs.database.phrases import bare
from supamap.docs.database.rights import policy_sentences
from supamap.docs.database.schema_block import source_name
from supamap.docs.database.security import matrix_lines, policy_lines
from supamap.docs.database.wording import Surroundings, codes, listed, prose
from supamap.docs.map_text import code
from supamap.model.schema import Bucket, Policy, Schema, Table
from supamap.sql.expressions import Binary, Expression, Literal, Membership, Name, children
from supamap.sql.parser import parse
from supamap.sql.printing import text_of

_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")
_BUCKET_COLUMN = "bucket_id"


def bucket_of(resource: str, schema: Schema) -> Bucket | None:
    """The bucket of an id (``bucket:avatars``)."""
    name = resource.partition(":")[2]
    return next((bucket for bucket in schema.buckets if bucket.name == name), None)


def configuration_lines(resources: Sequence[str], around: Surroundings) -> tuple[str, ...]:
    """The lines of the block for the buckets among a page's resources; below a bold name each if they are several."""
    lines: list[str] = []
    for resource in resources:
        name = resource.partition(":")[2]
        if len(resources) > 1:
            lines += [*([""] if lines else []), f"**{prose(name)}**", ""]
        bucket = bucket_of(resource, around.schema)
        if bucket is None:
            lines.append(f"{code(name)} is not in {source_name(around.schema)}.")
        else:
            lines += _configuration(bucket, around.schema)
    return tuple(lines)


def _configuration(bucket: Bucket, schema: Schema) -> list[str]:
    lines = [
        f"- {visibility(bucket)}",
        f"- Size limit: {size(bucket.file_size_limit)}",
        f"- MIME types: {codes(bucket.allowed_mime_types) or 'any'}",
    ]
    if not schema.knows("policies"):
        return [*lines, "", f"Not known from {source_name(schema)}: storage policies."]
    objects = _objects(schema)
    policies = storage_policies(bucket.name, schema)
    if not policies:
        return [*lines, "", "No storage policy names this bucket: only roles that bypass row-level security reach it."]
    table = msgspec.structs.replace(objects, rls=True, policies=policies)
    return [*lines, "", *matrix_lines(table, knows_grants=False), "", *policy_lines(policies)]


def visibility(bucket: Bucket) -> str:
    """Who reads a file whose address is known."""
    if bucket.public:
        return "Public: whoever knows the address of a file reads it, without a policy"
    return "Private: a file is read with a policy or a signed address"


def size(limit: int | None) -> str:
    """A number of bytes in the largest unit that gives a whole number; ``none of its own`` without a limit."""
    if limit is None:
        return "none of its own"
    unit = 0
    while limit and limit % 1024 == 0 and unit < len(_UNITS) - 1:
        limit, unit = limit // 1024, unit + 1
    return f"{limit} {_UNITS[unit]}"


def bucket_sentences(bucket: Bucket, schema: Schema) -> Iterator[str]:
    """What the storage service and the policies hold a bucket to."""
    if bucket.public:
        yield "Everybody who knows its address reads an object: the bucket is public."
    if bucket.file_size_limit is not None:
        yield f"An object has at most {size(bucket.file_size_limit)}."
    if bucket.allowed_mime_types:
        yield f"Only {listed(list(map(code, bucket.allowed_mime_types)), 'or')} can be uploaded."
    if schema.knows("policies"):
        policies = [_without_bucket(each, bucket.name) for each in storage_policies(bucket.name, schema)]
        yield from policy_sentences(_objects(schema), policies, "object")


def storage_policies(bucket: str, schema: Schema) -> tuple[Policy, ...]:
    """The policies of ``storage.objects`` that may hold for a bucket: they name it, or no bucket at all."""
    found = []
    for policy in _objects(schema).policies:
        conditions = [parse(each) for each in (policy.using, policy.check) if each is not None]
        named = {name for each in conditions for name in _named_buckets(each)}
        if bucket in named or not named:
            found.append(policy)
    return tuple(found)


def _objects(schema: Schema) -> Table:
    found = (each for each in schema.platform if (each.schema, each.name) == ("storage", "objects"))
    return next(found, Table("storage", "objects", rls=True))


def _named_buckets(expression: Expression) -> Iterable[str]:
    """The texts that ``bucket_id`` is compared with."""
    match expression:
        case Binary(operator="=", left=left, right=right) if _is_bucket_column(left) or _is_bucket_column(right):
            yield from (each.text for each in map(_constant, (left, right)) if each is not None)
        case Membership(operand=operand, members=members) if _is_bucket_column(operand):
            yield from (each.text for each in map(_constant, members) if each is not None)
    for part in children(expression):
        yield from _named_buckets(part)


def _is_bucket_column(expression: Expression) -> bool:
    return isinstance(expression, Name) and expression.parts[-1] == _BUCKET_COLUMN


def _constant(expression: Expression) -> Literal | None:
    inner = bare(expression)
    return inner if isinstance(inner, Literal) and inner.quoted else None


def _without_bucket(policy: Policy, bucket: str) -> Policy:
    """A policy without the condition that the object is in the bucket, which goes without saying on its page."""
    return msgspec.structs.replace(
        policy, using=_shortened(policy.using, bucket), check=_shortened(policy.check, bucket)
    )


def _shortened(condition: str | None, bucket: str) -> str | None:
    if condition is None:
        return None
    parts = parts_of(parse(condition), "and")
    left = [each for each in parts if not _only_names(each, bucket)]
    return " and ".join(f"({text_of(each)})" for each in left) or "true"


def _only_names(condition: Expression, bucket: str) -> bool:
    """Whether a condition says nothing but that the object is in the bucket, or in one of several."""
    match condition:
        case Binary(operator="=", left=left, right=right):
            return any(map(_is_bucket_column, (left, right))) and bucket in _named_buckets(condition)
        case Membership(operand=operand, negated=False):
            return _is_bucket_column(operand) and bucket in _named_buckets(condition)
        case _:
            return False
