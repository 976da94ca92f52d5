"""Findings as JUnit XML, which most CI servers show: a suite for each rule, a failed case for each finding.

The elements are those of the XSD of Ant's JUnit task. An info fails nothing: it stands in its suite's output.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from supamap.model.findings import Finding, Severity
from supamap.report.check_rows import in_order, spoken

if TYPE_CHECKING:
    from supamap.model.findings import CheckReport, RuleCard

# The XSD wants a time of the run; a real one would make two equal runs differ.
_TIME = {"timestamp": "1970-01-01T00:00:00", "hostname": "localhost", "time": "0"}
# Characters that XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: CheckReport) -> str:
    """The document, ending with a line feed."""
    suites = ET.Element("testsuites")
    found: dict[str, list[Finding]] = {card.id: [] for card in report.rules}
    for one in in_order(report.findings):
        found.setdefault(one.finding.rule, []).append(one.finding)
    cards = {card.id: card for card in report.rules}
    for place, (rule, findings) in enumerate(found.items()):
        suites.append(_suite(place, rule, cards.get(rule), findings))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _suite(place: int, rule: str, card: RuleCard | None, findings: list[Finding]) -> ET.Element:
    failed = [finding for finding in findings if finding.severity is not Severity.INFO]
    counts = {"tests": str(max(1, len(failed))), "failures": str(len(failed)), "errors": "0"}
    suite = ET.Element("testsuite", {"id": str(place), "name": rule, "package": "supamap", **counts, **_TIME})
    ET.SubElement(suite, "properties")
    for finding in failed:
        suite.append(_case(finding))
    if not failed:
        ET.SubElement(suite, "testcase", {"name": card.summary if card else rule, "classname": rule, "time": "0"})
    said = "\n".join(_clean(_line(finding)) for finding in findings if finding not in failed)
    ET.SubElement(suite, "system-out").text = said
    ET.SubElement(suite, "system-err").text = ""
    return suite


def _case(finding: Finding) -> ET.Element:
    first = finding.message.partition("\n")[0]
    name = _clean(f"{_place(finding)}: {first}" if _place(finding) else first)
    case = ET.Element("testcase", {"name": name, "classname": finding.rule, "time": "0"})
    failure = ET.SubElement(case, "failure", {"type": finding.severity.value, "message": _clean(first)})
    failure.text = _clean("\n".join([_line(finding), *([f"hint: {finding.hint}"] if finding.hint else [])]))
    return case


def _line(finding: Finding) -> str:
    return f"{_place(finding)}: {finding.severity} {finding.message}"


def _place(finding: Finding) -> str:
    return spoken(finding.location) if finding.location else finding.resource or ""


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
