"""What the global options say, handed to every command."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from supamap.cli.console import Voice

if TYPE_CHECKING:
    from supamap.config import Config


@dataclass(frozen=True, slots=True)
class Session:
    """The global options of one run."""

    root: Path | None
    config_file: Path | None
    voice: Voice
    cached: bool = True
    database_url: str | None = None

    def config(self) -> Config:
        """Read the configuration; ConfigError with all its mistakes."""
        from msgspec.structs import replace

        from supamap.cache.folders import cache_folder
        from supamap.config import load_config
        from supamap.model.schema import SourceKind

        config = load_config(self.root, self.config_file)
        if self.cached:
            config = replace(config, cache=cache_folder(os.environ))
        if self.database_url:
            schema = replace(config.schema, database_url=self.database_url, source=SourceKind.DATABASE)
            config = replace(config, schema=schema)
        self.voice.detail(f"root: {config.root}")
        self.voice.detail(f"configuration: {config.file or 'none, defaults hold'}")
        self.voice.detail(f"cache: {config.cache or 'none'}")
        return config
