"""Findings in two formats."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema

from supamap.model.findings import Finding, Severity
from supamap.model.locations import Location
from supamap.report import check_json, check_text

FINDINGS = (
    Finding("dynamic-reference", Severity.NOTE, "the name is not known", Location("src/a.ts", 9, 4)),
    Finding("unmapped", Severity.WARNING, "table `jobs` is unmapped", None, "table:jobs", Location("src/a.ts", 9, 4)),
    Finding("undocumented", Severity.ERROR, "table `b` is used", Location("src/b.ts", 1), "table:b"),
    Finding("undocumented", Severity.ERROR, "table `a` is used", Location("src/b.ts", 2), "table:a"),
    Finding("undocumented", Severity.ERROR, "table `a` is used", Location("src/b.ts", 2), "table:a"),
    Finding("odd", Severity.NOTE, "a\x1b[2Jb"),
)


def test_text() -> None:
    assert check_text.render(FINDINGS) == (
        "src/b.ts:2: error table `a` is used [undocumented]\n"
        "src/b.ts:1: error table `b` is used [undocumented]\n"
        "table:jobs: warning table `jobs` is unmapped (src/a.ts:9) [unmapped]\n"
        "src/a.ts:9: note the name is not known [dynamic-reference]\n"
        "note a\\x1b[2Jb [odd]\n"
        "\n"
        "2 errors, 1 warning, 2 notes\n"
    )
    assert check_text.render(()) == "no findings\n"


def test_colour_only_where_asked_for() -> None:
    assert "\x1b" not in check_text.render(FINDINGS)
    assert "table:jobs: \x1b[33mwarning\x1b[0m" in check_text.render(FINDINGS, color=True)


def test_json_follows_its_schema() -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for findings in (FINDINGS, ()):
        jsonschema.validate(json.loads(check_json.render(findings)), schema)


def test_json_fields() -> None:
    document = json.loads(check_json.render(FINDINGS))
    assert document["schema_version"] == 1
    assert document["findings"][0] == {
        "rule": "undocumented",
        "severity": "error",
        "message": "table `a` is used",
        "location": {"file": "src/b.ts", "line": 2, "column": 1},
        "resource": "table:a",
        "related": None,
    }
    assert document["findings"][2]["related"] == {"file": "src/a.ts", "line": 9, "column": 4}
    assert document["summary"] == {"error": 2, "warning": 1, "note": 2}
