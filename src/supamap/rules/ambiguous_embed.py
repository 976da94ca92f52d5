"""An embed that several relationships fit: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("ambiguous-embed", "An embed that several relationships fit")
