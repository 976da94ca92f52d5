"""The command line: arguments in, exit code out."""

from __future__ import annotations

import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command of ``sys.argv`` and leave the process with its exit code."""
    # Values hold no circles: looking for them after every 700 new ones costs a long command 4 to 10 % of its time.
    gc.set_threshold(50_000)
    from supamap.cli.program import run

    sys.exit(run(sys.argv[1:]))
