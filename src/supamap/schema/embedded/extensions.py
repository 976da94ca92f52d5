"""Extensions that the wheel lacks, as extensions of SQL alone: a script each, and a control file beside it.

The server creates them as it creates real ones, in the schema that the statement names, and for a role that is no
superuser. A script may begin with ``-- schema: NAME`` (it can live in no other) and ``-- requires: NAME``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from supamap.schema.embedded.installation import Installation

VERSION = "1"
_HEADER = re.compile(r"^-- (schema|requires): ([\w-]+)$", re.MULTILINE)
# Scripts run as the superuser, for whom no event trigger of the project may fire.
_GUARD = "set local event_triggers = off;\n"


def write_extensions(scripts: Path, installation: Installation, folder: Path) -> None:
    """Write control files and scripts of all stand-ins, and of those that the wheel has, into ``folder``."""
    for name, control, script in (*_stand_ins(scripts), _vector(installation)):
        (folder / f"{name}.control").write_text(control, encoding="utf-8")
        (folder / f"{name}--{VERSION}.sql").write_text(_GUARD + script, encoding="utf-8")


def _stand_ins(scripts: Path) -> Iterator[tuple[str, str, str]]:
    for name in (scripts / "bare.txt").read_text(encoding="utf-8").split():
        yield name, _control({}), ""
    for path in sorted(scripts.glob("*.sql")):
        script = path.read_text(encoding="utf-8")
        yield path.stem, _control(dict(_HEADER.findall(script))), script


def _vector(installation: Installation) -> tuple[str, str, str]:
    """Return the real ``vector``, which its own control file keeps for superusers."""
    folder = installation.folder.parent / "share" / "postgresql" / "extension"
    told = (folder / "vector.control").read_text(encoding="utf-8")
    version = re.search(r"^default_version\s*=\s*'([^']+)'", told, re.MULTILINE)
    assert version is not None
    script = (folder / f"vector--{version[1]}.sql").read_text(encoding="utf-8")
    return (
        "vector",
        _control({"module_pathname": "$libdir/vector"}),
        re.sub(r"^\\echo .*$", "", script, flags=re.MULTILINE),
    )


def _control(fields: dict[str, str]) -> str:
    relocatable = "false" if "schema" in fields else "true"
    given = "".join(f"{name} = '{value}'\n" for name, value in fields.items())
    return f"default_version = '{VERSION}'\ntrusted = true\nrelocatable = {relocatable}\n{given}"
