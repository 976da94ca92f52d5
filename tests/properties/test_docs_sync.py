"""What a sync promises about pages that people wrote, whatever they wrote."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from supamap.docs.blocks import block_named, find_blocks
from supamap.docs.markdown import page_bytes, read_page
from supamap.docs.sync import plan
from supamap.errors import PageError
from supamap.model.maps import IntegrationMap, MapEntry, MapGroup
from supamap.model.pages import Page, ResourceSource, SyncPlan

NAMES = ("Alpha", "useBeta", "Gamma.run", "delta-fn", "function eps", "test", "Zeta")
FILES = (
    "src/pages/Alpha.tsx",
    "src/hooks/useBeta.ts",
    "supabase/functions/delta-fn/index.ts",
    "src/[id]/Z (a).tsx",
    "",
)
TITLES = ("Pages/Components", "Edge Functions", "Services/Hooks", "Database", "Cron")
PLACEHOLDERS = ("[List relevant pages/components]", "[…]", "[Add zplaceholder]", "[Component name]")
PLACEHOLDER_WORDS = frozenset(re.findall(r"\w+", " ".join(PLACEHOLDERS).casefold()))
# What may leave its place below a block: an entry in the form of a generated one with what is below it, its group's
# title, and blank lines.
RETURNING = re.compile(r"\s*[-*+] (?:\[`|`|\[|\w+ `|\*{0,2}(?:Pages|Edge|Services|Database))|\s+|\s*$")
ODD_CHARACTERS = "ab1 `*_[]()<>!-–:;,#~|&\\/.'\"=+\t\x0b\u2028é"

operations = st.lists(st.sampled_from(["select", "insert", "create-signed", "odd op"]), max_size=2, unique=True)
entries = st.builds(
    MapEntry,
    name=st.sampled_from(NAMES),
    file=st.sampled_from(FILES),
    operations=operations.map(tuple),
    via=st.lists(st.sampled_from(["useBeta", "a`b", "_shared/x.ts"]), max_size=2).map(tuple),
    also=st.lists(st.sampled_from([("useBeta",), ("a`b", "c")]), max_size=2).map(tuple),
)
groups = st.builds(
    MapGroup,
    title=st.sampled_from(TITLES),
    entries=st.lists(entries, max_size=3, unique_by=lambda e: (e.name, e.file)).map(tuple),
    further=st.lists(entries, max_size=1).map(tuple),
)


def map_of(resource: str) -> st.SearchStrategy[IntegrationMap]:
    several = st.lists(groups, max_size=3, unique_by=lambda group: group.title).map(tuple)
    return st.builds(IntegrationMap, st.just(resource), several)


resources = st.sampled_from([("table:one",), ("table:one", "table:two"), ("table:one", "bucket:two")])
all_maps = resources.flatmap(lambda names: st.tuples(*map(map_of, names)))

notes = st.sampled_from(
    ["loads by id", "select", "via `x`", "legacy, mostly", "", "and `Alpha`", "a (b) c", "via `a` – (b", "also via `x`"]
)
mentions = st.sampled_from(
    [
        *("`Alpha`", "Alpha", "useBeta()", "`Gamma`", "`Gamma.run`", "src/pages/Alpha.tsx", "`useBeta.ts`", "delta-fn"),
        *(
            "[`Alpha`](../../src/pages/Alpha.tsx)",
            "[Alpha](x.md)",
            "`Unknown`",
            "unknownThing",
            "**Zeta**",
            "None",
            "test",
        ),
        *("function `eps`", "`supabase/functions/delta-fn`", "also reached by: [`Alpha`](../../src/pages/Alpha.tsx)"),
    ]
)
separators = st.sampled_from([": ", " – ", " - ", " ", ", ", " ("])
mentioned = st.builds(lambda m, s, n: m + (s + n + ")" * (s == " (") if n else ""), mentions, separators, notes)
titles = st.sampled_from(
    ["Pages/Components", "**Hooks/Services**", "**Services:**", "Edge Functions:", "one", "**two**", "UI"]
)
placeholders = st.sampled_from(PLACEHOLDERS)
texts = st.one_of(
    mentioned,
    titles,
    placeholders,
    st.builds(lambda t, rest: f"{t.rstrip(':')}: {rest}", titles, st.one_of(mentioned, placeholders, st.just("none"))),
    st.lists(mentioned, min_size=2, max_size=3).map(", ".join),
    st.text(ODD_CHARACTERS, max_size=12),
)
bullets = st.builds(
    lambda i, b, t: " " * i + b + t,
    st.sampled_from([0, 0, 2, 2, 4, 6]),
    st.sampled_from(["- ", "- ", "* ", "1. "]),
    texts,
)
others = st.one_of(
    st.just(""),
    texts,
    st.sampled_from(
        ["### messages", "### Pages", "```", "~~~", "<div>", "<!-- a -->", "> quoted", "[Alpha]: x.md", "---", "| a |"]
    ),
    st.text(ODD_CHARACTERS, max_size=20),
)
bodies = st.lists(st.one_of(bullets, bullets, bullets, others), max_size=12)
heads = st.sampled_from(
    [[], ["# Table: one", ""], ["---", "table: one", "---", "# Title"], ["# Table: one", "## Schema", "| a | b |", ""]]
)
headings = st.sampled_from([[], ["## Integration Map"], ["## Integration Map (users)", ""], ["### integration map"]])
tails = st.sampled_from([[], ["## Business Rules", "text"], ["", "## Notes", "", "- `Alpha` is noted"], ["", ""]])
hand_written = st.builds(lambda *parts: [line for part in parts for line in part], heads, headings, bodies, tails)


def page_of(maps: tuple[IntegrationMap, ...]) -> Page:
    named = tuple(found.resource for found in maps)
    return Page("docs/tables/10-one.md", 10, named, "one", ResourceSource.HEADING)


def sync(content: bytes, maps: tuple[IntegrationMap, ...]) -> tuple[bytes, SyncPlan]:
    made = plan([(page_of(maps), content)], {found.resource: found for found in maps})
    return (made.edits[0].after if made.edits else content), made


def synced(content: bytes, maps: tuple[IntegrationMap, ...]) -> bytes | None:
    """The page after a sync, None when it cannot be edited safely."""
    try:
        return sync(content, maps)[0]
    except PageError:
        return None


def words(content: bytes) -> set[str]:
    """The words of a page; the numbers of a numbered list are none."""
    text = re.sub(r"(?m)^\s*\d+[.)]\s", "", content.decode())
    return set(re.findall(r"\w+", text.casefold()))


@given(hand_written, all_maps)
def test_no_word_is_lost_at_adoption(lines: list[str], maps: tuple[IntegrationMap, ...]) -> None:
    content = "\n".join(lines).encode()
    after = synced(content, maps)
    if after is not None:
        assert words(content) - words(after) <= PLACEHOLDER_WORDS


@given(hand_written, all_maps)
def test_a_second_sync_changes_nothing_and_reports_the_same(lines: list[str], maps: tuple[IntegrationMap, ...]) -> None:
    after = synced("\n".join(lines).encode(), maps)
    if after is not None:
        again, made = sync(after, maps)
        assert again == after
        assert made.edits == ()
        assert sync(again, maps)[1].unverified == made.unverified


@given(hand_written, all_maps)
def test_line_endings_and_bom_are_kept(lines: list[str], maps: tuple[IntegrationMap, ...]) -> None:
    content = "\n".join([*lines, "end", ""])
    after = synced(content.encode(), maps)
    other = synced(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode(), maps)
    assert (after is None) == (other is None)
    if after is not None and other is not None:
        assert other == b"\xef\xbb\xbf" + after.replace(b"\n", b"\r\n")


@given(hand_written, all_maps, st.data())
def test_only_the_block_changes_once_it_is_there(
    lines: list[str], maps: tuple[IntegrationMap, ...], data: st.DataObject
) -> None:
    """Another scan changes the block, adds lines right below it, and leaves every other byte.

    Only a note below the block whose entry is there again goes into it.
    """
    before = synced("\n".join(lines).encode(), maps)
    if before is None:
        return
    other = data.draw(st.tuples(*(map_of(found.resource) for found in maps)))
    after, _ = sync(before, other)
    old, new = read_page("", before), read_page("", after)
    was, now = (block_named(find_blocks(text), "integration-map") for text in (old, new))
    assert was
    assert now
    assert new.lines[: now.begin + 1] == old.lines[: was.begin + 1]
    kept = old.lines[was.end + 1 :]
    below = new.lines[now.end + 1 :]
    if len(maps) > 1:
        assert not kept or below[-len(kept) :] == kept
    else:
        missing = Counter(kept) - Counter(below)
        assert all(RETURNING.match(line) for line in missing)
        assert words("".join(missing).encode()) <= words(after)
    assert sync(after, other)[0] == after


distinct = st.lists(
    st.builds(MapEntry, name=st.sampled_from(["Alpha", "useBeta", "Gamma", "Zeta"]), file=st.sampled_from(FILES[:3])),
    min_size=1,
    max_size=4,
    unique_by=lambda entry: entry.name,
)


@given(distinct, st.data())
def test_a_note_returns_with_its_entry(found: list[MapEntry], data: st.DataObject) -> None:
    """When entries vanish and come back, the page comes back with them."""

    def map_with(entries: list[MapEntry]) -> tuple[IntegrationMap]:
        by_title = ((title, [e for e in entries if FILES.index(e.file) == at]) for at, title in enumerate(TITLES[:3]))
        groups = (MapGroup(title, tuple(mine)) for title, mine in by_title)
        return (IntegrationMap("table:one", tuple(groups)),)

    lines = sync(b"# Table: one\n", map_with(found))[0].decode().splitlines()
    for place in [place for place, line in enumerate(lines) if line.startswith("  - [")]:
        lines[place] += data.draw(st.sampled_from(["", " \u2013 zznote on it", "\n    - zznote below"]))
    tail = data.draw(st.sampled_from(["", "\nzzmine\n", "\n## Notes\n\ntext\n", "zzmine\n"]))
    noted = ("\n".join(lines) + "\n" + tail).encode()
    between = sync(noted, map_with([entry for entry in found if data.draw(st.booleans())]))[0]
    assert noted.count(b"zz") == between.count(b"zz")
    back = sync(between, map_with(found))[0]
    assert re.sub(rb"\n\n+", b"\n", back) == re.sub(rb"\n\n+", b"\n", noted)


@given(all_maps, st.lists(bullets, max_size=6), st.lists(notes, min_size=1, max_size=6), st.data())
def test_words_added_inside_the_block_survive_every_later_scan(
    maps: tuple[IntegrationMap, ...], added: list[str], written: list[str], data: st.DataObject
) -> None:
    """Lines put into the block and notes put behind its entries outlive a scan that finds others."""
    text = read_page("", sync(b"# Table: one\n", maps)[0])
    block = block_named(find_blocks(text), "integration-map")
    assert block
    body = [line.rstrip("\n") for line in text.lines[block.begin + 1 : block.end]]
    entries = [place for place, line in enumerate(body) if line.lstrip().startswith("- [")]
    for place, note in zip(entries, written, strict=False):
        body[place] += f" – zz{note.split()[0].strip('`()') if note else ''}note {note} end"
    at = data.draw(st.integers(0, len(body)))
    body[at:at] = added
    edited = "".join(
        [*text.lines[: block.begin + 1], *(f"{line}\n" for line in body), *text.lines[block.end :]]
    ).encode()
    other = data.draw(st.tuples(*(map_of(found.resource) for found in maps)))
    after = synced(edited, other)
    if after is not None:
        mine = words("\n".join(added).encode()) | {
            word for line in body for word in re.findall(r"zz\w+", line.casefold())
        }
        # A line that a person wrote in the very form of a generated one keeps its note, not its name or operations.
        entry_words = "function eps also reached by src pages alpha tsx select via x a"
        generated = words("\n".join([*text.lines, entry_words]).encode())
        assert mine - words(after) <= generated
        assert sync(after, other)[0] == after


@given(st.binary(max_size=200), all_maps)
def test_any_bytes_are_a_page_or_a_page_error(content: bytes, maps: tuple[IntegrationMap, ...]) -> None:
    after = synced(content, maps)
    if after is not None:
        assert sync(after, maps)[0] == after


@given(st.text("ab #-`<>!\r\n\ufeff\x0c\u2028", max_size=60))
@settings(max_examples=300)
def test_reading_a_page_loses_no_byte(text: str) -> None:
    content = text.encode()
    assert page_bytes(read_page("x.md", content)) == content
