"""Fixtures for tests of every stage."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from supamap.model.linked import EdgeFunction, LinkedProject
from supamap.model.locations import Location
from supamap.model.sources import Role
from supamap.model.usage import (
    Certainty,
    Definition,
    DefinitionKind,
    Origin,
    Reference,
    ReferenceKind,
    ResourceKind,
    Step,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Tests measure what is read; those of the cache say so themselves.
os.environ["SUPAMAP_NO_CACHE"] = "1"

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

_VERBS = {
    "uses": ReferenceKind.USE,
    "renders": ReferenceKind.RENDER,
    "lazy": ReferenceKind.LAZY,
    "member": ReferenceKind.MEMBER,
    "imports": ReferenceKind.IMPORT,
}
_KINDS = {"function": ResourceKind.EDGE_FUNCTION}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of embedded servers, which are made once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def linked() -> Callable[[str], LinkedProject]:
    """Reads a linked project from a text.

    Without indentation stand definitions, ``ID ROLE [local]``, and edge functions, ``function SLUG = ID``. Below a
    definition stands what it does: ``uses|renders|lazy|member|imports ID`` or
    ``OPERATIONS KIND:NAME [columns a,b] [inferred] [embed] [perhaps] [at FILE:LINE] [because REASON]``; ``?`` is an
    unknown name, ``perhaps`` a name that callers of the definition do not use through it.
    """
    return read_linked


def read_linked(text: str) -> LinkedProject:
    definitions: list[Definition] = []
    references: list[Reference] = []
    usages: list[Usage] = []
    functions: list[EdgeFunction] = []
    lines: dict[str, int] = {}
    for text_line in filter(str.strip, text.splitlines()):
        words = text_line.split()
        if words[0] == "function":
            functions.append(EdgeFunction(words[1], words[3]))
        elif not text_line.startswith(" "):
            definitions.append(_definition(words, lines))
        elif words[0] in _VERBS:
            source = definitions[-1]
            references.append(Reference(source.id, words[1], _VERBS[words[0]], _next(lines, source.file)))
        else:
            usages.append(_usage(definitions[-1], text_line.strip(), lines))
    return LinkedProject(
        usages=tuple(usages),
        definitions=tuple(definitions),
        references=tuple(references),
        edge_functions=tuple(functions),
        diagnostics=(),
        files_scanned=len({definition.file for definition in definitions}),
        clients_found=1,
    )


def _next(lines: dict[str, int], file: str) -> int:
    lines[file] = lines.get(file, 0) + 1
    return lines[file]


def _definition(words: list[str], lines: dict[str, int]) -> Definition:
    file, _, name = words[0].rpartition("#")
    kind = DefinitionKind.METHOD if "." in name else DefinitionKind.FUNCTION
    kind = DefinitionKind.MODULE if name == "<module>" else kind
    return Definition(words[0], file, name, kind, _next(lines, file), "local" not in words, Role(words[1]))


def _usage(source: Definition, text: str, lines: dict[str, int]) -> Usage:
    operations, _, rest = text.partition(" ")
    kind, _, name = rest.partition(" ")[0].partition(":")
    schema, _, name = name.rpartition(".") if kind in ("table", "realtime", "rpc") else ("", "", name)
    place = re.search(r" at (\S+):(\d+)", text)
    file, line = (place[1], int(place[2])) if place else (source.file, _next(lines, source.file))
    reason = re.search(r" because (.*)", text)
    columns = re.search(r" columns (\S+)", text)
    certainty = Certainty.INFERRED if " inferred" in text else Certainty.PROVEN
    return Usage(
        kind=_KINDS.get(kind) or ResourceKind(kind),
        name=None if name == "?" else name,
        location=Location(file, line, 5, line + 2),
        symbol=source.id,
        operations=tuple(operations.split(",")),
        certainty=Certainty.DYNAMIC if name == "?" else certainty,
        schema=schema or None,
        columns=tuple(columns[1].split(",")) if columns else (),
        origin=Origin.EMBED if " embed" in text else Origin.CALL,
        reason=reason[1] if reason else None,
        inherited=" perhaps" not in text,
        via=(Step("argument", source.file, line, "the caller names it"),) if place else (),
    )
