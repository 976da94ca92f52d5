"""What teams put into their CI: held against published schemas, and run as far as that goes on one machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
BIN = Path(sys.executable).parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("schema", "file"),
    [("vendor.github-actions", "action.yml"), ("vendor.gitlab-ci", "docs/ci/supamap.gitlab-ci.yml")],
)
def test_files_follow_the_published_schemas(schema: str, file: str) -> None:
    done = run("check-jsonschema", "--builtin-schema", schema, file, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_workflow_of_the_guide_follows_its_schema(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "ci" / "README.md").read_text(encoding="utf-8")
    (workflow,) = (text for text in guide.split("```yaml\n")[1:] if text.startswith("name:"))
    (tmp_path / "workflow.yml").write_text(workflow.partition("```")[0])
    done = run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", "workflow.yml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    given = yaml.safe_load(workflow.partition("```")[0])["jobs"]["check"]["steps"][1]["with"]
    assert given.keys() <= ACTION["inputs"].keys()


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A small application in a repository of its own, with a page about none of its tables."""
    folder = tmp_path / "app"
    shutil.copytree(FIXTURES / "plain-js", folder)
    (folder / "docs" / "tables").mkdir(parents=True)
    (folder / "docs" / "tables" / "10-first.md").write_text("# Table: first\n")
    for command in (
        ["git", "init", "-q", "-b", "main"],
        ["git", "add", "-A"],
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first"],
    ):
        assert run(*command, cwd=folder).returncode == 0
    return folder


@pytest.fixture
def runner(tmp_path: Path) -> dict[str, str]:
    """What a runner gives its steps."""
    (tmp_path / "supamap-env").mkdir()
    (tmp_path / "supamap-env" / "bin").symlink_to(BIN)
    return {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "SUPAMAP_CACHE_DIR": str(tmp_path / "cache"),
        "ARGS": "",
        "SINCE": "never",
        "BASE": "",
    }


def step(name: str, cwd: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does: its text in a file, bash without profiles, failing at once."""
    script = Path(environment["RUNNER_TEMP"]) / f"{name}.sh"
    script.write_text(STEPS[name]["run"], encoding="utf-8")
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script), cwd=cwd, **environment)


def outputs(environment: dict[str, str]) -> dict[str, str]:
    lines = Path(environment["GITHUB_OUTPUT"]).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_action_reports_findings(app: Path, runner: dict[str, str]) -> None:
    done = step("check", app, runner)
    assert done.returncode == 0, done.stderr
    assert "::error file=" in done.stdout
    assert Path(runner["GITHUB_STEP_SUMMARY"]).read_text().startswith("<!-- supamap-check -->\n")
    given = outputs(runner)
    assert given["exit-code"] == "1"
    assert Path(given["sarif"]).is_file()
    assert step("result", app, {**runner, "CODE": given["exit-code"]}).returncode == 1


def test_the_action_compares_with_the_base(app: Path, runner: dict[str, str]) -> None:
    base = run("git", "rev-parse", "HEAD", cwd=app).stdout.strip()
    done = step("check", app, {**runner, "SINCE": "auto", "BASE": base, "ARGS": "--fail-on info"})
    assert (done.returncode, outputs(runner)["exit-code"]) == (0, "0"), done.stdout + done.stderr
    assert "no findings new since" in done.stdout


def test_the_action_says_what_is_wrong(app: Path, runner: dict[str, str]) -> None:
    done = step("check", app, {**runner, "ARGS": "--select nothing"})
    assert "there is no rule 'nothing'" in done.stderr
    assert outputs(runner)["exit-code"] == "2"
    assert not Path(runner["GITHUB_STEP_SUMMARY"]).exists()


@pytest.mark.parametrize(("listed", "method"), [("", "POST"), ("17\n18\n", "PATCH")])
def test_the_action_keeps_one_comment(listed: str, method: str, app: Path, runner: dict[str, str]) -> None:
    temp = Path(runner["RUNNER_TEMP"])
    # GitHub itself is not here: a program in place of its client notes what it is asked for.
    gh = temp / "commands" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\necho "$@" >> {temp}/asked\ncase "$*" in *--paginate*) printf \'{listed}\';; esac\n')
    gh.chmod(0o755)
    given = {**runner, "REPOSITORY": "o/r", "NUMBER": "5", "REPORT": "r.md", "GH_TOKEN": "t"}
    given["PATH"] = f"{gh.parent}{os.pathsep}{os.environ['PATH']}"
    done = step("comment", app, given)
    assert done.returncode == 0, done.stderr
    _, written = (temp / "asked").read_text().splitlines()
    place = "repos/o/r/issues/comments/17" if listed else "repos/o/r/issues/5/comments"
    assert written == f"api --method {method} {place} --field body=@r.md --silent"


def test_a_refused_comment_fails_nothing(app: Path, runner: dict[str, str]) -> None:
    gh = Path(runner["RUNNER_TEMP"]) / "commands" / "gh"
    gh.parent.mkdir()
    gh.write_text("#!/bin/sh\necho 'HTTP 403' >&2\nexit 1\n")
    gh.chmod(0o755)
    given = {**runner, "REPOSITORY": "o/r", "NUMBER": "5", "REPORT": "r.md", "GH_TOKEN": "t"}
    done = step("comment", app, {**given, "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}"})
    assert done.returncode == 0
    assert done.stdout == "::notice title=supamap::no comment was written, the report stands in the summary: HTTP 403\n"


def test_the_hooks_run_in_pre_commit(app: Path, tmp_path: Path) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    # Installed already: `language: python` would download the same again.
    local = [{**hook, "language": "system", "entry": f"{BIN}/{hook['entry']}"} for hook in hooks]
    config = tmp_path / "hooks.yaml"
    config.write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    command = ("pre-commit", "run", "--all-files", "--config", str(config))
    done = run(*command, "supamap-check", cwd=app, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "[undocumented-table]" in done.stdout
    assert run("supamap", "docs", "new", "--all", cwd=app).returncode == 0
    assert run("supamap", "sync", cwd=app).returncode == 0
    run("git", "add", "-A", cwd=app)
    done = run(*command, "supamap-sync", cwd=app, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stdout + done.stderr
