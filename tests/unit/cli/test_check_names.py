"""Names that the command line writes out, because its help loads no stage, are those of the stages."""

from __future__ import annotations

from supamap.cli import check
from supamap.config.checks import NEVER, OFF
from supamap.model.findings import Severity
from supamap.report.registry import FORMATS


def test_levels_and_formats_of_check() -> None:
    assert tuple(check._LEVELS) == tuple(severity.value for severity in Severity)
    assert (check._OFF, check._NEVER) == (OFF, NEVER)
    assert FORMATS["check"] == check.FORMATS
