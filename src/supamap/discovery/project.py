"""Puts together what the parts of discovery find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from supamap.discovery.bundlers import bundler_scopes, framework_scopes, nuxt_source_folder
from supamap.discovery.deno import deno_scopes
from supamap.discovery.edge_functions import find_supabase
from supamap.discovery.files import list_files
from supamap.discovery.ignored import ignored_globs
from supamap.discovery.packages import find_packages
from supamap.discovery.paths import parent
from supamap.discovery.project_files import ProjectFiles
from supamap.discovery.roles import RoleFinder
from supamap.discovery.root_scripts import root_scripts
from supamap.discovery.tsconfig import tsconfig_scopes
from supamap.model.project import AliasScope, Framework, Package, Project
from supamap.model.sources import SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pathspec import GitIgnoreSpec

    from supamap.discovery.edge_functions import SupabaseFolders
    from supamap.discovery.files import Listing
    from supamap.model.sources import Role


def discover(
    root: Path, *, include: Sequence[str] = (), exclude: Sequence[str] = (), roles: Sequence[tuple[str, Role]] = ()
) -> Project:
    """Return the project that stands in ``root``: its files with their roles, and all that resolves its specifiers.

    ``include`` and ``exclude`` are globs in the language of ``.gitignore``, relative to ``root``; so are those of
    ``roles``, of which the first that matches a file decides its role. Nothing of the tree is run. What cannot be
    read is a diagnostic; a root without any source gives a project without files.
    """
    root = root.resolve()
    listing = list_files(root, include, exclude)
    files = ProjectFiles(root, listing.paths)
    packages = find_packages(files)
    supabase = find_supabase(files)
    aliases = _aliases(files, packages, supabase)
    return Project(
        root=root.as_posix(),
        files=_configured(_with_roles(listing, files, packages, supabase), roles),
        unscanned=listing.unscanned,
        packages=packages,
        aliases=aliases,
        edge_functions=supabase.functions,
        supabase_folders=supabase.folders,
        ignored=ignored_globs(files),
        frameworks=tuple(sorted({package.framework for package in packages} - {Framework.NONE})),
        diagnostics=tuple(sorted({*listing.diagnostics, *files.diagnostics})),
    )


def _aliases(files: ProjectFiles, packages: tuple[Package, ...], supabase: SupabaseFolders) -> tuple[AliasScope, ...]:
    """Collect the alias scopes in order of precedence within a folder: what a person configured before a default."""
    folders = {package.name: package.path for package in reversed(packages) if package.name}
    scopes = [
        *tsconfig_scopes(files, folders),
        *deno_scopes(files, supabase.functions, supabase.maps),
        *bundler_scopes(files),
        *framework_scopes(files, packages),
    ]
    return tuple(sorted(scopes, key=lambda scope: scope.folder))


def _with_roles(
    listing: Listing, files: ProjectFiles, packages: Sequence[Package], supabase: SupabaseFolders
) -> tuple[SourceFile, ...]:
    nuxt = [package.path for package in packages if package.framework is Framework.NUXT]
    source_folders = {folder: nuxt_source_folder(files, folder) for folder in nuxt}
    paths = [candidate.path for candidate in listing.files]
    vercel = map(parent, files.named("vercel.json"))
    scripts = root_scripts(files, packages, paths)
    finder = RoleFinder(paths, packages, supabase.functions, supabase.folders, source_folders, vercel, scripts)
    found: list[SourceFile] = []
    for candidate in listing.files:
        verdict = finder.verdict(candidate.path)
        found.append(
            SourceFile(
                candidate.path,
                candidate.language,
                candidate.size,
                verdict.role,
                verdict.reason,
                verdict.route,
                verdict.function,
            )
        )
    return tuple(found)


def _configured(files: tuple[SourceFile, ...], roles: Sequence[tuple[str, Role]]) -> tuple[SourceFile, ...]:
    if not roles:
        return files
    from pathspec import GitIgnoreSpec  # costs 15 ms, and most projects configure no roles

    rules = [(GitIgnoreSpec.from_lines([glob]), glob, role) for glob, role in roles]
    return tuple(_configured_file(file, rules) for file in files)


def _configured_file(file: SourceFile, rules: Sequence[tuple[GitIgnoreSpec, str, Role]]) -> SourceFile:
    for spec, glob, role in rules:
        if spec.match_file(file.path):
            return msgspec.structs.replace(file, role=role, role_reason=f"configured: {glob}")
    return file
