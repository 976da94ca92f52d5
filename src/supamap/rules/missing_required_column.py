"""An insert without a column that has to be given: see ``supamap.postgrest``, which finds it."""

from __future__ import annotations

from supamap.rules.faults import fault_rule

RULE = fault_rule("missing-required-column", "An insert without a column that has to be given")
