"""The schema as a file, and as people paste it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec
from msgspec.structs import replace

from supamap.errors import SchemaError
from supamap.model.schema import Schema, SourceKind
from supamap.schema.dependencies import with_body_dependencies
from supamap.schema.documents import FORMAT, decoded, encoded

_BEGINNING = re.compile(rf"""\{{\s*(?P<quote>""|")format(?P=quote)\s*:\s*(?P=quote){FORMAT}""")


def read_snapshot(path: Path, place: str) -> Schema:
    """Read what ``write_snapshot`` wrote. SchemaError when it is missing, damaged or of another version."""
    schema = replace(decoded(read_text(path, place), place), source=SourceKind.SNAPSHOT, origin=place)
    return with_body_dependencies(schema)


def read_text(path: Path, place: str) -> str:
    """Read a text file. SchemaError when it cannot be read or is no UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SchemaError(f"the file cannot be read: {error.strerror}", where=place) from error
    except UnicodeDecodeError as error:
        raise SchemaError(f"the file is not UTF-8 (byte {error.start})", where=place) from error


def pasted_schema(text: str, place: str) -> Schema:
    """Read what an SQL editor gives for the statement: the document, or its cell in JSON, in CSV or in a table.

    Raises SchemaError when there is no whole document of this version in it.
    """
    return decoded(_unwrapped(text.lstrip("\ufeff").strip()), place)


def write_snapshot(path: Path, schema: Schema) -> bool:
    """Write a schema; the file is then either the old one or the new one. Tell whether it changed.

    Raises SchemaError when it cannot be written.
    """
    content = encoded(schema)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise SchemaError(f"the snapshot cannot be written: {error.strerror}", where=str(path)) from error
    return True


def _unwrapped(text: str) -> str:
    try:
        inner = _inner(msgspec.json.decode(text))
    except msgspec.DecodeError:
        return _cell(text)
    return inner if isinstance(inner, str) else msgspec.json.encode(inner).decode()


def _inner(value: object) -> object:
    """Go into lists and objects of one member, and into texts that are JSON, down to the document."""
    match value:
        case {"format": _}:
            return value
        case [only]:
            return _inner(only)
        case dict() if len(value) == 1:
            return _inner(next(iter(value.values())))
        case str():
            return _unwrapped(value)
        case _:
            return value


def _cell(text: str) -> str:
    """Find the document in a CSV file, in a table of Markdown or psql, or in text around it."""
    found = _BEGINNING.search(text)
    if not found:
        return text
    end = text.rfind("}") + 1
    document = text[found.start() : end or len(text)]
    return document.replace('""', '"') if found["quote"] == '""' else document
