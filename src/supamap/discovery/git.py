"""The files that git tracks, or would track."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# A repository's own configuration may name programs; none of them may run (core.fsmonitor is such a program).
QUIET = (*("-c", "core.fsmonitor=false"), *("-c", "core.hooksPath=/dev/null"))
COMMAND = (
    "git",
    *QUIET,
    # A person's global ignore file would make two machines see two different projects.
    *("-c", "core.excludesFile="),
    *("ls-files", "-z", "--cached", "--others", "--exclude-standard"),
)
TIMEOUT = 60
"""Seconds after which a walk is tried instead."""


def tracked_paths(root: Path) -> tuple[str, ...] | None:
    """Return the paths below ``root`` that git lists, in no particular order, possibly with deleted ones.

    A path that ends in ``/`` is a repository of its own. None when git cannot say: it is missing, ``root`` is in no
    repository, or the whole of ``root`` is ignored there.
    """
    try:
        run = subprocess.run(  # noqa: S603 - constant arguments, no shell
            COMMAND,
            cwd=root,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _unique(run.stdout) or None


def environment() -> dict[str, str]:
    """Leave out what a surrounding git command (a hook) says of *its* repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _unique(output: bytes) -> tuple[str, ...]:
    """Split at NUL; during a merge git lists a path once a stage."""
    paths = dict.fromkeys(os.fsdecode(output).split("\0"))
    paths.pop("", None)
    return tuple(paths)
