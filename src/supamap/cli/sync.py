"""``supamap sync``."""

from __future__ import annotations

import click

from supamap.cli.output import deliver
from supamap.cli.session import Session
from supamap.cli.summaries import measured, sync_summary


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--check", "check_only", is_flag=True, help="Write nothing; show what is stale and exit 1 if anything is."
)
@click.pass_obj
def sync(session: Session, names: tuple[str, ...], *, dry_run: bool, check_only: bool) -> int:
    """Write the generated blocks of every page, or of the pages of NAMEs (profiles, bucket:avatars)."""
    from supamap import pipeline

    if dry_run and check_only:
        raise click.UsageError("--dry-run and --check exclude each other")
    result = pipeline.plan_sync(session.config(), names)
    measured(session.voice, result.linked)
    if dry_run or check_only:
        deliver(pipeline.sync_diff(result), None)
        sync_summary(session.voice, result, "would be written" if dry_run else "stale")
    else:
        pipeline.write(result)
        sync_summary(session.voice, result, "written")
    return int(check_only and bool(result.edits))
