"""A select, filter or order that PostgREST cannot read: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("invalid-select", "A select, filter or order that PostgREST cannot read")
