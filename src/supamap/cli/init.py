"""``supamap init``."""

from __future__ import annotations

import click

from supamap.cli.session import Session


@click.command()
@click.pass_obj
def init(session: Session) -> int:
    """Write a commented supamap.toml for what is found here. An existing one is never overwritten."""
    from supamap import pipeline

    written = pipeline.write_starter(session.root)
    session.voice.say(f"wrote {written}")
    session.voice.say("everything in it is optional; next: supamap scan, then supamap docs new --all and supamap sync")
    return 0
