"""From the graph to pages: what documents what, what a sync changes, which pages are missing."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from supamap.config import Config
from supamap.errors import ConfigError, NothingMeasuredError
from supamap.model.graph import Resource
from supamap.model.maps import IntegrationMap
from supamap.model.pages import EXAMPLE_QUERIES, INDEX_PAGES, BlockPlace, Page, PageEdit, PageRequest, SyncPlan
from supamap.model.readings import SchemaReading
from supamap.model.schema import Schema, SourceKind
from supamap.model.sources import Role
from supamap.model.usage import resource_id
from supamap.pipeline.indexing import index_edits, survey
from supamap.pipeline.measuring import Measured, declared, measure, usage_graph
from supamap.pipeline.offsets import moved_maps, offset
from supamap.pipeline.results import Created, Surveyed, Synced
from supamap.pipeline.schemas import readable_schema

if TYPE_CHECKING:
    from supamap.docs.database.bodies import Saying
    from supamap.docs.pages import PageFolder
    from supamap.graph.usage_graph import UsageGraph


def plan_sync(config: Config, names: Sequence[str] = ()) -> Synced:
    """Plan what a sync writes, on the pages of ``names`` alone if there are any.

    Raises NothingMeasuredError when there is no page, ConfigError for a name without a page, PageError when a page
    cannot be edited safely.
    """
    _check_there(config)
    measured = measure(config)
    reading = readable_schema(config, measured)
    folder = page_folder(config, known_names(measured))
    chosen = chosen_pages(folder, names, config)
    graph = usage_graph(measured, reading.schema, documented(folder))
    plan = page_plan(config, measured, graph, folder, chosen, reading.schema)
    missing = undocumented(config, measured, graph, folder)
    # The pages about all others need the plan of all pages.
    index, edits = ((), ()) if names else index_edits(config, folder, plan.edits, missing)
    return Synced(
        base=config.base,
        linked=measured.linked,
        schema=reading,
        pages=chosen,
        edits=(*plan.edits, *edits),
        unverified=plan.unverified,
        undocumented=missing,
        index=index,
        unrecognized=folder.unrecognized,
    )


def plan_inventory(config: Config) -> Synced:
    """Plan the inventory, the page with its SQL and the navigation, as they are once all pages are synced.

    Raises as ``plan_sync`` does.
    """
    measured, reading, folder, graph, edits = _all_planned(config)
    missing = undocumented(config, measured, graph, folder)
    index, edits = index_edits(config, folder, edits, missing, INDEX_PAGES)
    return Synced(config.base, measured.linked, reading, (), edits, undocumented=missing, index=index)


def status(config: Config) -> Surveyed:
    """Tell how complete every page is, and which tables and buckets have none. Raises as ``plan_sync`` does."""
    measured, _, folder, graph, edits = _all_planned(config)
    missing = undocumented(config, measured, graph, folder)
    return Surveyed(measured.linked, survey(config, folder.pages, missing, edits))


def plan_pages(config: Config, names: Sequence[str] = (), kinds: Sequence[str] = ("table",)) -> Created:
    """Plan missing pages: of ``names``, or else of every known table or bucket (as ``kinds`` says) without one."""
    from supamap.docs.creation import plan_new_pages
    from supamap.docs.naming import resource_of

    measured = measure(config)
    named = [resource_of(name) for name in names]
    reading = readable_schema(config, measured)
    folder = page_folder(config, {*known_names(measured), *named}, needed=False)
    graph = usage_graph(measured, reading.schema, documented(folder))
    wanted = named or [
        resource for resource in undocumented(config, measured, graph, folder) if resource.partition(":")[0] in kinds
    ]
    titles = {resource_of(one.name): one.title for one in config.docs.tables}
    ordered = _in_configured_order(config, wanted)
    requests = [PageRequest((resource,), title=titles.get(resource, "")) for resource in ordered]
    edits = plan_new_pages(requests, folder, config.docs.numbering, config.docs.templates, _maps(config, graph, wanted))
    complete = _completed(config, measured, graph, folder, edits, reading.schema)
    return Created(config.base, measured.linked, tuple(sorted(complete, key=lambda edit: edit.path)))


def _completed(
    config: Config,
    measured: Measured,
    graph: UsageGraph,
    folder: PageFolder,
    edits: Sequence[PageEdit],
    schema: Schema,
) -> list[PageEdit]:
    """New pages as a sync would leave them."""
    from supamap.docs.pages import identify

    known = [resource for page, _ in folder.pages for resource in page.resources]
    mapping = {page.file: page.resources for page in config.docs.pages}
    read = ((identify(edit.path, edit.after, mapping, config.docs.numbering, known), edit.after) for edit in edits)
    new = [(page, content) for page, content in read if page is not None]
    whole = replace(folder, pages=(*folder.pages, *new))
    plan = page_plan(config, measured, graph, whole, [page for page, _ in new], schema)
    after = {edit.path: edit.after for edit in plan.edits}
    return [replace(edit, after=after.get(edit.path, edit.after)) for edit in edits]


def _all_planned(config: Config) -> tuple[Measured, SchemaReading, PageFolder, UsageGraph, tuple[PageEdit, ...]]:
    """Measure, and plan a sync of every page."""
    _check_there(config)
    measured = measure(config)
    reading = readable_schema(config, measured)
    folder = page_folder(config, known_names(measured))
    graph = usage_graph(measured, reading.schema, documented(folder))
    pages = [page for page, _ in folder.pages]
    return measured, reading, folder, graph, page_plan(config, measured, graph, folder, pages, reading.schema).edits


def known_names(measured: Measured) -> frozenset[str]:
    """Name what code uses and what generated types declare."""
    used = (resource_id(usage.kind, usage.name, usage.schema) for usage in measured.linked.usages if usage.name)
    return frozenset((*used, *(resource.id for resource in declared(measured))))


def page_folder(config: Config, known: Collection[str], *, needed: bool = True) -> PageFolder:
    """Read the pages that are about something; NothingMeasuredError when they are ``needed`` and there is none."""
    from supamap.docs.pages import discover_pages

    mapping = {page.file: page.resources for page in config.docs.pages}
    folder = discover_pages(config.base, _place(config), mapping, config.docs.numbering, known)
    if needed and not folder.pages:
        hint = (
            "a page tells it in its heading (`# Table: profiles`), by its file name (`profiles.md`), or in "
            "[docs.pages] of supamap.toml; `supamap docs new --all` writes those that are missing"
        )
        raise NothingMeasuredError("no page here is about a table or bucket", where=_place(config), hint=hint)
    return folder


def _check_there(config: Config) -> None:
    """Raise NothingMeasuredError, before anything slow, when there is no folder of pages."""
    if not config.docs.folder.exists():
        hint = "`supamap docs new --all` writes the first pages"
        raise NothingMeasuredError("there is no such folder", where=_place(config), hint=hint)


def _place(config: Config) -> str:
    return PurePosixPath(os.path.relpath(config.docs.folder, config.base).replace(os.sep, "/")).as_posix()


def chosen_pages(folder: PageFolder, names: Sequence[str], config: Config) -> tuple[Page, ...]:
    """Pick the pages of the names; a name is a resource's, with or without its kind, or a page's file name."""
    from supamap.docs.naming import resource_of

    pages = [page for page, _ in folder.pages]
    chosen: list[Page] = []
    for name in names:
        found = [page for page in pages if resource_of(name) in page.resources or PurePosixPath(page.path).name == name]
        if not found:
            known = [resource.removeprefix("table:") for page in pages for resource in page.resources]
            near = get_close_matches(name, known, n=1)
            raise ConfigError(
                f"no page documents {name}" + (f"; did you mean {near[0]}?" if near else ""),
                where=str(config.docs.folder),
                hint=f"`supamap docs new {name}` writes one",
            )
        chosen += found
    return tuple(page for page in pages if page in chosen or not names)


def documented(folder: PageFolder) -> tuple[Resource, ...]:
    """List what the pages are about."""
    from supamap.rules.presence import resource_of

    named = (resource_of(resource) for page, _ in folder.pages for resource in page.resources)
    return tuple(resource for resource in named if resource is not None)


def page_plan(
    config: Config,
    measured: Measured,
    graph: UsageGraph,
    folder: PageFolder,
    chosen: Sequence[Page],
    schema: Schema,
) -> SyncPlan:
    """Plan what a sync changes on the chosen pages; of an empty schema, nothing is said on them."""
    from supamap.docs.database.bodies import page_bodies
    from supamap.docs.example_queries import made_with_schema
    from supamap.docs.sync import plan

    known = None if schema.source is SourceKind.NONE else schema
    places = {resource: page.path for page, _ in folder.pages for resource in page.resources}
    sayings = _sayings(config)
    pages = [(page, content) for page, content in folder.pages if page in chosen]
    # Without a schema, a block that was made with one stays as it is.
    renewed = [page for page, content in pages if known or not made_with_schema(content)]
    examples = _examples(config, measured, schema, renewed)
    bodies = {
        page.path: {**page_bodies(page, known, places, sayings), **examples.get(page.path, {})} for page, _ in pages
    }
    maps = _maps(config, graph, [resource for page, _ in pages for resource in page.resources])
    return plan(pages, maps, bodies, known)


def _examples(
    config: Config, measured: Measured, schema: Schema, pages: Sequence[Page]
) -> dict[str, dict[BlockPlace, tuple[str, ...]]]:
    """The queries that the code makes, those of tests only where they count, for each page."""
    from supamap.docs.example_queries import example_lines
    from supamap.postgrest.catalog import Catalog

    tests = set() if config.graph.tests else {one.path for one in measured.project.files if one.role is Role.TEST}
    usages = [usage for usage in measured.linked.usages if usage.location.file not in tests]
    catalog = Catalog(schema) if schema.tables else None
    return {page.path: {EXAMPLE_QUERIES: example_lines(page.resources, usages, catalog)} for page in pages}


def _sayings(config: Config) -> dict[str, Saying]:
    """What the configuration says of tables and buckets."""
    from supamap.docs.database.bodies import Saying
    from supamap.docs.naming import resource_of

    return {resource_of(one.name): Saying(one.purpose, one.owner) for one in config.docs.tables}


def _maps(config: Config, graph: UsageGraph, resources: Sequence[str]) -> Mapping[str, IntegrationMap]:
    """Make the maps of those resources that the graph has; files are relative to the configuration's folder."""
    from supamap.graph.integration import integration_maps

    known = [resource for resource in resources if resource in graph]
    maps = integration_maps(graph, known, include_tests=config.graph.tests)
    return moved_maps(maps, offset(config))


def undocumented(config: Config, measured: Measured, graph: UsageGraph, folder: PageFolder) -> tuple[str, ...]:
    """List tables and buckets of the project's own, used or only declared, that no page documents.

    What only tests use is none of the project's own, unless the configuration counts tests.
    """
    from supamap.docs.creation import without_page
    from supamap.rules.presence import is_documentable, users

    exists = {resource.id for resource in declared(measured)}
    existing = [
        resource.id
        for resource in graph.resources()
        if is_documentable(resource) and (config.graph.tests or resource.id in exists or users(graph, resource.id))
    ]
    return without_page(existing, [page for page, _ in folder.pages])


def _in_configured_order(config: Config, resources: Sequence[str]) -> list[str]:
    """Put resources that a category names in its order, the others behind them by name."""
    named = [pattern for pattern, _ in config.docs.numbering.assigned]

    def place(resource: str) -> tuple[int, str]:
        spoken = (resource, resource.partition(":")[2])
        return next((at for at, pattern in enumerate(named) if pattern in spoken), len(named)), resource

    return sorted(resources, key=place)
