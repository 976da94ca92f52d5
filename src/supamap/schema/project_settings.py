"""What ``supabase/config.toml`` says of the database: exposed schemas, paths of SQL files, buckets."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from supamap.model.diagnostics import Diagnostic, DiagnosticKind
from supamap.model.schema import Bucket

_DEFAULT_EXPOSED = ("public", "graphql_public")
_DEFAULT_SEED = ("./seed.sql",)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgtp]?)i?b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5}
_FROM_ENVIRONMENT = re.compile(r"env\((\w+)\)")
_PLACE = re.compile(r"at line (\d+)")


class ProjectSettings(msgspec.Struct, frozen=True):
    """Settings of one ``supabase`` folder. Paths are patterns relative to it."""

    exposed: tuple[str, ...] = _DEFAULT_EXPOSED
    migrations_enabled: bool = True
    schema_paths: tuple[str, ...] = ()
    seed_paths: tuple[str, ...] = _DEFAULT_SEED
    buckets: tuple[Bucket, ...] = ()


def read_settings(root: Path, folder: str, said: list[Diagnostic]) -> ProjectSettings:
    """Read ``config.toml`` of a folder; a missing or broken one leaves the defaults, a broken one is said."""
    path = root / folder / "config.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return ProjectSettings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place else 0
        name = path.relative_to(root).as_posix()
        said.append(Diagnostic(name, line, DiagnosticKind.BROKEN_PROJECT_FILE, f"its settings are not used: {error}"))
        return ProjectSettings()
    return _settings(content)


def _settings(content: Mapping[str, object]) -> ProjectSettings:
    database = _table(content, "db")
    migrations, seed, storage = _table(database, "migrations"), _table(database, "seed"), _table(content, "storage")
    buckets = _table(storage, "buckets")
    general_limit = _size(storage.get("file_size_limit"))
    return ProjectSettings(
        exposed=_texts(_table(content, "api").get("schemas")) or _DEFAULT_EXPOSED,
        migrations_enabled=migrations.get("enabled") is not False,
        schema_paths=_texts(migrations.get("schema_paths")),
        seed_paths=() if seed.get("enabled") is False else _texts(seed.get("sql_paths")) or _DEFAULT_SEED,
        buckets=tuple(_bucket(name, _table(buckets, name), general_limit) for name in sorted(buckets)),
    )


def _bucket(name: str, given: Mapping[str, object], general_limit: int | None) -> Bucket:
    limit = _size(given.get("file_size_limit"))
    return Bucket(
        name,
        public=given.get("public") is True,
        file_size_limit=general_limit if limit is None else limit,
        allowed_mime_types=_texts(given.get("allowed_mime_types")),
    )


def _table(content: Mapping[str, object], name: str) -> dict[str, object]:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def _texts(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else []
    return tuple(text for one in found if isinstance(one, str) and (text := _resolved(one)))


def _resolved(text: str) -> str:
    """Return the value of ``env(NAME)``, empty where the environment has none; any other text as it stands."""
    reference = _FROM_ENVIRONMENT.fullmatch(text)
    return os.environ.get(reference[1], "") if reference else text


def _size(value: object) -> int | None:
    """Return bytes; Supabase counts in powers of 1024, however the unit is spelled."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    found = _SIZE.fullmatch(_resolved(str(value)).strip())
    return None if found is None else int(float(found[1]) * 1024 ** _POWERS[found[2].lower()])
