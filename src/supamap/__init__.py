"""supamap: who uses every Supabase table, bucket, function and edge function.

The public interface is what ``__all__`` lists: ``scan()``, the values it returns, and the errors it raises. Everything
is imported on first use, so ``import supamap`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from supamap.errors import ConfigError, NothingMeasuredError, SupamapError
    from supamap.model.diagnostics import Diagnostic
    from supamap.model.linked import LinkedProject as ScanResult
    from supamap.model.locations import Location
    from supamap.model.usage import Certainty, Client, Origin, Privilege, ResourceKind, Step, Usage

__version__ = "0.1.0"

__all__ = [
    "Certainty",
    "Client",
    "ConfigError",
    "Diagnostic",
    "Location",
    "NothingMeasuredError",
    "Origin",
    "Privilege",
    "ResourceKind",
    "ScanResult",
    "Step",
    "SupamapError",
    "Usage",
    "__version__",
    "scan",
]

_PLACES = {
    "Certainty": "supamap.model.usage",
    "Client": "supamap.model.usage",
    "ConfigError": "supamap.errors",
    "Diagnostic": "supamap.model.diagnostics",
    "Location": "supamap.model.locations",
    "NothingMeasuredError": "supamap.errors",
    "Origin": "supamap.model.usage",
    "Privilege": "supamap.model.usage",
    "ResourceKind": "supamap.model.usage",
    "Step": "supamap.model.usage",
    "SupamapError": "supamap.errors",
    "Usage": "supamap.model.usage",
}


def scan(root: str | Path, *, config: str | Path | None = None) -> ScanResult:
    """Find every usage in the application that stands in ``root``.

    ``config`` is a configuration file; without it ``supamap.toml`` in ``root`` is read, if there is one. Raises
    ConfigError for a wrong folder or configuration, NothingMeasuredError when there is nothing to scan.
    """
    from pathlib import Path

    from supamap import pipeline
    from supamap.config import load_config

    return pipeline.scan(load_config(Path(root), None if config is None else Path(config)))


def __getattr__(name: str) -> object:
    """Import a public value when it is first asked for."""
    if name == "ScanResult":
        return import_module("supamap.model.linked").LinkedProject
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
