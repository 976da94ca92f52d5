"""An embed that no relationship leads to: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("unknown-embed", "An embed that no relationship leads to")
