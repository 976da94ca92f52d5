"""``python -m supamap``."""

from __future__ import annotations

from supamap.cli import main

main()
