"""``supamap check``."""

from __future__ import annotations

from pathlib import Path

import click

from supamap.cli.output import coloured, deliver, output_option
from supamap.cli.session import Session
from supamap.cli.summaries import measured


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.pass_obj
def check(session: Session, form: str, output: Path | None) -> int:
    """Report what is used by nobody, what is not documented, and pages that are stale or of nothing.

    Exits 1 when there is a finding above a note.
    """
    from supamap import pipeline

    result = pipeline.check(session.config())
    measured(session.voice, result.linked)
    deliver(pipeline.check_report(result, form, colour=coloured(output)), output)
    return int(result.failed)
