"""What starting costs: nothing heavy is imported before a command needs it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"networkx", "jinja2", "rich", "markdown_it", "msgspec", "pathspec", "tree_sitter", "multiprocessing"}
STAGES = {"discovery", "extraction", "linking", "graph", "docs", "rules", "report", "pipeline", "config", "model"}


def imported(*arguments: str) -> set[str]:
    """The names of the modules that a command loads."""
    program = (
        "import sys\nfrom supamap.cli.program import run\n"
        f"code = run({list(arguments)!r})\n"
        "print(*sorted(sys.modules), file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("scan", "--help"), ("docs", "--help"), ("why", "--help")]
)
def test_help_loads_no_stage_and_no_heavy_library(arguments: tuple[str, ...]) -> None:
    modules = imported(*arguments)
    assert not {name.partition(".")[0] for name in modules} & HEAVY
    assert not {name.split(".")[1] for name in modules if name.startswith("supamap.")} & STAGES


def test_importing_the_package_loads_no_stage() -> None:
    program = "import sys, supamap; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {name for name in done.stdout.split() if name.startswith("supamap.")}
