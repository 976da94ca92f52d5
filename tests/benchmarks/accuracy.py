"""Measure supamap against the type checker's truth: ``python tests/benchmarks/accuracy.py --help``.

A truth file says for every call which resource it names, a reach file which declarations lead to which resource. Both
are written by an oracle that stands outside this project; docs/accuracy.md says what is compared, and how.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from supamap.config import load_config
from supamap.graph.builder import build
from supamap.graph.reachability import chain, upstream
from supamap.graph.usage_graph import UsageGraph
from supamap.model.linked import LinkedProject
from supamap.model.usage import Origin, ResourceKind, Usage
from supamap.pipeline.measuring import measure

KINDS = {ResourceKind.EDGE_FUNCTION: "invoke"}
# What the oracle's kinds are called in the graph: a subscription is a use of its table.
NODES = {"invoke": "function", "realtime": "table"}
COMPONENT_FILES = (".vue", ".svelte", ".astro")


# ------------------------------------------------------------------------------------------------ what the oracle says


class Place(msgspec.Struct, rename="camel"):
    """A call in the truth, and what supamap said of it."""

    file: str
    line: int
    span: tuple[int, int]
    kind: str = "unknown"
    arg_line: int | None = None
    name_line: int | None = None
    names: list[str] = []
    functions: list[str] = []
    candidates: list[str] = []
    candidates_complete: bool = False
    confirmed: bool = False
    schema: str | None = None
    symbol: str = ""
    receiver: str = ""
    status: str = ""
    typed: bool = True
    found: set[str] = set()

    def covers(self, line: int) -> bool:
        """Whether a line lies in the call."""
        return self.span[0] <= line <= self.span[1] or self.on(line)

    def on(self, line: int) -> bool:
        """Whether a line is that of the method word or of the name."""
        return line in (self.line, self.arg_line, self.name_line)

    def allows(self, name: str) -> bool:
        """Whether the truth has this name, with or without its schema."""
        names = {*self.names, *(self.functions if self.kind == "invoke" else ())}
        return name in names or (bool(self.schema) and name.removeprefix(f"{self.schema}.") in names)

    def has(self, name: str) -> bool:
        """Whether supamap found one of the truth's names here."""
        aliases = {name, *(self.functions if self.kind == "invoke" else ())}
        return bool(aliases & self.found) or any(found.endswith(f".{name}") for found in self.found)

    @property
    def resolvable(self) -> bool:
        """Whether the oracle knows no name here, and yet all that it can be."""
        return not self.names and self.candidates_complete and bool(self.candidates)


class Truth(msgspec.Struct):
    """A truth file."""

    refs: list[Place]
    untyped: list[Place]
    negatives: list[Place]


class Reached(msgspec.Struct):
    """The declarations that reach one resource, as (file number, name, distance)."""

    symbols: list[tuple[int, str, int]]


class Reaches(msgspec.Struct):
    """A reach file."""

    files: list[str]
    reach: dict[str, Reached]
    aliases: dict[str, list[str]] = {}
    edges: list[tuple[int, str, list[tuple[int, str]]]] = []


# ------------------------------------------------------------------------------------------------------------ usages


class Hit(NamedTuple):
    """A usage in the oracle's words."""

    file: str
    line: int
    kind: str
    name: str | None


class Verdict(msgspec.Struct):
    """How the usages of one application compare."""

    places: list[Place]
    right: int
    wrong: list[tuple[Hit, str]]

    def recall(self, wanted: Callable[[Place], bool]) -> tuple[int, int]:
        """How many (place, name) pairs of the wanted places were found, of how many."""
        pairs = [place.has(name) for place in self.places if wanted(place) for name in place.names]
        return sum(pairs), len(pairs)

    def single(self) -> tuple[int, int]:
        """The typed places with one name."""
        return self.recall(lambda place: place.typed and len(place.names) == 1)

    def unions(self) -> tuple[int, int]:
        """The typed places with several names."""
        return self.recall(lambda place: place.typed and len(place.names) > 1)

    def untyped(self) -> tuple[int, int]:
        """The places whose receiver has no type and is proven by its callers."""
        return self.recall(lambda place: not place.typed and place.confirmed)

    def unconfirmed(self) -> tuple[int, int]:
        """The places whose receiver nothing proves."""
        return self.recall(lambda place: not place.typed and not place.confirmed)

    def resolved(self) -> tuple[int, int]:
        """The places that the oracle calls resolvable."""
        places = [place for place in self.places if place.resolvable]
        return sum(bool(place.found) for place in places), len(places)

    def within(self) -> tuple[int, int]:
        """Those of them that were resolved to candidates only."""
        places = [place for place in self.places if place.resolvable and place.found]
        return sum(place.found <= set(place.candidates) for place in places), len(places)

    def misses(self) -> Iterator[str]:
        """Every name of a typed or confirmed place that was not found, and every resolvable place that was not."""
        for place in self.places:
            group = ("single" if len(place.names) == 1 else "union") if place.typed else "untyped"
            where = f"{place.file}:{place.line} {place.kind}"
            if place.typed or place.confirmed:
                for name in place.names:
                    if not place.has(name):
                        yield f"{group} {where} {name} in {place.symbol}, receiver {place.receiver}"
            if place.resolvable and not place.found:
                yield f"dynamic {where} {', '.join(place.candidates)} in {place.symbol}"
            elif place.resolvable and not place.found <= set(place.candidates):
                yield f"beyond {where} {', '.join(sorted(place.found - set(place.candidates)))}"


def hits(usages: Iterable[Usage]) -> list[Hit]:
    """The usages that are written as calls, each once, in order."""
    found = (
        Hit(usage.location.file, usage.location.line, KINDS.get(usage.kind, str(usage.kind)), usage.name)
        for usage in usages
        if usage.origin is Origin.CALL
    )
    return list(dict.fromkeys(found))


def judge(truth: Truth, found: Iterable[Hit]) -> Verdict:
    """Compare every hit with the call it stands in."""
    for place in truth.untyped:
        place.typed = False
    places: dict[str, list[Place]] = defaultdict(list)
    negatives: dict[str, list[Place]] = defaultdict(list)
    for place in (*truth.refs, *truth.untyped):
        places[place.file].append(place)
    for place in truth.negatives:
        negatives[place.file].append(place)
    wrong = []
    right = 0
    for hit in found:
        right_here = _right(hit, [place for place in places[hit.file] if place.covers(hit.line)])
        if right_here:
            right += 1
        elif right_here is not None:
            wrong.append((hit, _mistake(hit, places[hit.file], negatives[hit.file])))
    return Verdict([*truth.refs, *truth.untyped], right, wrong)


def _right(hit: Hit, around: list[Place]) -> bool | None:
    """Write down at its place what a hit says. Whether it is right, None where the truth cannot tell."""
    best = min(around, key=lambda place: _strangeness(place, hit), default=None)
    if best is None or best.kind not in (hit.kind, "unknown"):
        return False
    if hit.name is None:
        return True
    if not best.allows(hit.name):
        best.found = best.found | {hit.name}
        if best.names or best.candidates_complete or hit.name in best.candidates:
            return not best.names and hit.name in best.candidates
        return None
    # Calls in one line can name the same resource; without a line of its own, a hit means each that covers it.
    twins = [place for place in around if place.kind == best.kind and place.allows(hit.name)]
    for place in [twin for twin in twins if twin.on(hit.line)] or twins:
        place.found = place.found | {hit.name}
    return True


def _mistake(hit: Hit, places: list[Place], negatives: list[Place]) -> str:
    """Say what stands where a wrong hit is."""
    for place in places:
        if place.covers(hit.line):
            return f"the truth has {place.kind} {', '.join(place.names or place.candidates)}"
    for place in negatives:
        if place.span[0] <= hit.line <= place.span[1]:
            return f"the receiver is {place.receiver}"
    return "no call of this kind"


def _strangeness(place: Place, hit: Hit) -> tuple[object, ...]:
    """An order in which the call that a hit means comes first."""
    named = hit.name is None or place.allows(hit.name)
    return place.kind not in (hit.kind, "unknown"), not named, place.line != hit.line, place.span[1] - place.span[0]


# ------------------------------------------------------------------------------------------------------------- reach


Declaration = tuple[str, str]
"""A file and a name at its top level: the oracle's grain."""


class Difference(NamedTuple):
    """A file that one side alone takes for a user, and the edge where the two part, seen from the resource."""

    file: str
    resource: str
    edge: str


class ReachVerdict(msgspec.Struct):
    """How the users of all resources compare, by (file, resource).

    ``finer`` are pairs that hold for whole declarations only: not for the members (of a class, of an object) that are
    used, or not with the names that are handed to the call.
    """

    expected: int
    missed: list[Difference]
    finer: list[Difference]
    extras: list[Difference]

    def recall(self) -> tuple[int, int]:
        """How many pairs of the oracle supamap has at the oracle's grain, of how many."""
        return self.expected - len(self.missed), self.expected


def judge_reach(oracle: Reaches, linked: LinkedProject) -> ReachVerdict:
    """Compare the users of every resource, counting calls only: the oracle knows neither embeds nor URLs."""
    called = tuple(usage for usage in linked.usages if usage.origin is Origin.CALL)
    graph = build(msgspec.structs.replace(linked, usages=called))
    truth = _distances(oracle)
    used = _uses(oracle)
    verdict = ReachVerdict(0, [], [], [])
    nodes: dict[str, list[str]] = {resource: [] for resource in truth}
    for one in graph.resources():
        bare = f"{one.id.partition(':')[0]}:{one.name}"  # the oracle leaves schemas out of names
        nodes.setdefault(one.id if one.id in truth else bare, []).append(one.id)
    coarse = _coarse(graph)
    for resource, ids in sorted(nodes.items()):
        fine: dict[str, str] = {}
        broad: dict[Declaration, Declaration] = {}
        for node in ids:
            fine |= {each: after for each, after in upstream(graph, node, _passable).items() if each not in fine}
            broad |= {each: after for each, after in _climb(coarse, node).items() if each not in broad}
        distances = truth.get(resource, {})
        reached = {_declaration(each): each for each in reversed(fine) if graph.definition(each) is not None}
        files = {file for file, _ in reached}
        wanted = {file for file, _ in distances}
        verdict.expected += len(wanted)
        for file in sorted(wanted - files):
            if any(file == each for each, _ in broad):
                verdict.finer.append(Difference(file, resource, _narrowing(file, broad, reached)))
            else:
                verdict.missed.append(Difference(file, resource, _missing(file, distances, used, broad)))
        for file in sorted(files - wanted):
            first = next(each for each in fine if each.rpartition("#")[0] == file)
            verdict.extras.append(Difference(file, resource, _beyond(graph, chain(fine, first), set(distances))))
    return verdict


def _passable(node: str) -> bool:
    return not node.startswith("function:")


def _distances(oracle: Reaches) -> dict[str, dict[Declaration, int]]:
    """For every resource the declarations that reach it, with their distance."""
    found: dict[str, dict[Declaration, int]] = defaultdict(dict)
    for target, reached in oracle.reach.items():
        kind, _, name = target.partition(":")
        bare = name.split("/")[0].split("?")[0] if kind == "invoke" else name
        mine = found[f"{NODES.get(kind, kind)}:{bare}"]
        for number, symbol, distance in reached.symbols:
            file = oracle.files[number]
            for name in (symbol, *oracle.aliases.get(f"{file}#{symbol}", ())):
                mine[file, name] = min(distance, mine.get((file, name), distance))
    return found


def _uses(oracle: Reaches) -> dict[Declaration, list[Declaration]]:
    """The oracle's edges."""
    return {
        (oracle.files[number], name): [(oracle.files[each], used) for each, used in targets]
        for number, name, targets in oracle.edges
    }


def _coarse(graph: UsageGraph) -> dict[str | Declaration, set[Declaration]]:
    """Who uses what, between whole declarations; who writes a call uses what its callers hand it."""
    users: dict[str | Declaration, set[Declaration]] = defaultdict(set)
    for edge in graph.view().edges:
        if _passable(edge.source):
            target = edge.target if graph.definition(edge.target) is None else _declaration(edge.target)
            users[target].update(_declaration(each) for each in (edge.source, edge.through) if each is not None)
    return users


def _climb(users: dict[str | Declaration, set[Declaration]], start: str) -> dict[Declaration, Declaration]:
    """The declarations above a resource, nearest first, each with the next one on the way (at the end with itself)."""
    found = {user: user for user in sorted(users.get(start, ()))}
    todo = list(found)
    for each in todo:
        for user in sorted(users.get(each, set()) - found.keys()):
            found[user] = each
            todo.append(user)
    return found


def _declaration(definition: str) -> Declaration:
    """The module-level declaration that a definition belongs to; a component file is one declaration."""
    file, _, name = definition.rpartition("#")
    return file, "default" if file.endswith(COMPONENT_FILES) else name.split(".")[0]


def _beyond(graph: UsageGraph, way: tuple[str, ...], known: set[Declaration]) -> str:
    """The edge nearest to the resource whose source the oracle does not have."""
    edges = list(zip(reversed(way[:-1]), reversed(way[1:]), strict=True))
    source, target = next((edge for edge in edges if _declaration(edge[0]) not in known), edges[-1])
    kinds = "+".join(sorted({edge.kind for edge in graph.edges(source, target)}))
    return f"{source} -{kinds}-> {target}"


def _narrowing(file: str, broad: dict[Declaration, Declaration], reached: dict[Declaration, str]) -> str:
    """The edge nearest to the resource that holds for a whole declaration only."""
    source = next(each for each in broad if each[0] == file)
    while broad[source] not in reached and broad[source] != source:
        source = broad[source]
    target = broad[source]
    return f"{'#'.join(source)} -> {reached.get(target, '#'.join(target))}"


def _missing(
    file: str,
    distances: dict[Declaration, int],
    used: dict[Declaration, list[Declaration]],
    broad: dict[Declaration, Declaration],
) -> str:
    """The edge nearest to the resource that the oracle alone has."""
    source = min(
        (each for each in distances if each[0] == file and each in used), key=distances.__getitem__, default=None
    )
    while source is not None and distances[source]:
        nearer = [each for each in used[source] if distances.get(each, -1) == distances[source] - 1]
        if not nearer or nearer[0] in broad:
            return f"{'#'.join(source)} -> {'#'.join(nearer[0]) if nearer else '?'}"
        source = nearer[0]
        if source not in used:
            break
    return f"{'#'.join(source)} is a user itself" if source else "a user itself"


# -------------------------------------------------------------------------------------------------------- the report


class Row(msgspec.Struct):
    """One application."""

    name: str
    linked: LinkedProject
    verdict: Verdict
    reach: ReachVerdict | None

    def cells(self) -> list[str]:
        """The row of the table."""
        usages = Counter(usage.kind for usage in self.linked.usages)
        kinds = (usages[kind] for kind in ResourceKind)
        verdict, reach = self.verdict, self.reach
        return [
            *(self.name, str(self.linked.files_scanned), " / ".join(map(str, kinds))),
            share(verdict.right, verdict.right + len(verdict.wrong)),
            *(share(*each()) for each in (verdict.single, verdict.unions, verdict.untyped)),
            *(share(*each()) for each in (verdict.resolved, verdict.within)),
            *(("-",) * 3 if reach is None else (share(*reach.recall()), *_counts(reach.finer, reach.extras))),
        ]


HEADINGS = (
    *("application", "files", "usages (table / bucket / rpc / invoke / realtime)", "precision", "single names"),
    *("unions", "untyped, confirmed", "dynamic, resolved", "within candidates", "reach, recall", "finer", "extra"),
)


def share(found: int, total: int) -> str:
    """``99.8 % (401/402)``, cut and not rounded, so that only all is 100 %."""
    return f"{found * 1000 // total / 10:g} % ({found}/{total})" if total else "-"


def _counts(*found: list[Difference]) -> list[str]:
    return [str(len(each)) for each in found]


def table(rows: list[Row]) -> str:
    """The figures of all applications in Markdown, and their sums."""
    cells = [row.cells() for row in rows]
    verdicts = [row.verdict for row in rows]
    reaches = [row.reach for row in rows if row.reach is not None]
    sums = [
        *(
            "**all**",
            str(sum(row.linked.files_scanned for row in rows)),
            str(sum(len(row.linked.usages) for row in rows)),
        ),
        share(sum(each.right for each in verdicts), sum(each.right + len(each.wrong) for each in verdicts)),
        *(
            share(*map(sum, zip(*pairs, strict=True)))
            for pairs in (
                [each.single() for each in verdicts],
                [each.unions() for each in verdicts],
                [each.untyped() for each in verdicts],
                [each.resolved() for each in verdicts],
                [each.within() for each in verdicts],
                [each.recall() for each in reaches] or [(0, 0)],
            )
        ),
        *_counts(
            *(
                [pair for each in found for pair in each]
                for found in ([each.finer for each in reaches], [each.extras for each in reaches])
            )
        ),
    ]
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *map(tuple, cells), tuple(sums)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def details(row: Row) -> Iterator[str]:
    """Every difference of one application, one a line, each beginning with its class."""
    for miss in row.verdict.misses():
        yield f"{row.name} miss {miss}"
    for hit, reason in row.verdict.wrong:
        yield f"{row.name} wrong {hit.file}:{hit.line} {hit.kind} {hit.name}: {reason}"
    if row.reach is not None:
        for kind in ("missed", "finer", "extras"):
            for file, resource, edge in getattr(row.reach, kind):
                yield f"{row.name} {kind} {file} {resource}: {edge}"


def truth_files(folders: Iterable[Path], name: str) -> tuple[Path, Path | None] | None:
    """The truth and the reach of an application, those of its Nuxt judgement first."""
    for folder in folders:
        for stem in (f"{name}.nuxt", name):
            truth, reach = folder / f"{stem}.json", folder / f"{stem}.reach.json"
            if truth.is_file():
                return truth, reach if reach.is_file() else None
    return None


def measured(tree: Path, truth: Path, reach: Path | None) -> Row:
    """Run supamap on a tree and compare."""
    linked = measure(load_config(tree)).linked
    verdict = judge(msgspec.json.decode(truth.read_bytes(), type=Truth), hits(linked.usages))
    reached = reach and judge_reach(msgspec.json.decode(reach.read_bytes(), type=Reaches), linked)
    return Row(tree.name, linked, verdict, reached or None)


def main() -> int:
    """Measure every tree that has a truth file."""
    parser = argparse.ArgumentParser(description="Measure supamap against truth files of a type checker.")
    parser.add_argument("--trees", type=Path, nargs="+", required=True, help="folders of trees")
    parser.add_argument("--truth", type=Path, nargs="+", required=True, help="folders of truth files")
    parser.add_argument("--only", nargs="+", default=(), help="names of trees")
    parser.add_argument("--output", type=Path, help="a file for the table")
    parser.add_argument("--details", type=Path, help="a file for every single difference")
    options = parser.parse_args()
    trees: dict[str, Path] = {}
    for tree in (each for folder in options.trees for each in sorted(folder.iterdir()) if each.is_dir()):
        trees.setdefault(tree.name, tree)
    rows = []
    differences: list[str] = []
    for name, tree in sorted(trees.items(), key=lambda item: item[0].lower()):
        files = truth_files(options.truth, name)
        if files is None or (options.only and name not in options.only):
            continue
        row = measured(tree, *files)
        rows.append(row)
        differences += details(row)
        print(" | ".join(row.cells()), file=sys.stderr, flush=True)  # noqa: T201
    if not rows:
        parser.error("no tree has a truth file")
    text = table(rows)
    print(text, end="")  # noqa: T201
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    if options.details:
        options.details.write_text("".join(f"{each}\n" for each in differences), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
