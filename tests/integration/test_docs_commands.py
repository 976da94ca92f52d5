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
    generated = {"Integration Map", "Example Queries"}
    assert {new[title] for title in generated} == {"generated"}
    assert {state for title, state in new.items() if title not in generated} == {"placeholder"}

    (app / "src" / "pages" / "Team.tsx").write_text((app / "src" / "pages" / "Home.tsx").read_text())
    assert states(command)["docs/tables/10-profiles.md"]["Integration Map"] == "stale"


def test_status_fails_under_a_coverage(app: Path, command: Command) -> None:
    command("docs", "new", "--tables")
    code, out, err = command("docs", "status", "--fail-under", "14")
    assert (code, err) == (0, "")
    assert "14 % of 14 sections documented; 1 page missing" in out
    code, again, err = command("docs", "status", "--fail-under", "15")
    assert (code, again, err) == (1, out, "14 % is less than 15 %\n")
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


def test_inventory_is_written_and_kept_true(app: Path, command: Command) -> None:
    folder = app / "docs" / "tables"
    assert command("docs", "inventory")[0] == 2

    command("docs", "new", "profiles")
    (folder / "readme.md").write_text("# Ours\n\nWords.\n")
    code, out, _ = command("docs", "inventory", "--dry-run")
    assert (code, sorted(path.name for path in folder.iterdir())) == (0, ["10-profiles.md", "readme.md"])
    assert "+| [10-profiles](10-profiles.md) | `profiles` |  | template |" in out
    assert command("docs", "inventory", "--check")[:2] == (1, out)
    code, out, err = command("docs", "inventory")
    assert (code, out) == (0, "")
    assert "3 pages written, 0 up to date" in err
    assert (folder / "readme.md").read_text().startswith("# Ours\n\nWords.\n\n<!-- supamap:begin navigation -->\n")
    assert "begin inventory-sql" in (folder / "01-INVENTORY_SQL.md").read_text()
    assert command("docs", "inventory", "--check")[0] == 0
    assert command("sync", "--check")[0] == 0

    page = folder / "10-profiles.md"
    page.write_text(page.read_text().replace("[Describe what this table is for]", "One row per person."))
    code, out, _ = command("sync", "--check")
    assert code == 1
    assert "+| [10-profiles](10-profiles.md) | `profiles` | One row per person. | lacks" in out
    assert "docs/tables/00-INVENTORY.md\n  10:1  error    this page is not what" in command("check")[1]
    assert command("sync", "profiles", "--check")[0] == 0
    assert "1 page written, 3 up to date" in command("sync")[2]
    assert command("docs", "inventory", "--check")[0] == 0


def test_inventory_is_what_it_is_after_a_sync(app: Path, command: Command) -> None:
    """A stale page says in the inventory what it will say once it is synced: the order of commands means nothing."""
    command("docs", "new", "profiles")
    page = app / "docs" / "tables" / "10-profiles.md"
    page.write_text(page.read_text().replace("Integration Map", "integration map").split("<!--")[0] + "\n\n## Notes\n")
    command("docs", "inventory")
    command("sync")
    assert command("docs", "inventory", "--check")[0] == 0


def test_damaged_inventory_touches_nothing(app: Path, command: Command) -> None:
    command("docs", "new", "--all")
    command("docs", "inventory")
    inventory = app / "docs" / "tables" / "00-INVENTORY.md"
    inventory.write_text(inventory.read_text().replace("<!-- supamap:end inventory -->\n", ""))
    (app / "src" / "pages" / "Team.tsx").write_text((app / "src" / "pages" / "Home.tsx").read_text())
    before = {path: path.read_bytes() for path in inventory.parent.iterdir()}
    for arguments in (("sync",), ("docs", "inventory"), ("sync", "--check")):
        code, _, err = command(*arguments)
        assert code == 2
        assert 'docs/tables/00-INVENTORY.md:3: block "inventory" is never closed' in err.replace("\n", " ")
    assert {path: path.read_bytes() for path in inventory.parent.iterdir()} == before


def test_sync_says_which_pages_it_leaves_out(app: Path, command: Command) -> None:
    command("docs", "new", "profiles")
    folder = app / "docs" / "tables"
    for name, text in (("feed.md", "# How the feed works\n"), ("plan.md", "---\ntables: []\n---\n# Plan\n")):
        (folder / name).write_text(text)
    err = command("sync")[2]
    assert "warning: left out: feed.md (neither front matter nor heading" in err
    assert "plan.md" not in err
    (app / "supamap.toml").write_text('[docs.pages]\n"feed.md" = []\n')
    assert "left out" not in command("sync")[2]


def test_new_pages_by_configuration(app: Path, command: Command) -> None:
    """Titles, categories, their order and ranges are configuration; a full range says what to do and writes nothing."""
    (app / "supamap.toml").write_text(
        """
        [docs.tables."bucket:avatars"]
        title = "Portraits"
        [docs.categories.people]
        numbers = [10, 11]
        resources = ["teams", "profiles", "invitations"]
        """
    )
    assert command("docs", "new", "profiles", "teams", "bucket:avatars")[0] == 0
    folder = app / "docs" / "tables"
    assert sorted(page.name for page in folder.iterdir()) == ["10-teams.md", "11-profiles.md", "90-avatars.md"]
    assert (folder / "90-avatars.md").read_text().startswith("---\nbuckets: [avatars]\n---\n\n# Portraits\n")
    code, _, err = command("docs", "new", "notes", "invitations")
    assert code == 2
    assert 'no number is free in category "people" (10–11)' in err
    assert "widen the category's range in supamap.toml" in err
    assert len(list(folder.iterdir())) == 3
