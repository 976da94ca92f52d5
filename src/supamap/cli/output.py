"""Where results go: stdout, or a file that is either the old one or the new one."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from supamap.errors import SupamapError

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it there."
)


def coloured(output: Path | None) -> bool:
    """Say whether a result may have colours: on a terminal, or when they are forced; never in a file."""
    if output is not None:
        return False
    wish = click.get_current_context().color
    return sys.stdout.isatty() if wish is None else wish


def deliver(text: str, output: Path | None) -> None:
    """Write a result, ending in one newline. SupamapError when the file cannot be written."""
    ended = text if text.endswith("\n") or not text else text + "\n"
    if output is None:
        click.echo(ended, nl=False)
        return
    try:
        _replace(output, ended.encode())
    except OSError as error:
        raise SupamapError(f"the result cannot be written: {error.strerror}", where=str(output)) from error


def _replace(output: Path, content: bytes) -> None:
    """Replace a file at once, keeping its mode; behind a link the file is replaced, a pipe or device is written to."""
    target = output.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
