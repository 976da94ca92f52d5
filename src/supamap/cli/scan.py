"""``supamap scan``."""

from __future__ import annotations

from pathlib import Path

import click

from supamap.cli.output import coloured, deliver, output_option
from supamap.cli.session import Session
from supamap.cli.summaries import measured

KINDS = ("table", "bucket", "rpc", "edge_function", "realtime")


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl", "csv"]), default="text", show_default=True
)
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only these kinds; may be repeated.")
@output_option
@click.pass_obj
def scan(session: Session, form: str, kinds: tuple[str, ...], output: Path | None) -> int:
    """List every usage of a table, bucket, database function, edge function or realtime table."""
    from supamap import pipeline

    result = pipeline.scan(session.config())
    measured(session.voice, result)
    deliver(pipeline.scan_report(result, form, kinds, colour=coloured(output)), output)
    return 0
