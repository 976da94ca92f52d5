"""``supamap schema``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supamap.cli.console import QUIET, Voice
from supamap.cli.output import coloured, deliver, output_option
from supamap.cli.session import Session
from supamap.cli.summaries import schema_read
from supamap.errors import SupamapError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_SOURCES = ("database", "migrations", "snapshot", "types")


def _complete_name(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the names of the schema; nothing where it cannot be read."""
    from click.shell_completion import CompletionItem

    from supamap.pipeline.schemas import schema_names

    given = ctx.find_root().params
    session = Session(given.get("root"), given.get("config_file"), Voice(QUIET))
    try:
        names = schema_names(session.config())
    except SupamapError:
        return []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.group()
def schema() -> None:
    """Show what the database holds, compare two states of it, or take it from the SQL editor."""


@schema.command()
@click.argument("name", required=False, metavar="[NAME]", shell_complete=_complete_name)
@click.option("--format", "form", type=click.Choice(["text", "json", "sql"]), default="text", show_default=True)
@click.option("--source", type=click.Choice(_SOURCES), help="Read it from there, whatever the configuration says.")
@output_option
@click.pass_obj
def show(session: Session, name: str | None, form: str, source: str | None, output: Path | None) -> int:
    """Show the schema, or all of NAME: a table, view, function, type, bucket or cron job (profiles, private.audit).

    sql recreates what is known of it on an empty Supabase database.
    """
    from supamap.pipeline.schemas import show_schema
    from supamap.pipeline.texts import schema_report

    shown = show_schema(session.config(), name, source)
    schema_read(session.voice, shown)
    text = schema_report(shown.schema, form, detailed=name is not None, colour=coloured(output))
    deliver(text, output)
    return 0


@schema.command()
@click.argument("first", metavar="A", type=click.Path())
@click.argument("second", metavar="B", type=click.Path())
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.pass_obj
def diff(session: Session, first: str, second: str, form: str, output: Path | None) -> int:
    """Show how B differs from A, in what both can know.

    Each is database, migrations, snapshot or types; a file (.json, .ts); or a git revision, with a source of it
    behind a colon if wanted (main, v1.2:types).

    Exits 1 when they differ.
    """
    from supamap.pipeline.comparing import compare
    from supamap.pipeline.texts import difference_report

    compared = compare(session.config(), first, second, Path.cwd())
    for reading in (compared.before, compared.after):
        session.voice.detail(reading.said)
    deliver(difference_report(compared, form, colour=coloured(output)), output)
    return int(bool(compared.differences))


@schema.command()
@output_option
def sql(output: Path | None) -> int:
    """Print the SQL statement whose result `supamap schema import` takes.

    It reads the catalog and changes nothing. Paste it into Supabase's SQL editor, or give it to psql.
    """
    from supamap.pipeline.schemas import schema_statement

    deliver(schema_statement(), output)
    return 0


@schema.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.pass_obj
def import_(session: Session, file: Path) -> int:
    """Check the result of `supamap schema sql` in FILE (- for standard input), and keep it as the snapshot.

    JSON, CSV and tables as editors export and copy them are understood.
    """
    from supamap.pipeline.schemas import import_schema, read_pasted

    config = session.config()
    if str(file) == "-":
        text, place = sys.stdin.buffer.read().decode("utf-8-sig", "replace"), "standard input"
    else:
        text, place = read_pasted(file), str(file)
    imported = import_schema(config, text, place)
    session.voice.say(f"{imported.path}: {'written' if imported.changed else 'up to date'}, {imported.counts}")
    schema_read(session.voice, imported.reading)
    return 0
