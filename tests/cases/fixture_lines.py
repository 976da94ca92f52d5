"""Expected and found usages of the fixtures, in the line format of ``fixtures/<theme>/expected/*.txt``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from supamap.model.linked import LinkedProject
from supamap.model.usage import Certainty, Origin, Usage

FIXTURES = Path(__file__).parents[2] / "fixtures"


def expected_lines(*files: Path) -> list[str]:
    """The lines of expectation files, sorted, comments and empty lines left out."""
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return sorted(line for line in lines if line and not line.startswith("#"))


def usage_lines(usages: Iterable[Usage]) -> list[str]:
    """One line for each usage. A parameter's name is ``?`` at its place, whatever its callers give."""
    return sorted({_line(usage) for usage in usages})


def is_given_by_caller(usage: Usage) -> bool:
    """Whether a usage belongs to a caller of the place where it is written."""
    return any(step.kind == "argument" for step in usage.via) and usage.symbol.partition("#")[2] != ""


def _line(usage: Usage) -> str:
    where = usage.location
    name = f"{usage.schema}.{usage.name}" if usage.schema and usage.name else usage.name or "?"
    operations = ",".join(sorted(usage.operations)) or "-"
    certainty = Certainty.DYNAMIC if usage.name is None else usage.certainty
    embed = " embed" if usage.origin is Origin.EMBED else ""
    return f"{where.file}:{where.line} {usage.kind} {name} {operations} {usage.symbol} {certainty}{embed}"


def linked(theme: str) -> LinkedProject:
    """A fixture, linked."""
    from supamap.config import load_config
    from supamap.pipeline.measuring import measure

    return measure(load_config(FIXTURES / theme)).linked
