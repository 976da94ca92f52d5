"""Chains in two formats."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from msgspec.structs import replace

from supamap.model.explanations import Endpoint, Hop, WayAnswer
from supamap.model.graph import Edge, Node
from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import Certainty, Step
from supamap.report import why_json, why_text

PAGE = Node("src/pages/Jobs.tsx#JobsPage", "function", "/jobs", "src/pages/Jobs.tsx", 3, Role.PAGE)
CARD = Node("src/Card.tsx#Card", "function", "Card", "src/Card.tsx", 1, Role.COMPONENT)
ENTRY = Node("f/go/index.ts#<module>", "module", "go", "f/go/index.ts", 1, Role.EDGE_FUNCTION)
BUCKET = Node("bucket:avatars", "bucket", "avatars")
FUNCTION = Node("function:go", "edge_function", "go")
RENDER = Edge(PAGE.id, CARD.id, "render", evidence=(Location("src/pages/Jobs.tsx", 7),))
UPLOAD = Edge(
    source=CARD.id,
    target=BUCKET.id,
    kind="bucket",
    operations=("upload",),
    certainty=Certainty.INFERRED,
    evidence=(Location("src/up.ts", 4, 9),),
    through="src/up.ts#upload",
)
HANDED = Step("argument", "src/Card.tsx", 5, "argument 1")
CHAIN = (Hop(PAGE, CARD, (RENDER,)), Hop(CARD, BUCKET, (UPLOAD,), (HANDED,)))
ANSWER = WayAnswer(
    Endpoint("route", "/jobs", (PAGE.id,)), Endpoint("bucket", "bucket:avatars", (BUCKET.id,)), (CHAIN,), 1
)
WRITER = Node("src/up.ts#upload", "function", "upload", "src/up.ts", 1, Role.SERVICE)
WRITTEN = replace(ANSWER, chains=((Hop(WRITER, BUCKET, (UPLOAD,), (HANDED,)),),))
ENTERED = replace(ANSWER, chains=((Hop(FUNCTION, ENTRY, (Edge(FUNCTION.id, ENTRY.id, "entry"),)),),))
NONE = replace(ANSWER, chains=(), total=0)


def test_a_chain() -> None:
    assert why_text.render(ANSWER) == (
        """src/pages/Jobs.tsx#JobsPage (/jobs)
  → src/Card.tsx#Card  render  src/pages/Jobs.tsx:7
  → bucket:avatars     upload  src/up.ts:4, in src/up.ts#upload, named at src/Card.tsx:5 (inferred)

/jobs → bucket:avatars: the shortest chain has 2 steps
"""
    )


def test_who_calls_the_client_for_others() -> None:
    assert "upload  src/up.ts:4, for src/Card.tsx#Card, named at src/Card.tsx:5" in why_text.render(WRITTEN)


def test_the_entry_of_an_edge_function() -> None:
    assert "function:go\n  → f/go/index.ts#<module> (go)  entry  f/go/index.ts:1\n" in why_text.render(ENTERED)


@pytest.mark.parametrize(
    ("answer", "summary"),
    [
        (replace(ANSWER, total=4), "one of 4 shortest chains of 2 steps (--all, --max N)"),
        (replace(ANSWER, chains=(CHAIN, CHAIN), total=1234), "2 of 1,234 shortest chains of 2 steps (--all, --max N)"),
        (replace(ANSWER, chains=(CHAIN, CHAIN), total=2), "2 shortest chains of 2 steps"),
        (WRITTEN, "the shortest chain has 1 step"),
        (NONE, "no chain leads from /jobs to bucket:avatars"),
        (
            replace(NONE, backward=True),
            "no chain leads from /jobs to bucket:avatars; one leads from bucket:avatars to /jobs",
        ),
    ],
)
def test_summary(answer: WayAnswer, summary: str) -> None:
    assert why_text.render(answer).endswith(f"{summary}\n")


def test_many_places_are_cut() -> None:
    places = tuple(Location("a.ts", line) for line in range(1, 6))
    hop = Hop(PAGE, CARD, (replace(RENDER, evidence=places),))
    assert "a.ts:1, a.ts:2, a.ts:3 and 2 more" in why_text.render(replace(ANSWER, chains=((hop,),)))


def test_colour_only_where_asked_for() -> None:
    assert "\x1b" not in why_text.render(ANSWER)
    assert why_text.render(ANSWER, color=True).startswith("\x1b[1msrc/pages")


def test_awkward_names_stay_text() -> None:
    odd = replace(CARD, id="a\x1b[2J\ud800#f", name="\x1b", file="\x1b")
    answer = replace(ANSWER, chains=((Hop(odd, BUCKET, (replace(UPLOAD, source=odd.id),)),),))
    text = why_text.render(answer)
    assert "\x1b" not in text
    text.encode()
    why_json.render(answer).encode()


@pytest.mark.parametrize("answer", [ANSWER, WRITTEN, ENTERED, NONE])
def test_json_follows_its_schema(answer: WayAnswer) -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "why.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    document = json.loads(why_json.render(answer))
    jsonschema.validate(document, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "chains": [[]]}, schema)


def test_json_fields() -> None:
    document = json.loads(why_json.render(ANSWER))
    assert (document["from"], document["to"]) == (
        {"kind": "route", "name": "/jobs"},
        {"kind": "bucket", "name": "bucket:avatars"},
    )
    assert (document["length"], document["total"], document["backward"]) == (2, 1, False)
    assert [node["id"] for node in document["nodes"]] == ["bucket:avatars", CARD.id, PAGE.id]
    last = document["chains"][0][1]
    assert last["edges"] == [
        {
            "kind": "bucket",
            "operations": ["upload"],
            "certainty": "inferred",
            "through": "src/up.ts#upload",
            "evidence": [{"file": "src/up.ts", "line": 4, "column": 9}],
        }
    ]
    assert last["steps"] == [{"kind": "argument", "file": "src/Card.tsx", "line": 5, "text": "argument 1"}]
    assert json.loads(why_json.render(WRITTEN))["chains"][0][0]["edges"][0]["for"] == CARD.id
    assert json.loads(why_json.render(NONE))["length"] is None
