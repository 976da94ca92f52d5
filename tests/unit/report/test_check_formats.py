"""A check in its formats for people and programs."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema

from supamap.model.findings import CheckReport, Finding, Reported, Severity
from supamap.model.locations import Location
from supamap.report import check_concise, check_json, check_text

USED = "    const a = supabase.from('a')"
REPORT = CheckReport(
    (
        Reported(Finding("dynamic-reference", Severity.INFO, "not known", Location("src/a.ts", 9, 4)), "0" * 20),
        Reported(
            Finding("unmapped-table", Severity.WARNING, "unused", None, "table:jobs", Location("src/a.ts", 9, 4)),
            "1" * 20,
        ),
        Reported(
            Finding("undocumented-table", Severity.ERROR, "used", Location("src/b.ts", 12, 29), "table:a", hint="do"),
            "2" * 20,
            USED,
        ),
        Reported(Finding("stale-block", Severity.ERROR, "stale:\n+ a\n- b\x1b[2J", Location("d.md", 2)), "3" * 20, "x"),
        Reported(Finding("stale-baseline", Severity.WARNING, "gone", Location("old.ts", 0)), "4" * 20),
    ),
    known=3,
    suppressed=1,
    since="main",
)


def test_text() -> None:
    assert check_text.render(REPORT) == (
        "d.md\n"
        "  2:1  error    stale: [stale-block]\n"
        "                + a\n"
        "                - b\\x1b[2J\n"
        "\n"
        "old.ts\n"
        "  -  warning  gone [stale-baseline]\n"
        "\n"
        "src/a.ts\n"
        "  9:4  info     not known [dynamic-reference]\n"
        "\n"
        "src/b.ts\n"
        "  12:29  error    used [undocumented-table]\n"
        "                  const a = supabase.from('a')\n"
        "                                          ^\n".replace(
            "                                          ^", " " * 42 + "^"
        )
        + "                  hint: do\n"
        "\n"
        "not in a file\n"
        "  table:jobs  warning  unused [unmapped-table]\n"
        "                       see src/a.ts:9\n"
        "\n"
        "2 errors, 2 warnings, 1 info new since main (3 known in the baseline, 1 suppressed)\n"
    )
    assert check_text.render(CheckReport(())) == "no findings\n"


def test_a_long_line_is_shown_around_its_place() -> None:
    source = "x" * 300 + "HERE" + "y" * 300
    report = CheckReport(
        (Reported(Finding("stale-block", Severity.ERROR, "m", Location("a.ts", 1, 301)), "0" * 20, source),)
    )
    _, _, shown, caret, *_ = check_text.render(report).splitlines()
    assert "HERE" in shown
    assert shown[caret.index("^")] == "H"


def test_concise() -> None:
    assert check_concise.render(REPORT) == (
        "d.md:2: error stale [stale-block]\n"
        "src/b.ts:12: error used [undocumented-table]\n"
        "old.ts: warning gone [stale-baseline]\n"
        "table:jobs: warning unused (src/a.ts:9) [unmapped-table]\n"
        "src/a.ts:9: info not known [dynamic-reference]\n"
        "2 errors, 2 warnings, 1 info new since main (3 known in the baseline, 1 suppressed)\n"
    )


def test_colour_only_where_asked_for() -> None:
    assert "\x1b" not in check_text.render(REPORT)
    assert "\x1b[31merror  \x1b[0m" in check_text.render(REPORT, color=True)


def test_json_follows_its_schema() -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for report in (REPORT, CheckReport(())):
        jsonschema.validate(json.loads(check_json.render(report)), schema)


def test_json_fields() -> None:
    document = json.loads(check_json.render(REPORT))
    assert document["findings"][1] == {
        "rule": "undocumented-table",
        "severity": "error",
        "message": "used",
        "location": {"file": "src/b.ts", "line": 12, "column": 29},
        "resource": "table:a",
        "related": None,
        "hint": "do",
        "fingerprint": "2" * 20,
    }
    assert document["summary"] == {"error": 2, "warning": 2, "info": 1, "known": 3, "suppressed": 1}
    assert document["since"] == "main"
