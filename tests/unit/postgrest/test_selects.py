"""The mini-language files of tests/cases/selects: ``|`` text, then what is read, or ``!`` position and message."""

from __future__ import annotations

from pathlib import Path

import pytest

from supamap.postgrest.filters import (
    ColumnPath,
    parse_column,
    parse_columns,
    parse_logic,
    parse_order,
    parse_realtime_filter,
)
from supamap.postgrest.selects import (
    HOLE,
    Count,
    Embed,
    Field,
    Nested,
    Node,
    Select,
    SelectError,
    Star,
    columns_of,
    embeds_of,
    parse_select,
)

CASES = Path(__file__).parents[2] / "cases" / "selects"


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            title, *lines = block.splitlines()
            text = "\n".join(line[2:] for line in lines if line.startswith("|")).replace("¤", HOLE)
            expected = [line for line in lines if not line.startswith("|")]
            found.append(pytest.param(path.stem, text, expected, id=f"{path.stem}: {title.lstrip('# ')}"))
    return found


@pytest.mark.parametrize(("language", "text", "expected"), _cases())
def test_case(language: str, text: str, expected: list[str]) -> None:
    reader = {"logic": parse_logic, "order": parse_order, "columns": parse_columns}.get(language)
    if reader is None:
        assert _select_lines(parse_select(text)) == expected
    else:
        assert _path_lines(reader(text)) == expected


def _select_lines(read: Select | SelectError) -> list[str]:
    if isinstance(read, SelectError):
        return [f"! {read.position} {read.message}"]
    return [line for node in read.children for line in _node_lines(node, "  ")]


def _path_lines(read: tuple[ColumnPath, ...] | SelectError) -> list[str]:
    if isinstance(read, SelectError):
        return [f"! {read.position} {read.message}"]
    return ["  " + ".".join((*path.embed, path.column)) for path in read]


def _node_lines(node: Node, indent: str) -> list[str]:
    match node:
        case Star():
            return [indent + "star"]
        case Count():
            return [indent + "count" + _marks(alias=node.alias, cast=node.cast)]
        case Field():
            path = "".join(f"{'->>' if step.as_text else '->'}{_key(step.key)}" for step in node.json_path)
            marks = _marks(
                alias=node.alias,
                path=path,
                cast=node.cast,
                aggregate=node.aggregate,
                aggregate_cast=node.aggregate_cast,
            )
            return [f"{indent}field {node.name}{marks}"]
        case Embed():
            marks = _marks(alias=node.alias, hints=",".join(node.hints))
            words = " inner" * node.inner + " spread" * node.spread
            children = [line for child in node.children for line in _node_lines(child, indent + "  ")]
            return [f"{indent}embed {node.target}{marks}{words}", *children]


def _key(key: str | int) -> str:
    return repr(key) if isinstance(key, str) and key[0].isdigit() else str(key)


def _marks(**marks: str | None) -> str:
    return "".join(f" {name}={value}" for name, value in marks.items() if value)


def _read(text: str) -> Select:
    select = parse_select(text)
    assert isinstance(select, Select)
    return select


def test_own_columns_are_named_once_in_the_order_of_the_text() -> None:
    select = _read("b, a, b::text, x:meta->>k, count(), posts(id), *")
    assert columns_of(select) == ("b", "a", "meta", "*")


def test_embeds_come_outer_before_inner_with_their_own_columns() -> None:
    select = _read("id, author:profiles!fk(name, avatars(*)), ...scenes!inner(title)")
    assert embeds_of(select) == (
        Nested(("author",), "profiles", ("name",), ("fk",)),
        Nested(("author", "avatars"), "avatars", ("*",), (), parent="profiles"),
        Nested(("scenes",), "scenes", ("title",), (), inner=True),
    )


def test_a_text_with_unknown_pieces_is_not_complete() -> None:
    assert _read("id").complete
    assert not _read(f"id,{HOLE}").complete


def test_positions_count_the_characters_of_the_text_as_given() -> None:
    error = parse_select('id ,\n  "a b" "c"')
    assert error == SelectError(13, "expected ',' or the end, found '\"'")


@pytest.mark.parametrize("text", ["a(" * 5000, "and(" * 5000, '"' * 5001, "a->" + "9" * 5000])
def test_hostile_texts_are_values_too(text: str) -> None:
    assert isinstance(parse_select(text), Select | SelectError)
    assert isinstance(parse_logic(text), tuple | SelectError)


def test_column_arguments() -> None:
    assert parse_column("status") == ColumnPath("status")
    assert parse_column("author.name") == ColumnPath("name", ("author",))
    assert parse_column("meta->a->>b") == ColumnPath("meta")
    assert parse_column(f"a{HOLE}") == SelectError(1, "the column's name is not known")
    assert isinstance(parse_column("a b = c"), SelectError)


def test_realtime_filters() -> None:
    assert parse_realtime_filter(f"room_id=eq.{HOLE}") == ColumnPath("room_id")
    assert parse_realtime_filter("room_id") == SelectError(7, "expected '='")
