"""Arguments that no form of the database function takes: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("rpc-arguments", "Arguments that no form of the database function takes")
