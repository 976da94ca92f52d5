"""The privilege of a client by the key it is made with."""

from __future__ import annotations

import re

from supamap.model import facts
from supamap.model.usage import Privilege

_SERVICE = re.compile(r"service[-_]?role|service[-_]?key|secret|sb_secret_|\badmin[-_]?key", re.IGNORECASE)
_ANON = re.compile(r"anon|publishable|sb_publishable_|public[-_]?key", re.IGNORECASE)
_DEEPEST = 6


def key_privilege(file: facts.FileFacts, call: facts.Call) -> Privilege:
    """What the key, the second argument of ``createClient(url, key, options)``, says; UNKNOWN if nothing."""
    if len(call.arguments) < 2:
        return Privilege.UNKNOWN
    names = list(_names(file, call.arguments[1], 0))
    if any(_SERVICE.search(name) for name in names):
        return Privilege.SERVICE
    if not any(_ANON.search(name) for name in names):
        return Privilege.UNKNOWN
    options = [name for value in call.arguments[2:] for name in _names(file, value, 0)]
    return Privilege.USER if any(name.lower() == "authorization" for name in options) else Privilege.ANON


def _names(file: facts.FileFacts, value: facts.Value, depth: int) -> list[str]:
    """Every name and text in an expression, those of the bindings it mentions included."""
    if depth > _DEEPEST:
        return []
    match value:
        case facts.Literal(text):
            return [text]
        case facts.Member(subject, name):
            return [name, *_names(file, subject, depth + 1)]
        case facts.Global(name):
            return [name]
        case facts.Imported(_, name):
            return [name]
        case facts.Local(index):
            binding = file.bindings[index]
            return [binding.name, *_names(file, binding.value, depth + 1)]
        case facts.Call(callee, arguments):
            return [name for part in (callee, *arguments) for name in _names(file, part, depth + 1)]
        case facts.Choice(options):
            return [name for option in options for name in _names(file, option, depth + 1)]
        case facts.ObjectLiteral(entries):
            return [name for key, part in entries for name in (key, *_names(file, part, depth + 1))]
        case facts.Index(subject, key):
            return [*_names(file, subject, depth + 1), *_names(file, key, depth + 1)]
        case facts.Cast(inner) | facts.Template((inner, *_)):
            return _names(file, inner, depth + 1)
    return []
