"""``supamap docs test`` as a user runs it: with migrations, with generated types alone, without a schema."""

from __future__ import annotations

import json
from pathlib import Path

from tests.integration.conftest import Command

from supamap.config import load_config
from supamap.docs.example_queries import example_lines
from supamap.model.examples import CodeBlock
from supamap.pipeline.measuring import measure
from supamap.pipeline.schemas import located_sources, schema_of
from supamap.postgrest.catalog import Catalog
from supamap.schema.embedded.replay import replayed_server
from supamap.schema.examples import ground_of, try_block
from supamap.schema.migrations import Migrations, SqlFile

ROOT = Path(__file__).parents[2]
MIGRATION = """
create type tier as enum ('free', 'studio');
create table profiles (id uuid primary key, name text not null, tier tier not null default 'free');
create table posts (id bigint generated always as identity primary key, author_id uuid not null references profiles);
alter table posts enable row level security;
revoke all on posts from anon;
"""
TYPES = """export type Database = { public: { Tables: { profiles: {
  Row: { id: string; name: string }; Insert: { id: string; name: string }; Update: { id?: string; name?: string }
  Relationships: [] } }; Views: {}; Functions: {}; Enums: {}; CompositeTypes: {} } }
"""
GOOD = """# Table: profiles

## Example Queries

```sql
-- as authenticated
select id, name from profiles where id = :id and tier = 'free';
```

```ts
const { data } = await supabase.from('profiles').select('name, posts(id)').eq('tier', 'studio').eq('id', userId)
```
"""
BAD = """# Table: profiles

## Example Queries

```sql
select name from profiles;

select nmae from profiles;
commit;
```

```sql
-- as anon
select * from posts;
```

```ts
const { data } = await supabase
  .from('profiles')
  .select('nmae, comments(id)')
```

```ts
await supabase.from('profiles').insert({ id: userId, tier: 'gold' })
```
"""


def write(app: Path, **files: str) -> None:
    places = {
        "page": "docs/tables/12-profiles.md",
        "migration": "supabase/migrations/20260101000000_first.sql",
        "types": "src/lib/database.types.ts",
    }
    for name, text in files.items():
        (app / places[name]).parent.mkdir(parents=True, exist_ok=True)
        (app / places[name]).write_text(text)


def test_examples_that_work(app: Path, command: Command) -> None:
    write(app, page=GOOD, migration=MIGRATION)
    code, out, err = command("docs", "test")
    assert (code, err) == (0, "")
    assert out.startswith("no faults in 2 examples (schema: the migrations (supabase/migrations)")


def test_each_fault_with_its_line(app: Path, command: Command) -> None:
    write(app, page=BAD, migration=MIGRATION)
    code, out, _ = command("docs", "test", "profiles", "--format", "json")
    document = json.loads(out)
    assert code == 1
    assert document["examples"] == 4
    assert {fault["page"] for fault in document["faults"]} == {"docs/tables/12-profiles.md"}
    assert [(fault["line"], fault["message"]) for fault in document["faults"]] == [
        (8, 'column "nmae" does not exist'),
        (14, "permission denied for table posts"),
        (20, "profiles has no column nmae"),
        (20, "profiles has no table, foreign key or function comments to embed"),
        (24, "'gold' is no value of profiles.tier: free, studio"),
        (24, "profiles.name has to be given: it is not null and has no default"),
    ]
    assert [(one["line"], one["reason"]) for one in document["untested"]] == [
        (9, "commit would leave the transaction that is rolled back")
    ]


def test_with_types_alone_the_parts_that_need_a_server_say_so(app: Path, command: Command) -> None:
    write(app, page=GOOD.replace(".eq('tier', 'studio')", "").replace(", posts(id)", ""), types=TYPES)
    code, out, _ = command("docs", "test")
    assert code == 0
    assert "not tested: the generated types cannot run it" in out
    assert "docs/tables/12-profiles.md:6" in out
    assert "no faults, 1 part not tested in 2 examples" in out
    assert command("docs", "test", "--strict")[0] == 1


def test_on_a_live_database_statements_are_prepared_and_nothing_runs(app: Path, command: Command) -> None:
    queries = "delete from profiles;\nselect pg_sleep(60);\nselect nmae from profiles;\ncreate table t (a int);"
    write(app, page=f"# Table: profiles\n\n```sql\n{queries}\n```\n")
    migrations = Migrations((SqlFile("1.sql", MIGRATION),), ("public",), ())
    filled = "insert into public.profiles (id, name) values (gen_random_uuid(), 'x')"
    with replayed_server(migrations, None) as (server, _), server.administer() as connection:
        connection.execute(filled.encode())
        url = f"postgresql://supamap@/postgres?host={server.folder}"
        code, out, _ = command("--database-url", url, "docs", "test")
        rows = connection.execute("select count(*) from public.profiles").fetchone()
    assert code == 1
    assert 'docs/tables/12-profiles.md:6: column "nmae" does not exist' in out
    assert "not tested: nothing is executed here\n  docs/tables/12-profiles.md:7" in out
    assert rows == (1,)


def test_code_that_cannot_be_read(app: Path, command: Command) -> None:
    fences = ("```ts\nawait supabase.from('profiles').select(\n```", "```ts no-test\nsupabase.from(\n```")
    broken = "\n\n".join(["# Table: profiles", *fences, ""])
    write(app, page=broken, migration=MIGRATION)
    code, out, _ = command("docs", "test")
    assert code == 1
    assert "docs/tables/12-profiles.md:4: this is no code that can be read" in out
    assert "1 fault in 1 example" in out


def test_nothing_to_test_is_said(app: Path, command: Command) -> None:
    write(app, page=GOOD)
    code, _, err = command("docs", "test")
    assert code == 2
    assert "no schema" in err
    write(app, page="# Table: profiles\n", migration=MIGRATION)
    code, _, err = command("docs", "test")
    assert code == 2
    assert "no example" in err


def test_the_sql_of_generated_examples_works() -> None:
    config = load_config(ROOT)
    measured = measure(config)
    schema = schema_of(config, measured).schema
    catalog = Catalog(schema)
    tables = sorted({one.name for one in measured.linked.usages if one.kind == "table" and one.name})
    texts = ["\n".join(example_lines([f"table:{name}"], measured.linked.usages, catalog)) for name in tables]
    statements = [part.partition("```")[0] for text in texts for part in text.split("```sql\n")[1:]]
    assert len(statements) > 50
    with ground_of(located_sources(config), schema.source, config.cache) as ground:
        found = [(sql, fault) for sql in statements for fault in try_block(ground, CodeBlock("p", 1, "sql", sql))]
    assert not found
