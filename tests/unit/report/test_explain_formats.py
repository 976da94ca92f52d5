"""Explanations in two formats."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from msgspec.structs import replace

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.explanations import (
    ExplainedUsage,
    FileExplanation,
    FileLink,
    FileResource,
    Gap,
    OverlookedCall,
    PlaceExplanation,
)
from supamap.model.graph import Node
from supamap.model.locations import Location
from supamap.model.sources import Language, Role, SourceFile
from supamap.model.usage import (
    Certainty,
    Client,
    Definition,
    DefinitionKind,
    Origin,
    Privilege,
    ResourceKind,
    Step,
    Usage,
)
from supamap.report import explain_json, explain_text

CLIENT = Step("client", "src/db.ts", 2, "createClient of @supabase/supabase-js")
ARGUMENT = Step("argument", "src/Form.tsx", 9, "argument 1")
USAGE = Usage(
    kind=ResourceKind.TABLE,
    name="users",
    schema="auth",
    location=Location("src/a.ts", 4, 7, 6),
    symbol="src/Form.tsx#Form",
    operations=("select", "update"),
    certainty=Certainty.PROVEN,
    columns=("id", "name"),
    via=(CLIENT, ARGUMENT),
    client=Client("createClient", Privilege.ANON),
)
UNKNOWN = replace(
    USAGE,
    kind=ResourceKind.REALTIME,
    name=None,
    schema=None,
    columns=(),
    certainty=Certainty.DYNAMIC,
    reason="nobody knows",
    client=None,
    via=(),
)
PLACE = PlaceExplanation(
    "src/a.ts",
    4,
    None,
    usages=(
        ExplainedUsage(USAGE, Role.API_ROUTE, (CLIENT,), (ARGUMENT,)),
        ExplainedUsage(UNKNOWN, Role.HOOK, gaps=(Gap("nobody knows", "find out"), Gap("more", "again"))),
        ExplainedUsage(replace(USAGE, origin=Origin.EMBED, client=Client("SupabaseClient"), via=()), Role.HOOK),
    ),
    passing=(USAGE,),
    overlooked=(
        OverlookedCall(
            Location("src/a.ts", 5, 3, 5), "getDb().from(…)", "src/a.ts#f", Gap("no proof", "name it"), (CLIENT,)
        ),
    ),
)
FILE = FileExplanation(
    source=SourceFile("src/a.ts", Language.TYPESCRIPT, 10, Role.API_ROUTE, "an odd place", None, "go"),
    routes=("/api/a", "/api/b"),
    definitions=(
        Definition(
            "src/a.ts#<module>", "src/a.ts", "<module>", DefinitionKind.MODULE, 1, exported=False, role=Role.OTHER
        ),
        Definition("src/a.ts#f", "src/a.ts", "f", DefinitionKind.FUNCTION, 3, exported=True, role=Role.HOOK),
    ),
    resources=(FileResource("table:auth.users", ("select",), ("f",)),),
    further=("bucket:avatars",),
    uses=(FileLink("src/db.ts", Role.SERVICE, ("db",)),),
    users=(FileLink("src/Form.tsx", Role.COMPONENT, ("Form",)),),
    entries=(Node("src/Home.tsx#Home", "function", "/home", "src/Home.tsx", 3, Role.PAGE),),
    unknown=(replace(UNKNOWN, symbol="src/a.ts#f"),),
    diagnostics=(Diagnostic("src/a.ts", 0, DiagnosticKind.NOT_TEXT, "not text"),),
)
AWKWARD = 'a"b\x1b[2J\ud800'


def test_a_place() -> None:
    assert explain_text.render(PLACE) == (
        """src/a.ts:4:7  table auth.users
  operations  select, update
  columns     id, name
  user        src/Form.tsx#Form (api route)
  client      createClient, anon
  certainty   proven
  client from
    src/db.ts:2  client  createClient of @supabase/supabase-js
  name from
    src/Form.tsx:9  argument  argument 1

src/a.ts:4:7  realtime table of unknown name
  operations  select, update
  user        src/Form.tsx#Form (hook)
  client      not proven
  certainty   dynamic
  missing  nobody knows
  remedy   find out
  missing  more
  remedy   again

src/a.ts:4:7  table auth.users
  operations  select, update
  columns     id, name
  user        src/Form.tsx#Form (hook)
  client      SupabaseClient, privilege unknown
  certainty   proven, embedded in a select

src/a.ts:5:3  getDb().from(…)
  in         src/a.ts#f
  certainty  not taken for a use of Supabase
  receiver from
    src/db.ts:2  client  createClient of @supabase/supabase-js
  missing  no proof
  remedy   name it

1 usage is proven by what stands here
  src/a.ts:4  table auth.users  src/Form.tsx#Form
"""
    )


def test_a_file() -> None:
    assert explain_text.render(FILE) == (
        """src/a.ts
  role           api route: an odd place
  route          /api/a, /api/b
  edge function  go

definitions
  1  <module>  other
  3  f         hook   exported

uses
  table:auth.users          select      f
  realtime of unknown name  src/a.ts:4  nobody knows
  src/db.ts                 db          service

leads to
  bucket:avatars

used by
  src/Form.tsx  Form  component

reached from
  /home  src/Home.tsx  page

not read as it stands
  src/a.ts  not text
"""
    )


def test_a_file_of_which_nothing_is_known() -> None:
    source = SourceFile("a.ts", Language.TYPESCRIPT, 0)
    assert explain_text.render(FileExplanation(source, (), ())) == "a.ts\n  role  other\n"


def test_long_lists_are_cut() -> None:
    many = tuple(f"table:t{number:02}" for number in range(30))
    text = explain_text.render(replace(FILE, further=many))
    assert "table:t19\n  and 10 more\n" in text
    text = explain_text.render(PlaceExplanation("a.ts", 1, passing=(USAGE,) * 21))
    assert text.startswith("21 usages are proven by what stands here\n")
    assert text.endswith("\n  and 1 more\n")


def test_colour_only_where_asked_for() -> None:
    for each in (PLACE, FILE):
        assert "\x1b" not in explain_text.render(each)
        assert "\x1b[1msrc/a.ts" in explain_text.render(each, color=True)


def test_text_obeys_no_escape_sequence() -> None:
    usage = replace(USAGE, name=AWKWARD, columns=(AWKWARD,), symbol=f"{AWKWARD}#f", via=())
    step = Step(AWKWARD, AWKWARD, 1, AWKWARD)
    one = ExplainedUsage(usage, Role.HOOK, (step,), (step,), (Gap(AWKWARD, AWKWARD),))
    text = explain_text.render(PlaceExplanation(AWKWARD, 1, usages=(one,), passing=(usage,)))
    file = explain_text.render(replace(FILE, source=replace(FILE.source, path=AWKWARD, role_reason=AWKWARD)))
    for each in (text, file):
        assert "\x1b" not in each
        each.encode()


@pytest.mark.parametrize("subject", [PLACE, FILE, PlaceExplanation(AWKWARD, 1, 2, usages=PLACE.usages)])
def test_json_follows_its_schema(subject: PlaceExplanation | FileExplanation) -> None:
    schema = json.loads((files("supamap.report") / "schemas" / "explain.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = explain_json.render(subject)
    text.encode()
    document = json.loads(text)
    jsonschema.validate(document, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "subject": "other"}, schema)


def test_json_fields() -> None:
    document = json.loads(explain_json.render(PLACE))
    assert (document["schema_version"], document["subject"], document["line"]) == (1, "place", 4)
    first, second, _ = document["usages"]
    assert first["name"] == "users"
    assert [step["kind"] for step in first["receiver"]] == ["client"]
    assert [step["line"] for step in first["naming"]] == [9]
    assert second["gaps"][0] == {"missing": "nobody knows", "remedy": "find out"}
    assert document["overlooked"][0]["text"] == "getDb().from(…)"
    document = json.loads(explain_json.render(FILE))
    assert (document["role"], document["route"], document["function"]) == ("api_route", "/api/a", "go")
    assert document["unknown"][0]["role"] == "hook"
