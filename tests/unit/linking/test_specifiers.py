"""What specifiers mean: every tree is discovered first, for that is where the rules come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supamap.discovery import discover
from supamap.linking.external import external_package
from supamap.linking.specifiers import Resolution, ResolutionKind, Resolver
from supamap.model.project import AliasScope, PathRule, Project
from supamap.model.sources import Language, SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def resolver(root: Path, contents: Mapping[str, str] | Sequence[str]) -> Resolver:
    tree = contents if isinstance(contents, dict) else dict.fromkeys(contents, "")
    for path, text in tree.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return Resolver(discover(root))


def shown(found: Resolution) -> str:
    """Show a file as its path, anything else as ``kind target subpath``."""
    if found.kind is ResolutionKind.FILE:
        return found.target
    return " ".join(filter(None, (found.kind.value, found.target, found.subpath)))


def check(found: Resolver, importer: str, expected: Mapping[str, str]) -> None:
    assert {specifier: shown(found.resolve(specifier, importer)) for specifier in expected} == expected


def manifest(**fields: object) -> str:
    return json.dumps(fields)


def paths(**rules: list[str]) -> str:
    return json.dumps(
        {"compilerOptions": {"paths": {name.replace("at", "@/*"): targets for name, targets in rules.items()}}}
    )


def test_relative_paths_and_suffixes(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        [
            "src/a.ts", "src/b.tsx", "src/b.js", "src/c/index.ts", "src/d.mts", "src/e.cjs", "src/V.vue",
            "src/S.svelte", "src/S.svelte.ts", "src/types.d.ts", "src/both.ts", "src/both/index.ts", "src/only.jsx",
            "src/x.config.ts",
            "src/button.native.tsx", "src/button.web.tsx", "src/twin.ts", "src/twin.js", "root.ts", "src/deno.tsx",
            "src/real.js", "src/real.d.ts",
        ],
    )  # fmt: skip
    check(
        found,
        "src/importer.ts",
        {
            "./a": "src/a.ts",
            "./a.js": "src/a.ts",
            "./a.ts": "src/a.ts",
            "./b": "src/b.tsx",
            "./b.jsx": "src/b.tsx",
            "./c": "src/c/index.ts",
            "./c/": "src/c/index.ts",
            "./c/index.js": "src/c/index.ts",
            "./d.mjs": "src/d.mts",
            "./e": "src/e.cjs",
            "./V.vue": "src/V.vue",
            "./V": "src/V.vue",
            "./S.svelte": "src/S.svelte",
            "./S.svelte.js": "src/S.svelte.ts",
            "./types": "src/types.d.ts",
            "./both": "src/both.ts",
            "./both/": "src/both.ts",
            "./only.js": "src/only.jsx",
            "./x.config": "src/x.config.ts",
            "./button": "src/button.native.tsx",
            "./twin.js": "src/twin.ts",
            "./real.js": "src/real.js",
            "./deno.ts": "src/deno.tsx",
            "../root": "root.ts",
            "..": "unresolved ..",
            "./missing": "unresolved ./missing",
            "./style.css": "asset src/style.css",
            "./logo.svg?react": "asset src/logo.svg",
            "./a.ts?raw": "asset ./a.ts?raw",
            "./a?worker": "src/a.ts",
            "!!raw-loader!./a": "src/a.ts",
            "../../outside": "unresolved ../../outside",
            "./$types": "package ./$types",
            "./+types/route": "package ./+types/route",
            "": "unresolved",
        },
    )
    assert found.resolve("../../outside", "src/a.ts").via == "leads out of the scanned root"


def test_a_folder_with_its_own_manifest(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        {"lib/package.json": manifest(main="./dist/main.js"), "lib/src/main.ts": "", "lib/index.ts": "", "a.ts": ""},
    )
    check(found, "a.ts", {"./lib": "lib/src/main.ts", ".": "unresolved ."})


def test_paths_of_the_nearest_tsconfig(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        {
            "tsconfig.json": paths(at=["./src/*"]),
            "src/root-only.ts": "",
            "apps/a/tsconfig.json": json.dumps(
                {
                    "compilerOptions": {
                        "paths": {
                            "@/*": ["./src/*", "./generated/*"],
                            "@/ui/*": ["./design/*"],
                            "exact": ["./src/exact.ts"],
                            "*": ["./types/*"],
                            "mid/*/end": ["./src/mid-*.ts"],
                            "react": ["./node_modules/@types/react"],
                        }
                    }
                }
            ),
            **dict.fromkeys(
                [
                    "apps/a/src/x.ts",
                    "apps/a/generated/y.ts",
                    "apps/a/design/z.tsx",
                    "apps/a/src/ui/w.tsx",
                    "apps/a/src/exact.ts",
                    "apps/a/src/mid-m.ts",
                    "apps/b/x.ts",
                ],
                "",
            ),
        },
    )
    check(
        found,
        "apps/a/src/deep/importer.ts",
        {
            "@/x": "apps/a/src/x.ts",
            "@/x.js": "apps/a/src/x.ts",
            "@/y": "apps/a/generated/y.ts",
            "@/ui/z": "apps/a/design/z.tsx",
            "@/ui/w": "unresolved @/ui/w",
            "exact": "apps/a/src/exact.ts",
            "mid/m/end": "apps/a/src/mid-m.ts",
            "@/root-only": "unresolved @/root-only",
            "@/logo.svg": "asset apps/a/src/logo.svg",
            "zod": "package zod",
            "react": "package react",
            "react/jsx-runtime": "package react jsx-runtime",
        },
    )
    check(found, "apps/b/x.ts", {"@/root-only": "src/root-only.ts"})
    assert found.resolve("@/x", "apps/a/src/deep/importer.ts").via == 'apps/a/tsconfig.json "@/*"'


def test_base_url(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        {
            "package.json": manifest(dependencies={"maps": "*"}),
            "tsconfig.json": '{"compilerOptions": {"baseUrl": "./src"}}',
            **dict.fromkeys(["src/components/Button.tsx", "src/maps.web.ts", "src/fs.ts"], ""),
        },
    )
    check(
        found,
        "src/a.ts",
        {
            "components/Button": "src/components/Button.tsx",
            "components/Gone": "unresolved components/Gone",
            "maps": "package maps",
            "lodash/get": "package lodash get",
        },
    )


def test_workspace_packages(tmp_path: Path) -> None:
    exports = {
        ".": {"types": "./dist/index.d.ts", "import": "./dist/index.mjs"},
        "./server": {"source": "./src/server/index.ts", "default": "./dist/server.js"},
        "./hooks/*": "./src/hooks/*.ts",
        "./components/*": {"types": "./dist/components/*.d.ts", "default": "./dist/components/*.js"},
        "./internal/*": None,
        "./styles.css": "./src/styles.css",
    }
    found = resolver(
        tmp_path,
        {
            "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n  - apps/*\n",
            "package.json": manifest(name="root"),
            "apps/web/package.json": manifest(name="web", dependencies={"@kit/ui": "workspace:*", "zod": "*"}),
            "apps/web/a.ts": "",
            "packages/ui/package.json": manifest(name="@kit/ui", exports=exports),
            **dict.fromkeys(
                [
                    "packages/ui/src/index.ts",
                    "packages/ui/src/server/index.ts",
                    "packages/ui/src/hooks/use-x.ts",
                    "packages/ui/src/components/Card.tsx",
                    "packages/ui/src/unlisted.ts",
                    "packages/plain/src/index.ts",
                    "packages/plain/util.ts",
                    "packages/plain/src/deep.ts",
                    "packages/main/lib/start.ts",
                    "examples/demo/index.ts",
                ],
                "",
            ),
            "packages/plain/package.json": manifest(name="plain"),
            "packages/main/package.json": manifest(name="main", main="lib/start"),
            "examples/demo/package.json": manifest(name="demo"),
        },
    )
    expected = {
        "@kit/ui": "packages/ui/src/index.ts",
        "@kit/ui/server": "packages/ui/src/server/index.ts",
        "@kit/ui/hooks/use-x": "packages/ui/src/hooks/use-x.ts",
        "@kit/ui/components/Card": "packages/ui/src/components/Card.tsx",
        "@kit/ui/unlisted": "packages/ui/src/unlisted.ts",
        "@kit/ui/styles.css": "asset @kit/ui/styles.css",
        "@kit/ui/gone": "unresolved @kit/ui/gone",
        "plain": "packages/plain/src/index.ts",
        "plain/util": "packages/plain/util.ts",
        "plain/deep": "packages/plain/src/deep.ts",
        "main": "packages/main/lib/start.ts",
        "demo": "package demo",
        "zod": "package zod",
        "@kit/elsewhere": "package @kit/elsewhere",
    }
    check(found, "apps/web/a.ts", expected)
    check(found, "packages/ui/src/index.ts", {"@kit/ui/server": "packages/ui/src/server/index.ts"})
    check(found, "examples/demo/index.ts", {"demo": "examples/demo/index.ts", "plain": "packages/plain/src/index.ts"})


def test_linked_folders(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        {
            "web/package.json": manifest(name="web", dependencies={"shared": "file:../shared"}),
            "shared/package.json": manifest(name="shared", main="dist/index.js"),
            "shared/index.ts": "",
            "web/a.ts": "",
            "other/b.ts": "",
        },
    )
    check(found, "web/a.ts", {"shared": "shared/index.ts"})
    check(found, "other/b.ts", {"shared": "package shared"})


def test_subpath_imports(tmp_path: Path) -> None:
    imports = {"#db": "./src/db.ts", "#lib/*": {"default": "./dist/lib/*.js"}, "#dep": "lodash", "#gone": "./gone.ts"}
    found = resolver(
        tmp_path,
        {"p/package.json": manifest(name="p", imports=imports), "p/src/db.ts": "", "p/src/lib/x.ts": "", "q/a.ts": ""},
    )
    check(
        found,
        "p/src/deep/a.ts",
        {
            "#db": "p/src/db.ts",
            "#lib/x": "p/src/lib/x.ts",
            "#dep": "package lodash",
            "#gone": "unresolved #gone",
            "#imports": "package #imports",
            "#supabase/server": "package #supabase/server",
        },
    )
    check(found, "q/a.ts", {"#db": "package #db"})


def test_import_maps_of_deno(tmp_path: Path) -> None:
    own = {
        "imports": {
            "supabase": "jsr:@supabase/supabase-js@2",
            "@shared/": "../_shared/",
            "https://deno.land/x/old/": "https://esm.sh/new@2/",
            "one": "./one.ts",
        },
        "scopes": {"./legacy/": {"one": "./legacy/one.ts"}},
    }
    found = resolver(
        tmp_path,
        {
            "supabase/functions/deno.json": '{"imports": {"cors": "./_shared/cors.ts", "one": "npm:one@1"}}',
            "supabase/functions/hello/deno.json": json.dumps(own),
            **dict.fromkeys(
                [
                    "supabase/functions/hello/index.ts",
                    "supabase/functions/hello/one.ts",
                    "supabase/functions/hello/legacy/one.ts",
                    "supabase/functions/plain/index.ts",
                    "supabase/functions/_shared/cors.ts",
                ],
                "",
            ),
        },
    )
    check(
        found,
        "supabase/functions/hello/index.ts",
        {
            "supabase": "package @supabase/supabase-js",
            "supabase/dist": "package @supabase/supabase-js dist",
            "@shared/cors.ts": "supabase/functions/_shared/cors.ts",
            "https://deno.land/x/old/sub.ts": "package new sub.ts",
            "one": "supabase/functions/hello/one.ts",
            "cors": "supabase/functions/_shared/cors.ts",
            "./one.ts": "supabase/functions/hello/one.ts",
        },
    )
    check(found, "supabase/functions/hello/legacy/x.ts", {"one": "supabase/functions/hello/legacy/one.ts"})
    check(found, "supabase/functions/plain/index.ts", {"one": "package one", "supabase": "package supabase"})
    check(found, "supabase/functions/_shared/cors.ts", {"supabase": "package @supabase/supabase-js"})


def test_sveltekit_nuxt_and_their_virtual_modules(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        {
            "kit/package.json": manifest(name="kit", devDependencies={"@sveltejs/kit": "*"}),
            "kit/src/lib/index.ts": "",
            "kit/src/lib/db.ts": "",
            "nuxt/package.json": manifest(name="nuxt-app", dependencies={"nuxt": "*"}),
            "nuxt/app/app.vue": "",
            "nuxt/app/utils/a.ts": "",
            "nuxt/shared/types.ts": "",
            "nuxt/server/db.ts": "",
            "bare/src/lib/x.ts": "",
            "bare/package.json": "{}",
        },
    )
    check(
        found,
        "kit/src/routes/+page.server.ts",
        {
            "$lib": "kit/src/lib/index.ts",
            "$lib/db": "kit/src/lib/db.ts",
            "$lib/gone": "unresolved $lib/gone",
            "$app/stores": "package $app/stores",
            "$env/static/public": "package $env/static/public",
        },
    )
    check(
        found,
        "nuxt/app/pages/index.vue",
        {
            "~/utils/a": "nuxt/app/utils/a.ts",
            "@/utils/a": "nuxt/app/utils/a.ts",
            "~~/server/db": "nuxt/server/db.ts",
            "#shared/types": "nuxt/shared/types.ts",
            "#imports": "package #imports",
            "virtual:pwa": "package virtual:pwa",
            "astro:content": "package astro:content",
        },
    )
    check(found, "bare/src/a.svelte", {"$lib/x": "bare/src/lib/x.ts"})


def test_guesses_only_without_configuration(tmp_path: Path) -> None:
    found = resolver(tmp_path, {"web/package.json": "{}", "web/src/a.ts": "", "web/top.ts": "", "web/app/b.ts": ""})
    check(
        found,
        "web/src/x.ts",
        {
            "@/a": "web/src/a.ts",
            "~/a": "web/src/a.ts",
            "@/top": "web/top.ts",
            "~/b": "web/app/b.ts",
            "@/gone": "unresolved @/gone",
            "@/x.png": "asset @/x.png",
            "@scope/a": "package @scope/a",
        },
    )
    assert "guess" in found.resolve("@/a", "web/src/x.ts").via


def test_aliases_of_vite_and_addresses_from_the_root(tmp_path: Path) -> None:
    config = (
        "export default { resolve: { alias: { '@': path.resolve(__dirname, 'client/src'), react: 'preact/compat' } } }"
    )
    found = resolver(tmp_path, {"package.json": "{}", "vite.config.ts": config, "client/src/a.tsx": "", "src/a.ts": ""})
    check(
        found,
        "client/src/x.ts",
        {
            "@/a": "client/src/a.tsx",
            "react": "package preact compat",
            "/client/src/a.tsx": "client/src/a.tsx",
            "/vite.svg": "asset /vite.svg",
            "/gone": "unresolved /gone",
        },
    )


def test_generated_code_is_not_missing_code(tmp_path: Path) -> None:
    found = resolver(
        tmp_path,
        {
            ".gitignore": "/src/generated/\n*.gen.ts\n.env*\nbuild*/\n",
            "tsconfig.json": paths(at=["./src/*"]),
            "web/vite.config.ts": "plugins: [paraglideVitePlugin({ outdir: './src/paraglide' })]",
            "src/a.ts": "",
        },
    )
    check(
        found,
        "src/a.ts",
        {
            "./generated/prisma": "generated ./generated/prisma",
            "@/generated/prisma/client": "generated @/generated/prisma/client",
            "./routes.gen": "generated ./routes.gen",
            "./routes.gen.js": "generated ./routes.gen.js",
            "../.nuxt/eslint.config.mjs": "generated ../.nuxt/eslint.config.mjs",
            "../web/src/paraglide/messages": "generated ../web/src/paraglide/messages",
            "./regenerated/x": "unresolved ./regenerated/x",
        },
    )


def test_unscanned_files_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("")
    (tmp_path / "left-out.ts").write_text("")
    found = Resolver(discover(tmp_path, exclude=("left-out.ts",)))
    check(found, "a.ts", {"./left-out": "left-out.ts"})


@pytest.mark.parametrize(
    ("specifier", "name", "subpath"),
    [
        ("@supabase/supabase-js", "@supabase/supabase-js", ""),
        ("@supabase/supabase-js/dist/module", "@supabase/supabase-js", "dist/module"),
        ("npm:@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("npm:@supabase/supabase-js@^2.45/cors", "@supabase/supabase-js", "cors"),
        ("npm:/@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("jsr:@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("jsr:/@supabase/functions-js/edge-runtime.d.ts", "@supabase/functions-js", "edge-runtime.d.ts"),
        ("https://esm.sh/@supabase/supabase-js@2.45.0?target=deno", "@supabase/supabase-js", ""),
        ("https://esm.sh/v135/@supabase/supabase-js@2.3/dist/index.js", "@supabase/supabase-js", "dist/index.js"),
        ("https://esm.sh/*@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("https://esm.sh/stable/react@18", "react", ""),
        ("https://esm.sh/jsr/@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("https://esm.sh/gh/owner/repo@1", "gh/owner/repo@1", ""),
        ("https://cdn.esm.sh/zod@3", "zod", ""),
        ("https://cdn.jsdelivr.net/npm/@supabase/supabase-js@2/+esm", "@supabase/supabase-js", ""),
        ("https://cdn.jsdelivr.net/npm/@supabase/supabase-js/dist/umd.js", "@supabase/supabase-js", "dist/umd.js"),
        ("https://cdn.skypack.dev/@supabase/supabase-js@2?dts", "@supabase/supabase-js", ""),
        ("https://cdn.skypack.dev/-/@supabase/supabase-js@v2-x/dist=es2020", "@supabase/supabase-js", "dist=es2020"),
        ("https://unpkg.com/@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("https://esm.run/@supabase/supabase-js", "@supabase/supabase-js", ""),
        ("https://ga.jspm.io/npm:@supabase/supabase-js@2", "@supabase/supabase-js", ""),
        ("https://deno.land/x/supabase@1.3.1/mod.ts", "@supabase/supabase-js", ""),
        ("https://deno.land/x/oak@v12.6.1/mod.ts", "deno.land/x/oak", ""),
        ("https://deno.land/std@0.168.0/http/server.ts", "deno.land/std", "http/server.ts"),
        ("https://deno.land/std/http/server.ts", "deno.land/std", "http/server.ts"),
        ("https://raw.githubusercontent.com/o/r/main/x.ts?a#b", "raw.githubusercontent.com/o/r/main/x.ts", ""),
        ("https://deno.land", "deno.land", ""),
        ("node:fs/promises", "node:fs/promises", ""),
        ("bun:sqlite", "bun:sqlite", ""),
        ("lodash/get", "lodash", "get"),
        ("@scope", "@scope", ""),
        ("npm:", "", ""),
    ],
)  # fmt: skip
def test_names_of_foreign_packages(specifier: str, name: str, subpath: str) -> None:
    assert external_package(specifier) == (name, subpath)


def test_modules_of_node(tmp_path: Path) -> None:
    check(
        resolver(tmp_path, ["a.ts"]),
        "a.ts",
        {"fs": "package fs", "fs/promises": "package fs promises", "node:fs": "package node:fs"},
    )


@given(st.text(max_size=20), st.sampled_from(["a.ts", "src/deep/b.ts"]))
def test_no_specifier_raises(specifier: str, importer: str) -> None:
    rules = (PathRule("@/*", ("/src/*",)), PathRule("x", ("#y",)), PathRule("loop/*", ("loop/*",)))
    project = Project(
        "/",
        (SourceFile("src/index.ts", Language.TYPESCRIPT, 0),),
        aliases=(AliasScope("", "tsconfig.json", rules, "src"),),
    )
    once = Resolver(project)
    assert once.resolve(specifier, importer) == once.resolve(specifier, importer)
    assert isinstance(once.resolve(specifier, importer).kind, ResolutionKind)
