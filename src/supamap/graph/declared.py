"""Declared types as people write them."""

from __future__ import annotations

from supamap.model import facts

_LONGEST = 60


def type_text(declared: facts.Type | None) -> str:
    """A type in a few words (``BucketName``, ``'a' | 'b'``), cut where it is long; empty where it is not read."""
    text = _text(declared) if declared is not None else ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _text(declared: facts.Type) -> str:
    match declared:
        case facts.NamedType():
            return declared.name
        case facts.LiteralType():
            return f"'{declared.text}'"
        case facts.UnionType():
            parts = list(map(_text, declared.members[:_LONGEST]))
            return (" & " if declared.every else " | ").join(parts) if all(parts) else ""
        case facts.KeyOf():
            inner = _text(declared.subject)
            return f"keyof {inner}" if inner else ""
        case facts.IndexedType():
            outer, key = _text(declared.object), _text(declared.key)
            return f"{outer}[{key}]" if outer and key else ""
        case _:
            return ""
