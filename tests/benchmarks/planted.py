"""Plant faults in a copy of a project and see which rule finds each: ``python tests/benchmarks/planted.py --help``.

The copy first gets pages for all it uses, and a baseline of what is found in it as it stands. Each fault is planted in
a fresh copy of that; it counts as found when its rule reports it at its line, and did not before. Without a path the
faults are those of ``fixtures/studio`` written down here; with one, names in the code of that project are misspelt.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from supamap import pipeline
from supamap.config import load_config
from supamap.model.findings import Finding
from supamap.model.usage import Certainty, Origin, ResourceKind

STUDIO = Path(__file__).resolve().parents[2] / "fixtures" / "studio"
LEFT_OUT = shutil.ignore_patterns("node_modules", "expected", ".git")
REQUEST = pipeline.CheckRequest(today=date(2026, 1, 1))
MIGRATION = "supabase/migrations/20260101000000_planted.sql"
BROWSER = "src/planted.ts"
CLIENT = "import { supabase } from '@/integrations/supabase/client';\n\n"
DELETED = "\0"
PAGE = "docs/tables/31-jobs.md"
MISSPELT = {
    ResourceKind.TABLE: "unknown-table",
    ResourceKind.BUCKET: "unknown-bucket",
    ResourceKind.RPC: "unknown-rpc",
    ResourceKind.EDGE_FUNCTION: "unknown-function",
}


class Edit(NamedTuple):
    """A change of a file: its first ``old`` becomes ``new``; without ``old``,
    ``new`` is written to its end, or the file deleted.
    """

    file: str
    old: str
    new: str


class Planted(NamedTuple):
    """A fault: what is changed, and where its rule must find it: in ``file``, at the first line with ``at``.

    ``file`` is empty for findings without a place; then ``at`` stands in the message.
    """

    rule: str
    file: str
    at: str
    edits: tuple[Edit, ...]


def code(rule: str, text: str, at: str = "") -> Planted:
    """A fault in a module of its own, in code of the browser."""
    return Planted(rule, BROWSER, at or text.partition("\n")[0], (Edit(BROWSER, "", f"{CLIENT}{text}\n"),))


def misspelt(rule: str, file: str, old: str, new: str, at: str = "") -> Planted:
    """A fault in a file that is there."""
    return Planted(rule, file, at or new, (Edit(file, old, new),))


def migrated(rule: str, file: str, at: str, sql: str) -> Planted:
    """A fault that a later migration brings."""
    return Planted(rule, file, at, (Edit(MIGRATION, "", f"{sql};\n"),))


FAULTS = (
    misspelt(
        "unknown-table",
        "src/hooks/useStory.ts",
        ".from('scenes')\n        .select",
        ".from('scens')\n        .select",
        ".from('scens')",
    ),
    Planted(
        "unknown-table",
        "src/hooks/useCollections.ts",
        ".from(TABLES.collections)",
        (Edit("src/lib/constants.ts", "'user_collections'", "'user_colections'"),),
    ),
    misspelt(
        "unknown-bucket", "src/components/profile/AvatarUpload.tsx", "from('avatars').upload", "from('avatar').upload"
    ),
    misspelt("unknown-rpc", "src/pages/Profile.tsx", "'anonymize_user'", "'anonymise_user'"),
    misspelt("unknown-function", "src/services/jobs.ts", "'queue-job'", "'queue-jobs'"),
    misspelt("unknown-column", "src/services/jobs.ts", "error_message, created_at", "error_mesage, created_at"),
    misspelt("unknown-column", "src/hooks/useStory.ts", ".eq('is_archived'", ".eq('archived'"),
    misspelt("unknown-column", "src/hooks/useModels.ts", ".order('priority'", ".order('rank'"),
    misspelt("unknown-column", "src/services/conversations.ts", "update({ is_archived", "update({ archived"),
    misspelt("unknown-column", "src/hooks/useUserRoles.ts", "onConflict: 'user_id,role'", "onConflict: 'user,role'"),
    misspelt("unknown-column", "src/services/exporter.ts", "messages(id, role,", "messages(id, rol,"),
    misspelt("unknown-embed", "src/services/exporter.ts", "title, messages(", "title, mesages("),
    misspelt("unknown-embed", "src/hooks/useUserRoles.ts", "!user_roles_user_id_fkey", "!user_roles_user_fkey"),
    misspelt("rpc-arguments", "src/services/PromptRepository.ts", "{ template_id: id }", "{ template: id }"),
    misspelt("rpc-arguments", "src/hooks/useHasRole.ts", ", _role: role }", " }", "rpc('has_role'"),
    misspelt("enum-value", "src/services/jobs.ts", "status: 'cancelled'", "status: 'canceled'"),
    misspelt("invalid-select", "src/services/exporter.ts", "created_at)'", "created_at'"),
    code("enum-value", "export const old = () => supabase.from('jobs').select('id').eq('status', 'done');"),
    code("missing-required-column", "export const add = () => supabase.from('messages').insert({ content: 'Hello' });"),
    code(
        "write-to-generated",
        "export const log = () => supabase.from('user_activity_log').insert({ id: 1, action: 'x' });",
    ),
    Planted(
        "schema-not-exposed",
        BROWSER,
        "supabase.schema('private')",
        (
            Edit(
                BROWSER, "", f"{CLIENT}export const keys = () => supabase.schema('private').from('keys').select('id');"
            ),
            Edit(MIGRATION, "", "create schema private;\ncreate table private.keys (id int primary key);\n"),
        ),
    ),
    code("no-policy-for-operation", "export const clear = () => supabase.from('jobs').delete().eq('id', 'x');"),
    code("no-policy-for-operation", "export const read = () => supabase.from('compel_configs').select('name');"),
    migrated(
        "unmapped-rpc",
        "",
        "planted_one",
        "create function public.planted_one() returns int language sql as 'select 1'",
    ),
    code("dynamic-reference", "export const any = (of: string) => supabase.from(window.name + of).select('id');"),
    code("unparsed-file", "export const broken = (((", "broken"),
    migrated(
        "unknown-column",
        "src/services/jobs.ts",
        "error_message, created_at",
        "alter table public.jobs rename column error_message to failure",
    ),
    migrated(
        "unknown-table",
        "src/hooks/usePresets.ts",
        ".from('enhancement_presets')",
        "drop table public.enhancement_presets cascade",
    ),
    migrated(
        "unknown-rpc",
        "src/services/PromptRepository.ts",
        ".rpc('increment_template_usage'",
        "drop function public.increment_template_usage",
    ),
    migrated(
        "no-policy-for-operation",
        "src/hooks/useMessages.ts",
        ".from('messages').delete()",
        'drop policy "People delete messages of own conversations" on public.messages',
    ),
    migrated(
        "no-policy-for-operation",
        "src/hooks/useStory.ts",
        ".from('scenes')",
        "revoke all on public.scenes from anon, authenticated",
    ),
    migrated(
        "rls-disabled",
        "src/hooks/useDashboardStats.ts",
        "client.from(table)",
        "alter table public.characters disable row level security",
    ),
    migrated(
        "missing-required-column",
        "src/services/conversations.ts",
        ".insert({",
        "alter table public.conversations add column owner uuid not null",
    ),
    migrated(
        "ambiguous-embed",
        "src/services/jobs.ts",
        "model:api_models(",
        "alter table public.jobs add column second_model_id uuid references public.api_models (id)",
    ),
    migrated("skipped-statement", MIGRATION, "alter table", "alter table public.jobz add column done boolean"),
    migrated("unmapped-table", "", "planted_things", "create table public.planted_things (id uuid primary key)"),
    migrated(
        "security-definer-rpc-exposed",
        "",
        "planted_count",
        "create function public.planted_count() returns int language sql security definer as 'select 1'",
    ),
    Planted(
        "public-bucket-listing",
        "",
        "`uploads`",
        (
            Edit(
                "supabase/config.toml",
                "[storage.buckets.uploads]\npublic = false",
                "[storage.buckets.uploads]\npublic = true",
            ),
            Edit(
                MIGRATION,
                "",
                "create policy \"planted\" on storage.objects for select using (bucket_id = 'uploads');\n",
            ),
        ),
    ),
    misspelt(
        "stale-block",
        PAGE,
        "- [`cancelJob`](../../src/services/jobs.ts) – update",
        "- [`dropJob`](../../src/services/jobs.ts) – update",
        "dropJob",
    ),
    migrated("stale-block", PAGE, "", "alter table public.jobs add column planted text"),
    misspelt("missing-section", PAGE, "\n## Notes\n", "\n## Remarks\n", "# Table: jobs"),
    misspelt(
        "unverified-note",
        PAGE,
        "<!-- supamap:end integration-map -->",
        "<!-- supamap:end integration-map -->\n\n- Pages/Components\n  - `LegacyQueue`: until spring",
        "LegacyQueue",
    ),
    Planted(
        "orphan-page", "docs/tables/35-jobss.md", "# Table", (Edit("docs/tables/35-jobss.md", "", "# Table: jobss\n"),)
    ),
    Planted(
        "number-conflict",
        "docs/tables/31-things.md",
        "# Table",
        (Edit("docs/tables/31-things.md", "", "# Table: things\n"),),
    ),
    Planted(
        "placeholder-left",
        "docs/tables/36-things.md",
        "# Table",
        (
            Edit(
                "docs/tables/36-things.md",
                "",
                "# Table: things\n\n## Ownership\n\n[Name who owns this table and who may change it]\n",
            ),
        ),
    ),
    Planted(
        "undocumented-table", "src/components/library/AssetInspector.tsx", ".from(table)", (Edit(PAGE, "", DELETED),)
    ),
    migrated(
        "stale-baseline",
        "src/components/profile/AvatarUpload.tsx",
        "",
        'drop policy "Avatars are public" on storage.objects',
    ),
    code("invalid-suppression", "// supamap-ignore-next-line unknown-column\nexport const a = 1;"),
    code("unused-suppression", "// supamap-ignore-next-line unknown-column -- planted\nexport const a = 1;"),
    Planted(
        "unmapped-function",
        "supabase/functions/planted/index.ts",
        "Deno",
        (Edit("supabase/functions/planted/index.ts", "", "Deno.serve(() => new Response('ok'));\n"),),
    ),
    Planted(
        "dead-usage",
        "src/services/planted.ts",
        "export const unused",
        (
            Edit(
                "src/services/planted.ts",
                "",
                f"{CLIENT}export const unused = () => supabase.from('jobs').select('id');\n",
            ),
        ),
    ),
)


def prepare(tree: Path, root: Path) -> None:
    """Copy a project, write pages for all it uses, and a baseline of what is found."""
    shutil.copytree(tree, root, ignore=LEFT_OUT)
    config = load_config(root)
    for _ in range(2):
        pipeline.write(pipeline.plan_pages(config, kinds=("table", "bucket")))
        pipeline.write(pipeline.plan_sync(config))
    text = pipeline.baseline_text(pipeline.check(config, REQUEST), prune=False)
    pipeline.baseline_file(config, REQUEST).write_text(text, encoding="utf-8")


def found(root: Path, cache: Path) -> list[Finding]:
    """What is new in a project since its baseline was written."""
    checked = pipeline.check(replace(load_config(root), cache=cache), REQUEST)
    return [reported.finding for reported in checked.report.findings]


def plant(root: Path, edits: tuple[Edit, ...]) -> None:
    """Change files. ValueError when a text that shall be replaced is not there."""
    for edit in edits:
        path = root / edit.file
        if edit.new == DELETED:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if edit.old not in text:
            raise ValueError(f"{edit.file} does not say {edit.old!r}")
        path.write_text(text.replace(edit.old, edit.new, 1) if edit.old else text + edit.new, encoding="utf-8")


def is_at(finding: Finding, fault: Planted, root: Path) -> bool:
    """Whether a finding is the one that a fault must lead to."""
    if finding.rule != fault.rule:
        return False
    if not fault.file:
        return fault.at in finding.message
    if finding.location is None or finding.location.file != fault.file:
        return False
    if not fault.at:
        return True
    lines = (root / fault.file).read_text(encoding="utf-8").split("\n")
    return fault.at in lines[finding.location.line - 1]


def misspellings(tree: Path, limit: int) -> Iterator[Planted]:
    """Names of proven usages, each misspelt where it stands as a literal, ``limit`` of a kind."""
    seen: dict[ResourceKind, int] = {}
    taken: set[tuple[ResourceKind, str]] = set()
    for usage in pipeline.scan(load_config(tree)).usages:
        rule, name, place = MISSPELT.get(usage.kind), usage.name or "", usage.location
        if rule is None or usage.certainty is not Certainty.PROVEN or usage.origin is not Origin.CALL:
            continue
        line = (tree / place.file).read_text(encoding="utf-8").split("\n")[place.line - 1]
        literal = re.search(rf"""(['"`]){re.escape(name)}\1""", line)
        if literal is None or (usage.kind, name) in taken or seen.get(usage.kind, 0) >= limit or "test" in place.file:
            continue
        taken.add((usage.kind, name))
        seen[usage.kind] = seen.get(usage.kind, 0) + 1
        wrong = f"{line[: literal.end() - 1]}x{line[literal.end() - 1 :]}"
        yield Planted(rule, place.file, wrong, (Edit(place.file, line, wrong),))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", nargs="?", type=Path, help="a project (default: fixtures/studio)")
    parser.add_argument("--limit", type=int, default=10, help="names of a kind that are misspelt in another project")
    given = parser.parse_args()
    faults = FAULTS if given.tree is None else tuple(misspellings(given.tree, given.limit))
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        base, cache = Path(folder) / "base", Path(folder) / "cache"
        prepare(given.tree or STUDIO, base)
        before = found(base, cache)
        for number, fault in enumerate(faults):
            root = Path(folder) / str(number)
            shutil.copytree(base, root)
            plant(root, fault.edits)
            after = found(root, cache)
            hit = any(is_at(one, fault, root) for one in after) and not any(is_at(one, fault, base) for one in before)
            missed += not hit
            say(f"{'found ' if hit else 'MISSED'} {fault.rule} {fault.file} {fault.at.strip()}")
            for one in () if hit else after:
                say(f"       instead: {one.rule} {one.location} {one.message}")
            shutil.rmtree(root)
    say(f"{len(faults) - missed} of {len(faults)} found; {len(before)} findings before")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
