"""Which folder a run is about."""

from __future__ import annotations

from pathlib import Path

from supamap.errors import ConfigError

CONFIG_NAME = "supamap.toml"
MARKS = (CONFIG_NAME, "supabase/config.toml", "package.json")
"""What makes a folder the root of an application."""


def nearest_root(start: Path) -> Path:
    """Return the nearest folder, from ``start`` upward, that holds one of MARKS; ConfigError when none does."""
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).is_file() for mark in MARKS):
            return candidate
    raise ConfigError(
        f"no application here: neither this folder nor one above it has {', '.join(MARKS[:-1])} or {MARKS[-1]}",
        where=str(start),
        hint="go to your application's folder, or name it: supamap --root DIR …",
    )


def given_root(folder: Path) -> Path:
    """Return the absolute form of a folder that the user named; ConfigError when it is no folder."""
    if not folder.is_dir():
        problem = "is not a folder" if folder.exists() else "does not exist"
        raise ConfigError(f"the root {problem}", where=str(folder))
    return folder.resolve()
