"""What people read while a command works: stderr, never stdout."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

import click

from supamap.errors import CacheWarning

QUIET, NORMAL, VERBOSE = 0, 1, 2


def wants_colour(environment: Mapping[str, str]) -> bool | None:
    """Say whether output is coloured: yes, no, or None where each stream decides by being a terminal.

    FORCE_COLOR wins over NO_COLOR (https://no-color.org: a user's own choice stands above the default); an empty
    variable says nothing, and FORCE_COLOR=0 means no.
    """
    if forced := environment.get("FORCE_COLOR"):
        return forced not in ("0", "false")
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return None


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks on stderr, as much as ``level`` allows (0 quiet, 1 normal, 2 verbose)."""

    level: int = NORMAL

    def say(self, message: str) -> None:
        """Tell what happened, unless quiet."""
        if self.level >= NORMAL:
            click.echo(message, err=True)

    def detail(self, message: str) -> None:
        """Tell what only a verbose run shows."""
        if self.level >= VERBOSE:
            click.echo(message, err=True)

    def warn(self, message: str) -> None:
        """Tell what makes a result smaller than it looks, unless quiet."""
        if self.level >= NORMAL:
            click.echo(f"{click.style('warning:', fg='yellow', bold=True)} {message}", err=True)

    def table(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show rows in columns, unless quiet."""
        if self.level < NORMAL:
            return
        from rich.console import Console
        from rich.table import Table

        wish = click.get_current_context().color
        console = Console(stderr=True, force_terminal=wish, no_color=wish is False, highlight=False, soft_wrap=True)
        grid = Table.grid(padding=(0, 2))
        for at in range(len(rows[0])):
            grid.add_column(style="" if at == 0 else "green", no_wrap=True)
        for row in rows:
            grid.add_row(*row)
        console.print(grid)


@contextmanager
def warnings_told(voice: Voice) -> Iterator[None]:
    """Tell that the cache cannot be used like any other warning; others stay as Python shows them."""
    usual = warnings.showwarning

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if issubclass(category, CacheWarning):
            voice.warn(str(message))
        else:
            usual(message, category, filename, lineno, file, line)

    with warnings.catch_warnings():
        warnings.simplefilter("always", CacheWarning)
        warnings.showwarning = show
        yield
