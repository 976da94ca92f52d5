"""From the configuration to a check's report: evidence, rules, suppressions, what is new."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from supamap.config import Config
from supamap.errors import ConfigError, NothingMeasuredError
from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.examples import ExampleFault
from supamap.model.findings import BaselineEntry, CheckReport, Finding, Reported, RuleCard, Severity
from supamap.model.graph import Resource
from supamap.model.linked import LinkedProject
from supamap.model.schema import SourceKind
from supamap.model.usage import ResourceKind
from supamap.pipeline.copies import moved_config
from supamap.pipeline.documenting import documented, known_names, page_folder, page_plan, undocumented
from supamap.pipeline.indexing import index_edits, survey
from supamap.pipeline.measuring import Measured, declared, measure, usage_graph
from supamap.pipeline.offsets import moved_findings, offset
from supamap.pipeline.results import Checked, CheckRequest
from supamap.pipeline.schemas import readable_schema
from supamap.pipeline.source_lines import SourceLines, written_suppressions

if TYPE_CHECKING:
    from supamap.model.schema import Schema
    from supamap.model.usage import Usage
    from supamap.postgrest.faults import Fault
    from supamap.rules.evidence import Evidence

BASELINE = "supamap-baseline.json"
_EXAMPLES = "broken-example"
_CLIENT_PACKAGES = frozenset(
    {"@supabase/supabase-js", "@supabase/ssr", "@nuxtjs/supabase", "@supabase/auth-helpers-nextjs"}
)
_DATABASE_PACKAGES = frozenset(
    {
        *("pg", "postgres", "pg-promise", "slonik", "@vercel/postgres", "@neondatabase/serverless", "knex", "kysely"),
        *("drizzle-orm", "prisma", "@prisma/client", "typeorm", "sequelize", "@mikro-orm/core", "objection"),
    }
)
Chosen = Mapping[str, tuple[RuleCard, Severity]]


class _Found(msgspec.Struct, frozen=True):
    """What the rules found in one state of a project, places relative to the configuration's folder."""

    linked: LinkedProject
    findings: tuple[tuple[Finding, str], ...]
    suppressed: int
    seconds: tuple[tuple[str, float], ...]
    documented: bool


def check(config: Config, request: CheckRequest) -> Checked:
    """Find what the chosen rules find; there need be no page for that.

    Raises ConfigError for names of rules or paths that do not exist, and for a baseline that is none; SupamapError for
    a revision that git does not have; NothingMeasuredError when there is nothing to look at.
    """
    from supamap.rules.baseline import compare
    from supamap.rules.registry import selected

    paths = _paths(config, request.paths)
    former = read_baseline(config, request)
    settings = config.check
    levels = dict((*settings.severities, *request.severities))
    chosen = selected(request.select or settings.select, (*settings.ignore, *request.ignore), levels)
    found = _find(config, request, chosen)
    compared = compare(found.findings, former, request.today, frozenset(chosen))
    before = _earlier(config, request, chosen) if request.since else frozenset()
    lines = SourceLines(config.base)
    report = CheckReport(
        findings=tuple(
            Reported(one, name, lines.at(one.location))
            for one, name in compared.new
            if name not in before and _is_below(one, paths)
        ),
        rules=tuple(card for card, _ in chosen.values()),
        known=compared.known,
        suppressed=found.suppressed,
        since=request.since,
    )
    return Checked(found.linked, report, found.findings, former, found.seconds, found.documented)


def baseline_file(config: Config, request: CheckRequest) -> Path:
    """Say where the baseline is, whether it exists or not."""
    return request.baseline or config.check.baseline or config.base / BASELINE


def read_baseline(config: Config, request: CheckRequest) -> tuple[BaselineEntry, ...]:
    """Read the baseline's entries; none where there is no such file, unless somebody named it (ConfigError)."""
    from supamap.rules.baseline import read

    file = baseline_file(config, request)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if request.baseline_optional or (request.baseline is None and config.check.baseline is None):
            return ()
        hint = "`supamap check --write-baseline` writes it"
        raise ConfigError("there is no such baseline", where=str(file), hint=hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the baseline cannot be read: {error}", where=str(file)) from error
    return read(text, str(file))


def _find(config: Config, request: CheckRequest, chosen: Chosen) -> _Found:
    """Measure, judge and silence one state of the project."""
    from supamap.rules.engine import judge, weighted
    from supamap.rules.fingerprints import fingerprinted
    from supamap.rules.suppressions import silence

    measured = measure(config)
    evidence = _evidence(config, measured, chosen)
    judged = judge(evidence, chosen)
    pages = {page.path for page in evidence.pages} | {edit.path for edit in evidence.edits}
    findings = moved_findings(judged.findings, offset(config), pages)
    comments, invalid = written_suppressions(config, measured.project, pages)
    ignores = [one for one in config.ignored if one.expires is None or one.expires >= request.today]
    silenced = silence((*findings, *(one for one in invalid if one.rule in chosen)), comments, ignores, chosen)
    levelled = (weighted(one, *chosen[one.rule]) for one in silenced.findings)
    return _Found(measured.linked, fingerprinted(levelled), silenced.suppressed, judged.seconds, bool(pages))


def _evidence(config: Config, measured: Measured, chosen: Chosen) -> Evidence:
    from supamap.rules.evidence import Evidence

    folder = page_folder(config, known_names(measured), needed=False)
    pages = tuple(page for page, _ in folder.pages)
    reading = readable_schema(config, measured)
    schema = None if reading.schema.source is SourceKind.NONE else reading.schema
    graph = usage_graph(measured, reading.schema, documented(folder))
    plan = page_plan(config, measured, graph, folder, pages, reading.schema)
    missing = undocumented(config, measured, graph, folder)
    known = _known(measured, schema)
    return Evidence(
        graph=graph,
        linked=measured.linked,
        known=known,
        complete=(ResourceKind.TABLE,) if known else (),
        schema=schema,
        faults=_faults(measured, schema),
        complete_history=all(one.kind is not DiagnosticKind.FAILED_STATEMENT for one in reading.diagnostics),
        unused_types=reading.schema.source is SourceKind.TYPES and not _is_imported(measured, reading.schema.origin),
        pages=pages,
        edits=(*plan.edits, *index_edits(config, folder, plan.edits, missing)[1]),
        unverified=plan.unverified,
        other_clients=_other_clients(measured),
        unmeasured=_unmeasured(measured),
        examples=_examples(config, chosen),
        coverage=survey(config, folder.pages, (), plan.edits).pages,
        diagnostics=(*measured.linked.diagnostics, *reading.diagnostics, *_unresolved(measured)),
    )


def _unresolved(measured: Measured) -> Iterator[Diagnostic]:
    """Yield the imports of own modules that are not there; types alone lead to no use."""
    from supamap.linking.specifiers import ResolutionKind, Resolver

    resolver = Resolver(measured.project)
    for known in measured.facts.known():
        for one in known.imports:
            found = None if one.form == "type" else resolver.resolve(one.specifier, known.path)
            if found is not None and found.kind is ResolutionKind.UNRESOLVED:
                message = f"{one.specifier} leads to no file of the project"
                yield Diagnostic(known.path, one.line, DiagnosticKind.UNRESOLVED_IMPORT, message)


def _unmeasured(measured: Measured) -> tuple[str, ...]:
    """Name the manifests of packages that depend on Supabase's client, hold source files, and show no use of it."""
    used = [usage.location.file for usage in measured.linked.usages]
    sources = [file.path for file in measured.project.files]
    found: list[str] = []
    for package in measured.project.packages:
        below = f"{package.path}/" if package.path else ""
        depends = any(name in _CLIENT_PACKAGES for name in package.dependencies)
        if depends and any(one.startswith(below) for one in sources) and not any(one.startswith(below) for one in used):
            found.append(f"{below}package.json")
    return tuple(found)


def _examples(config: Config, chosen: Chosen) -> tuple[ExampleFault, ...]:
    """Test the examples of pages, if that is asked; where nothing can be tested there is nothing to say."""
    if _EXAMPLES not in chosen:
        return ()
    from supamap.pipeline.testing import try_examples

    try:
        return try_examples(config).faults
    except NothingMeasuredError:
        return ()


def _other_clients(measured: Measured) -> tuple[str, ...]:
    used = {name for package in measured.project.packages for name in package.dependencies}
    return tuple(sorted(used & _DATABASE_PACKAGES))


def _is_imported(measured: Measured, path: str) -> bool:
    """Whether some file imports a module of this name; whether it is this very one is not asked."""
    stem, folder = PurePosixPath(path).stem.removesuffix(".d"), PurePosixPath(path).parent.name
    names = {stem, f"{stem}.d", folder} if stem == "index" else {stem, f"{stem}.d"}
    return any(
        PurePosixPath(one.specifier.removesuffix(".ts").removesuffix(".js")).name in names
        for facts in measured.facts.known()
        for one in facts.imports
    )


def _known(measured: Measured, schema: Schema | None) -> tuple[Resource, ...]:
    """List what exists whether code uses it or not; doubtful names do, if only somewhere."""
    if schema is None:
        return declared(measured)
    tables = {table.qualified for table in schema.tables}.union(schema.doubtful)
    found = [Resource(ResourceKind.TABLE, one.name, None if one.schema == "public" else one.schema) for one in tables]
    return tuple(sorted((*found, *(Resource(ResourceKind.BUCKET, bucket.name) for bucket in schema.buckets))))


def _faults(measured: Measured, schema: Schema | None) -> tuple[tuple[Usage, Fault], ...]:
    from supamap.postgrest.catalog import Catalog
    from supamap.postgrest.checking import check_usages

    return () if schema is None else tuple(check_usages(measured.linked.usages, Catalog(schema)))


def _earlier(config: Config, request: CheckRequest, chosen: Chosen) -> frozenset[str]:
    """Give the fingerprints of what the same rules find where this branch began."""
    from supamap.discovery.revisions import fork_point

    with fork_point(config.base, request.since) as (top, then):
        try:
            found = _find(moved_config(config, top, then), request, chosen)
        except NothingMeasuredError:
            return frozenset()
        return frozenset(name for _, name in found.findings)


def _paths(config: Config, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Make paths relative to the configuration's folder. ConfigError for one that does not exist."""
    found: list[str] = []
    for path in paths:
        place = (Path.cwd() / path).resolve()
        if not place.exists() or not place.is_relative_to(config.base.resolve()):
            raise ConfigError("there is no such file or folder in this project", where=path)
        found.append(place.relative_to(config.base.resolve()).as_posix())
    return tuple(found)


def _is_below(finding: Finding, paths: tuple[str, ...]) -> bool:
    if not paths:
        return True
    file = posixpath.normpath(finding.location.file) if finding.location else ""
    return any(path in (".", file) or file.startswith(f"{path}/") for path in paths)
