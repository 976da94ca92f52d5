"""What ``init`` does: look at a project and write what was seen into a first configuration."""

from __future__ import annotations

from pathlib import Path

from supamap.config import CONFIG_NAME, nearest_root
from supamap.config.roots import given_root
from supamap.config.starter import observe, starter_text
from supamap.errors import ConfigError


def write_starter(root: Path | None) -> Path:
    """Write ``supamap.toml`` into ``root``, or the nearest application, or the current folder; return its path.

    Raises ConfigError when there is one already: it may hold a person's work.
    """
    from supamap.discovery import discover

    folder = _folder(root)
    file = folder / CONFIG_NAME
    if file.exists():
        raise ConfigError("there is a configuration already", where=str(file), hint="edit it, or remove it first")
    text = starter_text(observe(discover(folder), folder))
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        raise ConfigError(f"the configuration cannot be written: {error.strerror}", where=str(file)) from error
    return file


def _folder(root: Path | None) -> Path:
    if root is not None:
        return given_root(root)
    try:
        return nearest_root(Path.cwd())
    except ConfigError:
        return Path.cwd()
