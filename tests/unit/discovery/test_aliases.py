"""Aliases from TypeScript's, bundlers' and Deno's configuration."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from supamap.discovery.bundlers import bundler_scopes, framework_scopes
from supamap.discovery.deno import deno_scopes
from supamap.discovery.files import list_files
from supamap.discovery.literals import entries, parts, without_comments
from supamap.discovery.project_files import ProjectFiles
from supamap.discovery.tsconfig import tsconfig_scopes
from supamap.model.diagnostics import DiagnosticKind
from supamap.model.project import AliasScope, EdgeFunctionSource, Framework, Package, PathRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Plant = Callable[[Mapping[str, str]], Path]


def open_tree(root: Path) -> ProjectFiles:
    return ProjectFiles(root, list_files(root).paths)


def shown(scopes: Iterable[AliasScope]) -> list[str]:
    """Show each rule on a line: ``folder: pattern → targets``."""
    return [f"{scope.folder}: {rule.pattern} → {' '.join(rule.targets)}" for scope in scopes for rule in scope.rules]


class TestTsconfig:
    def scopes(self, root: Path, packages: Mapping[str, str] | None = None) -> list[AliasScope]:
        return tsconfig_scopes(open_tree(root), packages or {})

    def test_paths_are_relative_to_the_file_or_to_base_url(self, plant: Plant) -> None:
        root = plant(
            {
                "a/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*", "./gen/*"]}}}',
                "b/tsconfig.json": '{"compilerOptions": {"baseUrl": "./src", "paths": {"@/*": ["*"]}}}',
                "c/jsconfig.json": '{"compilerOptions": {"baseUrl": "."}} // only a base',
                "d/tsconfig.json": '{"compilerOptions": {"strict": true}}',
            }
        )
        assert self.scopes(root) == [
            AliasScope("a", "a/tsconfig.json", (PathRule("@/*", ("/a/src/*", "/a/gen/*")),)),
            AliasScope("b", "b/tsconfig.json", (PathRule("@/*", ("/b/src/*",)),), "b/src"),
            AliasScope("c", "c/jsconfig.json", (), "c"),
        ]

    def test_extends_keeps_paths_where_they_were_written(self, plant: Plant) -> None:
        root = plant(
            {
                "tsconfig.base.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@lib/*": ["libs/*"]}}}',
                "apps/a/tsconfig.json": '{"extends": "../../tsconfig.base"}',
                "apps/b/tsconfig.json": '{"extends": "../../tsconfig.base.json",'
                ' "compilerOptions": {"paths": {"~/*": ["x/*"]}}}',
            }
        )
        assert shown(self.scopes(root)) == [
            "apps/a: @lib/* → /libs/*",
            "apps/b: ~/* → /x/*",
            ": @lib/* → /libs/*",
        ]

    def test_extends_a_list_a_workspace_package_and_its_own_folder(self, plant: Plant) -> None:
        root = plant(
            {
                "tooling/ts/base.json": '{"compilerOptions": {"paths": {"a": ["./a"]}}}',
                "tooling/ts/tsconfig.json": '{"compilerOptions": {"paths": {"b/*": ["${configDir}/b/*"]}}}',
                "web/tsconfig.json": '{"extends": ["@kit/ts/base", "@kit/ts"]}',
                "api/tsconfig.json": '{"extends": ["@kit/ts", "@kit/ts/base.json"]}',
                "lib/tsconfig.json": '{"extends": "@tsconfig/node20/tsconfig.json"}',
            }
        )
        scopes = self.scopes(root, {"@kit/ts": "tooling/ts"})
        assert shown(scopes) == ["api: a → /tooling/ts/a", "tooling/ts: b/* → /tooling/ts/b/*", "web: b/* → /web/b/*"]

    def test_references_come_before_other_variants(self, plant: Plant) -> None:
        root = plant(
            {
                "tsconfig.json": '{"references": [{"path": "./config/tsconfig.web.json"}, {"path": "./pkg"}]}',
                "tsconfig.build.json": '{"compilerOptions": {"paths": {"@/*": ["./build-src/*"]}}}',
                "config/tsconfig.web.json": '{"compilerOptions": {"paths": {"@/*": ["../src/*"]}}}',
                "pkg/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
            }
        )
        assert shown(self.scopes(root)) == [
            "config: @/* → /src/*",
            "pkg: @/* → /pkg/src/*",
            ": @/* → /src/*",
            ": @/* → /build-src/*",
        ]

    def test_circles_missing_files_and_ways_out(self, plant: Plant) -> None:
        root = plant(
            {
                "a/tsconfig.json": '{"extends": "./other.json", "compilerOptions": {"paths": {"x": ["./x"]}}}',
                "a/other.json": '{"extends": "./tsconfig.json"}',
                "b/tsconfig.json": '{"extends": "./missing.json"}',
                "c/tsconfig.json": '{"extends": "./.svelte-kit/tsconfig.json"}',
                "d/tsconfig.json": '{"extends": "../../out.json", "compilerOptions": {"paths": {"y": ["../../y"]}}}',
                "e/tsconfig.json": '{"extends": 4, "references": [3, {"path": 5}], "compilerOptions": {"paths": []}}',
            }
        )
        files = open_tree(root)
        assert shown(tsconfig_scopes(files, {})) == ["a: x → /a/x", "d: y → "]
        assert [(d.file, d.kind) for d in files.diagnostics] == [
            ("b/tsconfig.json", DiagnosticKind.BROKEN_PROJECT_FILE),
            ("d/tsconfig.json", DiagnosticKind.BROKEN_PROJECT_FILE),
        ]


class TestBundlers:
    @pytest.mark.parametrize(
        "source",
        [
            "alias: { '@': path.resolve(__dirname, './src') }",
            'alias: {"@": resolve(__dirname, "src"),},',
            "alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) }",
            "alias: { '@': new URL('./src', import.meta.url).pathname }",
            "alias: { '@': '/src' }",
            "alias: { '@': './src' }",
            "alias: { '@/': `${__dirname}/src/` }",
            "alias: [{ find: '@', replacement: path.join(process.cwd(), 'src') }]",
            "alias: [\n { find: 'x', replacement: 'y' }, { find: '@', replacement: resolve('src') }]",
            "alias: {\n // '@': './old',\n '@': path.resolve(import.meta.dirname, './src'), /* , */ }",
            "alias: { ...other, '@': path.resolve(root, './src') } }); const root = dirname(import.meta.url);",
            "alias: { '@': src } }); const src = path.resolve(__dirname, 'src')",
            "}}); config.resolve.alias['@'] = path.join(__dirname, 'src');",
        ],
    )
    def test_literal_forms(self, plant: Plant, source: str) -> None:
        root = plant({"web/vite.config.ts": f"export default defineConfig({{ resolve: {{ {source} }} }})"})
        rules = shown(bundler_scopes(open_tree(root)))
        assert "web: @/* → /web/src/*" in rules

    @pytest.mark.parametrize(
        ("source", "rule"),
        [
            ("[{ find: /^@\\//, replacement: path.resolve(__dirname, 'src') + '/' }]", "w: @/* → /w/src/*"),
            ("[{ find: /^~(.*)$/, replacement: resolve(__dirname, 'src/$1') }]", "w: ~* → /w/src/*"),
            ("[{ find: /^lodash$/, replacement: 'lodash-es' }]", "w: lodash → lodash-es"),
            ("{ react: 'preact/compat' }", "w: react → preact/compat"),
            ("{ 'react$': require.resolve('preact') }", "w: react → preact"),
            ("{ lib: path.resolve(__dirname, '../lib') }", "w: lib/* → /lib/*"),
            ("{ '~': __dirname }", "w: ~/* → /w/*"),
        ],
    )
    def test_other_forms(self, plant: Plant, source: str, rule: str) -> None:
        root = plant({"w/vite.config.ts": f"export default {{ resolve: {{ alias: {source} }} }}"})
        assert rule in shown(bundler_scopes(open_tree(root)))

    @pytest.mark.parametrize(
        "source",
        [
            "{ '@': computeSomething() }",
            "{ 'maps': path.resolve(__dirname, '__mocks__/maps.ts') }",
            "[{ find: /^(a|b)\\/x/, replacement: 'y' }]",
            "aliases",
            "{ unclosed: [",
            "{ '@': path.resolve(__dirname, '../../outside') }",
        ],
    )
    def test_what_is_not_literal_or_is_a_stand_in_says_nothing(self, plant: Plant, source: str) -> None:
        root = plant({"vite.config.ts": f"export default {{ resolve: {{ alias: {source} }} }}"})
        assert bundler_scopes(open_tree(root)) == []

    def test_sveltekit_brings_lib_and_reads_kit_alias(self, plant: Plant) -> None:
        config = "export default { kit: { alias: { '$db': './src/db', '$x/*': 'src/x/*' } } }"
        files = open_tree(plant({"svelte.config.js": config, "src/x/a.ts": ""}))
        packages = (Package("", framework=Framework.SVELTEKIT),)
        assert shown([*bundler_scopes(files), *framework_scopes(files, packages)]) == [
            ": $db → /src/db",
            ": $db/* → /src/db/*",
            ": $x/* → /src/x/*",
            ": $lib → /src/lib",
            ": $lib/* → /src/lib/*",
        ]

    @pytest.mark.parametrize(
        ("tree", "source"),
        [
            ({"nuxt.config.ts": "", "pages/index.vue": ""}, "/"),
            ({"nuxt.config.ts": "", "app/pages/index.vue": ""}, "/app/"),
            ({"nuxt.config.ts": "", "app/app.vue": ""}, "/app/"),
            ({"nuxt.config.ts": "defineNuxtConfig({ srcDir: 'src/' })", "app/app.vue": ""}, "/src/"),
        ],
    )
    def test_nuxt(self, plant: Plant, tree: Mapping[str, str], source: str) -> None:
        files = open_tree(plant(tree))
        rules = shown(framework_scopes(files, (Package("", framework=Framework.NUXT),)))
        for name in ("~", "@"):
            assert f": {name}/* → {source}*" in rules
        assert ": ~~/* → /*" in rules
        assert ": #shared/* → /shared/*" in rules

    def test_babel_module_resolver(self, plant: Plant) -> None:
        config = (
            """module.exports = { plugins: [['module-resolver', { root: ['./src'], alias: { '@': './src/app' } }]] }"""
        )
        scope = bundler_scopes(open_tree(plant({"mobile/babel.config.js": config})))[0]
        assert scope.base_url == "mobile/src"
        assert "mobile: @/* → /mobile/src/app/*" in shown([scope])

    def test_reading_literals(self) -> None:
        assert without_comments("a // b\n'// c' /* d */ /^@\\//") == "a  \n'// c'   /^@\\//"
        assert [part.strip() for part in parts("a(1, 2), 'b,c', [d, e], { f, g }")] == [
            "a(1, 2)",
            "'b,c'",
            "[d, e]",
            "{ f, g }",
        ]
        assert list(entries("'a': 1, b: f(2, 3), ...c, ['d']: 4, e")) == [("a", "1"), ("b", "f(2, 3)"), ("d", "4")]


class TestDeno:
    FUNCTION = EdgeFunctionSource("hello", "supabase/functions/hello", "supabase/functions/hello/index.ts")

    def scopes(self, root: Path, maps: Mapping[str, str] | None = None) -> list[str]:
        return shown(deno_scopes(open_tree(root), [self.FUNCTION], maps or {}))

    def test_imports_and_scopes(self, plant: Plant) -> None:
        deno = """{ // map
            "imports": {"supabase": "npm:@supabase/supabase-js@2", "@shared/": "../_shared/",
                "one": "./one.ts", "n": 1},
            "scopes": {"./vendor/": {"one": "./vendor/one.ts"}, "https://deno.land/x/": {"two": "./two.ts"}},
        }"""
        root = plant({"supabase/functions/hello/deno.json": deno, "supabase/functions/hello/index.ts": ""})
        assert self.scopes(root) == [
            "supabase/functions/hello: supabase → npm:@supabase/supabase-js@2",
            "supabase/functions/hello: supabase/* → npm:@supabase/supabase-js@2/*",
            "supabase/functions/hello: @shared/* → /supabase/functions/_shared/*",
            "supabase/functions/hello: one → /supabase/functions/hello/one.ts",
            "supabase/functions/hello/vendor: one → /supabase/functions/hello/vendor/one.ts",
        ]

    def test_files_beside_the_functions_see_the_maps_of_all(self, plant: Plant) -> None:
        root = plant(
            {
                "supabase/functions/hello/deno.json": '{"imports": {"zod": "npm:zod@3"}}',
                "supabase/functions/hello/index.ts": "",
                "supabase/functions/_shared/db.ts": "",
            }
        )
        assert "supabase/functions/_shared: zod → npm:zod@3" in self.scopes(root)

    def test_a_map_in_another_file_and_one_named_by_config_toml(self, plant: Plant) -> None:
        root = plant(
            {
                "deno.jsonc": '{"importMap": "./maps/import_map.json"}',
                "maps/import_map.json": '{"imports": {"@/": "../src/"}}',
                "supabase/functions/hello/index.ts": "",
                "supabase/special.json": '{"imports": {"x": "./x.ts"}}',
            }
        )
        assert self.scopes(root, {"supabase/functions/hello": "supabase/special.json"}) == [
            "supabase/functions/hello: x → /supabase/x.ts",
            ": @/* → /src/*",
            "maps: @/* → /src/*",
        ]

    def test_a_missing_map_is_said(self, plant: Plant) -> None:
        files = open_tree(
            plant({"deno.json": '{"importMap": "./nope.json"}', "x/deno.json": '{"importMap": "https://a/b"}'})
        )
        assert deno_scopes(files, [], {}) == []
        assert [d.file for d in files.diagnostics] == ["deno.json"]
