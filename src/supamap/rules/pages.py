"""The pages that explain rules: ``docs/rules/<rule>.md``, one for each rule."""

from __future__ import annotations

from pathlib import Path

from supamap.errors import InstallationError
from supamap.rules.registry import check_name


def page(name: str) -> str:
    """The Markdown of a rule's page. Raises ConfigError when there is no such rule."""
    check_name(name)
    file = folder() / f"{name}.md"
    if not file.is_file():
        raise InstallationError(f"the page of rule {name} is missing", where=str(file), hint="reinstall supamap")
    return file.read_text(encoding="utf-8")


def folder() -> Path:
    """The folder of the pages: beside this package in a wheel, ``docs/rules`` of the checkout otherwise."""
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "rule_pages", package.parent.parent / "docs" / "rules"):
        if candidate.is_dir():
            return candidate
    raise InstallationError("the folder of the rules' pages is missing", hint="reinstall supamap")
