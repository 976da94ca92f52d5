"""Measure whether ten times the files take ten times as long: ``python tests/benchmarks/linearity.py --help``.

The tree is a monorepo of copies of this project's own fixtures. Every copy is a workspace that imports a client, a
component and a parametric storage wrapper from one shared package, so questions about callers lead across all of it;
tables that a copy names by literals are its own.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
THEMES = ("studio", "nextjs-app", "sveltekit", "expo", "plain-js")
LEFT_OUT = shutil.ignore_patterns("node_modules", "expected", "docs", ".*")
TABLE = re.compile(r"""(\.from\(\s*(['"])\w+)\2""")
CODE = (".ts", ".tsx", ".js", ".jsx", ".svelte")
COMMANDS = {
    "scan": ("scan", "--format", "json"),
    "graph": ("graph", "--format", "json"),
    "sync": ("sync", "--dry-run"),
}

SHARED = {
    "supamap.toml": "[docs.categories.other]\nnumbers = [100, 99999]\n",
    "packages/shared/package.json": '{"name": "@tree/shared", "main": "src/index.ts"}',
    "packages/shared/src/index.ts": "export * from './client'\nexport * from './storage'\nexport * from './panel'\n",
    "packages/shared/src/client.ts": (
        "import { createClient } from '@supabase/supabase-js'\n"
        "export const shared = createClient(process.env.URL, process.env.SUPABASE_ANON_KEY)\n"
    ),
    "packages/shared/src/storage.ts": (
        "import type { SupabaseClient } from '@supabase/supabase-js'\n"
        "export async function put(client: any, bucket: string, path: string, file: Blob) {\n"
        "  return client.storage.from(bucket).upload(path, file)\n}\n"
        "export const read = async (client, table: string) => client.from(table).select('id, name')\n"
    ),
    "packages/shared/src/panel.tsx": (
        "import { shared } from './client'\n"
        "export function Panel({ table }: { table: string }) {\n"
        "  shared.from(table).select('id')\n  return <div />\n}\n"
    ),
}
USER = """\
import {{ Panel, put, read, shared }} from '@tree/shared'

export async function save(file: Blob) {{
  await put(shared, 'files-{name}', 'a.png', file)
  return read(shared, 'notes_{name}')
}}

export function SharedPage() {{
  save(new Blob())
  return <Panel table="panel_{name}" />
}}
"""


class Measured(NamedTuple):
    """Seconds of a whole process with its children: by the clock, and of processors."""

    wall: float
    cpu: float


def plant(root: Path, rounds: int) -> int:
    """Write a tree of ``rounds`` copies of each fixture and return how many source files it has."""
    manifest = {"name": "tree", "private": True, "workspaces": ["packages/*", "apps/*"]}
    for path, text in {"package.json": json.dumps(manifest), **SHARED}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for theme in THEMES:
        for number in range(rounds):
            _copy(FIXTURES / theme, root / "apps" / f"{theme}-{number:03}", f"{theme.replace('-', '_')}_{number:03}")
    return sum(1 for path in root.rglob("*") if path.suffix in CODE)


def _copy(source: Path, target: Path, name: str) -> None:
    shutil.copytree(source, target, ignore=LEFT_OUT)
    for path in target.rglob("*"):
        if path.suffix in CODE:
            text = path.read_text(encoding="utf-8", errors="surrogateescape")
            path.write_text(TABLE.sub(rf"\1_{name}\2", text), encoding="utf-8", errors="surrogateescape")
    manifest = target / "package.json"
    described = json.loads(manifest.read_text()) if manifest.exists() else {}
    described["name"] = f"@tree/{name}"
    described.setdefault("dependencies", {})["@tree/shared"] = "workspace:*"
    manifest.write_text(json.dumps(described))
    (target / "src").mkdir(exist_ok=True)
    (target / "src" / "SharedPage.tsx").write_text(USER.format(name=name))


def measured(root: Path, command: tuple[str, ...], runs: int) -> Measured:
    """The best of several runs of a command without a cache."""
    return min((_once(root, command) for _ in range(runs)), key=lambda found: found.cpu)


def _once(root: Path, command: tuple[str, ...]) -> Measured:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "supamap", "-q", "--no-cache", "--root", str(root), *command],
        stdout=subprocess.DEVNULL,
        check=True,
        env=os.environ,
    )
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return Measured(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main() -> None:
    """Print one line a command: seconds of both trees, and how many times as long the larger one takes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2, help="copies of each fixture in the smaller tree")
    parser.add_argument("--factor", type=int, default=10, help="how many times as many the larger one has")
    parser.add_argument("--runs", type=int, default=2, help="runs of each command; the best counts")
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--keep", type=Path, help="write the trees there and leave them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        base = options.keep or Path(temporary)
        trees = [base / "small", base / "large"]
        counts = [plant(tree, rounds) for tree, rounds in zip(trees, _rounds(options), strict=True)]
        _say(f"{counts[0]} and {counts[1]} source files: {counts[1] / counts[0]:.1f} times as many")
        for name in options.commands:
            for tree in trees if name == "sync" else ():
                _once(tree, ("docs", "new", "--tables"))
            small, large = (measured(tree, COMMANDS[name], options.runs) for tree in trees)
            _say(
                f"{name:6} CPU {small.cpu:6.2f} s {large.cpu:7.2f} s {large.cpu / small.cpu:5.1f} times"
                f"   clock {small.wall:6.2f} s {large.wall:7.2f} s {large.wall / small.wall:5.1f} times"
            )


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def _rounds(options: argparse.Namespace) -> tuple[int, int]:
    return options.rounds, options.rounds * options.factor


if __name__ == "__main__":
    main()
