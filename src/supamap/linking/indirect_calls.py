"""Calls of a function by a method of it, or by a method that it is handed to."""

from __future__ import annotations

from collections.abc import Iterator

from supamap.model import facts

ITERATORS = frozenset({"map", "forEach", "flatMap", "filter", "some", "every", "find", "findLast", "findIndex"})
"""Methods of arrays that call a function with each element."""

_NAMES = facts.Local | facts.Member | facts.Imported


def indirect_calls(site: facts.CallSite) -> Iterator[facts.CallSite]:
    """``f.call(this, x)``, ``f.apply(this, xs)``, ``f.bind(this, x)`` and ``xs.map(f)`` as calls of ``f``."""
    callee, arguments = site.call.callee, site.call.arguments
    if not isinstance(callee, facts.Member) or not arguments:
        return
    if callee.name in ("call", "bind"):
        yield _site(site, callee.object, arguments[1:])
    elif callee.name == "apply":
        yield _site(site, callee.object, tuple(facts.Spread(one) for one in arguments[1:2]))
    elif callee.name in ITERATORS and isinstance(arguments[0], _NAMES):
        yield _site(site, arguments[0], (facts.Element(callee.object),))


def _site(site: facts.CallSite, function: facts.Value, arguments: tuple[facts.Value, ...]) -> facts.CallSite:
    return facts.CallSite(site.definition, facts.Call(function, arguments, (), site.call.line), site.form)
