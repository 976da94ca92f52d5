"""A schema as a JSON document: what the introspection statement yields and what a snapshot file holds."""

from __future__ import annotations

import re

import msgspec

from supamap.errors import SchemaError
from supamap.model.schema import Schema
from supamap.schema.ordering import ordered

FORMAT = "supamap-schema"
VERSION = 1
_SECRET = re.compile(r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|\bsb_secret_[\w-]+|\bsbp_[0-9a-f]{20,}")
"""A JSON web token (the service role's key is one), and Supabase's keys: they stand in cron jobs and bodies."""
_ANEW = "make it anew: run what `supamap schema sql` prints, and give the result to `supamap schema import`"


class _Heading(msgspec.Struct, frozen=True):
    format: str = ""
    version: int = 0


class _Document(msgspec.Struct, frozen=True):
    format: str
    version: int
    schema: Schema


def decoded(text: str, where: str) -> Schema:
    """Return the schema of a document, sorted, keys and tokens in its texts blacked out.

    Raises SchemaError, which names ``where``, when the text is no such document, is cut off, or of another
    version.
    """
    try:
        heading = msgspec.json.decode(text, type=_Heading)
    except msgspec.ValidationError as error:
        raise _foreign(where) from error
    except msgspec.DecodeError as error:
        raise _not_json(error, where) from error
    if heading.format != FORMAT:
        raise _foreign(where)
    if heading.version != VERSION:
        age = "a newer" if heading.version > VERSION else "an older"
        hint = f"update supamap, or {_ANEW}" if heading.version > VERSION else _ANEW
        raise SchemaError(f"the schema has version {heading.version}, of {age} supamap", where=where, hint=hint)
    try:
        document = msgspec.json.decode(_SECRET.sub("<redacted>", text), type=_Document)
    except msgspec.ValidationError as error:
        raise SchemaError(f"the schema is damaged: {error}", where=where, hint=_ANEW) from error
    return ordered(document.schema)


def encoded(schema: Schema) -> bytes:
    """Return the document of a schema, one value a line, ending in a newline; the same schema gives the same bytes."""
    document = msgspec.json.encode(_Document(FORMAT, VERSION, schema))
    return msgspec.json.format(document, indent=2) + b"\n"


def _foreign(where: str) -> SchemaError:
    return SchemaError("this is JSON, but no schema of supamap's", where=where, hint=_ANEW)


def _not_json(error: msgspec.DecodeError, where: str) -> SchemaError:
    if "truncated" in str(error):
        hint = "export the result of the SQL editor as a file rather than copying the cell that it shows"
        return SchemaError("the schema is cut off: it ends in the middle", where=where, hint=hint)
    return SchemaError(f"this is no JSON: {error}", where=where, hint=_ANEW)
