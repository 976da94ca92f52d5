"""The command ``supamap``: its global options, its subcommands, and what every ending means."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from supamap import __version__
from supamap.cli.console import Voice, wants_colour, warnings_told
from supamap.cli.session import Session
from supamap.errors import SupamapError

CLEAN, FINDINGS, FAILED = 0, 1, 2
INTERRUPTED = 128 + signal.SIGINT
READER_GONE = 128 + 13
"""What a shell shows for a program that writes into a closed pipe (SIGPIPE, which not every system has)."""

COMMANDS = {
    "init": "supamap.cli.init:init",
    "scan": "supamap.cli.scan:scan",
    "sync": "supamap.cli.sync:sync",
    "docs": "supamap.cli.docs:docs",
    "schema": "supamap.cli.schema:schema",
    "graph": "supamap.cli.graph:graph",
    "explain": "supamap.cli.explain:explain",
    "why": "supamap.cli.why:why",
    "check": "supamap.cli.check:check",
    "rule": "supamap.cli.rule:rule",
}


class LazyGroup(click.Group):
    """A group that imports a subcommand's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one subcommand; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", type=click.Path(path_type=Path), metavar="DIR", help="The application's folder.")
@click.option(
    "--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help="Read it, not supamap.toml."
)
@click.option(
    "--database-url", metavar="URL", help="Read the schema from this database; env:NAME is the variable that holds it."
)
@click.option("--no-cache", is_flag=True, envvar="SUPAMAP_NO_CACHE", help="Read every file anew; keep nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on the way.")
@click.version_option(__version__, "--version", message="%(prog)s %(version)s")
@click.pass_context
def program(
    ctx: click.Context,
    root: Path | None,
    config_file: Path | None,
    database_url: str | None,
    *,
    no_cache: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Find who uses every Supabase table, bucket, function and edge function, and keep the documentation true.

    Without --root: the nearest folder upward that has supamap.toml, supabase/config.toml or package.json.

    Exit codes: 0 clean, 1 something found, 2 nothing was measured or the request was wrong.
    """
    if quiet and verbose:
        raise click.UsageError("-q and -v exclude each other")
    voice = Voice(level=1 + verbose - quiet)
    ctx.with_resource(warnings_told(voice))
    ctx.obj = Session(root, config_file, voice, cached=not no_cache, database_url=database_url)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised."""
    colour = wants_colour(os.environ)
    try:
        code = program.main(list(arguments), prog_name="supamap", standalone_mode=False, color=colour)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        return READER_GONE
    except SystemExit:  # click's own answer to a closed pipe
        return READER_GONE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        _explain_place(error)
        return FAILED
    except SupamapError as error:
        return _failed(str(error), colour)
    except Exception as error:  # noqa: BLE001 -- the last place that can say something useful
        traceback.print_exception(error)
        return _failed(f"supamap itself failed: {error!r}\n  hint: please report this with the text above", colour)
    return code if isinstance(code, int) else CLEAN


def _explain_place(error: click.ClickException) -> None:
    """Say of a refused option that it is one of the program's own, which stand before the command."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None or error.ctx.command is program:
        return
    own = next(
        (each for each in program.params if isinstance(each, click.Option) and error.option_name in each.opts), None
    )
    if own is not None:
        value = f" {own.metavar}" if own.metavar else ""
        command = error.ctx.command_path.removeprefix("supamap ")
        click.echo(f"  hint: it stands before the command: supamap {error.option_name}{value} {command}", err=True)


def _failed(message: str, colour: bool | None) -> int:
    click.echo(f"{click.style('error:', fg='red', bold=True)} {message}", err=True, color=colour)
    return FAILED


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere: nobody reads any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
