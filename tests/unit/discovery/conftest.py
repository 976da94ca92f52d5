"""Small trees for the tests of discovery."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Plant = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Write files below one root and return it."""
    root = tmp_path / "root"
    root.mkdir()

    def write(contents: Mapping[str, str]) -> Path:
        for path, text in contents.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        return root

    return write


@pytest.fixture
def git() -> Callable[..., None]:
    """Run git in a folder; skip the test where there is none."""
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed")

    def run(folder: Path, *arguments: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always")
        subprocess.run([program, *identity, *arguments], cwd=folder, check=True, capture_output=True)

    return run
