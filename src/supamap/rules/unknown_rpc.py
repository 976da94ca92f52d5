"""A database function that does not exist: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("unknown-rpc", "A database function that does not exist")
