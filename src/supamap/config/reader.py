"""From a configuration file to a Config, or to all its mistakes at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from supamap.config.checks import check_settings, ignore_mistakes, ignored_findings
from supamap.config.keys import AUTO, DOCUMENT
from supamap.config.numbering import category_mistakes, numbering
from supamap.config.positions import KeyPath, key_lines
from supamap.config.roots import CONFIG_NAME, given_root, nearest_root
from supamap.config.settings import (
    DOCS_FOLDER,
    SNAPSHOT,
    Config,
    DeclaredClient,
    DocsSettings,
    GraphSettings,
    PageSubjects,
    ResourceSettings,
    RoleRule,
    SchemaSettings,
    SourceSettings,
)
from supamap.config.shapes import Mistake, mistakes, shown
from supamap.errors import ConfigError
from supamap.model.pages import Priority
from supamap.model.schema import SourceKind
from supamap.model.sources import Role
from supamap.model.usage import Privilege

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)| \(at end of document\)")


def load_config(root: Path | None = None, file: Path | None = None) -> Config:
    """Read the configuration of one run.

    ``root`` is the folder the user named, ``file`` the configuration they named. Without ``root`` it is the file's own
    folder, or the nearest one upward from the current folder that holds an application. Paths in the file are relative
    to that folder. Without a file, all settings have their defaults.

    Raises ConfigError with every mistake of the file, or when a folder or file is missing.
    """
    if root is not None:
        base = given_root(root)
    elif file is not None:
        base = file.resolve().parent
    else:
        base = nearest_root(Path.cwd())
    if file is None:
        default = base / CONFIG_NAME
        return _read(default, base) if default.is_file() else _configured({}, base, None)
    if not file.is_file():
        raise ConfigError("there is no such configuration file", where=str(file))
    return _read(file, base)


def _read(file: Path, base: Path) -> Config:
    place = _relative(file)
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigError(f"the file is not UTF-8 (byte {error.start})", where=place) from error
    except OSError as error:
        raise ConfigError(f"the file cannot be read: {error.strerror}", where=place) from error
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text, place) from error
    found = list(mistakes(document, DOCUMENT))
    shapeless = {mistake.path for mistake in found}
    found += [mistake for mistake in _contradictions(document, base) if mistake.path not in shapeless]
    if found:
        raise _all_mistakes(found, key_lines(text), place)
    return _configured(document, base, file.resolve())


def _contradictions(document: Mapping[str, Any], base: Path) -> Iterable[Mistake]:
    """Find what is wrong with keys that have their shape; others are passed."""
    docs = _table(document.get("docs"))
    categories = _table(docs.get("categories"))
    yield from category_mistakes({name: keys for name, keys in categories.items() if isinstance(keys, dict)})
    yield from ignore_mistakes(document.get("ignore"))
    schema = _table(document.get("schema"))
    folders = found if isinstance(found := schema.get("folders"), list) else []
    named: list[tuple[KeyPath, object]] = [
        (("root",), document.get("root")),
        (("docs", "templates"), docs.get("templates")),
        *((("schema", "folders", at), folder) for at, folder in enumerate(folders)),
    ]
    for path, folder in named:
        if isinstance(folder, str) and not (base / folder).is_dir():
            yield Mistake(path, f"{shown(path)} is “{folder}”, and there is no such folder in {base}")
    types = schema.get("types")
    if isinstance(types, str) and not (base / types).is_file():
        yield Mistake(("schema", "types"), f"`schema.types` is “{types}”, and there is no such file in {base}")


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _configured(document: Mapping[str, Any], base: Path, file: Path | None) -> Config:
    """Build the values of a document without mistakes."""
    source, docs, graph = (document.get(name, {}) for name in ("source", "docs", "graph"))
    templates = docs.get("templates")
    return Config(
        base=base,
        root=(base / document.get("root", ".")).resolve(),
        file=file,
        source=SourceSettings(tuple(source.get("include", ())), tuple(source.get("exclude", ()))),
        docs=DocsSettings(
            folder=_inside(base, docs.get("folder", DOCS_FOLDER)),
            templates=None if templates is None else _inside(base, templates),
            pages=tuple(PageSubjects(name, tuple(subjects)) for name, subjects in docs.get("pages", {}).items()),
            numbering=numbering(docs.get("categories", {})),
            tables=tuple(
                ResourceSettings(
                    name,
                    priority=Priority(keys["priority"]) if "priority" in keys else None,
                    title=keys.get("title", ""),
                    purpose=keys.get("purpose", ""),
                    owner=keys.get("owner", ""),
                )
                for name, keys in docs.get("tables", {}).items()
            ),
        ),
        schema=_schema_settings(document.get("schema", {}), base),
        graph=GraphSettings(tests=graph.get("tests", False)),
        clients=tuple(
            DeclaredClient(symbol, Privilege(known.get("privilege", "unknown")), known.get("schema"))
            for symbol, known in document.get("clients", {}).items()
        ),
        roles=tuple(RoleRule(glob, Role(role)) for glob, role in document.get("roles", {}).items()),
        check=check_settings(document.get("check", {}), base),
        ignored=tuple(ignored_findings(one) for one in document.get("ignore", ())),
    )


def _schema_settings(keys: Mapping[str, Any], base: Path) -> SchemaSettings:
    source, types = keys.get("source", AUTO), keys.get("types")
    return SchemaSettings(
        snapshot=_inside(base, keys.get("snapshot", SNAPSHOT)),
        source=None if source == AUTO else SourceKind(source),
        database_url=keys.get("database-url"),
        types=None if types is None else _inside(base, types),
        folders=tuple(_inside(base, folder) for folder in keys.get("folders", ())),
        seed=keys.get("seed", False),
    )


def _inside(base: Path, folder: str) -> Path:
    """Make a folder absolute without following links: a linked docs folder keeps its own place for relative links."""
    return Path(os.path.normpath(base / folder))


def _syntax_error(said: str, text: str, place: str) -> ConfigError:
    match = _AT_LINE.search(said)
    line = (match and match.group(1)) or max(1, text.rstrip("\n").count("\n") + 1)
    return ConfigError(f"this is not TOML: {_AT_LINE.sub('', said)}", where=f"{place}:{line}")


def _all_mistakes(found: list[Mistake], lines: Mapping[KeyPath, int], place: str) -> ConfigError:
    told = sorted((_line(mistake.path, lines), mistake.message) for mistake in found)
    if len(told) == 1:
        line, message = told[0]
        return ConfigError(message, where=f"{place}:{line}")
    listing = "".join(f"\n  {place}:{line}: {message}" for line, message in told)
    return ConfigError(f"the configuration has {len(told)} mistakes:{listing}")


def _line(path: KeyPath, lines: Mapping[KeyPath, int]) -> int:
    """Find the line of the key, or of the nearest one around it that has a line."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _relative(file: Path) -> str:
    """Shorten a path to what a reader can open from where they stand."""
    try:
        return file.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return str(file)
