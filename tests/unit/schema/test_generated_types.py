"""``database.types.ts`` as the Supabase command line writes it."""

from __future__ import annotations

import pytest

from supamap.extraction.extractor import extract
from supamap.model.sources import Language
from supamap.schema.generated_types import declared_resources


def declared(source: str) -> list[str]:
    facts = extract("src/database.types.ts", Language.TYPESCRIPT, source.encode())
    return [resource.id for resource in declared_resources([facts])]


TYPES = """
export type Json = string | { [key: string]: Json | undefined } | Json[]
export type Database = {
  __InternalSupabase: { PostgrestVersion: "13.0.5" }
  public: {
    Tables: {
      profiles: { Row: { id: string }, Insert: { id?: string }, Update: {}, Relationships: [] }
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
