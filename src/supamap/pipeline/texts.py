"""Results as text: which report renders what."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from supamap.model.examples import ExampleReport
from supamap.model.findings import RuleCard
from supamap.model.graph import GraphView
from supamap.model.linked import LinkedProject
from supamap.model.schema import Schema
from supamap.pipeline.results import Checked, Compared, Explained, Surveyed, Synced, Traced


def scan_report(linked: LinkedProject, form: str, kinds: Collection[str] = (), *, colour: bool = False) -> str:
    """Render usages, of these kinds alone if there are any."""
    from supamap.report.registry import scan_reporter

    shown = replace(linked, usages=tuple(usage for usage in linked.usages if usage.kind in kinds)) if kinds else linked
    return scan_reporter(form, color=colour)(shown)


def graph_report(view: GraphView, form: str) -> str:
    """Render a graph."""
    from supamap.report.registry import graph_reporter

    return graph_reporter(form)(view)


def examples_report(report: ExampleReport, form: str, *, colour: bool = False) -> str:
    """Render tested examples."""
    from supamap.report.registry import examples_reporter

    return examples_reporter(form, color=colour)(report)


def check_report(checked: Checked, form: str, *, colour: bool = False) -> str:
    """Render a check."""
    from supamap.report.registry import check_reporter
    from supamap.rules.pages import page

    report = checked.report
    if form == "sarif":
        report = replace(report, rules=tuple(replace(card, page=page(card.id)) for card in report.rules))
    return check_reporter(form, color=colour)(report)


def baseline_text(checked: Checked, *, prune: bool = False) -> str:
    """Give the text of a baseline of all that was found, or of the former one without what does not occur any more."""
    from supamap.rules.baseline import entries_of, pruned, write

    return write(pruned(checked.former, checked.found) if prune else entries_of(checked.found, checked.former))


def rule_cards() -> tuple[RuleCard, ...]:
    """List the cards of all rules."""
    from supamap.rules.registry import cards

    return cards()


def rule_page(name: str) -> str:
    """Give the page that explains a rule, as Markdown. ConfigError when there is no such rule."""
    from supamap.rules.pages import page

    return page(name)


def explain_report(explained: Explained, form: str, *, colour: bool = False) -> str:
    """Render what is known of a place or a file."""
    from supamap.report.registry import explain_reporter

    return explain_reporter(form, color=colour)(explained.subject)


def why_report(traced: Traced, form: str, *, colour: bool = False) -> str:
    """Render chains."""
    from supamap.report.registry import why_reporter

    return why_reporter(form, color=colour)(traced.answer)


def status_report(surveyed: Surveyed, form: str, *, colour: bool = False) -> str:
    """Render how complete the documentation is."""
    from supamap.report.registry import status_reporter

    return status_reporter(form, color=colour)(surveyed.status)


def sync_diff(synced: Synced) -> str:
    """Show what a sync would write as a unified diff; empty when everything is up to date."""
    from supamap.docs.difference import unified_diff

    return "".join(map(unified_diff, synced.edits))


def schema_report(schema: Schema, form: str, *, detailed: bool = False, colour: bool = False) -> str:
    """Render a schema; ``detailed`` says all of it, where text otherwise lists names."""
    if form == "json":
        from supamap.schema.documents import encoded

        return encoded(schema).decode()
    from supamap.report.registry import schema_reporter

    return schema_reporter(form, detailed=detailed, color=colour)(schema)


def difference_report(compared: Compared, form: str, *, colour: bool = False) -> str:
    """Render how two schemas differ."""
    from supamap.report.registry import difference_reporter

    return difference_reporter(form, color=colour)(compared.differences)
