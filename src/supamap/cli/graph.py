"""``supamap graph``."""

from __future__ import annotations

from pathlib import Path

import click

from supamap.cli.output import deliver, output_option
from supamap.cli.session import Session


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["json", "graphml", "dot", "mermaid"]), default="json", show_default=True
)
@click.option("--focus", metavar="NODE", help="Only what uses NODE and what it uses: table:profiles, useProfile, …")
@click.option(
    "--depth", type=click.IntRange(min=0), metavar="N", help="How many edges away from --focus.  [default: 2]"
)
@output_option
@click.pass_obj
def graph(session: Session, form: str, focus: str | None, depth: int | None, output: Path | None) -> int:
    """Export who uses what: definitions, and the tables, buckets and functions they lead to."""
    from supamap import pipeline

    if depth is not None and focus is None:
        raise click.UsageError("--depth needs --focus")
    view = pipeline.graph_view(session.config(), focus, 2 if depth is None else depth)
    deliver(pipeline.graph_report(view, form), output)
    return 0
