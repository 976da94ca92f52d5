"""Bytes by key in one SQLite file, which any number of runs may use at once, and which may break at any time.

Nothing here raises: what cannot be read is not there, what cannot be written is dropped, and a fault that will come
again is told once, as a CacheWarning. Every entry bears a checksum, so damage is a missing entry and never a wrong one.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from supamap.errors import CacheWarning

if TYPE_CHECKING:
    from sqlite3 import Connection

FILE_NAME = "facts-1.sqlite3"
"""The number is that of the table's layout."""
DEFAULT_LIMIT = 256 << 20
"""Bytes that a store may hold; beyond, the entries that were not used for longest go, until three quarters are left."""

_APPLICATION = 0x73706D70  # "spmp", bytes 68 to 71 of the file (https://www.sqlite.org/fileformat2.html#application_id)
_LAYOUT = """
CREATE TABLE IF NOT EXISTS entries
    (key BLOB PRIMARY KEY, week INTEGER NOT NULL, checksum BLOB NOT NULL, content BLOB NOT NULL)
"""
_EVICTION = """
DELETE FROM entries WHERE rowid IN
    (SELECT rowid FROM
        (SELECT rowid, sum(length(content)) OVER (ORDER BY week DESC, rowid DESC) AS newer FROM entries)
    WHERE newer > ?)
"""
_PATIENCE = 0.5  # seconds that another run may keep the file for itself
_AT_ONCE = 500  # keys in one question
_WEEK = 7 * 24 * 3600


class Store:
    """Entries in the file ``FILE_NAME`` of ``folder``, both made when there is something to write."""

    def __init__(self, folder: Path, limit: int = DEFAULT_LIMIT) -> None:
        self._path = folder / FILE_NAME
        self._limit = limit
        self._connection: Connection | None = None
        self._given_up = False
        self._week = int(time.time()) // _WEEK
        self._old: list[bytes] = []

    def get(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """The entries that are there, by key."""
        found: dict[bytes, bytes] = {}
        if keys and (self._connection is not None or self._path.exists()):
            self._attempt(lambda connection: found.update(self._entries(connection, list(keys))))
        return found

    def put(self, entries: Mapping[bytes, bytes]) -> None:
        """Write entries, all or none of them."""
        if entries or self._old:
            self._attempt(lambda connection: self._write(connection, entries))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _attempt(self, action: Callable[[Connection], None]) -> None:
        """Do it if the file allows; a fault that will come again is told, and ends all attempts."""
        if self._given_up:
            return
        try:
            import sqlite3
        except ImportError:
            self._give_up("this Python has no SQLite")
            return
        try:
            action(self._connected())
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                self._give_up(str(error))
            self.close()
        except sqlite3.DatabaseError as error:
            self.close()
            self._give_up(f"{error}; it begins anew" if self._removed() else str(error))
        except OSError as error:
            self.close()
            self._give_up(error.strerror or str(error))

    def _connected(self) -> Connection:
        if self._connection is None:
            import sqlite3

            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
            # The rollback journal covers a killed process. A machine that loses power may damage the file.
            self._connection.execute("PRAGMA synchronous = OFF")
            if not _is_ours(self._connection):
                self._lay_out(self._connection)
        return self._connection

    def _lay_out(self, connection: Connection) -> None:
        """Make the table in an empty file. OSError when somebody else's tables are there."""
        connection.execute("BEGIN IMMEDIATE")
        if not _is_ours(connection) and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise OSError("it is a database of something else")
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(_LAYOUT)
        connection.execute("COMMIT")

    def _entries(self, connection: Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            places = ",".join("?" * len(some))
            rows = connection.execute(f"SELECT key, week, checksum, content FROM entries WHERE key IN ({places})", some)  # noqa: S608
            for key, week, checksum, content in rows:
                if isinstance(key, bytes) and isinstance(content, bytes) and _checksum(key, content) == checksum:
                    if week != self._week:
                        self._old.append(key)
                    yield key, content

    def _write(self, connection: Connection, entries: Mapping[bytes, bytes]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)",
            ((key, self._week, _checksum(key, content), content) for key, content in entries.items()),
        )
        connection.executemany("UPDATE entries SET week = ? WHERE key = ?", ((self._week, key) for key in self._old))
        if _size(connection) > self._limit:
            connection.execute(_EVICTION, (self._limit * 3 // 4,))
        connection.execute("COMMIT")

    def _removed(self) -> bool:
        """Remove the file if its head says that it is ours."""
        try:
            with self._path.open("rb") as stream:
                head = stream.read(72)
            if not head.startswith(b"SQLite format 3\0") or head[68:] != _APPLICATION.to_bytes(4):
                return False
            for path in (self._path, self._path.with_name(f"{FILE_NAME}-journal")):
                path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _give_up(self, reason: str) -> None:
        self._given_up = True
        warnings.warn(f"the cache {self._path} is not used: {reason}", CacheWarning, stacklevel=2)


def _is_ours(connection: Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone() == (_APPLICATION,))


def _size(connection: Connection) -> int:
    """The bytes that entries take up; a file never shrinks, but what was removed makes room."""
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _checksum(key: bytes, content: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=16).digest()
