"""A project as it was at another revision of its git repository.

Files are read from git's objects and written as they are stored: no filter, hook or attribute of the repository runs.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from supamap.discovery.git import QUIET, environment
from supamap.errors import SupamapError

_FILES = (b"100644", b"100755")
_SHALLOW = (
    "this clone is shallow: fetch the whole history (`fetch-depth: 0` of actions/checkout, `git fetch --unshallow`)"
)


@contextmanager
def fork_point(folder: Path, revision: str) -> Iterator[tuple[Path, Path]]:
    """Give the repository's folder and, while the context lasts, a folder with its files where HEAD left ``revision``.

    Links and submodules are left out. Raises SupamapError when ``folder`` is in no repository, or has no such revision.
    """
    top = _top(folder, revision)
    named = None if revision.startswith("-") else f"{revision}^{{commit}}"
    commit = (named and _said(top, "merge-base", "HEAD", named)) or _no_revision(top, revision)
    with _copied(top, commit) as then:
        yield top, then


@contextmanager
def at_revision(folder: Path, revision: str) -> Iterator[tuple[Path, Path]]:
    """Give the repository's folder and, while the context lasts, a folder with its files as they were at ``revision``.

    Links and submodules are left out. Raises SupamapError when ``folder`` is in no repository, or has no such revision.
    """
    top = _top(folder, revision)
    named = None if revision.startswith("-") else f"{revision}^{{commit}}"
    commit = named and _said(top, "rev-parse", "--verify", "--quiet", named)
    if not commit:
        hint = "name a branch, tag or commit that this repository has: `git log --oneline REVISION`"
        raise SupamapError(f"git knows no revision {revision!r}", where=str(top), hint=hint)
    with _copied(top, commit) as then:
        yield top, then


def _top(folder: Path, revision: str) -> Path:
    return Path(_said(folder, "rev-parse", "--show-toplevel") or _no_repository(folder, revision))


@contextmanager
def _copied(top: Path, commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="supamap-") as then:
        _write_files(top, commit, Path(then))
        yield Path(then)


def _write_files(top: Path, commit: str, folder: Path) -> None:
    entries = [(sha, path) for sha, path in _files(top, commit) if _is_inside(path)]
    with tempfile.TemporaryFile() as asked:
        asked.writelines(sha + b"\n" for sha, _ in entries)
        asked.seek(0)
        command = _command(top, "cat-file", "--batch", "--buffer")
        with subprocess.Popen(  # noqa: S603 - constant arguments, no shell
            command, env=environment(), stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as git:
            assert git.stdout is not None
            for _, path in entries:
                _write_file(git.stdout, folder / path)


def _write_file(answers: IO[bytes], target: Path) -> None:
    """Write the next answer of ``git cat-file --batch``; an object that the repository lacks is left out."""
    words = answers.readline().split()
    if len(words) != 3:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(answers.read(int(words[2])))
    answers.read(1)


def _files(top: Path, commit: str) -> Iterator[tuple[bytes, str]]:
    listing = _run(top, "ls-tree", "-r", "-z", "--full-tree", commit)
    for entry in (listing or b"").split(b"\0"):
        words, _, path = entry.partition(b"\t")
        if words[:6] in _FILES:
            yield words.split()[2], path.decode("utf-8", "surrogateescape")


def _is_inside(path: str) -> bool:
    return ".." not in path.split("/") and ".git" not in path.split("/")


def _no_repository(folder: Path, revision: str) -> str:
    hint = "it compares with a revision of the git repository that holds the project"
    raise SupamapError(
        f"this folder is in no git repository, so there is no revision {revision!r}", where=str(folder), hint=hint
    )


def _no_revision(top: Path, revision: str) -> str:
    shallow = _said(top, "rev-parse", "--is-shallow-repository") == "true"
    hint = (
        _SHALLOW if shallow else "name a branch, tag or commit that this repository has: `git log --oneline REVISION`"
    )
    raise SupamapError(f"git knows no common history of HEAD and {revision!r}", where=str(top), hint=hint)


def _said(folder: Path, *arguments: str) -> str | None:
    output = _run(folder, *arguments)
    return None if output is None else output.decode("utf-8", "surrogateescape").strip()


def _run(folder: Path, *arguments: str) -> bytes | None:
    try:
        run = subprocess.run(  # noqa: S603 - no shell; a revision is never the first argument
            _command(folder, *arguments),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return run.stdout


def _command(folder: Path, *arguments: str) -> Sequence[str]:
    return ("git", *QUIET, "-C", str(folder), *arguments)
