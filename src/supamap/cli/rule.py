"""``supamap rule``."""

from __future__ import annotations

import sys

import click

from supamap.cli.output import deliver
from supamap.cli.session import Session


@click.command()
@click.argument("name", metavar="[ID]", required=False)
@click.pass_obj
def rule(_session: Session, name: str | None) -> int:
    """Explain one rule of `supamap check`, or list them all."""
    from supamap import pipeline

    if name is None:
        deliver(rule_list(), None)
        return 0
    text = pipeline.rule_page(name)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        deliver(text, None)
    return 0


def rule_list() -> str:
    """List all rules in columns: id, severity, group, summary."""
    from supamap import pipeline
    from supamap.report.lines import aligned

    return "\n".join(aligned([(card.id, card.severity, card.group, card.summary) for card in pipeline.rule_cards()]))
