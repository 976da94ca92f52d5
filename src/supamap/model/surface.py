"""The surface of supabase-js 2.112: which methods read, write and filter, and where their arguments name columns.

Sources: supabase-js ``PostgrestQueryBuilder.ts``, ``PostgrestFilterBuilder.ts``, ``PostgrestTransformBuilder.ts``,
``StorageFileApi.ts``.
"""

from __future__ import annotations

TABLE_OPERATIONS = frozenset({"select", "insert", "update", "upsert", "delete"})

BUCKET_OPERATIONS = frozenset(
    {
        "upload", "uploadToSignedUrl", "createSignedUploadUrl", "update", "move", "copy", "createSignedUrl",
        "createSignedUrls", "download", "getPublicUrl", "info", "exists", "remove", "list", "listV2", "purgeCache",
    }
)  # fmt: skip

# Operations that only a bucket has: their presence tells a bucket from a table.
BUCKET_ONLY = BUCKET_OPERATIONS - {"update", "copy", "list", "info", "exists", "move", "remove"}

# The first argument names a column.
COLUMN_FILTERS = frozenset(
    {
        "eq", "neq", "gt", "gte", "lt", "lte", "like", "likeAllOf", "likeAnyOf", "ilike", "ilikeAllOf", "ilikeAnyOf",
        "regexMatch", "regexIMatch", "is", "isDistinct", "in", "notIn", "contains", "containedBy", "rangeGt",
        "rangeGte", "rangeLt", "rangeLte", "rangeAdjacent", "overlaps", "textSearch", "not", "filter", "order",
    }
)  # fmt: skip

# Methods that other query builders do not have: with an operation they tell PostgREST by its shape alone.
POSTGREST_ONLY = frozenset(
    {
        "eq", "neq", "gte", "lte", "likeAllOf", "likeAnyOf", "ilike", "containedBy", "textSearch", "maybeSingle",
        "single", "upsert", "overlaps", "throwOnError", "abortSignal", "csv", "rangeGte", "rangeLte", "match",
    }
)  # fmt: skip

PAYLOADS = frozenset({"insert", "update", "upsert"})

# What makes up a query, and those of it that say nothing by their arguments.
QUERY_METHODS = TABLE_OPERATIONS | COLUMN_FILTERS | {"or", "match", "limit", "single", "maybeSingle"}

CHAIN_METHODS = (QUERY_METHODS | BUCKET_OPERATIONS) - {"single", "maybeSingle"}

# Bucket operations on ``client.storage`` itself, whose first argument names the bucket.
STORAGE_OPERATIONS = frozenset({"createBucket", "getBucket", "updateBucket", "emptyBucket", "deleteBucket"})
