"""The SQL that makes a project's database, as the Supabase command line finds it, and what ``config.toml`` adds."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.schema import Bucket
from supamap.schema.project_settings import ProjectSettings, read_settings

FILE_LIMIT = 64 << 20
"""Bytes. A larger file is not read."""
_MIGRATION = re.compile(r"\d+_.*\.sql")
_MIGRATION_FOLDER = re.compile(r"\d+_.*")
_OLD_INITIAL = re.compile(r"(\d{14})_init\.sql")
_FIRST_REAL_VERSION = "20211209000000"


class SqlFile(msgspec.Struct, frozen=True):
    """A file of statements; ``path`` is relative to the project's root, with ``/``."""

    path: str
    text: str


class Migrations(msgspec.Struct, frozen=True):
    """What makes a database: files in the order in which they run, and the settings beside them."""

    files: tuple[SqlFile, ...]
    exposed: tuple[str, ...]
    buckets: tuple[Bucket, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def read_migrations(root: Path, folders: Sequence[str], *, seed: bool = False) -> Migrations:
    """Read the migrations of all ``supabase`` folders, which are relative to ``root``.

    Folders of one repository are taken for parts of one database: files run in the order of their names, and a copy
    of a file runs once. ``seed`` adds the seed files behind them.
    """
    said: list[Diagnostic] = []
    settings = {folder: read_settings(root, folder, said) for folder in sorted(set(folders))}
    paths = [path for folder, one in settings.items() for path in _history(root, folder, one, said)]
    paths.sort(key=lambda path: (_version_name(path), path))
    if not paths:
        paths = [path for folder, one in settings.items() for path in _declared(root, folder, one)]
    files = _without_copies(_read(root, paths, said))
    if seed:
        files += _read(root, [path for folder, one in settings.items() for path in _seeds(root, folder, one)], said)
    exposed = dict.fromkeys(name for one in settings.values() for name in one.exposed)
    buckets = {bucket.name: bucket for one in settings.values() for bucket in one.buckets}
    return Migrations(
        tuple(files), tuple(exposed) or ("public",), tuple(buckets[name] for name in sorted(buckets)), tuple(said)
    )


def _history(root: Path, folder: str, settings: ProjectSettings, said: list[Diagnostic]) -> Iterator[Path]:
    """Yield the files of ``migrations`` that have a version and a name, alone or within a folder that has them."""
    entries = _entries(root, root / folder / "migrations", said)
    if entries and not settings.migrations_enabled:
        said.append(_skipped(root, entries[0].parent, "[db.migrations] enabled = false"))
        return
    for position, path in enumerate(entries):
        old = _OLD_INITIAL.fullmatch(path.name)
        if position == 0 and old and old[1] < _FIRST_REAL_VERSION:
            said.append(_skipped(root, path, "Supabase skips a first migration of this age that is named init"))
        elif path.is_dir():
            if _MIGRATION_FOLDER.fullmatch(path.name):
                yield from (
                    one for one in _entries(root, path, said) if one.suffix == ".sql" and one.name != "down.sql"
                )
        elif _MIGRATION.fullmatch(path.name):
            yield path
        elif path.suffix == ".sql":
            said.append(_skipped(root, path, "Supabase runs only migrations that are named <timestamp>_<name>.sql"))


def _version_name(path: Path) -> str:
    own = _MIGRATION_FOLDER.fullmatch(path.name) or not _MIGRATION_FOLDER.fullmatch(path.parent.name)
    return path.name if own else f"{path.parent.name}/{path.name}"


def _declared(root: Path, folder: str, settings: ProjectSettings) -> list[Path]:
    return _matching(root / folder, settings.schema_paths or ("schemas",))


def _seeds(root: Path, folder: str, settings: ProjectSettings) -> list[Path]:
    return _matching(root / folder, settings.seed_paths)


def _matching(folder: Path, patterns: Iterable[str]) -> list[Path]:
    """Return the SQL files that patterns match, in the patterns' order; a folder stands for all files in it."""
    found: dict[Path, None] = {}
    for pattern in patterns:
        relative = pattern.removeprefix("./").strip("/")
        if not relative or ".." in Path(relative).parts:
            continue
        for path in sorted(folder.glob(relative)):
            inside = sorted(path.rglob("*.sql")) if path.is_dir() else [path]
            found.update((one, None) for one in inside if one.suffix == ".sql" and one.is_file())
    return list(found)


def _entries(root: Path, folder: Path, said: list[Diagnostic]) -> list[Path]:
    """Return what stands in a folder, by name; nothing where there is none."""
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        said.append(_unreadable(root, folder, error))
        return []


def _read(root: Path, paths: Iterable[Path], said: list[Diagnostic]) -> list[SqlFile]:
    files = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            size = path.stat().st_size
            text = None if size > FILE_LIMIT else _decoded(path.read_bytes())
        except OSError as error:
            said.append(_unreadable(root, path, error))
            continue
        if text is not None:
            files.append(SqlFile(name, text))
        elif size > FILE_LIMIT:
            said.append(_skipped(root, path, f"larger than {FILE_LIMIT >> 20} MB"))
        else:
            said.append(Diagnostic(name, 0, DiagnosticKind.NOT_TEXT, "not a text in UTF-8 or UTF-16; not replayed"))
    return files


def _decoded(content: bytes) -> str | None:
    """Return a file's text without its byte order mark; None where it is no text that PostgreSQL takes."""
    utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _without_copies(files: Iterable[SqlFile]) -> list[SqlFile]:
    seen: dict[tuple[str, str], SqlFile] = {}
    for file in files:
        seen.setdefault((file.path.rpartition("/")[2], file.text), file)
    return list(seen.values())


def _unreadable(root: Path, path: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error)
    return Diagnostic(path.relative_to(root).as_posix(), 0, DiagnosticKind.UNREADABLE_FILE, reason)


def _skipped(root: Path, path: Path, reason: str) -> Diagnostic:
    return Diagnostic(path.relative_to(root).as_posix(), 0, DiagnosticKind.SKIPPED_FILE, f"not replayed: {reason}")
