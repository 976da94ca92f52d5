"""What a types file says of a schema, in every form that generators have written it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supamap.model.schema import Argument, Enum, Function, QualifiedName, Schema, Table
from supamap.schema.generated_types import schema_of_types


def read(tables: str = "", views: str = "", rest: str = "") -> Schema:
    source = f"export type Database = {{ public: {{ Tables: {{ {tables} }}, Views: {{ {views} }}, {rest} }} }}"
    return schema_of_types(source, "types.ts")


def table(text: str) -> Table:
    (found,) = read(text).tables
    return found


def functions(text: str, tables: str = "") -> tuple[Function, ...]:
    return read(tables, rest=f"Functions: {{ {text} }}").functions


def test_columns() -> None:
    found = table("""
      jobs: {
        Row: {
          id: string; "odd name": number | null; tags: string[]; status: Database["public"]["Enums"]["status"]
          states: Database["public"]["Enums"]["status"][] | null; params: NonNullable<Json>; readonly: boolean
          ip: unknown; seen: unknown
        }
        Insert: {
          id?: string, "odd name"?: number | null, tags: string[], status?: Database["public"]["Enums"]["status"],
          states?: Database["public"]["Enums"]["status"][] | null, params?: Json, readonly: boolean,
          ip?: unknown, seen: unknown,
        }
        Update: {}
        Relationships: []
      }
    """)
    told = [(one.name, one.type, one.nullable, one.required) for one in found.columns]
    assert told == [
        ("id", "string", False, False),
        ("odd name", "number", True, False),
        ("tags", "string[]", False, True),
        ("status", "public.status", False, False),
        ("states", "public.status[]", True, False),
        ("params", "Json", False, False),
        ("readonly", "boolean", False, True),
        ("ip", "unknown", True, False),
        ("seen", "unknown", False, True),
    ]
    assert [one.enum for one in found.columns if one.enum] == [QualifiedName("public", "status")] * 2


def test_foreign_keys() -> None:
    told = """
      jobs: { Row: { a: string, b: string }, Relationships: [
        {
          foreignKeyName: "jobs_ab_fkey"
          columns: ["a", "b"]
          isOneToOne: true
          referencedRelation: "users"
          referencedColumns: ["x", "y"]
        },
        { foreignKeyName: "gone", columns: ["a"], referencedRelation: "nowhere", referencedColumns: ["x"] }
      ] }
    """
    (key,) = read(told + "users: { Row: { x: string } }").tables[0].foreign_keys
    assert [str(one.table) for one in table(told).foreign_keys] == ["auth.users"], "older generators leave out auth"
    assert (key.name, key.columns, str(key.table), key.referenced_columns, key.one_to_one) == (
        "jobs_ab_fkey",
        ("a", "b"),
        "users",
        ("x", "y"),
        True,
    )
    assert key.on_delete is None


@pytest.mark.parametrize("nothing", ["never", "Record<PropertyKey, never>", "Record<string, never>", "{}"])
def test_functions_without_arguments(nothing: str) -> None:
    (found,) = functions(f"now_is: {{ Args: {nothing}; Returns: undefined }}")
    assert (found.arguments, found.returns, found.returns_set) == ((), "void", False)


def test_arguments() -> None:
    (found,) = functions("f: { Args: { a: string[]; b?: number | null }; Returns: boolean }")
    assert found.arguments == (Argument("a", "string[]"), Argument("b", "number", has_default=True))


@pytest.mark.parametrize(
    "text",
    [
        "f: { Args: { a: string }; Returns: string } | { Args: { b: number }; Returns: string }",
        "f:\n | { Args: { a: string }, Returns: string }\n | { Args: { b: number }, Returns: string }",
        "f: { Args: { a: string } | { b: number }; Returns: string }",
    ],
)
def test_overloads(text: str) -> None:
    assert sorted([one.name for one in found.arguments] for found in functions(text)) == [["a"], ["b"]]


def test_functions_that_return_rows() -> None:
    table_of = 'f: { Args: never; Returns: { id: string }[]; SetofOptions: { from: "*"; to: "jobs"; '
    tables = "jobs: { Row: { id: string } }"
    (found,) = functions(table_of + "isOneToOne: true; isSetofReturn: true } }", tables)
    assert (found.returns_table, found.returns_set, found.returns_one) == (QualifiedName("public", "jobs"), True, True)
    (found,) = functions("f: { Args: never; Returns: { id: string }[] }")
    assert (found.returns, found.returns_set, found.returns_table) == ("record", True, None)
    (found,) = functions("f: { Args: never; Returns: string[] }")
    assert (found.returns, found.returns_set) == ("string[]", False)


def test_computed_columns() -> None:
    row = 'Database["public"]["Tables"]["jobs"]["Row"]'
    told = '{ error: true } & "the function public.label could not be found"'
    (found,) = functions(f'label: {{ Args: {{ "": {row} }}; Returns: {told} }}', "jobs: { Row: { id: string } }")
    assert found.row_of == QualifiedName("public", "jobs")
    assert found.arguments == (Argument("", "public.jobs"),)


def test_enums_and_composite_types() -> None:
    found = read(rest='Enums: { a: "x" | "y", b: "only" }, CompositeTypes: { c: { x: string | null } }')
    assert found.enums == (Enum("public", "a", ("x", "y")), Enum("public", "b", ("only",)))
    assert [(one.name, [field.type for field in one.fields]) for one in found.composite_types] == [("c", ["string"])]
    assert read(rest="Enums: { [_ in never]: never }, CompositeTypes: { [_ in never]: never }").enums == ()


def test_schemas_of_the_platform_are_left_out() -> None:
    source = """
    export interface Database {
      __InternalSupabase: { PostgrestVersion: "13" };
      graphql_public: { Functions: { graphql: { Args: never; Returns: Json } } };
      private: { Tables: { secrets: { Row: { id: string } } } };
      storage: { Tables: { objects: { Row: { id: string } } } };
    }"""
    schema = schema_of_types(source, "types.ts")
    assert [str(one.qualified) for one in schema.tables] == ["private.secrets"]
    assert schema.functions == ()


def test_a_member_without_a_type_does_not_end_the_file() -> None:
    assert [one.name for one in read("a: { Row: { id; x: string } }, b: { Row: { id: string } }").tables] == ["a", "b"]


@given(st.text(alphabet='abR{}[]()<>|&:;,?"\n ', max_size=60))
def test_any_text_is_read_to_its_end(text: str) -> None:
    read(text)
    read(f"t: {{ Row: {{ {text} }} }}")
