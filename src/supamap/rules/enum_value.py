"""A constant that is no member of the column's enum: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("enum-value", "A constant that is no member of the column's enum")
