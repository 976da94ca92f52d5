"""``database.types.ts`` as the Supabase command line writes it."""

from __future__ import annotations

import pytest

from supamap.schema.generated_types import declared_resources


def declared(source: str) -> list[str]:
    return [resource.id for resource in declared_resources([source])]


TYPES = """
export type Json = string | { [key: string]: Json | undefined } | Json[]
export type Database = {
  // Allows to automatically instantiate createClient with right options { not a brace
  __InternalSupabase: { PostgrestVersion: "13.0.5" }
  public: {
    Tables: {
      profiles: { Row: { id: string; kind: "a: {" | "b" }, Insert: { id?: string }, Update: {}, Relationships: [] }
      "odd name": { Row: { id: string } }
    }
    Views: { active_jobs: { Row: { id: string | null } } }
    Functions: { has_role: { Args: { role: string }, Returns: boolean } }
    Enums: { job_type: "image" | "video" }
    CompositeTypes: { [_ in never]: never }
  }
  private: { Tables: { secrets: { Row: { id: number } } }, Views: { [_ in never]: never } }
}
type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">
export type Other = { public: { Tables: { nothing: { Row: { id: string } } } } }
"""


def test_tables_and_views_of_every_schema() -> None:
    assert declared(TYPES) == ["table:active_jobs", "table:odd name", "table:private.secrets", "table:profiles"]


def test_older_files_declare_an_interface() -> None:
    assert declared(TYPES.replace("type Database =", "interface Database")) == declared(TYPES)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "export type Database = Record<string, unknown>",
        "export type Database = { public: string }",
        "export type Database = { public: { Tables: { profiles: string } } }",
        "export type Other = { public: { Tables: { profiles: { Row: {} } } } }",
    ],
)
def test_other_types_declare_nothing(source: str) -> None:
    assert declared(source) == []


def test_names_are_collected_over_files() -> None:
    other = "export interface Database { public: { Tables: { jobs: { Row: { id: string } } } } }"
    assert [found.id for found in declared_resources([other, other])] == ["table:jobs"]


def test_megabytes_take_no_time() -> None:
    row = "{ Row: { " + "column: string | null; " * 50 + "} }"
    tables = "".join(f"table_{number}: {row}\n" for number in range(3000))
    assert len(declared(f"export type Database = {{ public: {{ Tables: {{ {tables} }} }} }}")) == 3000
