"""What the exports of packages give: clients, objects that carry clients, and functions that pass values through.

Source: the factories and carriers of the Supabase packages as of August 2026 (supabase-js 2.112, ssr 0.12, server 1.4,
auth-helpers' last release, @nuxtjs/supabase 2.0).
"""

from __future__ import annotations

from supamap.model.usage import Privilege

SUPABASE = "@supabase/"

# Exports whose call (or construction) gives a client, awaited or not.
_FACTORIES: dict[str, dict[str, Privilege]] = {
    "@supabase/supabase-js": {"createClient": Privilege.UNKNOWN, "SupabaseClient": Privilege.UNKNOWN},
    "@supabase/postgrest-js": {"PostgrestClient": Privilege.UNKNOWN},
    "@supabase/ssr": {
        "createBrowserClient": Privilege.USER, "createServerClient": Privilege.UNKNOWN,
    },
    "@supabase/server": {"createAdminClient": Privilege.SERVICE, "createContextClient": Privilege.USER},
    "@supabase/auth-helpers-nextjs": dict.fromkeys(
        (
            "createPagesBrowserClient", "createPagesServerClient", "createMiddlewareClient",
            "createClientComponentClient", "createServerComponentClient", "createRouteHandlerClient",
            "createServerActionClient", "createBrowserSupabaseClient", "createServerSupabaseClient",
            "createMiddlewareSupabaseClient", "createServerComponentSupabaseClient",
            "createRouteHandlerSupabaseClient", "createBrowserClient", "createServerClient",
        ),
        Privilege.USER,
    ),
    "@supabase/auth-helpers-react": {"useSupabaseClient": Privilege.USER},
    "@supabase/auth-helpers-remix": {"createBrowserClient": Privilege.USER, "createServerClient": Privilege.USER},
    "@supabase/auth-helpers-sveltekit": {
        "createSupabaseLoadClient": Privilege.USER, "createSupabaseServerClient": Privilege.USER,
        "createClient": Privilege.USER,
    },
    "@supabase/auth-helpers-shared": {
        "createSupabaseClient": Privilege.USER, "createBrowserSupabaseClient": Privilege.USER,
    },
    "@nuxtjs/supabase": {"useSupabaseClient": Privilege.USER},
    "#supabase/server": {"serverSupabaseClient": Privilege.USER, "serverSupabaseServiceRole": Privilege.SERVICE},
    "#imports": {"useSupabaseClient": Privilege.USER, "useSupabaseAuthClient": Privilege.USER},
    "#build/imports": {"useSupabaseClient": Privilege.USER},
    "nuxt3-supabase": {"useSupabase": Privilege.USER},
    "@supabase/storage-js": {},
}  # fmt: skip

# Exports that are clients themselves.
_CLIENTS: dict[str, dict[str, Privilege]] = {
    "@supabase/auth-helpers-nextjs": {"supabaseClient": Privilege.USER},
}

# Exports whose call gives one part of a client.
PARTS = {
    ("@supabase/storage-js", "StorageClient"): "storage",
    ("@supabase/functions-js", "FunctionsClient"): "functions",
    ("@supabase/realtime-js", "RealtimeClient"): "realtime",
}

# Types whose values are clients.
CLIENT_TYPES = frozenset({"SupabaseClient", "PostgrestClient", "TypedSupabaseClient"})

# Auto-imported functions of Nuxt's Supabase module whose call gives a client.
NUXT_GLOBALS = {
    "useSupabaseClient": Privilege.USER,
    "useSupabaseAuthClient": Privilege.USER,
    "serverSupabaseClient": Privilege.USER,
    "serverSupabaseServiceRole": Privilege.SERVICE,
}

# Calls that give what the nearest provider of a React context gives; `use` reads promises as well.
CONTEXT_READERS = frozenset({("react", "useContext"), ("react", "use")})

# Calls that give an object with clients in it: export → kind of carrier.
CARRIERS = {
    ("@supabase/server", "createSupabaseContext"): "result",
    ("@supabase/auth-helpers-react", "useSessionContext"): "session",
}

# Types whose values are carriers.
CARRIER_TYPES = {("@supabase/server", "SupabaseContext"): "context"}

# Members of carriers: a client with this privilege, or another carrier.
CARRIED: dict[str, dict[str, Privilege | str]] = {
    "context": {"supabase": Privilege.USER, "supabaseAdmin": Privilege.SERVICE},
    "result": {"data": "context", "supabase": Privilege.USER, "supabaseAdmin": Privilege.SERVICE},
    "session": {"supabaseClient": Privilege.USER},
    "nuxt-plugin": {"client": Privilege.USER},
}

# Callbacks that get a client or a carrier: (package, export) → {(argument of the call, parameter): what}.
CALLBACKS: dict[tuple[str, str], dict[tuple[int, int], Privilege | str]] = {
    ("@supabase/server", "withSupabase"): {(1, 1): "context", (0, 1): "context"},
    ("@supabase/auth-helpers-nextjs", "withPageAuth"): {(0, 1): Privilege.USER},
    ("@supabase/auth-helpers-nextjs", "withApiAuth"): {(0, 2): Privilege.USER},
}

# A member of this name on a framework's request context is the context of @supabase/server (its adapters set it).
CONTEXT_MEMBER = "supabaseContext"

# Calls that give back an argument, or what a function argument returns: package → export → (how, index).
_THROUGH: dict[str, dict[str, tuple[str, int]]] = {
    "react": {
        "useMemo": ("result", 0), "useCallback": ("argument", 0), "cache": ("argument", 0), "memo": ("argument", 0),
        "forwardRef": ("argument", 0), "useState": ("state", 0), "useRef": ("reference", 0), "use": ("argument", 0),
        "useDeferredValue": ("argument", 0), "startTransition": ("result", 0),
    },
    "next/cache": {"unstable_cache": ("argument", 0)},
    "server-only": {},
    "vue": {"ref": ("reference-value", 0), "shallowRef": ("reference-value", 0), "computed": ("value-result", 0),
            "reactive": ("argument", 0),
            "markRaw": ("argument", 0), "readonly": ("argument", 0), "toRaw": ("argument", 0)},
    "lodash": {"memoize": ("argument", 0), "once": ("argument", 0)},
    "svelte/store": {"writable": ("argument", 0), "readable": ("argument", 0), "get": ("argument", 0)},
    "use-memo-one": {"useMemoOne": ("result", 0)},
}  # fmt: skip


def factory_privilege(package: str, name: str) -> Privilege | None:
    """The privilege of the client that calling an export gives, None if it gives none."""
    if package.startswith("@supabase/server"):
        package = "@supabase/server"
    return _FACTORIES.get(package, {}).get(name)


def client_privilege(package: str, name: str) -> Privilege | None:
    """The privilege of an export that is a client itself, None if it is none."""
    return _CLIENTS.get(package, {}).get(name)


def passes_through(package: str, name: str) -> tuple[str, int] | None:
    """How a call of a package's export passes an argument on, None if it does not."""
    return _THROUGH.get(package, {}).get(name)


def is_supabase(package: str) -> bool:
    """Whether a package is one of Supabase's, or a name they give to modules of theirs."""
    return package.startswith(("@supabase/", "#supabase", "@nuxtjs/supabase", "nuxt3-supabase"))
