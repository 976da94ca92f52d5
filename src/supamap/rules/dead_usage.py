"""Code that touches a table and that nothing which runs is seen to reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from supamap.graph.reachability import upstream
from supamap.model.findings import Finding, RuleGroup, Severity
from supamap.model.sources import Role
from supamap.model.usage import DefinitionKind
from supamap.rules.presence import called, is_documentable, is_test
from supamap.rules.rule import Rule, card, finding

if TYPE_CHECKING:
    from supamap.graph.usage_graph import UsageGraph
    from supamap.rules.evidence import Evidence

CARD = card(
    "dead-usage", RuleGroup.INVENTORY, Severity.INFO, "Code that uses a table and that nothing is seen to reach"
)
_RUNNING = frozenset({Role.PAGE, Role.LAYOUT, Role.API_ROUTE, Role.SERVER, Role.EDGE_FUNCTION, Role.SCRIPT, Role.TEST})


def check(evidence: Evidence) -> Iterator[Finding]:
    """Yield each definition that uses tables or buckets and that no page, route, function, script or module reaches.

    What a module does when it is loaded counts as running, so does whatever it uses.
    """
    graph = evidence.graph
    dead: dict[str, list[str]] = {}
    for resource in graph.resources():
        for user in graph.users(resource.id) if is_documentable(resource) else ():
            if graph.definition(user) is not None and not is_test(graph, user) and not _runs(graph, user):
                dead.setdefault(user, []).append(resource.id)
    for user, used in sorted(dead.items()):
        place = min(one for name in used for edge in graph.edges(user, name) for one in edge.evidence)
        message = f"nothing that runs is seen to reach {graph.name(user)}, which uses {', '.join(map(called, used))}"
        yield finding(
            CARD, message, place, used[0], hint="remove it, or see `supamap explain` for its users", subject=user
        )


def _runs(graph: UsageGraph, user: str) -> bool:
    return any(_starts(graph, node) for node in (user, *upstream(graph, user)))


def _starts(graph: UsageGraph, node: str) -> bool:
    found = graph.definition(node)
    return found is None or found.role in _RUNNING or found.kind is DefinitionKind.MODULE


RULE = Rule(CARD, check)
