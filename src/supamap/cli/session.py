"""What the global options say, handed to every command."""

from __future__ import annotations

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

    def config(self) -> Config:
        """Read the configuration; ConfigError with all its mistakes."""
        from supamap.config import load_config

        config = load_config(self.root, self.config_file)
        self.voice.detail(f"root: {config.root}")
        self.voice.detail(f"configuration: {config.file or 'none, defaults hold'}")
        return config
