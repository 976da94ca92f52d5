"""The contracts between the layers hold (pyproject.toml, [tool.importlinter])."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
TYPES_MAY_NAME_EACH_OTHER = "exclude_type_checking_imports = true\n"


def broken(*arguments: str | Path) -> str:
    """What import-linter says when a contract is broken; empty when all hold."""
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode else ""


@pytest.mark.slow
def test_contracts_hold() -> None:
    assert not broken()


@pytest.mark.slow
def test_directions_and_owners_hold_for_imports_of_types_too(tmp_path: Path) -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    assert TYPES_MAY_NAME_EACH_OTHER in text
    strict = tmp_path / "pyproject.toml"
    strict.write_text(text.replace(TYPES_MAY_NAME_EACH_OTHER, ""), encoding="utf-8")
    contracts = [contract["id"] for contract in tomllib.loads(text)["tool"]["importlinter"]["contracts"]]
    chosen = [argument for name in contracts if name != "acyclic" for argument in ("--contract", name)]
    assert not broken("--config", strict, *chosen)
