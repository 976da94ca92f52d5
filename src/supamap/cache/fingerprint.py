"""What facts depend on beside the file they are about: the code that reads it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from supamap.syntax.folder import query_folder

_OWN = ("extraction", "syntax", "model")
_LIBRARIES = (
    "tree_sitter",
    "tree_sitter_html",
    "tree_sitter_javascript",
    "tree_sitter_svelte",
    "tree_sitter_typescript",
)


def fingerprint() -> bytes:
    """A digest of all code, queries and grammars that make facts: it changes whenever facts might (32 bytes).

    Contents count, not versions: they also tell two states of a checkout apart. About 8 MB are read.
    """
    digest = sha256(sys.version.encode())
    for path in _read_files():
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.digest()


def _read_files() -> Iterator[Path]:
    package = Path(__file__).resolve().parent.parent
    for name in _OWN:
        yield from sorted((package / name).rglob("*.py"))
    yield from sorted(query_folder().rglob("*.scm"))
    for library in _LIBRARIES:
        spec = find_spec(library)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            yield from sorted(path for path in Path(folder).iterdir() if path.suffix in (".so", ".pyd"))
