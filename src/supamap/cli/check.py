"""``supamap check``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from supamap.cli.output import coloured, deliver
from supamap.cli.rule import rule_list
from supamap.cli.session import Session
from supamap.cli.summaries import check_summary, measured
from supamap.errors import ConfigError

if TYPE_CHECKING:
    from supamap.config import Config
    from supamap.model.findings import Severity
    from supamap.pipeline import Checked, CheckRequest

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
# Written out: what they stand for is a stage's business, and `--help` loads no stage.
_LEVELS = ("error", "warning", "info")
_OFF, _NEVER = "off", "never"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--select", multiple=True, metavar="RULE", help="Run this rule or group alone (repeatable).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Do not run this rule or group (repeatable).")
@click.option("--severity", "severities", multiple=True, metavar="RULE=LEVEL", help="error, warning, info or off.")
@click.option("--fail-on", type=click.Choice([*_LEVELS, _NEVER]), help="Exit 1 from this level on.  [default: warning]")
@click.option("--format", "forms", multiple=True, metavar="FMT[=FILE]", help=f"Repeatable; {', '.join(FORMATS)}.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it there.")
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Known findings.")
@click.option("--write-baseline", is_flag=True, help="Record what is found today; later checks fail on what is new.")
@click.option("--prune-baseline", is_flag=True, help="Remove what does not occur any more from the baseline.")
@click.option("--since", default="", metavar="REV", help="Only what is new since this branch left REV.")
@click.option("--fix", is_flag=True, help="First mend what can be mended safely: stale blocks, missing pages.")
@click.option("--list-rules", is_flag=True, help="List the rules and stop.")
@click.pass_obj
def check(
    session: Session,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
    fail_on: str | None,
    forms: tuple[str, ...],
    output: Path | None,
    baseline: Path | None,
    since: str,
    *,
    write_baseline: bool,
    prune_baseline: bool,
    fix: bool,
    list_rules: bool,
) -> int:
    """Hold code, schema and pages against each other, in PATHS or everywhere.

    Exits 1 when there is a finding of --fail-on or above.
    """
    from supamap import pipeline
    from supamap.config.checks import level

    if list_rules:
        deliver(rule_list(), None)
        return 0
    targets = _targets(forms, output)
    config = session.config()
    request = pipeline.CheckRequest(
        today=date.today(),  # noqa: DTZ011 - a day of the reader's calendar
        paths=paths,
        select=select,
        ignore=ignore,
        severities=tuple(map(_severity, severities)),
        baseline=baseline,
        since=since,
        baseline_optional=write_baseline,
    )
    if fix:
        _fix(session, config)
    result = pipeline.check(config, request)
    measured(session.voice, result.linked)
    check_summary(session.voice, result)
    if write_baseline or prune_baseline:
        return _write_baseline(session, config, request, result, prune=prune_baseline)
    for form, file in targets:
        deliver(pipeline.check_report(result, form, colour=coloured(file)), file)
    return int(result.fails(level(fail_on) if fail_on else config.check.fail_on))


def _targets(forms: tuple[str, ...], output: Path | None) -> list[tuple[str, Path | None]]:
    """Read ``FMT[=FILE]``; UsageError for an unknown format and for two that go to one place."""
    targets: list[tuple[str, Path | None]] = []
    for text in forms or ("text",):
        form, given, file = text.partition("=")
        if form not in FORMATS:
            raise click.UsageError(f"there is no format {form!r}; take one of {', '.join(FORMATS)}")
        if given and not file:
            raise click.UsageError(f"--format {text} names no file")
        targets.append((form, Path(file) if file else output))
    places = [file.resolve() if file else None for _, file in targets]
    for place in places:
        if places.count(place) > 1:
            raise click.UsageError(f"two formats go to {place or 'the terminal'}: write --format FMT=FILE")
    return targets


def _severity(text: str) -> tuple[str, Severity | None]:
    rule, given, word = text.partition("=")
    if not given or word not in (*_LEVELS, _OFF):
        raise click.UsageError(f"--severity {text}: write RULE=LEVEL, where LEVEL is {', '.join(_LEVELS)} or {_OFF}")
    from supamap.config.checks import level

    return rule, level(word)


def _fix(session: Session, config: Config) -> None:
    """Write stale blocks anew and missing pages; say what was done."""
    from supamap import pipeline

    created = pipeline.plan_pages(config, kinds=("table", "bucket"))
    for path in pipeline.write(created):
        session.voice.say(f"created {path}")
    # Last, for pages that are there link to those that were missing.
    if config.docs.folder.exists():
        synced = pipeline.plan_sync(config)
        for path in pipeline.write(synced):
            session.voice.say(f"fixed {path}")


def _write_baseline(session: Session, config: Config, request: CheckRequest, result: Checked, *, prune: bool) -> int:
    from supamap import pipeline

    if request.paths or request.select or request.since:
        raise ConfigError("a baseline is of the whole check", hint="leave out PATHS, --select and --since")
    file = pipeline.baseline_file(config, request)
    text = pipeline.baseline_text(result, prune=prune)
    deliver(text, file)
    session.voice.say(f"wrote {file.name}")
    return 0
