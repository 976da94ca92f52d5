"""What a replay applies, and what it says of the rest."""

from __future__ import annotations

from collections.abc import Callable

from supamap.schema.embedded.execution import Progress
from supamap.schema.embedded.limits import Limits

Run = Callable[..., tuple[Progress, dict[str, list[object]]]]
Said = Callable[[Progress], list[str]]


def test_a_failing_statement_is_said_and_the_rest_goes_on(run: Run, said: Said) -> None:
    names = "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    replayed, answers = run("create table a (x int);\n\nselect\n  nothing;\ncreate table b (x int);", ask=(names,))
    assert answers[names] == ["a", "b"]
    assert said(replayed) == ['1.sql:4 failed-statement: column "nothing" does not exist']
    assert (replayed.statements, replayed.applied) == (3, 2)


def test_a_transaction_keeps_what_went_well(run: Run, said: Said) -> None:
    count = "select count(*) from a"
    replayed, answers = run(
        "begin;\ncreate table a (x int);\ninsert into a values ('x');\ninsert into a values (1);\ncommit;",
        "begin; insert into a values (2); rollback;",
        "begin; insert into a values (3);",
        ask=(count,),
    )
    assert answers[count] == [2]
    assert said(replayed) == ['1.sql:3 failed-statement: invalid input syntax for type integer: "x"']


def test_settings_of_a_file_end_with_it(run: Run, said: Said) -> None:
    replayed, _ = run("set search_path = ''; set role anon;", "create table a (x int); select current_user;")
    assert said(replayed) == []


def test_an_endless_loop_is_stopped(run: Run, said: Said) -> None:
    stubborn = (
        "do $$ begin loop begin perform pg_sleep(9); exception when query_canceled then null; end; end loop; end $$"
    )
    replayed, answers = run(
        "set statement_timeout = 0;\nselect pg_sleep(30);\n" + stubborn + ";\ncreate table a (x int);",
        ask=("select 'a'::regclass::text",),
        limits=Limits(statement=0.3),
    )
    assert said(replayed) == [f"1.sql:{line} failed-statement: stopped: it took longer than 0.3 s" for line in (2, 3)]
    assert answers["select 'a'::regclass::text"] == ["a"]


def test_commands_of_psql_are_not_executed(run: Run, said: Said, tmp_path: object) -> None:
    replayed, _ = run(f"\\! touch {tmp_path}/x\nselect 1;")
    assert said(replayed) == [f"1.sql:1 skipped-statement: not executed: \\! touch {tmp_path}/x"]
    assert replayed.statements == replayed.applied == 1


def test_an_extension_that_no_file_creates_is_taken_for_granted_once(run: Run, said: Said) -> None:
    replayed, answers = run(
        "create table a (x text);\nselect cron.schedule('j', '0 3 * * *', 'select 1');",
        "begin;\ncreate index on a using gin (x gin_trgm_ops);\ncreate table b (v extensions.vector(3));\ncommit;",
        "select cron.unschedule('j');\nselect cron.undo('j');",
        ask=("select extname::text from pg_extension where extname in ('pg_cron', 'pg_trgm', 'vector', 'citext')",),
    )
    assert said(replayed) == [
        *(
            f"{place} assumed-extension: no migration creates the extension {name}, which this statement needs; "
            "it was taken for granted"
            for place, name in (("1.sql:2", "pg_cron"), ("2.sql:2", "pg_trgm"), ("2.sql:3", "vector"))
        ),
        "3.sql:2 failed-statement: function cron.undo(unknown) does not exist",
    ]
    assert [sorted(map(str, names)) for names in answers.values()] == [["pg_cron", "pg_trgm", "vector"]]


def test_an_extension_that_does_not_help_is_not_left_behind(run: Run, said: Said) -> None:
    replayed, answers = run(
        "select similarity('a', 1, 2);", ask=("select count(*) from pg_extension where extname = 'pg_trgm'",)
    )
    assert said(replayed) == ["1.sql:1 failed-statement: function similarity(unknown, integer, integer) does not exist"]
    assert list(answers.values()) == [[0]]


def test_rows_of_a_copy_are_inserted(run: Run, said: Said) -> None:
    replayed, answers = run(
        "create table a (x int, y text);\ncopy a from stdin;\n1\tone\n2\ttwo;\n\\.\n"
        "copy a (x) from stdin;\nthree\n\\.\ncopy a to stdout;",
        ask=("select y from a order by x",),
    )
    assert answers["select y from a order by x"] == ["one", "two;"]
    assert said(replayed) == ['1.sql:6 failed-statement: invalid input syntax for type integer: "three"']


def test_a_statement_of_millions_of_characters_is_left_out(run: Run, said: Said) -> None:
    replayed, answers = run(
        "create table a (x text);\ninsert into a values ('" + "x" * (9 << 20) + "');\ncreate table b (x int);",
        ask=("select 'b'::regclass::text",),
    )
    assert said(replayed) == ["1.sql:2 skipped-statement: not executed: longer than 8 million characters"]
    assert answers["select 'b'::regclass::text"] == ["b"]


def test_a_replay_that_takes_too_long_ends(run: Run, said: Said) -> None:
    replayed, _ = run("select pg_sleep(0.5);\nselect 1;", limits=Limits(all=0.4))
    assert said(replayed) == [
        "1.sql:1 failed-statement: stopped: it took longer than 0.4 s",
        "1.sql:2 skipped-statement: not executed: the replay took too long",
    ]


def test_what_is_no_sql_is_said(run: Run, said: Said) -> None:
    replayed, _ = run("# Title\n\nIt's prose.\n")
    assert [line.partition(" ")[2] for line in said(replayed)] == ['failed-statement: syntax error at or near "#"']
