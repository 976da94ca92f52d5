"""From a folder to a project: its source files with their roles, its packages, and what its specifiers mean."""

from supamap.discovery.project import discover

__all__ = ["discover"]
