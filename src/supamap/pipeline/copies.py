"""The same configuration for a copy of the repository."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from supamap.config import Config


def moved_config(config: Config, top: Path, folder: Path) -> Config:
    """Let every folder and file below ``top`` be the one in ``folder``, a copy of it."""

    def moved(path: Path) -> Path:
        return folder / path.resolve().relative_to(top.resolve()) if path.resolve().is_relative_to(top) else path

    schema = replace(
        config.schema,
        snapshot=moved(config.schema.snapshot),
        types=config.schema.types and moved(config.schema.types),
        folders=tuple(map(moved, config.schema.folders)),
    )
    docs = replace(config.docs, folder=moved(config.docs.folder))
    return replace(config, base=moved(config.base), root=moved(config.root), docs=docs, schema=schema)
