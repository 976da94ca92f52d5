"""What a replay applies, and what it says of the rest."""

from __future__ import annotations

from collections.abc import Callable

from supamap.schema.embedded.execution import Limits, Progress

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
