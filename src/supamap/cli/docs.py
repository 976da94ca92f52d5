"""``supamap docs``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supamap.cli.output import coloured, deliver, output_option
from supamap.cli.session import Session
from supamap.cli.summaries import creation_summary, measured
from supamap.cli.sync import finish_sync, sync_options

if TYPE_CHECKING:
    from supamap.model.linked import LinkedProject


@click.group()
def docs() -> None:
    """Create the pages of the documentation folder, tell how complete they are, and test their examples."""


@docs.command()
@sync_options
@click.pass_obj
def inventory(session: Session, *, dry_run: bool, check_only: bool) -> int:
    """Write what is documented and what is missing into 00-INVENTORY.md, 01-INVENTORY_SQL.md and README.md.

    What stands there already is kept. From then on `supamap sync` keeps their blocks true, too.
    """
    from supamap import pipeline

    return finish_sync(session, pipeline.plan_inventory, dry_run=dry_run, check_only=check_only)


@docs.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "badge"]), default="text")
@click.option(
    "--fail-under", type=click.IntRange(0, 100), default=0, metavar="N", help="Exit 1 when less than N % is documented."
)
@output_option
@click.pass_obj
def status(session: Session, form: str, fail_under: int, output: Path | None) -> int:
    """Tell what is documented: the state of every section of every page, the most urgent pages first."""
    from supamap import pipeline

    result = pipeline.status(session.config())
    measured(session.voice, result.linked)
    deliver(pipeline.status_report(result, form, colour=coloured(output)), output)
    percent = result.status.coverage.percent
    if percent < fail_under:
        session.voice.say(f"{percent} % is less than {fail_under} %")
    return int(percent < fail_under)


@docs.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--tables", is_flag=True, help="Every table without a page (so without any option, too).")
@click.option("--buckets", is_flag=True, help="Every bucket without a page.")
@click.option("--all", "everything", is_flag=True, help="Every table and every bucket without a page.")
@click.pass_obj
def new(session: Session, names: tuple[str, ...], *, tables: bool, buckets: bool, everything: bool) -> int:
    """Create missing pages: of NAMEs (profiles, bucket:avatars), or of all tables or buckets that are known.

    A page that exists is never changed.
    """
    from supamap import pipeline

    if names and (tables or buckets or everything):
        raise click.UsageError("name the pages, or take --tables, --buckets or --all, not both")
    kinds = {"table": everything or tables or not buckets, "bucket": everything or buckets}
    result = pipeline.plan_pages(session.config(), names, tuple(kind for kind, wanted in kinds.items() if wanted))
    measured(session.voice, result.linked)
    pipeline.write(result)
    creation_summary(session.voice, result)
    for name, near in _unused(names, result.linked):
        session.voice.say(f"note: nothing uses {name}" + (f"; did you mean {near}?" if near else ""))
    return 0


@docs.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Exit 1 when a part of an example could not be tested, too.")
@output_option
@click.pass_obj
def test(session: Session, names: tuple[str, ...], form: str, *, strict: bool, output: Path | None) -> int:
    """Test the example queries of all pages, or of those of NAMEs.

    SQL runs on the schema, in a transaction that is rolled back; on a live database it is prepared only. supabase-js
    is checked against the schema.
    """
    from supamap import pipeline

    report = pipeline.try_examples(session.config(), names)
    deliver(pipeline.examples_report(report, form, colour=coloured(output)), output)
    return int(bool(report.faults or (strict and report.untested)))


def _unused(names: Sequence[str], linked: LinkedProject) -> Iterator[tuple[str, str]]:
    """Pick the names that no code uses, each with the nearest one that code does use."""
    from difflib import get_close_matches

    from supamap.docs.naming import resource_of
    from supamap.model.usage import resource_id

    used = {resource_id(usage.kind, usage.name, usage.schema) for usage in linked.usages if usage.name}
    for name in names:
        if resource_of(name) not in used:
            near = get_close_matches(resource_of(name), sorted(used), n=1, cutoff=0.8)
            yield name, near[0].removeprefix("table:") if near else ""
