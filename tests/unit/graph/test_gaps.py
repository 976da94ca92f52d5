"""What is missing for a proof, and what would supply it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from supamap.graph.gaps import gaps, overlooked, remedy
from supamap.graph.provenance import NO_USE, Provenance
from supamap.model.explanations import Gap
from supamap.model.locations import Location
from supamap.model.usage import Certainty, Client, Origin, Privilege, ResourceKind, Usage

CLIENT = Client("createClient", Privilege.ANON)
USAGE = Usage(ResourceKind.TABLE, "t", Location("a.ts", 1), "a.ts#f", ("select",), Certainty.PROVEN, client=CLIENT)
RECEIVER = Provenance((), Gap("x comes from the package y", "name it"))
PROVEN = "nothing proves that the receiver is a client: x comes from the package y"


def test_a_full_proof_has_no_gap() -> None:
    assert gaps(USAGE, RECEIVER) == ()


def test_an_unknown_name_has_its_reason() -> None:
    usage = replace(USAGE, name=None, certainty=Certainty.DYNAMIC, reason="the name is a template with an unknown part")
    (gap,) = gaps(usage, RECEIVER)
    assert gap.missing == usage.reason
    assert "union of string literals" in gap.remedy
    assert gaps(replace(usage, reason=None), RECEIVER)[0].missing == "the name is not known"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("the parameter bucket of put is not known", "pass it a constant"),
        ("the name comes from a package", "packages are not read"),
        ("the name comes from the environment or from outside the project", "constant"),
        ("the name not known: more than 64 possible values", "nearer to the call"),
        ("the name not known: an element of unknown data", "as const"),
        ("the name not known: ./names is not a source file of the project", "[source]"),
        ("the subscription names no table: it hears the whole schema", "{ table: 'jobs' }"),
        ("the name not known: an answer of Supabase", "not in the code"),
        ("the name comes from a user's input", "TABLES.includes"),
        ("the name not known: the member table is not found in the project", "the member a constant"),
        ("what nobody has thought of", "make the name a constant"),
        ("an arrow that a browser has thrown", "make the name a constant"),
    ],
)
def test_every_reason_has_a_remedy(reason: str, words: str) -> None:
    assert words in remedy(reason)


def test_what_is_only_likely() -> None:
    likely = replace(USAGE, certainty=Certainty.INFERRED)
    assert ["one of several" in gap.missing for gap in gaps(likely, RECEIVER)] == [True]
    assert "no call is seen to pass it" in gaps(replace(likely, inherited=False), RECEIVER)[0].missing
    address = replace(likely, origin=Origin.URL, client=None)
    assert ["address" in gap.missing for gap in gaps(address, RECEIVER)] == [True]
    assert gaps(replace(likely, client=None), RECEIVER) == (Gap(PROVEN, "name it"),)


def test_a_client_of_unknown_privilege() -> None:
    usage = replace(USAGE, client=Client("SupabaseClient"))
    (gap,) = gaps(usage, replace(RECEIVER, nameable="src/db.ts#getDb"))
    assert "SupabaseClient tells nothing of its key" in gap.missing
    assert '"src/db.ts#getDb" = { privilege = "user" }' in gap.remedy
    assert "name the definition that makes it" in gaps(usage, RECEIVER)[0].remedy


def test_overlooked_calls() -> None:
    assert overlooked(RECEIVER) == Gap(PROVEN, "name it")
    assert overlooked(replace(RECEIVER, package="@supabase/supabase-js")).remedy == NO_USE
