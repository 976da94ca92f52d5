"""What somebody may have meant."""

from __future__ import annotations

from supamap.graph.nearest import did_you_mean, nearest

NAMES = ("table:profiles", "bucket:avatars", "src/hooks/useJobs.ts", "src/hooks/useJobs.ts#useJobs", "/jobs")


def test_whole_names_and_their_last_parts_count() -> None:
    assert nearest("profles", NAMES) == ("table:profiles",)
    assert nearest("useJob", NAMES)[0] == "src/hooks/useJobs.ts#useJobs"
    assert nearest("src/hook/useJobs.ts", NAMES)[0] == "src/hooks/useJobs.ts"
    assert nearest("USEJOBS", NAMES)[0] == "src/hooks/useJobs.ts#useJobs"


def test_the_right_name_of_the_wrong_kind_is_first() -> None:
    assert nearest("table:avatars", NAMES)[0] == "bucket:avatars"
    assert nearest("/profiles", NAMES)[0] == "table:profiles"


def test_nothing_is_near() -> None:
    assert nearest("zzzzzzz", NAMES) == ()
    assert nearest("", NAMES) == ()
    assert nearest("a", ()) == ()


def test_no_more_than_asked_for_whatever_the_order() -> None:
    names = [f"table:job_{number}" for number in range(9)]
    assert len(nearest("job_", names, 2)) == 2
    assert nearest("job_", names) == nearest("job_", reversed(names))


def test_question() -> None:
    assert did_you_mean(()) == ""
    assert did_you_mean(["a"]) == "; did you mean a?"
    assert did_you_mean(["a", "b", "c"]) == "; did you mean a, b or c?"
