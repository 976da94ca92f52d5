"""``supamap sync``, and what other commands that write blocks have in common with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from supamap.cli.output import deliver
from supamap.cli.session import Session
from supamap.cli.summaries import measured, schema_read, sync_summary

if TYPE_CHECKING:
    from supamap.config import Config
    from supamap.pipeline import Synced


def sync_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options that say not to write."""
    check = click.option(
        "--check", "check_only", is_flag=True, help="Write nothing; show what is stale and exit 1 if anything is."
    )
    return click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")(check(command))


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@sync_options
@click.pass_obj
def sync(session: Session, names: tuple[str, ...], *, dry_run: bool, check_only: bool) -> int:
    """Write the generated blocks of every page, or of the pages of NAMEs (profiles, bucket:avatars)."""
    from supamap import pipeline

    return finish_sync(
        session, lambda config: pipeline.plan_sync(config, names), dry_run=dry_run, check_only=check_only
    )


def finish_sync(session: Session, plan: Callable[[Config], Synced], *, dry_run: bool, check_only: bool) -> int:
    """Write or show what is planned, and return the exit code."""
    from supamap import pipeline

    if dry_run and check_only:
        raise click.UsageError("--dry-run and --check exclude each other")
    result = plan(session.config())
    measured(session.voice, result.linked)
    schema_read(session.voice, result.schema)
    if dry_run or check_only:
        deliver(pipeline.sync_diff(result), None)
        sync_summary(session.voice, result, "would be written" if dry_run else "stale")
    else:
        pipeline.write(result)
        sync_summary(session.voice, result, "written")
    return int(check_only and bool(result.edits))
