"""``supamap explain``."""

from __future__ import annotations

from pathlib import Path

import click

from supamap.cli.output import coloured, deliver, output_option
from supamap.cli.session import Session
from supamap.cli.summaries import measured


@click.command()
@click.argument("place", type=click.Path(), metavar="FILE[:LINE[:COLUMN]]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.pass_obj
def explain(session: Session, place: str, form: str, output: Path | None) -> int:
    """Say what the references of a line name and how that is proven, or why it is not known; or what part a FILE plays.

    The path is seen from here or from the application's folder.
    """
    from supamap import pipeline

    result = pipeline.explain(session.config(), place, Path.cwd())
    measured(session.voice, result.linked)
    deliver(pipeline.explain_report(result, form, colour=coloured(output)), output)
    return 0
