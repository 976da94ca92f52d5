"""Paths that ``.gitignore`` files name: where tools put the code they generate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.discovery.literals import without_comments
from supamap.discovery.paths import join, parent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from supamap.discovery.project_files import ProjectFiles

_PARAGLIDE = re.compile(r"""\boutdir\s*:\s*['"]([^'"]+)['"]""")


def ignored_globs(files: ProjectFiles) -> tuple[str, ...]:
    """Return globs from the root: ``**/name`` for a bare name, else the path, with ``*`` and ``**`` as git means them.

    They tell generated code from missing code. Exceptions (``!name``) are left out: what exists is found anyway.
    """
    found = {glob for path in files.named(".gitignore") for glob in _globs(parent(path), files.text(path))}
    return tuple(sorted({*found, *_paraglide(files)}))


def _globs(folder: str, text: str) -> Iterator[str]:
    for line in text.splitlines():
        glob = line.strip().rstrip("/")
        if not glob or glob.startswith(("#", "!")):
            continue
        below = glob.removeprefix("/") if "/" in glob else f"**/{glob}"
        yield f"{folder}/{below}" if folder else below


def _paraglide(files: ProjectFiles) -> Iterator[str]:
    """Yield the folders that Paraglide compiles messages into: it brings a ``.gitignore`` that nobody tracks."""
    for path in files.named_like("vite.config.", "s"):
        text = files.text(path)
        if "paraglide" in text:
            for target in _PARAGLIDE.findall(without_comments(text)):
                if placed := join(parent(path), target):
                    yield placed
