"""The project as a whole."""

from __future__ import annotations

import pickle
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from supamap.discovery import discover
from supamap.model.project import Framework, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Plant = Callable[[Mapping[str, str]], Path]

TREE = {
    "package.json": '{"name": "root", "workspaces": ["apps/*"]}',
    "apps/web/package.json": '{"name": "web", "dependencies": {"next": "*"}}',
    "apps/web/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
    "apps/web/src/app/page.tsx": "",
    "apps/web/env.d.ts": "",
    "apps/mobile/package.json": '{"name": "mobile", "dependencies": {"expo": "*"}}',
    "apps/mobile/App.tsx": "",
    "supabase/config.toml": "",
    "supabase/functions/hello/index.ts": "",
    ".gitignore": "generated/\n",
    "broken/tsconfig.json": "{",
}


def test_what_a_project_holds(plant: Plant) -> None:
    root = plant(TREE)
    project = discover(root)
    assert project.root == root.as_posix()
    assert [file.path for file in project.files] == sorted(file.path for file in project.files)
    assert project.unscanned == ("apps/web/env.d.ts",)
    assert [package.path for package in project.packages] == ["", "apps/mobile", "apps/web"]
    assert project.frameworks == (Framework.EXPO, Framework.NEXT)
    assert project.supabase_folders == ("supabase",)
    assert [function.slug for function in project.edge_functions] == ["hello"]
    assert [file.function for file in project.files if file.function] == ["hello"]
    assert project.ignored == ("**/generated",)
    assert [d.file for d in project.diagnostics] == ["broken/tsconfig.json"]


def test_a_project_is_a_plain_value(plant: Plant) -> None:
    project = discover(plant(TREE))
    assert pickle.loads(pickle.dumps(project)) == project
    assert msgspec.json.decode(msgspec.json.encode(project), type=Project) == project


def test_the_same_tree_gives_the_same_project(plant: Plant) -> None:
    root = plant(TREE)
    assert msgspec.json.encode(discover(root)) == msgspec.json.encode(discover(root))


def test_a_relative_root_and_an_empty_one(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"sub/a.ts": "", "none/x.md": ""})
    monkeypatch.chdir(root)
    assert [file.path for file in discover(Path("sub")).files] == ["a.ts"]
    assert discover(root / "none").files == ()


@pytest.mark.slow
def test_two_thousand_files_take_no_noticeable_time(plant: Plant, git: Callable[..., None]) -> None:
    packages = {f"packages/p{n}/package.json": f'{{"name": "@x/p{n}"}}' for n in range(50)}
    sources = {f"packages/p{n % 50}/src/f{n % 7}/components/C{n}.tsx": "export {}\n" for n in range(2000)}
    root = plant({**packages, **sources})
    git(root, "init", "-q")
    git(root, "add", "-A")
    discover(root)
    start = time.perf_counter()
    assert len(discover(root).files) == 2000
    assert time.perf_counter() - start < 1  # 0.04 when nothing else runs
