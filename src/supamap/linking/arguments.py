"""Which argument of a call a parameter gets, in the presence of rest parameters and spread arguments."""

from __future__ import annotations

from collections.abc import Sequence

from supamap.linking.abstract import Argument
from supamap.model import facts


def argument_of(arguments: Sequence[Argument], index: int, rest: bool) -> Argument | None:
    """What parameter ``index`` (0-based) gets: one argument, all from there on for a rest parameter; None for none.

    From a spread argument on, the parameter gets an element of what is spread.
    """
    spread = next((at for at, one in enumerate(arguments) if isinstance(one.value, facts.Spread)), len(arguments))
    if rest:
        taken = arguments[min(index, spread) :]
        if not taken:
            return None
        return Argument(taken[0].file, facts.ArrayLiteral(tuple(one.value for one in taken)), taken[0].scope)
    if index < spread:
        return arguments[index] if index < len(arguments) else None
    if spread == len(arguments):
        return None
    one = arguments[spread]
    assert isinstance(one.value, facts.Spread)
    return Argument(one.file, facts.Index(one.value.value, facts.Constant(str(index - spread))), one.scope)
