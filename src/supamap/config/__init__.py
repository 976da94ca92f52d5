"""The settings of a run: found, read and checked before anything else happens."""

from __future__ import annotations

from supamap.config.reader import load_config
from supamap.config.roots import CONFIG_NAME, nearest_root
from supamap.config.settings import (
    Config,
    DeclaredClient,
    DocsSettings,
    GraphSettings,
    PageSubjects,
    ResourceSettings,
    RoleRule,
    SchemaSettings,
    SourceSettings,
)

__all__ = [
    "CONFIG_NAME",
    "Config",
    "DeclaredClient",
    "DocsSettings",
    "GraphSettings",
    "PageSubjects",
    "ResourceSettings",
    "RoleRule",
    "SchemaSettings",
    "SourceSettings",
    "load_config",
    "nearest_root",
]
