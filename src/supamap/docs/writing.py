"""Writes edits so that a page is always either the old or the new one, also when the machine stops in between."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import msgspec

from supamap.docs.mistakes import Mistake, page_error, raise_all
from supamap.errors import PageError
from supamap.model.pages import PageEdit


class _Staged(msgspec.Struct, frozen=True):
    """New content beside the page that it will replace."""

    edit: PageEdit
    target: Path
    temporary: Path


def write_edits(root: Path, edits: Sequence[PageEdit]) -> tuple[str, ...]:
    """Write the edits below ``root`` and return the paths written, in order.

    Every page is checked, and all new content is on disk, before the first page is replaced. A page keeps its mode;
    a symbolic link stays one and the file it leads to is replaced. Raises PageError: a page that has changed since it
    was read, that exists although it is to be created, that cannot be written. Then no page was touched, unless the
    message names those that were.
    """
    targets = [(edit, Path(os.path.realpath(root / edit.path))) for edit in edits]
    raise_all([mistake for edit, target in targets for mistake in _check(edit, target)])
    staged: list[_Staged] = []
    try:
        for edit, target in targets:
            staged.append(_stage(edit, target))
        return _replace(staged)
    finally:
        for waiting in staged:
            with contextlib.suppress(OSError):
                waiting.temporary.unlink(missing_ok=True)


def _check(edit: PageEdit, target: Path) -> list[Mistake]:
    if edit.before is None:
        return _check_new(edit, target)
    try:
        now = target.read_bytes()
    except OSError as error:
        return [Mistake(edit.path, 0, f"the page cannot be read: {error.strerror}")]
    if now != edit.before:
        return [Mistake(edit.path, 0, "the page has changed since it was read", "run the command again")]
    if not os.access(target, os.W_OK) or not os.access(target.parent, os.W_OK):
        return [Mistake(edit.path, 0, "the page cannot be written", "check the permissions of the file and its folder")]
    return []


def _check_new(edit: PageEdit, target: Path) -> list[Mistake]:
    if os.path.lexists(target):
        return [Mistake(edit.path, 0, "the page exists already", "choose another name, or run `supamap sync`")]
    folder = next(parent for parent in target.parents if parent.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return [Mistake(edit.path, 0, "its folder cannot be written", "check the folder and its permissions")]
    return []


def _stage(edit: PageEdit, target: Path) -> _Staged:
    """The new content on disk under a name of its own, in the same folder: only there is replacing atomic."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        if edit.before is None:
            target.parent.mkdir(parents=True, exist_ok=True)
        # Opened, not made by mkstemp: a new page gets the mode that the user's umask says.
        with temporary.open("xb") as stream:
            stream.write(edit.after)
            stream.flush()
            os.fsync(stream.fileno())
        if edit.before is not None:
            temporary.chmod(target.stat().st_mode & 0o7777)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _unwritable(edit, error) from error
    return _Staged(edit, target, temporary)


def _replace(staged: Sequence[_Staged]) -> tuple[str, ...]:
    written: list[str] = []
    for ready in staged:
        try:
            ready.temporary.replace(ready.target)
        except OSError as error:
            raise _unwritable(ready.edit, error, written) from error
        written.append(ready.edit.path)
    for folder in {ready.target.parent for ready in staged}:
        _sync_folder(folder)
    return tuple(written)


def _sync_folder(folder: Path) -> None:
    """Make the new names durable where the system lets a folder be opened (Windows does not)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unwritable(edit: PageEdit, error: OSError, written: Sequence[str] = ()) -> PageError:
    done = f"; already written: {', '.join(written)}" if written else "; no page was touched"
    hint = "check the permissions of the file and its folder, and the space on the disk"
    return page_error([Mistake(edit.path, 0, f"the page cannot be written: {error.strerror or error}{done}", hint)])
