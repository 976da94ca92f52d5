"""The built wheel holds everything it needs: installed into an environment of its own, it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from supamap import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCES = ("src", "queries", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from a copy, so that nothing of the checkout but its sources can end up in the wheel."""
    copy, target = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment without the checkout: the wheel unpacked by pip, its dependencies borrowed from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    names = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", vars=names))
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=names))
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    install = [*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True)
    # A plain path line, which brings packages but runs no .pth file of theirs: the editable checkout stays unseen.
    (site / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return scripts


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_wheel_holds_queries_templates_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    queries = {f"supamap/queries/{path.relative_to(CHECKOUT / 'queries').as_posix()}" for path in query_files()}
    assert queries
    assert queries <= names
    assert "supamap/py.typed" in names
    assert "supamap/docs/templates/table.md.j2" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.partition("/")[0] for name in names} == {"supamap", f"supamap-{__version__}.dist-info"}


def query_files() -> list[Path]:
    return [path for path in (CHECKOUT / "queries").rglob("*.*") if path.is_file()]


@pytest.mark.slow
def test_installed_wheel_scans(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "app.ts").write_text(
        "import { createClient } from '@supabase/supabase-js'\n"
        "const db = createClient('url', 'key')\n"
        "export const load = () => db.from('profiles').select('id')\n"
    )
    where = run(installed / "python", "-c", "import supamap; print(supamap.__file__)", cwd=tmp_path)
    assert CHECKOUT not in Path(where.stdout.strip()).parents
    version = run(installed / "supamap", "--version", cwd=tmp_path)
    assert (version.returncode, version.stdout) == (0, f"supamap {__version__}\n")
    scan = run(installed / "supamap", "scan", "--format", "csv", cwd=tmp_path)
    assert scan.returncode == 0, scan.stderr
    assert "profiles" in scan.stdout
