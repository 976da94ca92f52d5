"""All rules by id. A rule's module is imported when the rule is asked for; adding one is a module and a line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module

from supamap.errors import ConfigError
from supamap.model.findings import RuleCard, RuleGroup, Severity
from supamap.rules.rule import Rule

RULES: tuple[str, ...] = (
    "unmapped-table",
    "unmapped-bucket",
    "unmapped-function",
    "unmapped-rpc",
    "undocumented-table",
    "undocumented-bucket",
    "orphan-page",
    "dead-usage",
    "stale-block",
    "missing-section",
    "placeholder-left",
    "unverified-note",
    "broken-example",
    "number-conflict",
    "unknown-table",
    "unknown-bucket",
    "unknown-column",
    "unknown-embed",
    "ambiguous-embed",
    "unknown-rpc",
    "rpc-arguments",
    "unknown-function",
    "missing-required-column",
    "write-to-generated",
    "enum-value",
    "schema-not-exposed",
    "invalid-select",
    "rls-disabled",
    "no-policy-for-operation",
    "service-client-in-browser",
    "public-bucket-listing",
    "security-definer-rpc-exposed",
    "dynamic-reference",
    "unparsed-file",
    "unresolved-import",
    "nothing-measured",
    "skipped-statement",
)
"""The ids of the rules that look at a project, in the order in which they are explained."""

META = (
    RuleCard("invalid-suppression", RuleGroup.CHECK, Severity.ERROR, "A suppression that names no rule, or no reason"),
    RuleCard("unused-suppression", RuleGroup.CHECK, Severity.WARNING, "A suppression that suppresses nothing"),
    RuleCard("stale-baseline", RuleGroup.CHECK, Severity.WARNING, "A baseline entry that does not occur any more"),
)
"""The rules that look at the check itself: its own stages find what they say."""


def rule(name: str) -> Rule:
    """The rule with this id, of those that look at a project. Raises KeyError for another name."""
    if name not in RULES:
        raise KeyError(name)
    found = import_module(f"supamap.rules.{name.replace('-', '_')}").RULE
    assert isinstance(found, Rule)
    return found


def cards() -> tuple[RuleCard, ...]:
    """The cards of all rules."""
    return (*(rule(name).card for name in RULES), *META)


def selected(
    select: Iterable[str] = (), ignore: Iterable[str] = (), severities: Mapping[str, Severity | None] | None = None
) -> dict[str, tuple[RuleCard, Severity]]:
    """The rules to run, each with the severity that its gravest findings get.

    ``select`` and ``ignore`` name rules or groups; nothing selected means all that run by default. A severity of None
    turns a rule off. Raises ConfigError for a name that is neither a rule nor a group.
    """
    everything = {each.id: each for each in cards()}
    named = list(select)
    wanted = set(_named(named, everything)) or set(everything)
    wanted = {name for name in wanted if everything[name].default or name in named}
    wanted -= set(_named(ignore, everything))
    own = {name: level for one, level in (severities or {}).items() for name in _named([one], everything)}
    chosen = {name: (each, own.get(name, each.severity)) for name, each in everything.items() if name in wanted}
    return {name: (each, level) for name, (each, level) in chosen.items() if level is not None}


def check_name(name: str) -> None:
    """Raise ConfigError when ``name`` is neither a rule nor a group."""
    list(_named([name], {each.id: each for each in cards()}))


def _named(names: Iterable[str], everything: Mapping[str, RuleCard]) -> Iterator[str]:
    for name in names:
        if name in everything:
            yield name
        elif name in set(RuleGroup):
            yield from (each.id for each in everything.values() if each.group == name)
        else:
            near = get_close_matches(name, [*everything, *RuleGroup], n=1)
            question = f"; did you mean {near[0]}?" if near else ""
            raise ConfigError(f"there is no rule {name!r}{question}", hint="`supamap check --list-rules` lists them")
