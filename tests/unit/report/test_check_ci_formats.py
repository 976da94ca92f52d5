"""A check in the formats of CI servers, held against their published schemas and limits."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from supamap.model.findings import CheckReport, Finding, Reported, RuleCard, RuleGroup, Severity
from supamap.model.locations import Location
from supamap.report import check_github, check_gitlab, check_junit, check_markdown, check_sarif

SCHEMAS = Path(__file__).parents[2] / "schemas"
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit.xsd")
CARDS = (
    RuleCard("stale-block", RuleGroup.PAGES, Severity.ERROR, "A block that is stale", "# stale-block\n"),
    RuleCard("unmapped-table", RuleGroup.INVENTORY, Severity.WARNING, "A table that nobody uses"),
)


def reported(rule: str, severity: Severity, message: str, *where: object, name: str = "0", **more: str) -> Reported:
    return Reported(Finding(rule, severity, message, *where, **more), name * 20)  # type: ignore[arg-type]


REPORT = CheckReport(
    (
        reported("stale-block", Severity.ERROR, "stale:\n+ a, 100%", Location("docs/ä b.md", 2, 3), hint="sync"),
        reported("unmapped-table", Severity.WARNING, "unused", None, "table:jobs", Location("src/a.ts", 9), name="1"),
        reported("unmapped-table", Severity.INFO, "maybe", Location("src/x:1,y.ts", 0), name="2"),
    ),
    CARDS,
)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_reports = st.builds(
    CheckReport,
    st.lists(
        st.builds(
            Reported,
            st.builds(
                Finding,
                st.sampled_from(["stale-block", "unmapped-table", "unknown"]),
                st.sampled_from(Severity),
                _texts,
                st.none() | st.builds(Location, _texts.filter(bool), st.integers(0, 9), st.integers(1, 9)),
                st.none() | _texts,
                st.none() | st.builds(Location, _texts.filter(bool), st.integers(1, 9)),
                _texts,
            ),
            st.text("0123456789abcdef", min_size=20, max_size=20),
        ),
        max_size=4,
    ).map(tuple),
    st.just(CARDS),
)


@given(_reports)
@settings(max_examples=30, deadline=None)
def test_every_report_follows_the_published_schemas(report: CheckReport) -> None:
    SARIF.validate(json.loads(check_sarif.render(report)))
    JUNIT.validate(check_junit.render(report))
    fingerprints = [row["fingerprint"] for row in json.loads(check_gitlab.render(report))]
    assert sorted(fingerprints) == sorted(one.fingerprint for one in report.findings)
    assert check_github.render(report).count("\n") == len(report.findings) + 1


def test_sarif() -> None:
    (run,) = json.loads(check_sarif.render(REPORT))["runs"]
    first, second, third = run["results"]
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "docs/%C3%A4%20b.md", "uriBaseId": "SRCROOT"},
                "region": {"startLine": 2, "startColumn": 3},
            }
        }
    ]
    assert (first["ruleIndex"], first["partialFingerprints"]) == (0, {"supamap/v1": "0" * 20})
    assert [one["level"] for one in run["results"]] == ["error", "warning", "note"]
    assert second["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/a.ts"
    assert third["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert run["tool"]["driver"]["rules"][0]["help"]["markdown"] == "# stale-block\n"


def test_github() -> None:
    assert check_github.render(REPORT) == (
        "::error file=docs/ä b.md,line=2,col=3,title=supamap stale-block::stale:%0A+ a, 100%25%0Async\n"
        "::warning title=supamap unmapped-table::unused\n"
        "::notice file=src/x%3A1%2Cy.ts,title=supamap unmapped-table::maybe\n"
        "supamap: 1 error, 1 warning, 1 info\n"
    )


def test_gitlab() -> None:
    first, second, _ = json.loads(check_gitlab.render(REPORT))
    assert first == {
        "description": "stale:",
        "check_name": "stale-block",
        "fingerprint": "0" * 20,
        "severity": "major",
        "location": {"path": "docs/ä b.md", "lines": {"begin": 2}},
    }
    assert second["location"] == {"path": "supamap.toml", "lines": {"begin": 1}}


def test_junit() -> None:
    stale, unmapped = ET.fromstring(check_junit.render(REPORT))
    assert (stale.get("tests"), stale.get("failures")) == ("1", "1")
    assert (unmapped.get("failures"), unmapped.findtext("system-out")) == ("1", "src/x:1,y.ts: info maybe")
    assert {suite.get("failures") for suite in ET.fromstring(check_junit.render(CheckReport((), CARDS)))} == {"0"}


def test_markdown() -> None:
    assert check_markdown.render(REPORT) == (
        "<!-- supamap-check -->\n"
        "### supamap: 1 error, 1 warning, 1 info\n"
        "\n<details open><summary>❌ <code>stale-block</code>: 1</summary>\n\n"
        "- ❌ `docs/ä b.md:2` stale *sync*\n"
        "\n</details>\n"
        "\n<details><summary>⚠️ <code>unmapped-table</code>: 2</summary>\n\n"
        "- ⚠️ unused\n"
        "- ℹ️ `src/x:1,y.ts` maybe\n"
        "\n</details>\n"
    )


def test_markdown_draws_what_is_touched() -> None:
    findings = tuple(
        reported("unknown-table", Severity.ERROR, "m", Location(file, 1), f"table:{table}", name=name)
        for file, table, name in (("a.ts", "x", "0"), ("b.ts", 'y"', "1"), ("a.md", "z", "2"))
    )
    text = check_markdown.render(CheckReport(findings))
    assert "```mermaid\nflowchart LR\n" in text
    assert 'n3["table:y#quot;"]' in text
    assert "a.md" not in text.partition("```mermaid")[2].partition("```")[0]


def test_a_hundred_thousand_findings_stay_within_limits() -> None:
    findings = tuple(
        Reported(Finding("stale-block", Severity.WARNING, f"message {n}", Location(f"f{n}.ts", 1)), f"{n:020x}")
        for n in range(100_000)
    )
    report = CheckReport((*findings, reported("stale-block", Severity.ERROR, "grave", name="f")), CARDS)
    (run,) = json.loads(check_sarif.render(report))["runs"]
    assert len(run["results"]) == 25_000
    assert run["results"][0]["message"]["text"] == "grave"
    assert "75,001" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    comment = check_markdown.render(report)
    assert len(comment.encode()) < 60_000
    assert comment.startswith("<!-- supamap-check -->\n")
    assert "more findings do not fit here" in comment
    assert comment.count("<details") == comment.count("</details>")
