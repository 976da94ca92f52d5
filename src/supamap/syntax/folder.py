"""Where the query files stand, for every language of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from supamap.errors import InstallationError


@cache
def query_folder() -> Path:
    """The folder of the query files: beside this package in a wheel, at the top of the checkout otherwise."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "queries", package.parent.parent / "queries"):
        if folder.is_dir():
            return folder
    raise InstallationError("the folder of queries is missing", hint="reinstall supamap")
