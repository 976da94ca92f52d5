"""Example queries of a page: what the code really asks of its tables and buckets, as supabase-js and as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from supamap.docs.blocks import begin_marker, end_marker
from supamap.model.pages import EXAMPLE_QUERIES
from supamap.model.queries import Payload
from supamap.model.schema import QualifiedName
from supamap.model.usage import Origin, ResourceKind, Usage, resource_id
from supamap.postgrest.catalog import Catalog
from supamap.postgrest.code_text import table_code
from supamap.postgrest.column_checks import check_columns
from supamap.postgrest.plain_queries import PlainQuery, plain_query
from supamap.postgrest.sql_text import table_sql

# How many queries of each kind a page shows, in this order.
_SHOWN = {"select": 2, "insert": 1, "upsert": 1, "update": 1, "delete": 1}
_BUCKET_CALLS = {
    "upload": "const { data, error } = await supabase.storage.from({bucket}).upload(path, file);",
    "download": "const { data, error } = await supabase.storage.from({bucket}).download(path);",
    "getPublicUrl": "const { data } = supabase.storage.from({bucket}).getPublicUrl(path);",
    "createSignedUrl": "const { data, error } = await supabase.storage.from({bucket}).createSignedUrl(path, 3600);",
    "createSignedUrls": "const { data, error } = await supabase.storage.from({bucket}).createSignedUrls(paths, 3600);",
    "list": "const { data, error } = await supabase.storage.from({bucket}).list(folder);",
    "move": "const { data, error } = await supabase.storage.from({bucket}).move(from, to);",
    "copy": "const { data, error } = await supabase.storage.from({bucket}).copy(from, to);",
    "remove": "const { data, error } = await supabase.storage.from({bucket}).remove([path]);",
}


class _Example(msgspec.Struct, frozen=True):
    """A query in both languages; ``sql`` is None for one that is not put into SQL.

    ``counting`` says that it reads no row.
    """

    operation: str
    code: str
    sql: str | None
    counting: bool = False


def example_lines(resources: Sequence[str], usages: Iterable[Usage], catalog: Catalog | None) -> tuple[str, ...]:
    """The lines of the block, nothing when there is no query that is known as a whole.

    ``resources`` are what the page is about. With a schema a query that it contradicts is none.
    """
    wanted = set(resources)
    asked = [one for one in usages if one.name and resource_id(one.kind, one.name, one.schema) in wanted]
    tables = [one for one in asked if one.kind is ResourceKind.TABLE and one.origin is Origin.CALL]
    lines: list[str] = []
    for example in _chosen(tables, catalog):
        lines += ["```ts", *example.code.splitlines(), "```", ""]
        lines += ["```sql", *example.sql.splitlines(), "```", ""] if example.sql else []
    lines += _of_buckets(one for one in asked if one.kind is ResourceKind.BUCKET)
    return tuple(lines[:-1])


def made_with_schema(content: bytes) -> bool:
    """Whether a page's block of examples holds SQL, which only a schema gives."""
    block = content.partition(begin_marker(EXAMPLE_QUERIES.name).encode())[2]
    return b"```sql" in block.partition(end_marker(EXAMPLE_QUERIES.name).encode())[0]


def _of_buckets(usages: Iterable[Usage]) -> Iterator[str]:
    """What the code does with buckets; what the objects are called is its own business."""
    for bucket, operation in sorted({(one.name or "", name) for one in usages for name in one.operations}):
        call = _BUCKET_CALLS.get(operation)
        if call is not None:
            quoted = "'" + bucket.replace("\\", "\\\\").replace("'", "\\'") + "'"
            yield from ("```ts", call.replace("{bucket}", quoted), "```", "")


def _chosen(usages: Sequence[Usage], catalog: Catalog | None) -> Iterator[_Example]:
    """The most frequent queries of each operation; of equally frequent ones the first by text."""
    users: dict[_Example, set[str]] = {}
    for usage in usages:
        example = _example(usage, catalog)
        if example is not None:
            users.setdefault(example, set()).add(usage.user)
    ranked = sorted(users, key=lambda one: (one.counting, -len(users[one]), one.code))
    for operation, most in _SHOWN.items():
        yield from [one for one in ranked if one.operation == operation][:most]


def _example(usage: Usage, catalog: Catalog | None) -> _Example | None:
    query = plain_query(usage.query) if usage.query is not None else None
    if query is None or usage.name is None:
        return None
    code = table_code(usage.name, query, usage.schema)
    counting = dict(query.options).get("head") is True
    if catalog is None:
        whole = query.payload is None or query.payload.complete
        return _Example(query.operation, code, None, counting) if whole else None
    name = QualifiedName(usage.schema or catalog.default_schema, usage.name)
    if catalog.table(name) is None or any(check_columns(_as_whole(query).query, name, catalog)):
        return None
    return _Example(query.operation, code, table_sql(name, query, catalog), counting)


def _as_whole(query: PlainQuery) -> PlainQuery:
    """The query as it is shown: its payload has no other keys."""
    if query.payload is None:
        return query
    return msgspec.structs.replace(query, payload=Payload(query.payload.entries))
