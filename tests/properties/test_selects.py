"""What holds for every select text: writing a value and reading it again is the identity, and nothing raises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supamap.postgrest.filters import parse_column, parse_columns, parse_logic, parse_order
from supamap.postgrest.selects import (
    Count,
    Embed,
    Field,
    JsonStep,
    Node,
    Select,
    SelectError,
    Star,
    parse_select,
)

# supabase-js knows no backslash when it strips white space: an odd quote would turn inside and outside around.
_letters = st.characters(exclude_categories=["Cs"], exclude_characters='"\ufffc')
_even = st.text('a"\\,(', min_size=1, max_size=5).filter(lambda name: name.count('"') % 2 == 0)
_names = st.text(_letters, min_size=1, max_size=6) | _even
_words = st.from_regex(r"[a-z_][a-z0-9_]{0,5}", fullmatch=True)
_steps = st.builds(JsonStep, _names | st.integers(-99, 99), st.booleans())
_fields = st.builds(
    Field,
    _names,
    alias=st.none() | _names,
    json_path=st.lists(_steps, max_size=3).map(tuple),
    cast=st.none() | _words,
)
_aggregates = st.builds(
    Field,
    _names,
    aggregate=st.sampled_from(["sum", "avg", "count", "max", "min"]),
    aggregate_cast=st.none() | _words,
)
_counts = st.builds(Count, alias=st.none() | _names, cast=st.none() | _words)
_leaves = _fields | _aggregates | _counts | st.just(Star())
_hints = st.lists(_names.filter(lambda name: name not in ("inner", "left")), max_size=1).map(tuple)


def _embeds(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    inside = st.lists(children, max_size=3).map(tuple)
    plain = st.builds(
        Embed,
        _names,
        alias=st.none() | _names,
        hints=_hints,
        inner=st.booleans(),
        spread=st.just(False),
        children=inside,
    )
    spread = st.builds(Embed, _names, hints=_hints, inner=st.booleans(), spread=st.just(True), children=inside)
    return plain | spread


_nodes: st.SearchStrategy[Node] = st.recursive(_leaves, _embeds, max_leaves=8)
_selects = st.builds(Select, st.lists(_nodes, max_size=4).map(tuple))


def write(select: Select) -> str:
    return ",".join(map(_write, select.children))


def _write(node: Node) -> str:
    if isinstance(node, Star):
        return "*"
    alias = f"{_quoted(node.alias)}:" if node.alias else ""
    if isinstance(node, Count):
        return f"{alias}count(){_cast(node.cast)}"
    if isinstance(node, Field):
        path = "".join(map(_step, node.json_path))
        aggregate = f".{node.aggregate}(){_cast(node.aggregate_cast)}" if node.aggregate else ""
        return f"{alias}{_quoted(node.name)}{path}{_cast(node.cast)}{aggregate}"
    hints = "".join(f"!{_quoted(hint)}" for hint in node.hints) + "!inner" * node.inner
    return f"{'...' * node.spread}{alias}{_quoted(node.target)}{hints}({','.join(map(_write, node.children))})"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _step(step: JsonStep) -> str:
    return ("->>" if step.as_text else "->") + (_quoted(step.key) if isinstance(step.key, str) else str(step.key))


def _cast(word: str | None) -> str:
    return f"::{word}" if word else ""


@given(_selects)
def test_what_is_written_is_read(select: Select) -> None:
    assert parse_select(write(select)) == select


@given(_selects, st.sampled_from([" ", "\n  ", "\t", "\u00a0"]))
def test_white_space_after_commas_changes_nothing(select: Select, blank: str) -> None:
    text = f",{blank}".join(map(_write, select.children))
    assert parse_select(blank + text + blank) == select


_PIECES = [
    "a",
    "b",
    ",",
    "(",
    ")",
    ":",
    "::",
    "!",
    "...",
    "*",
    "->",
    "->>",
    ".",
    '"',
    "\\",
    " ",
    "-",
    "1",
    "count",
    "\ufffc",
    "and",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join) | st.text())
def test_no_text_raises(text: str) -> None:
    select = parse_select(text)
    if isinstance(select, SelectError):
        assert 0 <= select.position <= len(text)
        assert select.message
    for reader in (parse_column, parse_columns, parse_logic, parse_order):
        read = reader(text)
        if isinstance(read, SelectError):
            assert 0 <= read.position <= len(text)


@given(_selects)
def test_an_unknown_piece_keeps_its_neighbours(select: Select) -> None:
    text = write(select)
    for holed in (f"\ufffc,{text}" if text else "\ufffc", f"{text},\ufffc" if text else "\ufffc"):
        read = parse_select(holed)
        assert isinstance(read, Select)
        assert read.children == select.children
        assert not read.complete
