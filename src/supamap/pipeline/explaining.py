"""Why something is so: at a place in the source, or for a whole file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from supamap.config import Config
from supamap.errors import SupamapError
from supamap.graph.gaps import overlooked
from supamap.graph.nearest import did_you_mean, nearest
from supamap.graph.places import at_place, telling_lines
from supamap.graph.proofs import explained
from supamap.graph.provenance import provenance
from supamap.model.explanations import FileExplanation, OverlookedCall, PlaceExplanation
from supamap.model.facts import Candidate
from supamap.model.linked import exposing_way
from supamap.model.locations import Location
from supamap.model.roles import MODULE
from supamap.model.sources import Role
from supamap.pipeline.measuring import Measured, all_routes, files_with_roles, measure, usage_graph
from supamap.pipeline.places import Place, located, read_place, readings
from supamap.pipeline.results import Explained
from supamap.pipeline.schemas import readable_schema

if TYPE_CHECKING:
    from supamap.pipeline.origins import ProjectSources

_NEAR = 3


def explain(config: Config, text: str, here: Path) -> Explained:
    """Explain ``FILE``, ``FILE:LINE`` or ``FILE:LINE:COLUMN``; the path is seen from ``here`` or from the root.

    Raises SupamapError when there is no such file, or nothing to tell of the line.
    """
    place = read_place(text)
    if place.line is None:
        measured = measure(config, unused=True)
        return Explained(measured.linked, _file(config, measured, scanned_file(measured, place.file, here)))
    measured = measure(config, references=False, unused=True)
    return Explained(measured.linked, _place(measured, scanned_file(measured, place.file, here), place))


def scanned_file(measured: Measured, text: str, here: Path) -> str:
    """Find the scanned file that a path means. SupamapError that says why there is none."""
    root = Path(measured.project.root)
    files = {file.path for file in measured.project.files}
    found = located(text, root, here, files)
    if found is not None:
        return found
    for path in readings(text, root, here):
        if (root / path).is_dir():
            raise SupamapError(f"{text} is a folder", hint="name a file in it")
        if (root / path).is_file():
            raise SupamapError(
                f"{text} is not scanned",
                hint="it is no source file of the application, or git or [source] in supamap.toml leaves it out",
            )
    raise SupamapError(
        f"there is no file {text or 'of an empty name'}{did_you_mean(nearest(text, files))}",
        hint=f"paths are seen from here or from {root}",
    )


# -- a file ----------------------------------------------------------------------------------------------------------


def _file(config: Config, measured: Measured, path: str) -> FileExplanation:
    from supamap.graph.portrait import portrait

    sources = {file.path: file for file in files_with_roles(measured)}
    roles = {path: file.role for path, file in sources.items()}
    graph = usage_graph(measured, readable_schema(config, measured).schema)
    return portrait(graph, measured.linked, sources[path], all_routes(measured).get(path, ()), roles)


# -- a line ----------------------------------------------------------------------------------------------------------


def _place(measured: Measured, path: str, place: Place) -> PlaceExplanation:
    from supamap.pipeline.origins import ProjectSources

    line, column = place.line or 0, place.column
    usages = measured.linked.usages
    sources = ProjectSources(measured)
    candidates = sources.facts(path).candidates
    found = at_place(usages, candidates, path, line, column)
    if not any(found):
        lines = {*telling_lines(usages, path), *(each.line for each in candidates if each.method != "url")}
        raise SupamapError(f"nothing at {path}:{line} is a use of Supabase", hint=_elsewhere(path, lines, line))
    roles = {definition.id: definition.role for definition in measured.linked.definitions}
    ways = {exposure.user: exposure.way for exposure in measured.linked.exposures}
    return PlaceExplanation(
        path,
        line,
        column,
        usages=tuple(
            msgspec.structs.replace(
                explained(sources, each, roles.get(each.symbol, Role.OTHER)), browser=exposing_way(each, ways)
            )
            for each in (*found[0], *found[1])
        ),
        passing=found.passing,
        overlooked=tuple(_overlooked(sources, path, each) for each in found.overlooked),
    )


def _elsewhere(path: str, lines: Iterable[int], line: int) -> str:
    near = sorted(sorted(lines, key=lambda each: (abs(each - line), each))[:_NEAR])
    if not near:
        return f"no line of the file is; `supamap explain {path}` says what it leads to"
    return f"the nearest {'is line' if len(near) == 1 else 'are lines'} {', '.join(map(str, near))}"


def _overlooked(sources: ProjectSources, path: str, candidate: Candidate) -> OverlookedCall:
    receiver = provenance(sources, path, candidate.receiver)
    definitions = sources.facts(path).definitions
    name = definitions[candidate.definition].name if candidate.definition < len(definitions) else MODULE
    return OverlookedCall(
        location=Location(path, candidate.line, candidate.column, candidate.end_line),
        text=f"{' '.join(candidate.hint.split())}.{candidate.method}(…)",
        symbol=f"{path}#{name}",
        gap=overlooked(receiver),
        receiver=receiver.steps,
    )
