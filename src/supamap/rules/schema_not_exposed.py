"""A table in a schema that the API does not serve: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("schema-not-exposed", "A table in a schema that the API does not serve")
