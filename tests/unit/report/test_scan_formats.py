"""The usages of a project in four formats."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.linked import LinkedProject
from supamap.model.usage import Client, Privilege, ResourceKind
from supamap.report import scan_csv, scan_json, scan_jsonl, scan_text

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = """
src/hooks/useJobs.ts#useJobs hook
  select,update table:jobs columns id,status
  subscribe realtime:jobs inferred
  select table:auth.users embed
src/pages/Jobs.tsx#Jobs page
  select table:jobs
  select table:? because the name comes from the URL
  upload bucket:avatars at src/lib/upload.ts:9
  invoke function:queue-job
  call rpc:rank
"""


@pytest.fixture
def project(linked: Callable[[str], LinkedProject]) -> LinkedProject:
    found = linked(PROJECT)
    usage = msgspec.structs.replace(found.usages[0], client=Client("createClient", Privilege.ANON))
    unread = Diagnostic("src/broken.ts", 3, DiagnosticKind.UNPARSED_FILE, "a part of this file is no TypeScript")
    return msgspec.structs.replace(found, usages=(usage, *found.usages[1:]), diagnostics=(unread,))


@pytest.fixture
def awkward(linked: Callable[[str], LinkedProject]) -> LinkedProject:
    found = linked("src/a.ts#f hook\n  select table:t\n")
    usage = msgspec.structs.replace(found.usages[0], name="=cmd|' /C calc'!A0\x1b[2J\ud800", columns=("@SUM(A1)",))
    return msgspec.structs.replace(found, usages=(usage,))


def test_text(project: LinkedProject) -> None:
    assert scan_text.render(project) == (
        """table auth.users
  src/hooks/useJobs.ts:4  useJobs  select  embed

table jobs
  src/hooks/useJobs.ts:2  useJobs  select, update
  src/hooks/useJobs.ts:3  useJobs  subscribe       inferred
  src/pages/Jobs.tsx:2    Jobs     select

bucket avatars
  src/lib/upload.ts:9  src/pages/Jobs.tsx#Jobs  upload

rpc rank
  src/pages/Jobs.tsx:5  Jobs  call

edge function queue-job
  src/pages/Jobs.tsx:4  Jobs  invoke

name not known
  src/pages/Jobs.tsx:3  Jobs  table  select  the name comes from the URL

not read as it stands
  src/broken.ts:3  a part of this file is no TypeScript

7 usages of 5 resources in 2 files scanned; 1 usage of unknown name; 1 place not read as it stands
"""
    )


def test_colour_only_where_asked_for(project: LinkedProject) -> None:
    assert "\x1b" not in scan_text.render(project)
    assert "\x1b[1mtable jobs\x1b[0m\n" in scan_text.render(project, color=True)


def test_an_empty_answer_says_what_it_rests_on() -> None:
    nothing = LinkedProject((), (), (), (), (), files_scanned=0, clients_found=0)
    assert scan_text.render(nothing) == "0 usages of 0 resources in 0 files scanned; no Supabase client was found\n"


def test_text_obeys_no_escape_sequence(awkward: LinkedProject) -> None:
    assert r"table =cmd|' /C calc'!A0\x1b[2J\ud800" in scan_text.render(awkward)


def test_json_follows_its_schema(project: LinkedProject, awkward: LinkedProject) -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "scan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for each in (project, awkward):
        text = scan_json.render(each)
        text.encode()
        jsonschema.validate(json.loads(text), schema)
    broken = json.loads(scan_json.render(project))
    broken["usages"][0]["certainty"] = "dynamic"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_json_fields(project: LinkedProject) -> None:
    document = json.loads(scan_json.render(project))
    assert list(document) == ["schema_version", "usages", "diagnostics", "files_scanned"]
    assert document["usages"][0] == {
        "file": "src/hooks/useJobs.ts",
        "line": 2,
        "column": 5,
        "end_line": 4,
        "kind": "table",
        "schema": None,
        "name": "jobs",
        "operations": ["select", "update"],
        "columns": ["id", "status"],
        "symbol": "src/hooks/useJobs.ts#useJobs",
        "role": "hook",
        "certainty": "proven",
        "origin": "call",
        "via": [],
        "client": {"factory": "createClient", "privilege": "anon", "schema": None},
        "reason": None,
        "browser": [],
    }
    handed_over = next(each for each in document["usages"] if each["kind"] == ResourceKind.BUCKET)
    assert handed_over["via"] == [
        {"kind": "argument", "file": "src/pages/Jobs.tsx", "line": 9, "text": "the caller names it"}
    ]
    assert document["diagnostics"] == [
        {"file": "src/broken.ts", "line": 3, "kind": "unparsed-file", "message": "a part of this file is no TypeScript"}
    ]


def test_json_lines_hold_the_same_records(project: LinkedProject, awkward: LinkedProject) -> None:
    head, *records = map(json.loads, scan_jsonl.render(project).splitlines())
    document = json.loads(scan_json.render(project))
    assert head == {"record": "scan", "schema_version": 1, "files_scanned": 2}
    assert records == [
        *({"record": "usage", **usage} for usage in document["usages"]),
        *({"record": "diagnostic", **diagnostic} for diagnostic in document["diagnostics"]),
    ]
    assert len(scan_jsonl.render(awkward).encode().splitlines()) == 2


def test_csv(project: LinkedProject) -> None:
    rows = list(csv.DictReader(io.StringIO(scan_csv.render(project))))
    assert len(rows) == 8
    assert rows[0]["operations"] == "select update"
    assert rows[0]["schema"] == ""
    assert "\r" not in scan_csv.render(project)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_csv_holds_no_formula(name: str, linked: Callable[[str], LinkedProject]) -> None:
    found = linked("src/a.ts#f hook\n  select table:t\n")
    usage = msgspec.structs.replace(found.usages[0], name=name, columns=(name,))
    text = scan_csv.render(msgspec.structs.replace(found, usages=(usage,)))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    spelt = name if name.isprintable() else repr(name)[1:-1]
    assert row["name"] == f"'{spelt}"
    assert row["columns"] == f"'{spelt}"
