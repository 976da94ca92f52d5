"""What the methods of a chain say, as values: ``.select('id').eq('status', 'open').order('rank')``.

Texts are as the code has them, with U+FFFC for each piece that nobody knows; what they mean is PostgREST's grammar, and
``supamap.postgrest`` reads it. Nothing is here that the code only might say: an argument that is not known is absent.
"""

from __future__ import annotations

import msgspec

Scalar = str | int | float | bool | None


class Payload(msgspec.Struct, frozen=True):
    """One object that a write sends, that ``match`` compares with, or that holds the arguments of a function.

    ``entries`` are its keys with the constants they may have, each key once. ``complete`` is false when there may be
    more keys than these.
    """

    entries: tuple[tuple[str, tuple[Scalar, ...]], ...] = ()
    complete: bool = True


class QueryCall(msgspec.Struct, frozen=True):
    """One method, at ``line``.

    ``texts`` are what its first argument may be (a select, a column, an order, conditions, a count), ``operator`` the
    constant second one of ``filter`` and ``not``, ``values`` the constants that a column is compared with. ``options``
    are constants of the object that comes last.
    """

    method: str
    line: int
    texts: tuple[str, ...] = ()
    operator: str = ""
    values: tuple[Scalar, ...] = ()
    payloads: tuple[Payload, ...] = ()
    options: tuple[tuple[str, Scalar], ...] = ()

    def option(self, *names: str) -> tuple[str, ...]:
        """Return the texts that an option of one of these names may have."""
        return tuple(value for key, value in self.options if key in names and isinstance(value, str))


class Query(msgspec.Struct, frozen=True):
    """The methods called on a table, or on a function with its arguments first, in the order of the source."""

    calls: tuple[QueryCall, ...] = ()
