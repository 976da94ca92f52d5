"""The packages of a tree, by their manifests and the configuration beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.discovery.exports import export_rules, import_rules
from supamap.discovery.jsonc import table
from supamap.discovery.paths import join, parent
from supamap.discovery.workspaces import members, workspace_globs
from supamap.model.project import Framework, Package

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from supamap.discovery.project_files import ProjectFiles

_ENTRIES = ("source", "svelte", "module", "main", "react-native", "browser", "types", "typings")
_DEPENDENCIES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")
_LINKS = ("file:", "link:", "portal:")

_CONFIGURED = (
    ("next.config", Framework.NEXT),
    ("nuxt.config", Framework.NUXT),
    ("svelte.config", Framework.SVELTEKIT),
    ("react-router.config", Framework.REMIX),
    ("remix.config", Framework.REMIX),
    ("astro.config", Framework.ASTRO),
)
_DEPENDED = (
    (("next",), Framework.NEXT),
    (("nuxt", "nuxt3"), Framework.NUXT),
    (("@sveltejs/kit",), Framework.SVELTEKIT),
    (("@remix-run/react", "@react-router/dev"), Framework.REMIX),
    (("astro",), Framework.ASTRO),
    (("expo-router", "expo"), Framework.EXPO),
    (("@tanstack/react-start", "@tanstack/start", "@tanstack/react-router"), Framework.TANSTACK),
    (("vite",), Framework.VITE),
)


def find_packages(files: ProjectFiles) -> tuple[Package, ...]:
    """Return all packages by path: each folder with a package.json, framework configuration, or named deno.json."""
    configured = _configured_frameworks(files)
    manifests = {parent(path): files.json(path) for path in files.named("package.json")}
    manifests.update(_deno_packages(files, manifests))
    linked = members(workspace_globs(files, manifests), manifests)
    folders = sorted({*manifests, *configured})
    return tuple(_package(folder, manifests.get(folder, {}), configured, linked) for folder in folders)


def _deno_packages(files: ProjectFiles, known: Collection[str]) -> dict[str, dict[str, object]]:
    found = {parent(path): files.json(path) for path in files.named("deno.json", "deno.jsonc")}
    # Its "imports" are an import map, not what package.json means by that word.
    return {
        folder: {"name": manifest["name"], "exports": manifest.get("exports")}
        for folder, manifest in found.items()
        if folder not in known and isinstance(manifest.get("name"), str)
    }


def _package(
    folder: str, manifest: Mapping[str, object], configured: Mapping[str, Framework], linked: Mapping[str, str]
) -> Package:
    name = manifest.get("name")
    versions = {name: version for kind in _DEPENDENCIES for name, version in table(manifest.get(kind)).items()}
    entries = (manifest.get(field) for field in _ENTRIES)
    placed = (join(folder, entry) for entry in entries if isinstance(entry, str))
    return Package(
        path=folder,
        name=name if isinstance(name, str) and name else None,
        framework=configured.get(folder) or _framework(versions),
        exports=export_rules(folder, manifest.get("exports")),
        imports=import_rules(folder, manifest.get("imports")),
        entries=tuple(dict.fromkeys(entry for entry in placed if entry)),
        dependencies=tuple(sorted(versions)),
        workspace=linked.get(folder),
        links=_links(folder, versions),
    )


def _framework(dependencies: Collection[str]) -> Framework:
    for names, framework in _DEPENDED:
        if any(name in dependencies for name in names):
            return framework
    return Framework.NONE


def _configured_frameworks(files: ProjectFiles) -> dict[str, Framework]:
    """Return folder → framework where a configuration file says so, whoever lists the dependency."""
    found: dict[str, Framework] = {}
    for prefix, framework in _CONFIGURED:
        for path in files.named_like(f"{prefix}.", "s"):
            found.setdefault(parent(path), framework)
    for folder in [folder for folder, framework in found.items() if framework is Framework.SVELTEKIT]:
        if not any(path.startswith(f"{folder}/src/routes/" if folder else "src/routes/") for path in files.paths):
            del found[folder]  # Svelte alone, without the kit, has the same file
    return found


def _links(folder: str, versions: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return the dependencies that are folders of this tree: name → folder."""
    found: list[tuple[str, str]] = []
    for name, version in sorted(versions.items()):
        if isinstance(version, str) and version.startswith(_LINKS):
            path = join(folder, version.partition(":")[2])
            if path is not None:
                found.append((name, path))
    return tuple(found)
