"""Where the cache stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

VARIABLE = "SUPAMAP_CACHE_DIR"


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder that ``SUPAMAP_CACHE_DIR`` names, else the user's own by the system's rules; None without a home."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named).absolute()
    from platformdirs import user_cache_path

    folder = user_cache_path("supamap", appauthor=False)
    # Without a home, ``~`` stays as it is written.
    return folder if folder.is_absolute() else None
