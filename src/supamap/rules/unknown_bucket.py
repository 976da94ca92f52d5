"""A bucket that the schema does not have: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("unknown-bucket", "A bucket that the schema does not have")
