"""The mini-language of tests/cases/linking: one small application in one text, with what is expected of it.

Above the first ``---`` stands what the case is about, as comments, and ``xfail: why`` if it does not hold yet (or
``xfail on demand: why`` if a scan without references says something else). Then come the files, each under ``---
path``; ``src/db.ts``, which exports the client ``supabase``, and ``package.json`` are there by themselves; a file
``schema.lines`` holds the schema (see ``schema_lines.py``). What is expected stands under ``=== section``,
and each section is complete:

``usages``      all usages, as in fixtures/*/expected/usages.txt
``columns``     ``file:line table a,b``: all tables with their columns, as in fixtures/*/expected/columns.txt
``privileges``  ``file:line name privilege``: what the clients of all usages may do (all of them, the first may do most)
``reasons``     ``file:line reason``: why the names of all dynamic usages are not known
``references``  ``definition -> definition`` (``-> -`` for none): all references of every definition on the left
``routes``     ``definition route`` (``… layout``): everything that routers draw, and as what
``browser``    ``file:line name definition > …``: usages of service clients that browsers reach, and the way there
``reach``       ``definition: resource …`` (``-`` for none): all resources that each definition named here leads to
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec
from fixture_lines import usage_lines
from schema_lines import schema_of
from source_trees import CLIENT

from supamap.graph.builder import build
from supamap.graph.reachability import downstream
from supamap.graph.usage_graph import UsageGraph
from supamap.linking.embeds import attributed
from supamap.model.linked import LinkedProject, exposing_way
from supamap.model.usage import Client, Origin, ResourceKind, Usage
from supamap.postgrest.catalog import Catalog

FOLDER = Path(__file__).parent / "linking"
_HEAD = re.compile(r"^(---|===) (\S+)\n", re.MULTILINE)
_XFAIL = re.compile(r"^xfail: (.+)$", re.MULTILINE)
_ON_DEMAND = re.compile(r"^xfail on demand: (.+)$", re.MULTILINE)


class LinkingCase(msgspec.Struct, frozen=True):
    """One case: its name (``subject/name``), its files, and the expected lines of each section it has.

    ``xfail`` says why it does not hold yet, ``on_demand`` why facts on demand do not say the same.
    """

    name: str
    files: dict[str, str]
    expected: dict[str, list[str]]
    xfail: str | None = None
    on_demand: str | None = None


def all_cases() -> list[LinkingCase]:
    """Every case, by name."""
    return [read_case(path) for path in sorted(FOLDER.glob("*/*.txt"))]


def read_case(path: Path) -> LinkingCase:
    """A case from its file."""
    head, *rest = _HEAD.split(path.read_text(encoding="utf-8"))
    parts = list(zip(rest[::3], rest[1::3], rest[2::3], strict=True))
    files = {name: text for mark, name, text in parts if mark == "---"}
    expected = {name: _lines(text) for mark, name, text in parts if mark == "==="}
    assert files, f"{path}: no file"
    assert expected, f"{path}: nothing is expected"
    assert expected.keys() <= _SECTIONS.keys(), f"{path}: sections {sorted(expected)}"
    xfail, on_demand = (found.search(head) for found in (_XFAIL, _ON_DEMAND))
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    reasons = [found[1] if found else None for found in (xfail, on_demand)]
    return LinkingCase(name, {"src/db.ts": CLIENT, **files}, expected, *reasons)


def _lines(text: str) -> list[str]:
    return sorted({line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")})


def with_schema(case: LinkingCase, linked: LinkedProject) -> LinkedProject:
    """What was linked, with its embeds resolved by the schema of a case that has one."""
    lines = case.files.get("schema.lines", "").splitlines()
    return attributed(linked, Catalog(schema_of(lines))) if lines else linked


def found_lines(case: LinkingCase, linked: LinkedProject) -> dict[str, list[str]]:
    """What was found, in the lines of every section that a case has."""
    return {name: sorted(_SECTIONS[name](expected, linked)) for name, expected in case.expected.items()}


def _usages(_: Sequence[str], linked: LinkedProject) -> Iterable[str]:
    return usage_lines(linked.usages)


def _columns(_: Sequence[str], linked: LinkedProject) -> set[str]:
    tables = [one for one in linked.usages if one.kind is ResourceKind.TABLE and one.origin is not Origin.URL]
    return {f"{_place(one)} {one.name or '?'} {','.join(one.columns) or '-'}" for one in tables}


def _privileges(_: Sequence[str], linked: LinkedProject) -> set[str]:
    return {f"{_place(one)} {one.name or '?'} {_privileges_of(one.client)}" for one in linked.usages}


def _privileges_of(client: Client | None) -> str:
    return ",".join((client.privilege, *client.also)) if client is not None else "-"


def _reasons(_: Sequence[str], linked: LinkedProject) -> set[str]:
    return {f"{_place(one)} {one.reason}" for one in linked.usages if one.name is None}


def _place(usage: Usage) -> str:
    return f"{usage.location.file}:{usage.location.line}"


def _references(expected: Sequence[str], linked: LinkedProject) -> set[str]:
    sources = {line.partition(" -> ")[0] for line in expected}
    _known(sources, linked)
    found = {f"{one.source} -> {one.target}" for one in linked.references if one.source in sources}
    idle = sources - {one.source for one in linked.references}
    return found | {f"{source} -> -" for source in idle}


def _routes(_: Sequence[str], linked: LinkedProject) -> set[str]:
    return {f"{one.id} {one.route}{' layout' if one.layout else ''}" for one in linked.routed}


def _browser(_: Sequence[str], linked: LinkedProject) -> set[str]:
    ways = {one.user: one.way for one in linked.exposures}
    found = [(one, exposing_way(one, ways)) for one in linked.usages]
    return {f"{_place(one)} {one.name or '?'} {' > '.join(way)}" for one, way in found if way}


def _reach(expected: Sequence[str], linked: LinkedProject) -> list[str]:
    sources = [line.partition(": ")[0] for line in expected]
    _known(sources, linked)
    graph = build(linked)
    return [f"{source}: {' '.join(_resources(graph, source)) or '-'}" for source in sources]


def _resources(graph: UsageGraph, source: str) -> list[str]:
    return sorted(node for node in downstream(graph, source) if graph.resource(node) is not None)


def _known(definitions: Iterable[str], linked: LinkedProject) -> None:
    missing = set(definitions) - {definition.id for definition in linked.definitions}
    assert not missing, f"no such definition: {sorted(missing)}"


_SECTIONS: dict[str, Callable[[Sequence[str], LinkedProject], Iterable[str]]] = {
    "usages": _usages,
    "columns": _columns,
    "privileges": _privileges,
    "reasons": _reasons,
    "references": _references,
    "reach": _reach,
    "routes": _routes,
    "browser": _browser,
}
