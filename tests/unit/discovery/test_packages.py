"""Packages by their manifests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from supamap.discovery.exports import export_rules, import_rules
from supamap.discovery.files import list_files
from supamap.discovery.packages import find_packages
from supamap.discovery.project_files import ProjectFiles
from supamap.discovery.workspaces import members, yaml_packages
from supamap.model.diagnostics import DiagnosticKind
from supamap.model.project import Framework, Package, PathRule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Plant = Callable[[Mapping[str, str]], Path]


def packages_of(root: Path) -> dict[str, Package]:
    return {package.path: package for package in find_packages(ProjectFiles(root, list_files(root).paths))}


def manifest(**fields: object) -> str:
    return json.dumps(fields)


def test_what_a_manifest_says(plant: Plant) -> None:
    root = plant(
        {
            "package.json": manifest(name="root", workspaces=["packages/*"]),
            "packages/ui/package.json": manifest(
                name="@acme/ui",
                main="./dist/index.js",
                types="dist/index.d.ts",
                source="src/index.ts",
                imports={"#theme": "./src/theme.ts", "not-hash": "./x.ts"},
                exports={".": {"types": "./dist/index.d.ts", "import": "./dist/index.js"}, "./*": "./src/*.ts"},
                dependencies={"react": "^19"},
                peerDependencies={"next": "*"},
                devDependencies={"local": "file:../local", "outside": "link:../../../elsewhere"},
            ),
        }
    )
    assert packages_of(root)["packages/ui"] == Package(
        path="packages/ui",
        name="@acme/ui",
        framework=Framework.NEXT,
        exports=(
            PathRule(".", ("/packages/ui/dist/index.js", "/packages/ui/dist/index.d.ts")),
            PathRule("./*", ("/packages/ui/src/*.ts",)),
        ),
        imports=(PathRule("#theme", ("/packages/ui/src/theme.ts",)),),
        entries=("packages/ui/src/index.ts", "packages/ui/dist/index.js", "packages/ui/dist/index.d.ts"),
        dependencies=("local", "next", "outside", "react"),
        workspace="",
        links=(("local", "packages/local"),),
    )


@pytest.mark.parametrize(
    ("exports", "rules"),
    [
        (None, None),
        ("./a.js", [(".", ["/p/a.js"])]),
        ({"import": "./a.mjs", "require": "./a.cjs"}, [(".", ["/p/a.mjs", "/p/a.cjs"])]),
        ({".": {"node": {"require": "./n.cjs"}, "source": "./s.ts"}}, [(".", ["/p/s.ts", "/p/n.cjs"])]),
        ({"./x": ["./missing", "./x.js"]}, [("./x", ["/p/missing", "/p/x.js"])]),
        ({"./internal/*": None, "./*": "./src/*"}, [("./internal/*", []), ("./*", ["/p/src/*"])]),
        ({"./features/": "./src/features/"}, [("./features/*", ["/p/src/features/*"])]),
        ({".": "../../outside.js"}, [(".", [])]),
    ],
)
def test_exports(exports: object, rules: list[tuple[str, list[str]]] | None) -> None:
    expected = None if rules is None else tuple(PathRule(key, tuple(targets)) for key, targets in rules)
    assert export_rules("p", exports) == expected


def test_imports_may_name_other_packages() -> None:
    assert import_rules("", {"#dep": {"node": "dep-node", "default": "./dep.js"}}) == (
        PathRule("#dep", ("dep-node", "/dep.js")),
    )


@pytest.mark.parametrize(
    ("dependencies", "extra", "framework"),
    [
        (["next", "vite"], {}, Framework.NEXT),
        (["nuxt"], {}, Framework.NUXT),
        (["@sveltejs/kit", "vite"], {}, Framework.SVELTEKIT),
        (["expo"], {}, Framework.EXPO),
        (["@react-router/dev", "vite"], {}, Framework.REMIX),
        (["astro"], {}, Framework.ASTRO),
        (["@tanstack/react-start", "vite"], {}, Framework.TANSTACK),
        (["react", "vite"], {}, Framework.VITE),
        (["express"], {}, Framework.NONE),
        (["react"], {"next.config.mjs": ""}, Framework.NEXT),
        (["svelte", "vite"], {"svelte.config.js": ""}, Framework.VITE),
        (["svelte"], {"svelte.config.js": "", "src/routes/+page.svelte": ""}, Framework.SVELTEKIT),
    ],
)
def test_frameworks(plant: Plant, dependencies: list[str], extra: Mapping[str, str], framework: Framework) -> None:
    root = plant({"package.json": manifest(dependencies=dict.fromkeys(dependencies, "*")), **extra})
    assert packages_of(root)[""].framework is framework


def test_a_framework_without_a_manifest(plant: Plant) -> None:
    assert packages_of(plant({"web/nuxt.config.ts": ""}))["web"].framework is Framework.NUXT


def test_a_deno_package(plant: Plant) -> None:
    root = plant({"libs/x/deno.jsonc": '{"name": "@a/x", /* c */ "exports": "./mod.ts", "imports": {"#a": "./a.ts"}}'})
    package = packages_of(root)["libs/x"]
    assert (package.name, package.exports, package.imports) == ("@a/x", (PathRule(".", ("/libs/x/mod.ts",)),), ())


def test_broken_manifests_are_said_once(plant: Plant) -> None:
    root = plant({"package.json": '{"name": }', "a/package.json": "[]", "b/package.json": "", "c/deno.json": "{"})
    files = ProjectFiles(root, list_files(root).paths)
    find_packages(files)
    find_packages(files)
    assert [(d.file, d.line, d.kind) for d in sorted(files.diagnostics)] == [
        ("a/package.json", 0, DiagnosticKind.BROKEN_PROJECT_FILE),
        ("c/deno.json", 1, DiagnosticKind.BROKEN_PROJECT_FILE),
        ("package.json", 1, DiagnosticKind.BROKEN_PROJECT_FILE),
    ]


def test_wrong_types_in_a_manifest_are_passed_over(plant: Plant) -> None:
    root = plant(
        {
            "package.json": manifest(
                name=3, main=["x"], exports=7, dependencies=["a"], workspaces={"packages": 1}, imports=1
            )
        }
    )
    assert packages_of(root)[""] == Package(path="", exports=(PathRule(".", ()),))


def test_a_manifest_that_is_a_link_is_not_read(plant: Plant, tmp_path: Path) -> None:
    (tmp_path / "outside.json").write_text('{"name": "stolen"}')
    root = plant({"a.ts": ""})
    (root / "package.json").symlink_to(tmp_path / "outside.json")
    files = ProjectFiles(root, ["package.json"])
    assert find_packages(files)[0].name is None


@pytest.mark.parametrize(
    ("text", "globs"),
    [
        ("packages:\n  - apps/*\n  - 'packages/**'\n  - \"tools/x\" # c\n", ("apps/*", "packages/**", "tools/x")),
        ("# first\npackages:\n- a\n\n# note\n- '!a/b'\ncatalog:\n  react: 19\n", ("a", "!a/b")),
        ("packages: [a, 'b/*']\n", ("a", "b/*")),
        ("packages:\n  - last", ("last",)),
        ("onlyBuiltDependencies:\n  - x\n", ()),
        ("", ()),
    ],
)
def test_the_list_of_a_pnpm_workspace(text: str, globs: tuple[str, ...]) -> None:
    assert yaml_packages(text) == globs


def test_members_of_workspaces() -> None:
    folders = ["", "apps/web", "apps/web/nested", "packages/a", "packages/deep/b", "packages/test", "other", "inner/x"]
    globs = {"": ("apps/*", "./packages/**", "!**/test"), "inner": ("*",)}
    assert members(globs, folders) == {
        "": "",
        "inner": "inner",
        "apps/web": "",
        "packages/a": "",
        "packages/deep/b": "",
        "inner/x": "inner",
    }
