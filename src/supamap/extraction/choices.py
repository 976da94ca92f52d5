"""Values put together of several."""

from __future__ import annotations

from supamap.model import facts

UNDEFINED = facts.Constant("undefined")


def choice(*values: facts.Value) -> facts.Value:
    """One of several values, nested choices flattened."""
    options: list[facts.Value] = []
    for value in values:
        options.extend(value.options if isinstance(value, facts.Choice) else (value,))
    if not options:
        return UNDEFINED
    return options[0] if len(options) == 1 else facts.Choice(tuple(options))
