"""What is missing for the full proof of a usage, and what would supply it.

Reasons are words for people, and linking keeps adding to them: they are recognised by what they speak of, in this
order, and the last remedy is good for all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.graph.provenance import NO_USE
from supamap.model.explanations import Gap
from supamap.model.usage import Certainty, Origin, Privilege, Usage

if TYPE_CHECKING:
    from supamap.graph.provenance import Provenance

_DECLARE = "declare its type as a union of string literals ('a' | 'b')"
_REMEDIES: tuple[tuple[str, str], ...] = (
    (r"subscription names no table", "name the table in the subscription's filter: { table: 'jobs' }"),
    (r"more than \d+|too (?:deeply|large|long|many)|\blimit", "name it nearer to the call, by a constant"),
    (r"not a source file|not scanned", "see that the file is scanned ([source] in supamap.toml)"),
    (r"does not export", "see that the name is exported, or import it from where it is"),
    (r"comes from a package|call into", "keep the name in a constant of the project: packages are not read"),
    (r"parameter .*(?:is not known|no call)", f"pass it a constant, or {_DECLARE}"),
    (r"\bdatabase\b|answer of Supabase|\brows?\b", f"the value is not in the code: {_DECLARE} where it is read"),
    (r"\busers?\b|\binput\b|\bURL\b|search param", "test it against a list of constants: TABLES.includes(name)"),
    (r"environment|outside the project", "keep the name in a constant; what the environment holds is not in the code"),
    (r"template", f"write the names in full, or {_DECLARE.replace('its type', 'the type of the unknown part')}"),
    (r"only its type", _DECLARE),
    (r"\belements?\b|\bkeys? of|\bentries\b", "list the names in a constant array or object (as const)"),
    (r"\bmember\b", "give the member a constant, in an object literal or a class field"),
    (r"without a provider", "render the provider in code that is scanned"),
)
_ANY = f"make the name a constant, or {_DECLARE}"


def gaps(usage: Usage, receiver: Provenance) -> tuple[Gap, ...]:
    """What is not proven of a usage; ``receiver`` says where its receiver comes from."""
    found = [_of_name(usage)] if usage.name is None else []
    if usage.name is not None and usage.certainty is Certainty.INFERRED:
        found.extend(_of_likelihood(usage))
    if usage.client is None and usage.origin is not Origin.URL:
        found.append(_of_receiver(receiver))
    if usage.client is not None and usage.client.privilege is Privilege.UNKNOWN:
        found.append(_of_privilege(usage.client.factory, receiver.nameable))
    return tuple(found)


def overlooked(receiver: Provenance) -> Gap:
    """Why a call that is written like a use of Supabase is not taken for one."""
    if "supabase" in receiver.package:
        return Gap("what it is called with is no name", NO_USE)
    return _of_receiver(receiver)


def remedy(reason: str) -> str:
    """What would make a name known that is unknown for this reason."""
    return next((cure for words, cure in _REMEDIES if re.search(words, reason, re.IGNORECASE)), _ANY)


def _of_name(usage: Usage) -> Gap:
    reason = usage.reason or "the name is not known"
    return Gap(reason, remedy(reason))


def _of_likelihood(usage: Usage) -> list[Gap]:
    if usage.origin is Origin.URL:
        return [Gap("only the address says that this is Supabase's", "call the client's own method instead")]
    if not usage.inherited:
        return [
            Gap(
                "the parameter's type or default allows this name, but no call is seen to pass it",
                "call it with the constant, or take the name out of the type",
            )
        ]
    if usage.client is None:
        return []
    return [Gap("the name is one of several that a type, a default or an index allows", "name it by a constant")]


def _of_receiver(receiver: Provenance) -> Gap:
    return Gap(f"nothing proves that the receiver is a client: {receiver.gap.missing}", receiver.gap.remedy)


def _of_privilege(factory: str, nameable: str) -> Gap:
    named = f'name it under [clients] in supamap.toml, with its privilege: "{nameable}" = {{ privilege = "user" }}'
    made = "name the definition that makes it under [clients] in supamap.toml, with its privilege"
    return Gap(
        f"what the client may do is not known: {factory} tells nothing of its key",
        f"make it where its key can be seen, or {named if nameable else made}",
    )
