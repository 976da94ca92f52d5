"""The privilege of a client by the key it is made with."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from supamap.linking.abstract import External, GlobalName, Outcomes, Scope, Text
from supamap.model import facts
from supamap.model.usage import Privilege

if TYPE_CHECKING:
    from supamap.linking.evaluation import Evaluator

_SERVICE = re.compile(r"service[-_]?role|service[-_]?(?:key|token)|secret|sb_secret_|\badmin[-_]?key", re.IGNORECASE)
_ANON = re.compile(r"anon|publishable|sb_publishable_|public[-_]?key", re.IGNORECASE)
# Bundlers hand variables of these names to browsers, as Nuxt does what stands under ``public`` of its configuration: a
# key among them is meant for everybody.
_HANDED_OUT = re.compile(
    r"^(?:(?:NEXT_PUBLIC|VITE|EXPO_PUBLIC|PUBLIC|NUXT_PUBLIC|REACT_APP|GATSBY)_\w*KEY|public\.\w*[kK]ey)$"
)
# Options under which a client acts for whoever signed in: https://supabase.com/docs/reference/javascript/initializing
_SESSION = frozenset({"authorization", "accesstoken"})
_DEEPEST = 6


def key_privilege(evaluator: Evaluator, file: str, call: facts.Call, scope: Scope | None) -> Privilege:
    """What the key, the second argument of ``createClient(url, key, options)``, says; UNKNOWN if nothing.

    Its names in this file tell first; then what it evaluates to, through modules, functions and arguments.
    """
    if len(call.arguments) < 2:
        return Privilege.UNKNOWN
    known = evaluator.modules.facts(file)
    privilege = _by_names(_names(known, call.arguments[1], 0))
    if privilege is Privilege.UNKNOWN:
        privilege = _by_names(list(_evaluated(evaluator.evaluate(file, call.arguments[1], scope))))
    if privilege is not Privilege.ANON:
        return privilege
    options = {name.lower() for value in call.arguments[2:] for name in _names(known, value, 0)}
    return Privilege.USER if _SESSION & options else Privilege.ANON


def _by_names(names: list[str]) -> Privilege:
    if any(_SERVICE.search(name) for name in names):
        return Privilege.SERVICE
    anon = any(_ANON.search(name) or _HANDED_OUT.search(name) for name in names)
    return Privilege.ANON if anon else Privilege.UNKNOWN


def _evaluated(outcomes: Outcomes) -> Iterator[str]:
    for outcome in outcomes:
        value = outcome.value
        if isinstance(value, Text):
            yield from (value.text, _role_of_token(value.text))
        elif isinstance(value, External | GlobalName):
            yield from value.path


def _role_of_token(key: str) -> str:
    """The role that an older key, a JSON Web Token, claims (RFC 7519, 3): ``anon`` or ``service_role``."""
    payload = key.split(".")[1] if key.count(".") == 2 else ""
    try:
        claims = msgspec.json.decode(binascii.a2b_base64(payload.translate(_URL_SAFE) + "=="))
    except (ValueError, msgspec.DecodeError):
        return ""
    role = claims.get("role") if isinstance(claims, dict) else None
    return role if isinstance(role, str) else ""


_URL_SAFE = str.maketrans("-_", "+/")


def _names(file: facts.FileFacts, value: facts.Value, depth: int) -> list[str]:
    """Every name and text in an expression, those of the bindings it mentions included."""
    if depth > _DEEPEST:
        return []
    match value:
        case facts.Literal(text):
            return [text]
        case facts.Member(subject, name):
            nested = [f"{subject.name}.{name}"] if isinstance(subject, facts.Member) else []
            return [name, *nested, *_names(file, subject, depth + 1)]
        case facts.Global(name) | facts.Imported(_, name):
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
        case facts.Cast(inner) | facts.Narrowed(inner) | facts.Template((inner, *_)):
            return _names(file, inner, depth + 1)
    return []
