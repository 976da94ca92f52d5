"""The facts of files, by all that they were made from."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Protocol

import msgspec

from supamap.cache.store import Store
from supamap.model.diagnostics import Diagnostic
from supamap.model.facts import FileFacts
from supamap.model.sources import SourceFile


class Readable(Protocol):
    """A file and its bytes, or why it cannot be read."""

    @property
    def file(self) -> SourceFile:
        """Where it stands and in which language."""

    @property
    def source(self) -> bytes | Diagnostic:
        """What it holds."""


class FactsCache:
    """Recalls facts that an earlier run extracted with the same code from a file of the same path and content.

    ``origin`` stands for the code and its settings. What this run extracts is written when it is closed, at once.
    """

    def __init__(self, store: Store, origin: bytes) -> None:
        self._store = store
        self._origin = blake2b(origin, digest_size=32).digest()
        self._decoder = msgspec.msgpack.Decoder(FileFacts)
        self._keys: dict[str, bytes] = {}
        self._new: dict[bytes, bytes] = {}

    def recall(self, files: Iterable[Readable]) -> dict[str, FileFacts]:
        """The facts that are remembered of these files, by path."""
        asked = {self._key(one.file, one.source): one.file.path for one in files if isinstance(one.source, bytes)}
        self._keys.update((path, key) for key, path in asked.items())
        found: dict[str, FileFacts] = {}
        for key, packed in self._store.get(asked).items():
            try:
                found[asked[key]] = self._decoder.decode(packed)
            except msgspec.DecodeError:
                continue
        return found

    def remember(self, facts: FileFacts, packed: bytes | None) -> None:
        """Keep the facts of a file that was asked for before; ``packed`` is their packed form, if that is there."""
        key = self._keys.get(facts.path)
        if key is not None:
            self._new[key] = msgspec.msgpack.encode(facts) if packed is None else packed

    def close(self) -> None:
        """Write what is new."""
        self._store.put(self._new)
        self._store.close()

    def _key(self, file: SourceFile, source: bytes) -> bytes:
        digest = blake2b(f"{file.language}\0{file.path}\0".encode(), key=self._origin, digest_size=32)
        digest.update(source)
        return digest.digest()
