"""Tested examples as text and as JSON."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema

from supamap.model.examples import ExampleFault, ExampleReport, Untested
from supamap.report import examples_json, examples_text

REPORT = ExampleReport(
    3,
    (ExampleFault("p.md", 3, "t has no column x", "did you mean y?"), ExampleFault("p.md", 9, "no\x1b[31m")),
    tuple(Untested("q.md", line, "no server") for line in range(1, 9)),
    "schema: the generated types",
)


def test_text() -> None:
    assert examples_text.render(REPORT).splitlines() == [
        "p.md:3: t has no column x",
        "  hint: did you mean y?",
        "p.md:9: no\\x1b[31m",
        "not tested: no server",
        *(f"  q.md:{line}" for line in range(1, 7)),
        "  and 2 more",
        "2 faults, 8 parts not tested in 3 examples (schema: the generated types)",
    ]
    assert "\x1b" in examples_text.render(REPORT, color=True)


def test_text_of_good_examples() -> None:
    assert examples_text.render(ExampleReport(1, schema="schema: x")) == "no faults in 1 example (schema: x)\n"


def test_json() -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "examples.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for report in (REPORT, ExampleReport(0)):
        jsonschema.validate(json.loads(examples_json.render(report)), schema)
    document = json.loads(examples_json.render(REPORT))
    assert document["faults"][0] == {
        "page": "p.md",
        "line": 3,
        "message": "t has no column x",
        "hint": "did you mean y?",
    }
    assert document["untested"][0] == {"page": "q.md", "line": 1, "reason": "no server"}
