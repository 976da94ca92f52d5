"""``supamap why``."""

from __future__ import annotations

from pathlib import Path

import click

from supamap.cli.output import coloured, deliver, output_option
from supamap.cli.session import Session
from supamap.cli.summaries import measured

_MOST = 10


@click.command()
@click.argument("start", type=click.Path(), metavar="FROM")
@click.argument("goal", type=click.Path(), metavar="TO")
@click.option("--all", "every", is_flag=True, help="All shortest chains, not one.")
@click.option("--max", "most", type=click.IntRange(min=1), metavar="N", help="All, but at most N.  [default: 10]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.pass_obj
def why(
    session: Session, start: str, goal: str, *, every: bool, most: int | None, form: str, output: Path | None
) -> int:
    """Show a shortest chain on which FROM uses TO, with the place of every step.

    Both are a file, a route (/jobs), a definition (useJobs, src/hooks/useJobs.ts#useJobs), a table, bucket, database
    or edge function (jobs, table:jobs, bucket:avatars, rpc:has_role, function:queue-job).

    Exits 1 when there is no chain.
    """
    from supamap import pipeline

    limit = most or (_MOST if every else 1)
    result = pipeline.trace(session.config(), start, goal, Path.cwd(), limit)
    measured(session.voice, result.linked)
    deliver(pipeline.why_report(result, form, colour=coloured(output)), output)
    return int(not result.found)
