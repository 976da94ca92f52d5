"""What ``import supamap`` promises."""

from __future__ import annotations

from pathlib import Path

import pytest

import supamap


def test_every_public_name_exists() -> None:
    for name in supamap.__all__:
        assert getattr(supamap, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = supamap.nothing


def test_public_names_change_on_purpose_only() -> None:
    assert sorted(supamap.__all__) == [
        "Certainty",
        "Client",
        "ConfigError",
        "Diagnostic",
        "Location",
        "NothingMeasuredError",
        "Origin",
        "Privilege",
        "ResourceKind",
        "ScanResult",
        "Step",
        "SupamapError",
        "Usage",
        "__version__",
        "scan",
    ]


def test_scan_returns_values(tmp_path: Path) -> None:
    (tmp_path / "db.ts").write_text(
        "import { createClient } from '@supabase/supabase-js'\n"
        "const db = createClient('url', 'key')\n"
        "export const load = () => db.from('profiles').select('id, name')\n"
    )
    result = supamap.scan(tmp_path)
    assert isinstance(result, supamap.ScanResult)
    (usage,) = result.usages
    assert isinstance(usage, supamap.Usage)
    assert (usage.kind, usage.name, usage.symbol) == (supamap.ResourceKind.TABLE, "profiles", "db.ts#load")
    assert usage.location == supamap.Location("db.ts", 3, 30, usage.location.end_line)
    assert usage.operations == ("select",)
    assert usage.columns == ("id", "name")


def test_errors_are_raised(tmp_path: Path) -> None:
    with pytest.raises(supamap.NothingMeasuredError):
        supamap.scan(tmp_path)
    with pytest.raises(supamap.ConfigError):
        supamap.scan(tmp_path / "nowhere")
