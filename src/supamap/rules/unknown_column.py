"""A column that the table does not have: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("unknown-column", "A column that the table does not have")
