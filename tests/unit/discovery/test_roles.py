"""Roles of files and routes of pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from supamap.discovery import discover
from supamap.discovery.roles import definition_role
from supamap.discovery.routing.next import app_segments
from supamap.model.sources import Language, Role, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Plant = Callable[[Mapping[str, str]], Path]


def depends(*names: str) -> str:
    return json.dumps({"name": "app", "dependencies": dict.fromkeys(names, "*")})


def roles_of(root: Path) -> dict[str, str]:
    """Show role and route of each file: ``page /users/[id]``."""
    return {file.path: " ".join(filter(None, (file.role.value, file.route))) for file in discover(root).files}


def check(plant: Plant, expected: Mapping[str, str], *dependencies: str, **more: str) -> None:
    root = plant({"package.json": depends(*dependencies), **dict.fromkeys(expected, ""), **more})
    found = roles_of(root)
    assert {path: found[path] for path in expected} == expected


def test_next_app_router(plant: Plant) -> None:
    check(
        plant,
        {
            "app/page.tsx": "page /",
            "app/layout.tsx": "layout /",
            "app/(shop)/users/[id]/page.tsx": "page /users/[id]",
            "app/@modal/(.)photo/[id]/page.tsx": "page /photo/[id]",
            "app/feed/(..)photo/page.tsx": "page /photo",
            "app/a/b/(...)c/page.tsx": "page /c",
            "app/docs/[[...slug]]/page.tsx": "page /docs/[[...slug]]",
            "app/users/loading.tsx": "layout /users",
            "app/users/error.tsx": "layout /users",
            "app/@modal/default.tsx": "page /",
            "app/api/items/route.ts": "api_route /api/items",
            "app/sitemap.ts": "api_route /sitemap.xml",
            "app/_private/page.tsx": "component",
            "app/users/UserTable.tsx": "component",
            "app/users/ClientPage.tsx": "component",
            "app/users/actions.ts": "service",
            "app/users/_hooks/timer.ts": "hook",
            "app/tests/page.tsx": "page /tests",
            "middleware.ts": "server",
            "next.config.mjs": "script",
            "lib/pages/Home.tsx": "component",
        },
        "next",
    )


def test_next_in_src_of_a_monorepo_package(plant: Plant) -> None:
    root = plant(
        {
            "package.json": json.dumps({"name": "root", "workspaces": ["apps/*"]}),
            "apps/web/package.json": depends("next"),
            "apps/web/src/app/dash/page.jsx": "",
            "apps/web/src/proxy.ts": "",
            "apps/web/src/components/package.json": '{"type": "module"}',
            "apps/web/src/components/x.tsx": "",
            "packages/kit/package.json": json.dumps({"name": "kit"}),
            "packages/kit/src/app/dash/other.ts": "",
        }
    )
    assert roles_of(root) == {
        "apps/web/src/app/dash/page.jsx": "page /dash",
        "apps/web/src/proxy.ts": "server",
        "apps/web/src/components/x.tsx": "component",
        "packages/kit/src/app/dash/other.ts": "other",
    }


def test_next_pages_router(plant: Plant) -> None:
    check(
        plant,
        {
            "pages/_app.tsx": "layout /",
            "pages/index.tsx": "page /",
            "pages/users/[id].tsx": "page /users/[id]",
            "pages/users/index.js": "page /users",
            "pages/_error.tsx": "page",
            "pages/api/items/[id].ts": "api_route /api/items/[id]",
        },
        "next",
    )


def test_sveltekit(plant: Plant) -> None:
    check(
        plant,
        {
            "src/routes/+page.svelte": "page /",
            "src/routes/(app)/users/[id]/+page.svelte": "page /users/[id]",
            "src/routes/users/+page.server.ts": "page /users",
            "src/routes/users/+page@.svelte": "page /users",
            "src/routes/+layout.server.ts": "layout /",
            "src/routes/+error.svelte": "layout /",
            "src/routes/api/x/+server.ts": "api_route /api/x",
            "src/routes/users/Card.svelte": "component",
            "src/routes/users/data.remote.ts": "server",
            "src/hooks.server.ts": "server",
            "src/lib/server/db.ts": "server",
            "src/lib/stores/cart.ts": "store",
            "src/lib/Chart.svelte": "component",
        },
        "@sveltejs/kit",
    )


@pytest.mark.parametrize("start", ["", "app/"])
def test_nuxt(plant: Plant, start: str) -> None:
    below = {
        "app.vue": "layout",
        "error.vue": "layout",
        "pages/index.vue": "page /",
        "pages/users/[id].vue": "page /users/[id]",
        "pages/(group)/x.vue": "page /x",
        "pages/_id.vue": "page /[id]",
        "layouts/default.vue": "layout",
        "composables/useX.ts": "hook",
        "composables/plain.ts": "hook",
        "stores/cart.ts": "store",
        "middleware/auth.ts": "service",
        "plugins/x.client.ts": "service",
        "components/Card.vue": "component",
    }
    server = {
        "server/api/users/[id].get.ts": "api_route /api/users/[id]",
        "server/api/users/index.ts": "api_route /api/users",
        "server/routes/feed.xml.ts": "api_route /feed.xml",
        "server/middleware/log.ts": "server",
        "server/utils/db.ts": "service",
        "server/tasks/clean.ts": "script",
        "layers/blog/pages/post.vue": "page /post",
    }
    check(plant, {**{start + path: role for path, role in below.items()}, **server}, "nuxt")


def test_expo_router(plant: Plant) -> None:
    check(
        plant,
        {
            "app/_layout.tsx": "layout /",
            "app/(tabs)/index.tsx": "page /",
            "app/(tabs)/profile.ios.tsx": "page /profile",
            "app/user/[id].tsx": "page /user/[id]",
            "app/+not-found.tsx": "page",
            "app/+html.tsx": "layout",
            "app/hello+api.ts": "api_route /hello",
            "src/screens/Home.tsx": "component",
        },
        "expo",
        "expo-router",
    )


def test_expo_without_a_router(plant: Plant) -> None:
    check(plant, {"app/start.tsx": "component", "src/screens/Home.tsx": "page", "App.tsx": "layout"}, "expo")


def test_remix(plant: Plant) -> None:
    check(
        plant,
        {
            "app/root.tsx": "layout /",
            "app/entry.server.tsx": "server",
            "app/routes/_index.tsx": "page /",
            "app/routes/posts.$id.tsx": "page /posts/[id]",
            "app/routes/_auth.login.tsx": "page /login",
            "app/routes/posts_.new.tsx": "page /posts/new",
            "app/routes/files.$.tsx": "page /files/[...]",
            "app/routes/($lang).about.tsx": "page /[[lang]]/about",
            "app/routes/feed[.]xml.ts": "api_route /feed[.]xml",
            "app/routes/dash/route.tsx": "page /dash",
            "app/routes/dash/Chart.tsx": "component",
            "app/routes/dash/deep/x.tsx": "component",
            "app/routes/old/$slug.tsx": "page /old/[slug]",
        },
        "@remix-run/react",
    )


def test_tanstack(plant: Plant) -> None:
    check(
        plant,
        {
            "src/routes/__root.tsx": "layout /",
            "src/routes/index.tsx": "page /",
            "src/routes/posts/$id.tsx": "page /posts/[id]",
            "src/routes/posts.$id.edit.lazy.tsx": "page /posts/[id]/edit",
            "src/routes/_auth.tsx": "layout /",
            "src/routes/_auth/me.tsx": "page /me",
            "src/routes/posts/route.tsx": "layout /posts",
            "src/routes/-parts/card.tsx": "component",
            "src/routes/api/hello.ts": "api_route /api/hello",
        },
        "@tanstack/react-router",
    )


def test_astro(plant: Plant) -> None:
    check(
        plant,
        {
            "src/pages/index.astro": "page /",
            "src/pages/blog/[slug].astro": "page /blog/[slug]",
            "src/pages/api/x.ts": "api_route /api/x",
            "src/pages/_draft.astro": "component",
            "src/layouts/Base.astro": "layout",
            "src/middleware.ts": "server",
            "src/actions/index.ts": "server",
            "src/components/Card.astro": "component",
        },
        "astro",
    )


def test_single_page_application(plant: Plant) -> None:
    check(
        plant,
        {
            "src/App.tsx": "layout",
            "src/main.tsx": "other",
            "src/pages/Dashboard.tsx": "page",
            "src/pages/Dashboard/components/Chart.tsx": "component",
            "src/pages/Dashboard/useData.ts": "hook",
            "src/pages/Dashboard/columns.ts": "other",
            "src/views/Home.vue": "page",
            "src/features/users/UsersPage.tsx": "page",
            "src/components/LandingPage.tsx": "component",
            "src/layouts/Main.tsx": "layout",
            "src/hooks/useAuth.ts": "hook",
            "src/hooks/use-toast.tsx": "hook",
            "src/contexts/AuthContext.tsx": "context",
            "src/components/theme-provider.tsx": "context",
            "src/stores/cart.ts": "store",
            "src/cartStore.ts": "store",
            "src/services/users.ts": "service",
            "src/features/users/userService.ts": "service",
            "src/lib/utils.ts": "service",
            "src/lib/Chart.tsx": "component",
            "src/components/contact-client.tsx": "component",
            "src/components/index.ts": "other",
            "src/types/database.types.ts": "other",
            "src/integrations/supabase/client.ts": "service",
            "scripts/seed.ts": "script",
            "vite.config.ts": "script",
            ".eslintrc.cjs": "script",
            "supabase/functions/hello/index.ts": "edge_function",
            "supabase/functions/hello/steps/a.ts": "service",
            "supabase/functions/hello/index.test.ts": "test",
            "supabase/functions/_shared/cors.ts": "service",
            "supabase/functions/tests/helper.ts": "test",
        },
        "react",
        "vite",
    )


def test_servers_and_hosts(plant: Plant) -> None:
    check(
        plant,
        {
            "server.js": "server",
            "src/routes/users.ts": "api_route",
            "src/controllers/users.ts": "api_route",
            "src/users.service.ts": "service",
            "src/middleware.ts": "server",
            "src/jobs/mail.ts": "server",
            "netlify/functions/hook.mts": "api_route /.netlify/functions/hook",
            "netlify/functions/big/index.ts": "api_route /.netlify/functions/big",
            "netlify/functions/big/parts.ts": "service",
            "netlify/functions/_shared/db.ts": "service",
            "api/items/[id].ts": "api_route /api/items/[id]",
            "api/_db.ts": "service",
        },
        "express",
        **{"vercel.json": "{}"},
    )


def test_tests_and_an_application_about_tests(plant: Plant) -> None:
    check(
        plant,
        {
            "e2e/pages/Login.ts": "test",
            "tests/setup.ts": "test",
            "src/test/render.tsx": "test",
            "src/lib/a.spec.ts": "test",
            "src/lib/__tests__/helper.ts": "test",
            "src/Button.stories.tsx": "test",
            "src/jobs/tests/a.test.ts": "test",
            "src/jobs/tests/helper.ts": "test",
            "src/features/tests/TestCard.tsx": "component",
            "src/features/tests/TestList.tsx": "component",
            "src/features/tests/api.ts": "service",
            "src/features/tests/api.test.ts": "test",
            "src/latest.ts": "other",
        },
        "react",
    )


def test_without_any_manifest_the_shape_of_names_tells(plant: Plant) -> None:
    root = plant(
        {"web/app/users/page.tsx": "", "web/app/api/x/route.ts": "", "site/routes/a/+page.svelte": "", "x/page.ts": ""}
    )
    assert roles_of(root) == {
        "web/app/users/page.tsx": "page /users",
        "web/app/api/x/route.ts": "api_route /api/x",
        "site/routes/a/+page.svelte": "page /a",
        "x/page.ts": "other",
    }


def test_every_role_but_other_has_a_reason(plant: Plant) -> None:
    root = plant({"package.json": depends("next"), "app/page.tsx": "", "a.ts": "", "lib/b.ts": "", "tests/c.ts": ""})
    assert all(file.role_reason for file in discover(root).files if file.role is not Role.OTHER)


def test_configured_roles_come_first(plant: Plant) -> None:
    root = plant({"src/pages/Home.tsx": "", "src/pages/parts/Card.tsx": ""})
    files = discover(root, roles=[("src/pages/parts/**", Role.COMPONENT), ("*.tsx", Role.LAYOUT)]).files
    assert [(file.role, file.role_reason) for file in files] == [
        (Role.LAYOUT, "configured: *.tsx"),
        (Role.COMPONENT, "configured: src/pages/parts/**"),
    ]


@pytest.mark.parametrize(
    ("folders", "segments"),
    [
        (["a", "(..)(..)b"], ["b"]),
        (["a", "b", "(..)c"], ["a", "c"]),
        (["a", "(.)b"], ["a", "b"]),
        (["(..)x"], ["x"]),
    ],
)
def test_intercepted_routes(folders: list[str], segments: list[str]) -> None:
    assert app_segments(tuple(folders)) == segments


def a_file(path: str, role: Role, language: Language = Language.TSX) -> SourceFile:
    return SourceFile(path, language, 0, role)


PAGE = a_file("app/users/page.tsx", Role.PAGE)
SPA_PAGE = a_file("src/pages/user-list.tsx", Role.PAGE)
ROUTE = a_file("app/api/x/route.ts", Role.API_ROUTE, Language.TYPESCRIPT)
CARD = a_file("src/components/Card.tsx", Role.COMPONENT)
SERVICE = a_file("src/services/users.ts", Role.SERVICE, Language.TYPESCRIPT)
HOOK = a_file("src/hooks/useUser.ts", Role.HOOK, Language.TYPESCRIPT)
VIEW = a_file("src/views/Home.vue", Role.PAGE, Language.VUE)
EDGE = a_file("supabase/functions/x/index.ts", Role.EDGE_FUNCTION, Language.TYPESCRIPT)


@pytest.mark.parametrize(
    ("file", "name", "returns_jsx", "role"),
    [
        (PAGE, "<module>", None, Role.PAGE),
        (PAGE, "default", None, Role.PAGE),
        (PAGE, "UsersPage", True, Role.PAGE),
        (PAGE, "Row", True, Role.COMPONENT),
        (PAGE, "Row", None, Role.COMPONENT),
        (PAGE, "generateMetadata", False, Role.PAGE),
        (PAGE, "fetchUsers", False, Role.SERVICE),
        (PAGE, "useUsers", False, Role.HOOK),
        (SPA_PAGE, "UserList", True, Role.PAGE),
        (SPA_PAGE, "UserListRow", True, Role.COMPONENT),
        (a_file("src/pages/Settings/index.tsx", Role.PAGE), "Settings", None, Role.PAGE),
        (ROUTE, "GET", False, Role.API_ROUTE),
        (ROUTE, "readBody", False, Role.SERVICE),
        (CARD, "Card", None, Role.COMPONENT),
        (CARD, "CardContext", None, Role.CONTEXT),
        (CARD, "CardProvider", True, Role.CONTEXT),
        (CARD, "format", None, Role.SERVICE),
        (CARD, "MAX", None, Role.SERVICE),
        (CARD, "FAQ", True, Role.COMPONENT),
        (a_file("src/pages/Home.tsx", Role.PAGE), "CTA", True, Role.COMPONENT),
        (SERVICE, "AssetService.sign", None, Role.SERVICE),
        (SERVICE, "UserCard", True, Role.COMPONENT),
        (SERVICE, "useUserStore", None, Role.STORE),
        (SERVICE, "User", False, Role.SERVICE),
        (HOOK, "useUser", False, Role.HOOK),
        (HOOK, "toUser", False, Role.SERVICE),
        (VIEW, "load", False, Role.PAGE),
        (EDGE, "handler", False, Role.EDGE_FUNCTION),
        (a_file("a.test.tsx", Role.TEST), "Wrapper", True, Role.TEST),
    ],
)
def test_roles_of_definitions(file: SourceFile, name: str, returns_jsx: bool | None, role: Role) -> None:
    assert definition_role(file, name, returns_jsx) is role


def test_the_default_export_is_the_page_whatever_it_is_called() -> None:
    assert definition_role(PAGE, "Whatever", True, default_export=True) is Role.PAGE


RUN = "import { createClient } from '@supabase/supabase-js'\nawait createClient(process.env.URL).from('a').select()\n"


def test_files_beside_a_manifest_that_export_nothing_are_scripts(plant: Plant) -> None:
    manifest = {"name": "app", "main": "./core.js", "bin": {"app": "cli.mjs"}, "scripts": {"start": "node bot.js"}}
    root = plant({
        "package.json": json.dumps(manifest),
        **dict.fromkeys(("check-rls.mjs", "fix.ts", "core.js", "cli.mjs", "bot.js", "server.js", "src/run.js"), RUN),
        "client.ts": f"{RUN}export const client = 1\n",
        "old.js": f"{RUN}module.exports = {{}}\n",
        "payments.js": f"{RUN}app.listen(process.env.PORT)\n",
        "page.js": "document.title = 'x'\n",
        "middleware.ts": RUN,
    })  # fmt: skip
    found = {file.path for file in discover(root).files if file.role is Role.SCRIPT}
    assert found == {"check-rls.mjs", "fix.ts"}
