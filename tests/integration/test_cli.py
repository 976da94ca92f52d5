"""The commands on a small application: what is written, what is printed where, and how they end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from supamap.config import load_config

Command = Callable[..., tuple[int, str, str]]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_scan_formats(app: Path, command: Command) -> None:
    code, out, err = command("scan", "--format", "json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["schema_version"] == 1
    assert document["files_scanned"] == 3
    found = {(usage["kind"], usage["name"], usage["symbol"]) for usage in document["usages"]}
    assert found == {
        ("table", "profiles", "src/hooks/useProfile.ts#useProfile"),
        ("bucket", "avatars", "src/hooks/useProfile.ts#useAvatar"),
    }
    lines = [json.loads(line) for line in command("scan", "--format", "jsonl")[1].splitlines()]
    assert {line["name"] for line in lines if "name" in line} == {"profiles", "avatars"}
    assert {row["name"] for row in csv.DictReader(io.StringIO(command("scan", "--format", "csv")[1]))} == {
        "profiles",
        "avatars",
    }
    assert "profiles" in command("scan")[1]


def test_scan_of_some_kinds(app: Path, command: Command) -> None:
    _, out, _ = command("scan", "--format", "json", "--kind", "bucket", "--kind", "rpc")
    assert [usage["name"] for usage in json.loads(out)["usages"]] == ["avatars"]


def test_scan_into_a_file(app: Path, command: Command) -> None:
    _, printed, _ = command("scan", "--format", "json")
    assert command("scan", "--format", "json", "--output", "usages.json") == (0, "", "")
    assert (app / "usages.json").read_text() == printed


def test_verbose_says_more_on_stderr_alone(app: Path, command: Command) -> None:
    _, quiet, _ = command("-q", "scan")
    _, out, err = command("-v", "scan")
    assert out == quiet
    assert f"root: {app}" in err
    assert "read 3 files" in err


def test_root_option_from_elsewhere(app: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    _, expected, _ = command("scan", "--format", "json")
    monkeypatch.chdir(app.parent)
    assert command("--root", app.name, "scan", "--format", "json") == (0, expected, "")


def test_pages_are_created_synced_and_checked(app: Path, command: Command) -> None:
    code, out, err = command("sync")
    assert (code, out) == (2, "")
    assert "docs/tables: there is no such folder" in err
    assert "supamap docs new" in err

    code, out, err = command("docs", "new", "--all")
    assert (code, out) == (0, "")
    pages = sorted((app / "docs" / "tables").iterdir())
    assert [page.name.partition("-")[2] for page in pages] == ["profiles.md", "avatars.md"]
    assert command("docs", "new", "--all")[2] == "no page is missing\n"
    before = snapshot(app)
    assert command("sync")[0] == 0
    assert command("sync", "--check")[:2] == (0, "")
    assert snapshot(app) == before

    (app / "src" / "pages" / "Other.tsx").write_text((app / "src/pages/Home.tsx").read_text().replace("Home", "Other"))
    before = snapshot(app)
    for option, expected in (("--dry-run", 0), ("--check", 1)):
        code, out, err = command("sync", option)
        assert code == expected
        assert "+  - [`Other`](../../src/pages/Other.tsx)" in out
        assert "1 page" in err
        assert snapshot(app) == before
    code, out, _ = command("check")
    assert code == 1
    assert "stale" in out
    code, out, err = command("sync")
    assert (code, out) == (0, "")
    assert "1 page written, 1 up to date" in err
    assert "`Other`" in pages[0].read_text()
    assert command("sync", "--check")[0] == 0
    assert command("check")[0] == 0


def test_pages_by_name(app: Path, command: Command) -> None:
    command("docs", "new", "profiles")
    assert [page.name for page in (app / "docs" / "tables").iterdir()] == ["10-profiles.md"]
    code, _, err = command("docs", "new", "profiles")
    assert (code, "has a page already" in err) == (2, True)
    assert command("docs", "new", "--buckets")[0] == 0
    assert command("sync", "profiles", "bucket:avatars", "10-profiles.md")[0] == 0
    code, _, err = command("sync", "profile")
    assert code == 2
    assert "no page documents profile; did you mean profiles?" in err


def test_pages_by_hand_need_no_number(app: Path, command: Command) -> None:
    folder = app / "docs" / "tables"
    folder.mkdir(parents=True)
    (folder / "style.md").write_text("# Style\n")
    code, _, err = command("sync")
    assert (code, "`profiles.md`" in err) == (2, True)
    (folder / "profiles.md").write_text("# profiles\n\nBy hand.\n")
    (folder / "invoices.md").write_text("# Invoices\n\nNot used yet.\n")
    assert command("sync")[0] == 0
    assert "By hand.\n" in (folder / "profiles.md").read_text()
    assert "[`Home`]" in (folder / "profiles.md").read_text()
    assert command("docs", "new", "--all")[0] == 0
    assert {page.name for page in folder.iterdir()} == {"profiles.md", "invoices.md", "style.md", "90-avatars.md"}
    code, _, err = command("docs", "new", "invoices")
    assert (code, "has a page already" in err) == (2, True)


def test_what_only_tests_use_gets_no_page(app: Path, command: Command) -> None:
    (app / "src" / "hooks" / "useProfile.test.ts").write_text(
        (app / "src/hooks/useProfile.ts").read_text().replace("avatars", "tested")
    )
    assert command("docs", "new", "--all")[0] == 0
    folder = app / "docs" / "tables"
    assert {page.name for page in folder.iterdir()} == {"10-profiles.md", "90-avatars.md"}
    assert "not documented" not in command("sync")[2]
    (app / "supamap.toml").write_text("[graph]\ntests = true\n")
    assert "not documented: bucket:tested" in command("sync")[2]
    assert "created docs/tables/91-tested.md" in command("docs", "new", "--all")[2]


def test_a_new_page_of_what_nothing_uses_says_so(app: Path, command: Command) -> None:
    code, out, err = command("docs", "new", "profile", "avatars", "bucket:avatars")
    assert (code, out) == (0, "")
    assert "note: nothing uses profile; did you mean profiles?\n" in err
    assert "note: nothing uses avatars\n" in err
    assert "nothing uses bucket:avatars" not in err
    assert "note" not in command("docs", "new", "profiles")[2]


def test_sync_says_what_is_not_documented(app: Path, command: Command) -> None:
    command("docs", "new", "profiles")
    assert "not documented: bucket:avatars" in command("sync")[2]


def test_damaged_markers_touch_no_page(app: Path, command: Command) -> None:
    command("docs", "new", "--all")
    page = next((app / "docs" / "tables").glob("*profiles.md"))
    page.write_text(page.read_text().replace("<!-- supamap:end integration-map -->\n", ""))
    (app / "src" / "pages" / "Other.tsx").write_text((app / "src/pages/Home.tsx").read_text().replace("Home", "Other"))
    before = snapshot(app)
    code, out, err = command("sync")
    assert (code, out) == (2, "")
    assert "profiles.md" in err
    assert snapshot(app) == before


def test_an_application_below_its_configuration(
    app: Path, command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("base")
    app.rename(base / "app")
    (base / "supamap.toml").write_text('root = "app"\n[docs]\nfolder = "docs/db"\n')
    monkeypatch.chdir(base)
    command("docs", "new", "--all")
    page = (base / "docs" / "db" / "10-profiles.md").read_text()
    assert "(../../app/src/pages/Home.tsx)" in page
    assert json.loads(command("scan", "--format", "json")[1])["usages"][0]["file"] == "src/hooks/useProfile.ts"
    (base / "docs" / "db" / "10-profiles.md").unlink()
    findings = json.loads(command("check", "--select", "undocumented-table", "--format", "json")[1])["findings"]
    assert [finding["location"]["file"] for finding in findings] == ["app/src/hooks/useProfile.ts"]


def test_graph(app: Path, command: Command) -> None:
    code, out, _ = command("graph")
    document = json.loads(out)
    assert code == 0
    assert {"table:profiles", "src/pages/Home.tsx#Home"} <= {node["id"] for node in document["nodes"]}
    _, out, _ = command("graph", "--focus", "avatars", "--depth", "1")
    assert {node["id"] for node in json.loads(out)["nodes"]} == {"bucket:avatars", "src/hooks/useProfile.ts#useAvatar"}
    for form in ("graphml", "dot", "mermaid"):
        code, out, _ = command("graph", "--format", form)
        assert (code, "profiles" in out) == (0, True)


def test_graph_focus_on_nothing(app: Path, command: Command) -> None:
    code, out, err = command("graph", "--focus", "nobody")
    assert (code, out) == (2, "")
    assert "nothing here is called nobody" in err


def test_check_of_an_undocumented_application(app: Path, command: Command) -> None:
    code, out, err = command("check", "--format", "json")
    assert (code, {one["rule"] for one in json.loads(out)["findings"]}) == (0, {"dead-usage"})
    assert "nothing is documented yet: `supamap docs new --all` writes the pages" in err
    page = app / "docs" / "tables" / "10-first.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Table: profiles\n")
    code, out, err = command("check", "--select", "undocumented-bucket", "--format", "json")
    assert (code, [one["resource"] for one in json.loads(out)["findings"]]) == (1, ["bucket:avatars"])
    assert "nothing is documented" not in err


def test_init_never_overwrites(app: Path, command: Command) -> None:
    code, out, err = command("init")
    assert (code, out) == (0, "")
    text = (app / "supamap.toml").read_text()
    assert "# Found: src\n" in text
    assert load_config(app).root == app
    (app / "supamap.toml").write_text("# mine\n")
    code, _, err = command("init")
    assert code == 2
    assert "there is a configuration already" in err
    assert (app / "supamap.toml").read_text() == "# mine\n"


def test_init_lists_pages_of_any_number(app: Path, command: Command) -> None:
    folder = app / "docs" / "tables"
    folder.mkdir(parents=True)
    for name in ("100-zebras.md", "9-a.md", "20-messages.md", "style.md"):
        (folder / name).write_text("")
    assert command("init")[0] == 0
    assert "# Pages there: 9-a.md, 20-messages.md, 100-zebras.md\n" in (app / "supamap.toml").read_text()


def test_init_where_nothing_is(tmp_path: Path, command: Command) -> None:
    assert command("--root", str(tmp_path), "init")[0] == 0
    assert "no source file yet" in (tmp_path / "supamap.toml").read_text()


@pytest.mark.parametrize("arguments", [("scan",), ("check",), ("graph",), ("docs", "new")])
def test_nothing_to_measure(tmp_path: Path, command: Command, arguments: tuple[str, ...]) -> None:
    code, out, err = command("--root", str(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert "there is no source file to scan" in err
    (tmp_path / "a.ts").write_text("export const a = Array.from('x')\n")
    code, out, err = command("--root", str(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert "no use of a Supabase client was found in 1 file" in err


def test_everything_left_out_by_configuration(app: Path, command: Command) -> None:
    (app / "supamap.toml").write_text('[source]\ninclude = ["lib/**"]\n')
    code, _, err = command("scan")
    assert code == 2
    assert "check `include` and `exclude`" in err


def test_files_that_are_not_text(app: Path, command: Command) -> None:
    (app / "src" / "broken.ts").write_text("const x = ((( \n db.from('x'\n")
    (app / "src" / "binary.ts").write_bytes(b"\0\1\2\xff" * 100)
    (app / "src" / "empty.ts").write_text("")
    (app / "src" / "latin.ts").write_bytes("// \xe9\n".encode("latin-1"))
    code, out, err = command("scan", "--format", "json")
    assert code == 0
    files = {diagnostic["file"] for diagnostic in json.loads(out)["diagnostics"]}
    assert {"src/broken.ts", "src/binary.ts"} <= files
    assert "could not be read as they stand" in err
    assert command("-q", "scan", "--format", "json")[2] == ""
