"""Judges the hand-written lines of an Integration Map against what the scan found.

A line may go only when all of it is said by the generated block: a confirmed name, a note that is attached to its
entry, a group's title, or the placeholder of a template. Everything else stays as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from supamap.docs.map_reading import nested_lines
from supamap.docs.map_text import EntryKey, Note, words
from supamap.docs.markdown import PageText
from supamap.docs.mentions import (
    Mention,
    Title,
    is_explained,
    is_one_word,
    is_placeholder,
    read_mention,
    read_title,
    says_nobody,
    split_list,
)
from supamap.docs.outline import HEADING, OTHER, PARAGRAPH, Node
from supamap.docs.roster import Roster, find_meant, is_ambiguous, located

Notes = tuple[tuple[EntryKey, Note], ...]


class Verdict(msgspec.Struct, frozen=True):
    """What becomes of a node.

    ``gone``: lines that need not stay. ``notes``: what is attached to entries in their place. ``unverified``: the
    first lines of nodes that name something the scan does not confirm. ``whole``: nothing of the node stays.
    """

    gone: tuple[int, ...] = ()
    notes: Notes = ()
    unverified: tuple[int, ...] = ()
    whole: bool = False


class Bench(msgspec.Struct, frozen=True):
    """What a node is judged by.

    ``said`` are the words that the generated block says anyway, ``resources`` the page's resources by name; ``group``
    and ``resource`` are those under whose title the node stands.
    """

    text: PageText
    roster: Roster
    said: frozenset[str]
    resources: dict[str, str]
    group: str = ""
    resource: str = ""


def judge(node: Node, bench: Bench) -> Verdict:
    """The verdict on a node and all below it."""
    if node.markup == OTHER:
        return Verdict()
    if not node.plain:
        return _stays(node, _claims(node.text, bench, alone=False)[1], ())
    if is_placeholder(node.text):
        return _with_children(node, _Goes(), bench)
    resource = _named_resource(node, bench)
    if resource:
        below = msgspec.structs.replace(bench, resource=resource)
        return _with_children(node, _Goes() if words(node.text) <= bench.said else None, below)
    title = read_title(node.text)
    if title and not _is_confirmed_name(node, bench):
        return _judge_title(node, title, bench)
    if node.markup == PARAGRAPH:
        return Verdict()
    return _judge_line(node, bench)


def title_rank(bench: Bench) -> Callable[[Node], int | None]:
    """How deep a title among a section's top-level nodes is, for ``outline.under_titles``."""

    def rank(node: Node) -> int | None:
        if node.markup == HEADING:
            return next(heading.level for heading in bench.text.headings if heading.start == node.start)
        if node.markup != PARAGRAPH or not node.plain:
            return None
        if _resource_of_title(node.text, bench):
            return 7
        title = read_title(node.text)
        return 8 if title and not title.rest else None

    return rank


class _Goes(msgspec.Struct, frozen=True):
    """The node's own text may go when its children may; these notes then stand for it."""

    notes: Notes = ()


def _judge_title(node: Node, title: Title, bench: Bench) -> Verdict:
    below = msgspec.structs.replace(bench, group=title.group or bench.group)
    said = words(title.text) <= bench.said
    if not title.rest or is_placeholder(title.rest):
        return _with_children(node, _Goes() if said else None, below)
    if says_nobody(title.rest):
        true = not title.group or bench.roster.nobody_in(title.group, bench.resource)
        goes = _Goes() if true and words(node.text) <= bench.said else None
        return _with_children(node, goes, below, unverified=not true)
    notes, unverified = _claims(title.rest, below, alone=True)
    return _with_children(node, _Goes(notes) if said and notes is not None else None, below, unverified=unverified)


def _judge_line(node: Node, bench: Bench) -> Verdict:
    if says_nobody(node.text) and not node.children:
        true = not bench.group or bench.roster.nobody_in(bench.group, bench.resource)
        return _with_children(node, _Goes() if true and words(node.text) <= bench.said else None, bench, not true)
    notes, unverified = _claims(node.text, bench, alone=not node.children)
    nested = None if node.markup == HEADING else nested_lines(bench.text, node)
    if node.children and notes is not None and len(notes) == 1 and nested and not _names_anything(node.children):
        key, note = notes[0]
        lines = tuple(range(node.start, node.end))
        return Verdict(lines, ((key, Note(note.text, nested)),), (), True)
    return _with_children(node, None if notes is None else _Goes(notes), bench, unverified)


def _with_children(node: Node, goes: _Goes | None, bench: Bench, unverified: bool = False) -> Verdict:
    """The verdict on a node whose own text may go (or must stay, None) once its children are judged."""
    verdicts = [judge(child, bench) for child in node.children]
    if goes is None or not all(verdict.whole for verdict in verdicts):
        return _stays(node, unverified, verdicts)
    gone = (*range(node.start, node.head_end), *(line for verdict in verdicts for line in verdict.gone))
    notes = (*goes.notes, *(note for verdict in verdicts for note in verdict.notes))
    return Verdict(gone, notes, tuple(line for verdict in verdicts for line in verdict.unverified), True)


def _stays(node: Node, unverified: bool, verdicts: Sequence[Verdict]) -> Verdict:
    return Verdict(
        tuple(line for verdict in verdicts for line in verdict.gone),
        tuple(note for verdict in verdicts for note in verdict.notes),
        (*((node.start,) if unverified else ()), *(line for verdict in verdicts for line in verdict.unverified)),
    )


def _claims(text: str, bench: Bench, *, alone: bool) -> tuple[Notes | None, bool]:
    """The notes by which the block can stand for a text that names users, and whether it names somebody unconfirmed.

    No notes (None) mean that the text has to stay. ``alone``: a single plain word is a name, too, unless it stands in
    the sentence that follows the first name.
    """
    members = split_list(text)
    alone = alone and not is_explained(text)
    mentions = [read_mention(member) for member in members]
    found = [_meant(mention, bench) if mention else () for mention in mentions]
    if mentions and all(found):
        return _notes([mention for mention in mentions if mention], found, bench), False
    unconfirmed = any(
        not keys and mention and _is_claim(mention, member, bench, alone)
        for keys, mention, member in zip(found, mentions, members, strict=True)
    )
    first = read_mention(text)
    if found and found[0] and first and not unconfirmed:
        return _notes([first], [found[0]], bench), False
    return None, unconfirmed


def _meant(mention: Mention, bench: Bench) -> tuple[EntryKey, ...]:
    keys = find_meant(bench.roster, mention, bench.group, bench.resource)
    return located(bench.roster, mention, keys)


def _is_claim(mention: Mention, member: str, bench: Bench, alone: bool) -> bool:
    """Whether something unconfirmed is a name at all, and not only a step that the scan knows."""
    if find_meant(bench.roster, mention):
        return True
    return (mention.sure or (alone and is_one_word(member))) and not _is_on_chain(mention, bench)


def _is_on_chain(mention: Mention, bench: Bench) -> bool:
    """Whether the scan knows the name as a step to the resource; a link to elsewhere is another claim."""
    return not mention.target and mention.name in bench.roster.chain


def _notes(mentions: Sequence[Mention], found: Sequence[tuple[EntryKey, ...]], bench: Bench) -> Notes | None:
    notes = []
    for mention, keys in zip(mentions, found, strict=True):
        wording = bench.roster.wording(keys[0])
        note = "" if words(mention.note) <= wording else mention.note
        lost = not words(f"{mention.name} {mention.target}") <= wording
        if mention.joined or lost or (note and is_ambiguous(keys)):
            return None
        notes.append((keys[0], Note(note)))
    return tuple(notes)


def _is_confirmed_name(node: Node, bench: Bench) -> bool:
    """Whether a bullet under a title is a user whose name only looks like a title (a function called ``test``)."""
    mention = read_mention(node.text) if bench.group and not node.children else None
    return mention is not None and bool(find_meant(bench.roster, mention, bench.group, bench.resource))


def _names_anything(nodes: Sequence[Node]) -> bool:
    return any(
        (mention is not None and mention.sure) or _names_anything(node.children)
        for node in nodes
        for mention in [read_mention(node.text)]
    )


def _named_resource(node: Node, bench: Bench) -> str:
    return _resource_of_title(node.text, bench) if node.children else ""


def _resource_of_title(text: str, bench: Bench) -> str:
    return bench.resources.get(text.strip(" *_`:"), "") if len(bench.resources) > 1 else ""
