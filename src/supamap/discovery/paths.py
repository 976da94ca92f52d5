"""Arithmetic of paths below the root: relative, with ``/``, the root itself is ``""``."""

from __future__ import annotations

import posixpath
import re


def parent(path: str) -> str:
    """Return the folder that ``path`` stands in."""
    return path[: path.rfind("/")] if "/" in path else ""


def join(folder: str, relative: str) -> str | None:
    """Return where ``relative`` leads from ``folder``; None when it leaves the root."""
    if relative.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(folder, relative)) if relative else folder
    if path == ".":
        return ""
    return None if path == ".." or path.startswith("../") else path


def rooted(folder: str, relative: str) -> str | None:
    """Return where ``relative`` leads as a target of a PathRule: with a leading ``/``, a ``*`` kept as it is."""
    path = join(folder, relative)
    return None if path is None else f"/{path}"


def glob_pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of a workspace glob: ``*`` stays in one folder, ``**`` does not."""
    parts = re.split(r"(\*\*/?|\*|\?)", glob.removeprefix("./").rstrip("/"))
    wild = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}
    return re.compile("".join(wild.get(part, re.escape(part)) for part in parts))
