"""A write to a column whose value the database makes: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("write-to-generated", "A write to a column whose value the database makes")
