"""The commands that look after the documentation folder as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Command = Callable[..., tuple[int, str, str]]


def states(command: Command) -> dict[str, dict[str, str]]:
    document = json.loads(command("docs", "status", "--format", "json")[1])
    return {page["page"] or page["resources"][0]: page["sections"] for page in document["pages"]}


def test_status_from_nothing_to_stale(app: Path, command: Command) -> None:
    code, out, err = command("docs", "status")
    assert (code, out) == (2, "")
    assert "supamap docs new --all" in err

    command("docs", "new", "profiles")
    found = states(command)
    assert set(found) == {"docs/tables/10-profiles.md", "bucket:avatars"}
    assert set(found["bucket:avatars"].values()) == {"missing"}
    new = found["docs/tables/10-profiles.md"]
    assert new["Integration Map"] == "generated"
    assert {state for title, state in new.items() if title != "Integration Map"} == {"placeholder"}

    (app / "src" / "pages" / "Team.tsx").write_text((app / "src" / "pages" / "Home.tsx").read_text())
    assert states(command)["docs/tables/10-profiles.md"]["Integration Map"] == "stale"


def test_status_fails_under_a_coverage(app: Path, command: Command) -> None:
    command("docs", "new", "--tables")
    code, out, err = command("docs", "status", "--fail-under", "7")
    assert (code, err) == (0, "")
    assert "7 % of 14 sections documented; 1 page missing" in out
    code, again, err = command("docs", "status", "--fail-under", "8")
    assert (code, again, err) == (1, out, "7 % is less than 8 %\n")
    assert command("docs", "status", "--fail-under", "101")[0] == 2


def test_status_in_every_format_and_into_a_file(app: Path, command: Command) -> None:
    command("docs", "new", "--all")
    assert json.loads(command("docs", "status", "--format", "badge")[1])["schemaVersion"] == 1
    code, out, _ = command("docs", "status", "--format", "markdown", "--output", "status.md")
    assert (code, out) == (0, "")
    assert "| `10-profiles.md` | medium |" in (app / "status.md").read_text()


def test_priorities_order_the_status(app: Path, command: Command) -> None:
    (app / "supamap.toml").write_text('[docs.tables."bucket:avatars"]\npriority = "high"\n')
    command("docs", "new", "--all")
    assert list(states(command)) == ["docs/tables/90-avatars.md", "docs/tables/10-profiles.md"]
