"""Supabase folders and edge functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.discovery.edge_functions import find_supabase
from supamap.discovery.files import list_files
from supamap.discovery.project_files import ProjectFiles
from supamap.model.diagnostics import DiagnosticKind
from supamap.model.project import EdgeFunctionSource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Plant = Callable[[Mapping[str, str]], Path]


def open_tree(root: Path) -> ProjectFiles:
    return ProjectFiles(root, list_files(root).paths)


def test_functions_are_folders_with_an_index(plant: Plant) -> None:
    root = plant(
        {
            "supabase/functions/hello/index.ts": "",
            "supabase/functions/hello/index.js": "",
            "supabase/functions/hello/handler.ts": "",
            "supabase/functions/view/index.tsx": "",
            "supabase/functions/_shared/index.ts": "",
            "supabase/functions/.cache/index.ts": "",
            "supabase/functions/deep/inner/index.ts": "",
            "supabase/functions/index.ts": "",
        }
    )
    found = find_supabase(open_tree(root))
    assert found.folders == ("supabase",)
    assert found.functions == (
        EdgeFunctionSource("hello", "supabase/functions/hello", "supabase/functions/hello/index.js"),
        EdgeFunctionSource("view", "supabase/functions/view", "supabase/functions/view/index.tsx"),
    )


def test_config_toml_names_entries_and_maps(plant: Plant) -> None:
    config = """
        project_id = "x"
        [functions.hello]
        import_map = "./functions/maps/hello.json"
        [functions.queue]
        entrypoint = "../workers/queue/main.ts"
        [functions.gone]
        entrypoint = "./functions/gone/index.ts"
        [functions.odd]
        entrypoint = 3
    """
    root = plant(
        {
            "apps/api/supabase/config.toml": config,
            "apps/api/supabase/functions/hello/index.ts": "",
            "apps/api/supabase/functions/maps/hello.json": "{}",
            "apps/api/workers/queue/main.ts": "",
        }
    )
    found = find_supabase(open_tree(root))
    assert found.folders == ("apps/api/supabase",)
    assert [(f.slug, f.entry) for f in found.functions] == [
        ("hello", "apps/api/supabase/functions/hello/index.ts"),
        ("queue", "apps/api/workers/queue/main.ts"),
    ]
    assert found.maps == {"apps/api/supabase/functions/hello": "apps/api/supabase/functions/maps/hello.json"}


def test_an_applications_own_folder_called_supabase_is_none(plant: Plant) -> None:
    root = plant(
        {"src/lib/supabase/functions/profiles/index.ts": "", "utils/supabase/migrations/a.sql": "", "a.ts": ""}
    )
    assert find_supabase(open_tree(root)).folders == ()


def test_migrations_alone_make_one(plant: Plant) -> None:
    assert find_supabase(open_tree(plant({"packages/db/supabase/migrations/1_a.sql": ""}))).folders == (
        "packages/db/supabase",
    )


def test_broken_toml_is_said_and_functions_are_still_found(plant: Plant) -> None:
    files = open_tree(plant({"supabase/config.toml": "[functions", "supabase/functions/a/index.ts": ""}))
    assert [f.slug for f in find_supabase(files).functions] == ["a"]
    assert [(d.file, d.kind) for d in files.diagnostics] == [
        ("supabase/config.toml", DiagnosticKind.BROKEN_PROJECT_FILE)
    ]
