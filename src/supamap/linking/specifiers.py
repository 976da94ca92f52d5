"""From an import's specifier to the file or the package it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supamap.linking.alias_rules import AliasLevels
from supamap.linking.external import BUILTINS, external_package, has_scheme, split_package
from supamap.linking.generated import GeneratedPaths
from supamap.linking.module_paths import ModulePaths, normalise
from supamap.linking.package_index import PackageIndex
from supamap.linking.resolution import Resolution, ResolutionKind

if TYPE_CHECKING:
    from supamap.model.project import Project

__all__ = ["Resolution", "ResolutionKind", "Resolver"]

_ASSET = re.compile(
    r"\.(?:css|scss|sass|less|styl|pcss|postcss|svg|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav"
    r"|pdf|json[5c]?|geojson|csv|tsv|txt|mdx?|html?|ya?ml|toml|xml|graphql|gql|sql|wasm|node|glsl|vert|frag|lottie|riv"
    r"|gltf|glb|hdr|prisma|wgsl|ejs|hbs|liquid|snap|data)$",
    re.IGNORECASE,
)
_TEXT_QUERY = re.compile(r"[?&](?:raw|url|inline)\b")
_GENERATED = re.compile(r"(?:^|/)(?:\$types(?:\.d\.ts|\.js)?$|\+types/)")
_INSTALLED = re.compile(r".*/node_modules/(?:@types/)?(.+)")
_GUESSED = re.compile(r"^(?:@@|~~|@|~|\$lib)/")


class Resolver:
    """Resolves the specifiers of one project; answers are remembered by folder and specifier."""

    def __init__(self, project: Project) -> None:
        self._paths = ModulePaths([*(file.path for file in project.files), *project.unscanned])
        self._packages = PackageIndex(project.packages, self._paths)
        self._aliases = AliasLevels(project.aliases)
        self._generated = GeneratedPaths(project.ignored)
        self._known: dict[tuple[str, str], Resolution] = {}

    def resolve(self, specifier: str, importer: str) -> Resolution:
        """Return what ``specifier`` means in the file ``importer``. Never raises: what leads nowhere is a value too."""
        key = (importer[: importer.rfind("/")] if "/" in importer else "", specifier)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._resolve(specifier, key[0])
        return found

    def _resolve(self, written: str, folder: str) -> Resolution:
        specifier = written[written.rfind("!") + 1 :]  # webpack writes loaders in front
        if not has_scheme(specifier):
            if _TEXT_QUERY.search(specifier):
                return Resolution(ResolutionKind.ASSET, written, via="imported as text or address")
            specifier = specifier.partition("?")[0]
        return self._follow(specifier, folder) or self._missing(specifier, folder, written)

    def _follow(self, specifier: str, folder: str) -> Resolution | None:
        """Apply the first rule that speaks of the specifier; None when it is the project's own and leads nowhere."""
        if not specifier:
            return None
        if specifier.startswith("."):
            return self._relative(specifier, folder)
        mapped, ours = self._mapped(specifier, folder)
        if mapped is not None:
            return mapped
        if specifier.startswith("/"):
            return self._from_root(specifier, folder)
        if has_scheme(specifier) or specifier in BUILTINS:
            return _package(specifier, "address" if has_scheme(specifier) else "module of Node")
        if specifier.startswith("#"):
            return self._subpath_import(specifier, folder)
        return self._bare(specifier, folder, ours)

    def _relative(self, specifier: str, folder: str) -> Resolution | None:
        if _GENERATED.search(specifier):
            return Resolution(ResolutionKind.PACKAGE, specifier, via="types that a framework generates")
        path = normalise(folder, specifier)
        return None if path is None else self._own(path, "relative path", specifier)

    def _own(self, path: str, via: str, specifier: str) -> Resolution | None:
        """Return the project's module at ``path``; folders may name their entry in a package.json."""
        found = self._paths.as_file(path) or self._packages.entry_of_folder(path) or self._paths.as_index(path)
        if found is not None:
            return Resolution(ResolutionKind.FILE, found, via=via)
        return Resolution(ResolutionKind.ASSET, path, via=via) if _ASSET.search(specifier) else None

    def _mapped(self, specifier: str, folder: str) -> tuple[Resolution | None, bool]:
        """Follow aliases from the nearest folder outward; also tell whether one of them claims the specifier."""
        for level in self._aliases.levels(folder):
            claimed = False
            for scope in level:
                match = scope.match(specifier)
                claimed = claimed or (match is not None and match.claims)
                for target in match.targets if match else ():
                    found = self._target(target, folder, f'{scope.origin} "{match.pattern if match else ""}"')
                    if found is not None:
                        return found, True
                if scope.base_url is not None and (path := self._in_base(scope.base_url, specifier, folder)):
                    return Resolution(ResolutionKind.FILE, path, via=f"{scope.origin} baseUrl"), True
            if claimed:
                # A farther alias of the same name belongs to another package: a missed link is better than a wrong one.
                asset = Resolution(ResolutionKind.ASSET, specifier, via="alias") if _ASSET.search(specifier) else None
                return asset, True
        return None, False

    def _target(self, target: str, folder: str, via: str) -> Resolution | None:
        if installed := _INSTALLED.search(target):
            return _package(installed[1], via)
        if target.startswith("/"):
            path = normalise("", target.lstrip("/") or ".")
            return None if path is None else self._own(path, via, target)
        return self._follow_external(target, folder, via)

    def _follow_external(self, target: str, folder: str, via: str) -> Resolution | None:
        if has_scheme(target):
            return _package(target, via)
        found = self._packages.resolve(target, folder)
        if found is not None:
            return Resolution(ResolutionKind.FILE, found, via=via)
        return _package(target, via) if not target.startswith("#") else None

    def _in_base(self, base: str, specifier: str, folder: str) -> str | None:
        if specifier.startswith(("/", "#", "@/", "~/")) or has_scheme(specifier):
            return None
        if self._packages.depends(split_package(specifier)[0], folder):
            return None  # a file of the same name is a platform's stand-in for the package
        path = normalise(base, specifier)
        return None if path is None else self._paths.locate(path)

    def _from_root(self, specifier: str, folder: str) -> Resolution | None:
        """Resolve ``/src/x``: bundlers take such a path from the folder of the package, or from its ``public``."""
        package = self._packages.nearest(folder)
        for start in dict.fromkeys((package.path if package else "", "")):
            path = normalise(start, specifier.lstrip("/"))
            found = None if path is None else self._paths.locate(path)
            if found is not None:
                return Resolution(ResolutionKind.FILE, found, via="path from the package's folder")
        return Resolution(ResolutionKind.ASSET, specifier, via="address") if _ASSET.search(specifier) else None

    def _subpath_import(self, specifier: str, folder: str) -> Resolution | None:
        match = self._packages.subpath_import(specifier, folder)
        if match is None:
            return Resolution(ResolutionKind.PACKAGE, specifier, via="virtual module")
        for target in match.targets:
            found = self._target(target, folder, f'package.json imports "{match.pattern}"')
            if found is not None:
                return found
            source = self._paths.source_of(target[1:]) if target.startswith("/") else None
            if source is not None:
                return Resolution(ResolutionKind.FILE, source, via=f'package.json imports "{match.pattern}", by source')
        return None

    def _bare(self, specifier: str, folder: str, ours: bool) -> Resolution | None:
        found = self._packages.resolve(specifier, folder)
        if found is not None:
            return Resolution(ResolutionKind.FILE, found, via="package of this project")
        if _GUESSED.match(specifier):
            return self._guess(specifier, folder) if not ours else None
        if specifier.startswith("$"):
            return Resolution(ResolutionKind.PACKAGE, specifier, via="virtual module")
        name, subpath = external_package(specifier)
        if self._packages.depends(name, folder):
            return Resolution(ResolutionKind.PACKAGE, name, subpath, via="dependency")
        if self._packages.is_linked(name, folder):
            asset = _ASSET.search(specifier)
            return Resolution(ResolutionKind.ASSET, specifier, via="package of this project") if asset else None
        if ours or self._is_base_folder(name, folder):
            return None
        if _ASSET.search(subpath):
            return Resolution(ResolutionKind.ASSET, specifier, via="package")
        return Resolution(ResolutionKind.PACKAGE, name, subpath, via="package")

    def _is_base_folder(self, name: str, folder: str) -> bool:
        """Tell whether ``name`` is a folder that ``baseUrl`` makes importable: then it is no package."""
        bases = (scope.base_url for level in self._aliases.levels(folder) for scope in level)
        paths = (normalise(base, name) for base in bases if base is not None)
        return any(path is not None and self._paths.holds_folder(path) for path in paths)

    def _guess(self, specifier: str, folder: str) -> Resolution | None:
        """Try the usual meanings of ``@/``, ``~/`` and ``$lib/`` where no configuration gives them one."""
        rest = specifier.partition("/")[2]
        package = self._packages.nearest(folder)
        starts = [package.path] if package else []
        for start in dict.fromkeys([*starts, ""]):
            for below in ("src/lib",) if specifier.startswith("$") else ("src", "", "app"):
                path = normalise(start, f"{below}/{rest}" if below else rest)
                found = None if path is None else self._paths.locate(path)
                if found is not None:
                    return Resolution(ResolutionKind.FILE, found, via="guess: no configuration names this alias")
        return Resolution(ResolutionKind.ASSET, specifier, via="alias") if _ASSET.search(specifier) else None

    def _missing(self, specifier: str, folder: str, written: str) -> Resolution:
        """Say why a module of the project is not there."""
        places = self._places(specifier, folder)
        if any(place in self._generated for place in places):
            return Resolution(ResolutionKind.GENERATED, written, via="generated code: git ignores it")
        outside = specifier.startswith(".") and not places
        via = "leads out of the scanned root" if outside else "no file of the project has this path"
        return Resolution(ResolutionKind.UNRESOLVED, written, via=via)

    def _places(self, specifier: str, folder: str) -> list[str]:
        """Return the paths that a specifier of the project's own would have led to."""
        if specifier.startswith("."):
            return [path for path in (normalise(folder, specifier),) if path is not None]
        matches = (scope.match(specifier) for level in self._aliases.levels(folder) for scope in level)
        return [target[1:] for match in matches if match for target in match.targets if target.startswith("/")]


def _package(specifier: str, via: str) -> Resolution:
    name, subpath = external_package(specifier)
    return Resolution(ResolutionKind.PACKAGE, name, subpath, via)
