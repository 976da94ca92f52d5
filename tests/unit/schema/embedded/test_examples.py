"""Examples tried on a replayed database; the transaction is rolled back, so all share one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from supamap.model.examples import CodeBlock, ExampleFault
from supamap.schema import examples
from supamap.schema.embedded.replay import replayed_server
from supamap.schema.embedded.session import Session
from supamap.schema.examples import try_block
from supamap.schema.migrations import Migrations, SqlFile

_SCHEMA = """
create type mood as enum ('sad', 'glad');
create table profiles (id uuid primary key default gen_random_uuid(), name text not null, mood mood, born date,
  made_at timestamptz default now());
create table posts (id bigint generated always as identity primary key, author_id uuid not null references profiles,
  title text not null unique, meta jsonb);
alter table profiles enable row level security;
create policy "own" on profiles for all to authenticated using (auth.uid() = id) with check (auth.uid() = id);
grant select, insert on profiles to authenticated;
revoke all on posts from anon;
create function newest(most integer) returns setof posts language sql stable as 'select * from posts limit most';
create function fails() returns void language plpgsql as $$ begin raise exception 'nothing to do'; end $$;
"""


@pytest.fixture(scope="module")
def session(cache: Path) -> Iterator[Session]:
    migrations = Migrations((SqlFile("1.sql", _SCHEMA),), ("public",), ())
    with replayed_server(migrations, cache) as (server, progress), Session(server) as opened:
        assert not progress.diagnostics
        yield opened


def tried(session: Session, sql: str, *, live: bool = False) -> list[str]:
    block = CodeBlock("page.md", 10, "sql", sql)
    found = list(try_block(session.connection if live else session, block))
    return [
        f"{one.line}! {one.message}" if isinstance(one, ExampleFault) else f"{one.line}? {one.reason}" for one in found
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "select id, name from profiles where mood = 'sad' order by made_at desc;",
        "select * from profiles where id = :id and made_at > $1 and name = :'name';",
        "select * from profiles where id = 'user-uuid-here' or id = 'x';",
        "select * from profiles where born = 'YYYY-MM-DD' and id = 'your-id'",
        "select $1",
        "select :a = :a",
        "select * from newest(most => :most)",
        # What the rows of an empty database make fail is no fault.
        "insert into posts (author_id, title) values ('11111111-1111-4111-8111-111111111111', 'x')",
        "select fails()",
        "-- as authenticated\ninsert into profiles (name) values ('x')",
        # What is there already.
        "create table profiles (id uuid)",
        "create policy own on profiles using (true)",
        # A statement sees what those before it made.
        "create table other (a int); insert into other values (1); select a from other;",
        "-- a comment alone",
        "",
    ],
)
def test_examples_that_work(session: Session, sql: str) -> None:
    assert tried(session, sql) == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("select nmae from profiles", ['10! column "nmae" does not exist']),
        ("select id,\n  nmae\nfrom profiles", ['11! column "nmae" does not exist']),
        ("select 1;\n\nselect 1 frm x", ['12! syntax error at or near "x"']),
        ("select * from profile where id = :id", ['10! relation "profile" does not exist']),
        ("select * from profiles where mood = 'angry'", ['10! invalid input value for enum mood: "angry"']),
        ("select * from profiles where born = 'soon'", ['10! invalid input syntax for type date: "soon"']),
        ("insert into profiles (mood) values ('sad')", None),
        ("insert into posts (id, author_id, title) values (1, :me, 'x')",
         ['10! cannot insert a non-DEFAULT value into column "id"']),
        ("-- as anon\nselect * from posts", ["11! permission denied for table posts"]),
        ("-- role: authenticated\nselect * from profiles", []),
        ("-- as nobody\nselect 1", ['11! role "nobody" does not exist']),
        ("select newest('a')", ['10! invalid input syntax for type integer: "a"']),
        # The next one is tried all the same.
        ("select a;\nselect name from profiles;\nselect b",
         ['10! column "a" does not exist', '12! column "b" does not exist']),
    ],
)  # fmt: skip
def test_examples_that_fail(session: Session, sql: str, expected: list[str] | None) -> None:
    found = tried(session, sql)
    if expected is None:
        assert len(found) == 1
        assert "violates not-null constraint" in found[0]
    else:
        assert found == expected


@pytest.mark.parametrize(
    "sql",
    ["commit", "ROLLBACK;", "begin", "savepoint a", "vacuum profiles", "create database x", "alter system set a = 1",
     "copy profiles to program 'id'", "copy profiles from stdin;\n1\n\\.\n", "\\! id", "set statement_timeout = 0",
     "drop role anon", "prepare transaction 'x'", "start transaction", "abort", "release a"],
)  # fmt: skip
def test_what_would_leave_the_transaction_is_not_run(session: Session, sql: str) -> None:
    found = tried(session, f"{sql}\n;select 1" if sql.startswith("set") else sql)
    assert found
    assert all("?" in one.partition(" ")[0] for one in found)


def test_nothing_stays(session: Session) -> None:
    assert (
        tried(
            session,
            "delete from profiles; create table stays (a int); do $$ begin execute 'drop table posts cascade'; end $$",
        )
        == []
    )
    assert tried(session, "select * from posts") == []
    assert tried(session, "select * from stays") == ['10! relation "stays" does not exist']


def test_a_role_holds_for_its_block_alone(session: Session) -> None:
    assert tried(session, "-- as anon\nselect 1") == []
    assert tried(session, "select * from posts") == []


def test_on_a_live_database_nothing_runs(session: Session) -> None:
    assert tried(session, "select pg_sleep(60); delete from profiles where nmae = 'x'", live=True) == [
        '10! column "nmae" does not exist'
    ]
    changed = tried(session, "create table t (a int);\nselect a from t", live=True)
    assert changed == [
        "10? nothing is executed here",
        "11? an earlier statement of the example changes the schema, and here nothing is executed",
    ]


def test_what_never_ends_is_stopped(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "SECONDS", 0.2)
    stubborn = (
        "do $$ begin loop begin perform pg_sleep(30); exception when query_canceled then null; end; end loop; end $$"
    )
    assert tried(session, f"{stubborn};\nselect 1") == ["10! stopped: it took longer than 0.2 s"]
    assert tried(session, "select 1") == []
