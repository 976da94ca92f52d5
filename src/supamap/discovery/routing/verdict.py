"""What a rule says of a file, and the parts of URL paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from supamap.model.sources import Role

if TYPE_CHECKING:
    from collections.abc import Iterable


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The role of a file, why, and the URL path it answers; ``function`` is the slug of an edge function's entry."""

    role: Role
    reason: str
    route: str | None = None
    function: str | None = None


class Place(msgspec.Struct, frozen=True, gc=False):
    """A path taken apart: ``folders`` below the package, ``name`` = ``stem``, a dot and ``suffix``."""

    folders: tuple[str, ...]
    name: str
    stem: str
    suffix: str


JSX = frozenset({"tsx", "jsx", "js"})
MARKUP = frozenset({"vue", "svelte", "astro"})


def place_of(folders: tuple[str, ...], name: str) -> Place:
    """Take a file's name apart."""
    stem, _, suffix = name.rpartition(".")
    return Place(folders, name, stem, suffix)


def url(segments: Iterable[str]) -> str:
    """Join the segments of a URL path; dynamic ones are written ``[id]``, ``[...rest]`` and ``[[lang]]``."""
    return "/" + "/".join(segment for segment in segments if segment and segment != "index")
