"""Which files are listed, by git and without it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from supamap.discovery.files import list_files
from supamap.discovery.git import tracked_paths
from supamap.discovery.walk import walked_paths
from supamap.model.diagnostics import DiagnosticKind
from supamap.model.sources import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from supamap.discovery.files import Listing

    Plant = Callable[[Mapping[str, str]], Path]
    Git = Callable[..., None]

IGNORES = {
    ".gitignore": "*.gen.ts\n/only-at-top.ts\nsecret/\nlogs/*\n!logs/keep.ts\n# comment\n\\#odd.ts\ntrailing.ts   \n",
    "a.ts": "",
    "b.gen.ts": "",
    "only-at-top.ts": "",
    "deep/only-at-top.ts": "",
    "secret/x.ts": "",
    "deep/secret/x.ts": "",
    "logs/a.ts": "",
    "logs/keep.ts": "",
    "#odd.ts": "",
    "trailing.ts": "",
    "deep/.gitignore": "*.ts\n!kept.ts\n!again.gen.ts\n",
    "deep/lost.ts": "",
    "deep/kept.ts": "",
    "deep/again.gen.ts": "",
    "deep/deeper/.gitignore": "!lost.ts\n",
    "deep/deeper/lost.ts": "",
    "café/naïve name.ts": "",
}


def names(listing: Listing) -> list[str]:
    return [file.path for file in listing.files]


def test_a_walk_lists_what_git_would_track(plant: Plant, git: Git) -> None:
    root = plant(IGNORES)
    walked = walked_paths(root)
    git(root, "init", "-q")
    assert sorted(walked.paths) == sorted(tracked_paths(root) or ())
    assert "deep/again.gen.ts" in walked.paths
    assert "secret/x.ts" not in walked.paths
    assert walked.diagnostics == ()


def test_tracked_and_new_files_are_listed_once_and_deleted_ones_not(plant: Plant, git: Git) -> None:
    root = plant({"tracked.ts": "", "deleted.ts": "", "ignored.ts": "", ".gitignore": "ignored.ts\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "first")
    (root / "deleted.ts").unlink()
    (root / "new.tsx").write_text("")
    assert names(list_files(root)) == ["new.tsx", "tracked.ts"]


def test_a_tracked_file_counts_although_it_is_ignored(plant: Plant, git: Git) -> None:
    root = plant({"kept.ts": ""})
    git(root, "init", "-q")
    git(root, "add", "-A")
    plant({".gitignore": "*.ts\n", "other.ts": ""})
    assert names(list_files(root)) == ["kept.ts"]


def test_the_root_may_be_a_folder_of_a_repository(plant: Plant, git: Git) -> None:
    root = plant(
        {"apps/web/src/a.ts": "", "apps/api/b.ts": "", ".gitignore": "generated/\n", "apps/web/generated/c.ts": ""}
    )
    git(root, "init", "-q")
    assert names(list_files(root / "apps/web")) == ["src/a.ts"]


def test_a_root_that_git_ignores_is_walked(plant: Plant, git: Git) -> None:
    root = plant({".gitignore": "scratch/\n", "scratch/app/a.ts": ""})
    git(root, "init", "-q")
    assert names(list_files(root / "scratch/app")) == ["a.ts"]


def test_a_missing_git_leads_to_a_walk(plant: Plant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = plant({"a.ts": "", ".gitignore": "b.ts\n", "b.ts": ""})
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert tracked_paths(root) is None
    assert names(list_files(root)) == ["a.ts"]


def test_a_surrounding_hook_does_not_redirect_git(plant: Plant, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    root = plant({"a.ts": ""})
    git(root, "init", "-q")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert tracked_paths(root) == ("a.ts",)


def test_no_program_named_by_a_repository_runs(plant: Plant, git: Git, tmp_path: Path) -> None:
    root = plant({"a.ts": ""})
    git(root, "init", "-q")
    spy = tmp_path / "spy.sh"
    spy.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    spy.chmod(0o755)
    git(root, "config", "core.fsmonitor", str(spy))
    git(root, "config", "core.hooksPath", str(tmp_path))
    list_files(root)
    assert not (tmp_path / "ran").exists()


def test_repositories_inside_are_named_and_left_out(plant: Plant, git: Git) -> None:
    root = plant({"a.ts": "", "nested/b.ts": "", "library/c.ts": ""})
    git(root / "nested", "init", "-q")
    git(root / "library", "init", "-q")
    git(root / "library", "add", "-A")
    git(root / "library", "commit", "-qm", "first")
    walked = list_files(root)
    git(root, "init", "-q")
    git(root, "submodule", "add", "-q", "./library", "library")
    for listing in (walked, list_files(root)):
        assert names(listing) == ["a.ts"]
        assert [(d.file, d.kind) for d in listing.diagnostics] == [
            ("library", DiagnosticKind.SKIPPED_FILE),
            ("nested", DiagnosticKind.SKIPPED_FILE),
        ]


@pytest.mark.parametrize("tracked", [False, True])
def test_links_are_not_followed(plant: Plant, git: Git, tmp_path: Path, tracked: bool) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.ts").write_text("")
    root = plant({"real/a.ts": "", "swapped/b.ts": ""})
    if tracked:
        git(root, "init", "-q")
        git(root, "add", "-A")
    (root / "swapped/b.ts").unlink()
    (root / "swapped").rmdir()
    (root / "swapped").symlink_to(outside)
    (outside / "b.ts").write_text("")
    (root / "loop").symlink_to(root)
    (root / "linked.ts").symlink_to(outside / "x.ts")
    assert names(list_files(root)) == ["real/a.ts"]


def test_unreadable_files_and_folders_are_said(plant: Plant) -> None:
    root = plant({"a.ts": "", "closed.ts": ""})
    (root / "closed.ts").chmod(0)
    listing = list_files(root)
    assert names(listing) == ["a.ts"]
    assert [(d.file, d.kind) for d in listing.diagnostics] == [("closed.ts", DiagnosticKind.UNREADABLE_FILE)]


def test_a_name_that_is_not_utf8_is_said(plant: Plant) -> None:
    root = plant({"a.ts": ""})
    try:
        (root / os.fsdecode(b"caf\xe9.ts")).write_text("")
    except OSError:
        pytest.skip("the file system wants UTF-8")
    listing = list_files(root)
    assert names(listing) == ["a.ts"]
    assert [d.kind for d in listing.diagnostics] == [DiagnosticKind.NOT_TEXT]
    listing.diagnostics[0].file.encode()


def test_languages_and_declarations(plant: Plant) -> None:
    endings = ("ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte", "astro", "md", "json")
    root = plant({**{f"x.{ending}": "" for ending in endings}, "y.d.ts": "", "z.d.mts": "", "database.types.ts": ""})
    listing = list_files(root)
    assert {file.path: file.language for file in listing.files} == {
        "database.types.ts": Language.TYPESCRIPT,
        "x.ts": Language.TYPESCRIPT,
        "x.mts": Language.TYPESCRIPT,
        "x.cts": Language.TYPESCRIPT,
        "x.tsx": Language.TSX,
        "x.js": Language.JAVASCRIPT,
        "x.jsx": Language.JAVASCRIPT,
        "x.mjs": Language.JAVASCRIPT,
        "x.cjs": Language.JAVASCRIPT,
        "x.vue": Language.VUE,
        "x.svelte": Language.SVELTE,
        "x.astro": Language.ASTRO,
    }
    assert listing.unscanned == ("y.d.ts", "z.d.mts")


def test_globs_of_the_configuration(plant: Plant) -> None:
    root = plant({"apps/web/a.ts": "", "apps/web/a.stories.ts": "", "apps/api/b.ts": "", "c.ts": ""})
    listing = list_files(root, include=("apps/**",), exclude=("*.stories.ts", "/apps/api/"))
    assert names(listing) == ["apps/web/a.ts"]
    assert listing.unscanned == ("apps/api/b.ts", "apps/web/a.stories.ts", "c.ts")


def test_folders_of_tools_are_left_out_even_when_tracked(plant: Plant, git: Git) -> None:
    root = plant(
        {"a.ts": "", "node_modules/x/index.js": "", "web/.next/server.js": "", "web/.nuxt/x.ts": "", "b/.git.ts": ""}
    )
    git(root, "init", "-q")
    git(root, "add", "-Af")
    assert names(list_files(root)) == ["a.ts", "b/.git.ts"]


def test_build_output_is_left_out_by_evidence(plant: Plant) -> None:
    root = plant(
        {
            "package.json": "{}",
            "dist/index.js": "",
            "build/index.js": "",
            "apps/web/package.json": "{}",
            "apps/web/build/Builder.tsx": "",
            "src/features/build/steps.ts": "",
            "src/out/plain.js": "",
            "docs/dist/assets/index-DbObXW12.js": "",
        }
    )
    listing = list_files(root)
    assert names(listing) == ["apps/web/build/Builder.tsx", "src/features/build/steps.ts", "src/out/plain.js"]
    assert [(d.file, d.kind) for d in listing.diagnostics] == [
        ("build/", DiagnosticKind.SKIPPED_FILE),
        ("dist/", DiagnosticKind.SKIPPED_FILE),
        ("docs/dist/", DiagnosticKind.SKIPPED_FILE),
    ]


def test_bundles_and_large_generated_files_are_skipped_aloud(plant: Plant) -> None:
    line = "const column = { name: 'column', kind: 'text' };\n"
    root = plant(
        {
            "public/jquery.min.js": "x",
            "public/vendor.js": "a=1;" * 10_000,
            "public/loader.js": "!function webpackUniversalModuleDefinition(){}\n" + line * 1000,
            "public/long.js": line * 1000,
            "src/icons.ts": "export const icon = '" + "A" * 20_000 + "'\n",
            "src/generated.ts": "// @generated by a tool\n" + line * 70_000,
            "src/written.ts": line * 70_000,
            "src/database.types.ts": "export type Json = string\n// generated\n" + line * 70_000,
        }
    )
    listing = list_files(root)
    assert names(listing) == ["public/long.js", "src/database.types.ts", "src/icons.ts", "src/written.ts"]
    assert [(d.file, d.kind) for d in listing.diagnostics] == [
        ("public/loader.js", DiagnosticKind.SKIPPED_FILE),
        ("public/vendor.js", DiagnosticKind.SKIPPED_FILE),
        ("src/generated.ts", DiagnosticKind.SKIPPED_FILE),
    ]
    assert listing.unscanned == ("public/jquery.min.js", "public/loader.js", "public/vendor.js", "src/generated.ts")


def test_small_chunks_beside_a_minified_one_are_its_output(plant: Plant) -> None:
    chunk = "docs/assets/index-DoAdqq3t.js"
    root = plant({
        chunk: "a();" * 8_000,
        "docs/assets/login-B2kx_9aQ.js": "s();",
        "docs/assets/theme.js": "x();",
        "src/user-Settings1.js": "y();",
    })  # fmt: skip
    listing = list_files(root)
    assert [each.path for each in listing.files] == ["docs/assets/theme.js", "src/user-Settings1.js"]
    assert listing.unscanned == (chunk, "docs/assets/login-B2kx_9aQ.js")
