"""The command line: arguments in, exit code out."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command of ``sys.argv`` and leave the process with its exit code."""
    from supamap.cli.program import run

    sys.exit(run(sys.argv[1:]))
