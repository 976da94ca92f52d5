"""From a folder to what its code uses: discovery, extraction, linking, graph."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from supamap.config import Config
from supamap.errors import NothingMeasuredError
from supamap.linking.sources import FactsSource
from supamap.model.graph import Resource
from supamap.model.linked import LinkedProject
from supamap.model.project import Project
from supamap.model.schema import Schema
from supamap.model.sources import Role, SourceFile
from supamap.model.usage import Client, DefinitionKind

if TYPE_CHECKING:
    from supamap.cache.facts_cache import FactsCache
    from supamap.graph.usage_graph import UsageGraph

_GENERATED_NAME = re.compile(r"(?:database|supabase)[^/]*\.d\.ts$")


class Measured(msgspec.Struct, frozen=True):
    """What was read of a project, before and after linking."""

    project: Project
    facts: FactsSource
    linked: LinkedProject


def measure(config: Config, *, references: bool = True, unused: bool = False) -> Measured:
    """Read and link a project; ``references`` false leaves out what only the graph needs.

    Raises NothingMeasuredError when there is no source file, or nothing in them uses Supabase (unless ``unused``).
    """
    from supamap.discovery import discover
    from supamap.linking.linker import link, may_expose
    from supamap.pipeline.reading import DemandedFacts

    roles = [(rule.glob, rule.role) for rule in config.roles]
    project = discover(config.root, include=config.source.include, exclude=config.source.exclude, roles=roles)
    if not project.files:
        raise NothingMeasuredError(
            "there is no source file to scan", where=str(config.root), hint=_missing_files_hint(config)
        )
    facts = DemandedFacts(project, references, _cache(config, references))
    linked = link(project, facts, references, _declared_clients(config))
    exposing = not references and may_expose(project, facts, linked)
    facts.close()
    if exposing:
        # Only what definitions mention tells whether browsers reach the service client.
        linked = msgspec.structs.replace(linked, exposures=measure(config, unused=True).linked.exposures)
    if not linked.usages and not unused:
        raise NothingMeasuredError(
            f"no use of a Supabase client was found in {_counted(linked.files_scanned)}",
            where=str(config.root),
            hint="is this the application's folder? name another one: supamap --root DIR …",
        )
    return Measured(project, facts, linked)


_DRAWN_ROLES = frozenset({Role.COMPONENT, Role.OTHER, Role.SERVICE, Role.PAGE, Role.LAYOUT, Role.CONTEXT})


def files_with_roles(measured: Measured) -> tuple[SourceFile, ...]:
    """Give all files, with the roles that routers give to those whose exports they draw."""
    found: dict[str, SourceFile] = {}
    sources = {file.path: file for file in measured.project.files if file.role in _DRAWN_ROLES}
    roles = {definition.id: definition for definition in measured.linked.definitions}
    for routed in measured.linked.routed:
        file = sources.get(routed.id.partition("#")[0])
        definition = roles.get(routed.id)
        if file is None or definition is None or not (definition.exported or definition.kind is DefinitionKind.MODULE):
            continue
        if routed.file != file.path and (not routed.layout or file.path not in found):
            reason = f"drawn at {routed.route} by the router in {routed.file}"
            found[file.path] = msgspec.structs.replace(file, role=definition.role, role_reason=reason)
    return tuple(found.get(file.path, file) for file in measured.project.files)


def usage_graph(measured: Measured, schema: Schema, documented: tuple[Resource, ...] = ()) -> UsageGraph:
    """Build the graph; ``documented`` and declared resources are nodes even if nobody uses them.

    Embeds lead where the schema's foreign keys lead.
    """
    from supamap.graph.builder import build
    from supamap.linking.embeds import attributed
    from supamap.postgrest.catalog import Catalog

    known = (*documented, *declared(measured))
    linked = attributed(measured.linked, Catalog(schema)) if schema.tables else measured.linked
    return build(linked, known=known, routes=routes(measured), schema=schema)


def routes(measured: Measured) -> dict[str, str]:
    """Give the URL path of every file that the file system gives one: by these its definitions are named."""
    return {file.path: file.route for file in measured.project.files if file.route is not None}


def all_routes(measured: Measured) -> dict[str, tuple[str, ...]]:
    """Give the URL paths of every file that has one, those that a router's configuration gives it included."""
    found: dict[str, tuple[str, ...]] = {file: (route,) for file, route in routes(measured).items()}
    for routed in measured.linked.routed:
        file = routed.id.partition("#")[0]
        found[file] = tuple(dict.fromkeys((*found.get(file, ()), routed.route)))
    return found


def declared(measured: Measured) -> tuple[Resource, ...]:
    """List the tables and views that generated types declare."""
    from supamap.schema.generated_types import declared_resources

    root = Path(measured.project.root)
    return declared_resources(
        (root / path).read_text(encoding="utf-8", errors="replace") for path in types_files(measured)
    )


def types_files(measured: Measured) -> tuple[str, ...]:
    """Name the files that may hold generated types; declaration files are not scanned, so their names have to tell."""
    from supamap.schema.generated_types import DATABASE

    scanned = (facts.path for facts in measured.facts.known() if any(name == DATABASE for name, _ in facts.types))
    return (*scanned, *(path for path in measured.project.unscanned if _GENERATED_NAME.search(path)))


def _cache(config: Config, references: bool) -> FactsCache | None:
    """Open the cache for facts with or without those of references."""
    if config.cache is None:
        return None
    from supamap.cache.facts_cache import FactsCache
    from supamap.cache.fingerprint import fingerprint
    from supamap.cache.store import Store

    return FactsCache(Store(config.cache), fingerprint() + bytes([references]))


def _declared_clients(config: Config) -> dict[str, Client]:
    """Give the definitions that the configuration names as clients, by id."""
    return {one.symbol: Client(one.symbol.partition("#")[2], one.privilege, one.schema) for one in config.clients}


def _counted(files: int) -> str:
    return "1 file" if files == 1 else f"{files} files"


def _missing_files_hint(config: Config) -> str:
    if config.source.include or config.source.exclude:
        return "check `include` and `exclude` under [source] in supamap.toml"
    return "is this the application's folder? name it: supamap --root DIR …"
