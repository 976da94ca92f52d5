"""What holds for every SQL expression: text that was written from a value is read as that value again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supamap.sql.expressions import (
    Array,
    Binary,
    Call,
    Cast,
    Exists,
    Expression,
    Is,
    Literal,
    Membership,
    Name,
    Not,
    Opaque,
    Query,
    Subscript,
)
from supamap.sql.parser import parse
from supamap.sql.printing import text_of

identifiers = st.sampled_from(["a", "user_id", "Odd Name", 'qu"ote', "select", "from", "ünïcode", "x1"])
leaves = st.one_of(
    st.builds(lambda parts: Name(tuple(parts)), st.lists(identifiers, min_size=1, max_size=2)),
    st.builds(Literal, st.text("ab'%\\ \n", max_size=5), quoted=st.just(True)),
    st.sampled_from([Literal("1"), Literal("-2.5"), Literal("true"), Literal("null")]),
)
operators = st.sampled_from(
    ["and", "or", "=", "<>", ">=", "+", "-", "*", "->>", "~", "like", "not ilike", "is distinct from", "||"]
)


def grown(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    queries = st.builds(
        Query, several, st.sampled_from(["t", "auth.users"]), st.sampled_from(["", "x"]), st.none() | parts
    )
    return st.one_of(
        st.builds(Binary, operators, parts, parts),
        st.builds(Not, parts),
        st.builds(Is, parts, st.sampled_from(["null", "not null", "true"])),
        st.builds(Membership, parts, several, st.booleans()),
        st.builds(Call, st.sampled_from(["f", "auth.uid", "lower"]), several),
        st.builds(Cast, parts, st.sampled_from(["uuid", "text[]", "timestamp with time zone"])),
        st.builds(Subscript, parts, parts),
        st.builds(Array, several),
        st.builds(Exists, queries),
        queries,
    )


expressions = st.recursive(leaves, grown, max_leaves=12)


@given(expressions)
def test_what_is_written_is_read_as_the_same(expression: Expression) -> None:
    text = text_of(expression)
    read = parse(text)
    assert not isinstance(read, Opaque), text
    assert text_of(read) == text


@given(st.text("ab'\"()[]<>=:., \nselectndor$1", max_size=30))
def test_any_text_is_written_once_and_for_all(text: str) -> None:
    once = text_of(parse(text))
    assert text_of(parse(once)) == once
