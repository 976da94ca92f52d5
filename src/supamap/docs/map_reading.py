"""Reads a generated block back: the notes people attached to entries, and lines that supamap did not write."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from supamap.docs.integration_map import bullet_line, group_title, resource_line, with_note
from supamap.docs.map_entry import ReadEntry, is_further_line, note_of, read_entry
from supamap.docs.map_text import DATABASE, GROUP_ORDER, NONE_FOUND, EntryKey, Note, Style, join_notes, linked_file
from supamap.docs.markdown import PageText, bare, is_blank, read_lines
from supamap.docs.mentions import Mention, is_bold_title, read_title
from supamap.docs.outline import Node, outline
from supamap.docs.roster import Roster, find_meant, is_ambiguous
from supamap.model.maps import IntegrationMap

_BULLETS = ("-", "*", "+")


class Stray(msgspec.Struct, frozen=True):
    """Lines of a block that are not generated, and the group under which they stand (empty: under none)."""

    group: str
    lines: tuple[str, ...]


class BlockReading(msgspec.Struct, frozen=True):
    """What a block holds that must outlive its generated text."""

    style: Style
    notes: dict[EntryKey, Note]
    strays: tuple[Stray, ...]


def read_block(lines: Sequence[str], maps: Sequence[IntegrationMap], roster: Roster) -> BlockReading:
    """The notes of a block by the entry they belong to today; everything else that a person wrote is a stray.

    ``lines`` are those between the markers. Their meaning does not depend on the page around them.
    """
    text = read_lines("", [f"{bare(line)}\n" for line in lines], bom=False)
    nodes = outline(text, 0, len(text.lines))
    style = style_of(nodes, spaced=bool(lines) and is_blank(lines[0]))
    reader = _Reader(text, style, roster, {resource_line(m.resource, maps): m.resource for m in maps}, maps)
    return reader.read(nodes)


def style_of(nodes: Sequence[Node], *, spaced: bool = False) -> Style:
    """How the lists among the nodes are written. ``spaced`` is taken over."""
    every = list(_walk(nodes))
    bullet = next((node.markup for node in every if node.markup in _BULLETS), "-")
    bold = next((is_bold_title(node.text) for node in every if read_title(node.text)), False)
    return Style(bullet, bold, spaced)


def moved_lines(strays: Sequence[Stray], style: Style) -> tuple[str, ...]:
    """The strays as they stand below the block: in order, each under its group's title."""
    lines: list[str] = []
    above = ""
    for stray in strays:
        opens = stray.group and stray.group != above
        # Text right below a list line would read as a part of it.
        if lines and not (_is_bullet(stray.lines[0]) and (stray.group == above or opens)):
            lines.append("")
        if opens:
            lines.append(bullet_line(0, group_title(stray.group, style), style))
        above = stray.group
        lines += [f"  {line}" if stray.group and line else line for line in stray.lines]
    return tuple(lines)


def _is_bullet(line: str) -> bool:
    return line.startswith(tuple(f"{bullet} " for bullet in _BULLETS))


def nested_lines(text: PageText, node: Node) -> tuple[str, ...] | None:
    """What stands below a bullet, its indentation relative to the first line; None when that would break it."""
    lines = [bare(line) for line in text.lines[node.head_end : node.end] if not is_blank(line)]
    indent = _indent(lines[0]) if lines else ""
    if not all(line.startswith(indent) for line in lines):
        return None
    return tuple(line[len(indent) :] for line in lines)


class _Reader:
    """One reading; it collects while it walks over the block's nodes."""

    def __init__(
        self,
        text: PageText,
        style: Style,
        roster: Roster,
        resources: dict[str, str],
        maps: Sequence[IntegrationMap],
    ) -> None:
        self.text = text
        self.style = style
        self.roster = roster
        self.resources = resources
        self.titles = {*GROUP_ORDER, *(group.title for found in maps for group in found.groups)}
        self.resource = maps[0].resource if len(maps) == 1 else ""
        self.notes: dict[EntryKey, Note] = {}
        self.strays: list[Stray] = []

    def read(self, nodes: Sequence[Node]) -> BlockReading:
        at = 0
        for node in nodes:
            self._keep_unclaimed(at, node.start)
            self._read_top(node)
            at = node.end
        self._keep_unclaimed(at, len(self.text.lines))
        return BlockReading(self.style, self.notes, tuple(self.strays))

    def _read_top(self, node: Node) -> None:
        if node.text in self.resources and not node.children:
            self.resource = self.resources[node.text]
            return
        title = _unbold(node.text)
        if node.markup not in _BULLETS or title not in self.titles or not _has_own_lines(node):
            self._keep("", node)
            return
        at = node.head_end
        for child in node.children:
            self._keep_unclaimed(at, child.start, title)
            self._read_entry(title, child)
            at = child.end
        self._keep_unclaimed(at, node.end, title)

    def _read_entry(self, group: str, node: Node) -> None:
        if not node.children and node.plain and (node.text == NONE_FOUND or is_further_line(node.text)):
            return
        found = read_entry(node.text) if node.plain else None
        nested = nested_lines(self.text, node)
        if found is None or nested is None:
            self._keep(group, node)
            return
        if not found.target and group != DATABASE and not self._is_member(group, found):
            self._keep(group, node)
            return
        self._place(group, found, nested)

    def _is_member(self, group: str, found: ReadEntry) -> bool:
        return any(m.key.group == group and m.key.name == found.name for m in self.roster.members)

    def _place(self, group: str, found: ReadEntry, nested: tuple[str, ...]) -> None:
        key = self._key_today(group, found)
        entry = next((m.entry for m in self.roster.members if m.key == key), None)
        note = Note(note_of(found, entry is None or bool(entry.operations)), nested)
        if note == Note():
            return
        if key is None:
            text = with_note(found.head, note.text)
            self.strays.append(Stray(group, (f"{self.style.bullet} {text}", *(f"  {line}" for line in note.nested))))
        else:
            self.notes[key] = join_notes(self.notes[key], note) if key in self.notes else note

    def _key_today(self, group: str, found: ReadEntry) -> EntryKey | None:
        """The entry of this resource that the line stands for today: the same, in any group, or one that has moved.

        Or the one member or owner under which the scan sees the same code now (`Auth`, `Auth.refresh`).
        """
        file = linked_file(found.target, self.roster.folder)
        here = [m.key for m in self.roster.members if self.resource in ("", m.key.resource)]
        same = [key for key in here if (key.name, key.file) == (found.name, file)]
        if same:
            return min(same, key=lambda key: key.group != group)
        moved = find_meant(self.roster, Mention(found.name, "", True, "", False), group, self.resource)
        named = [key for key in moved if key in here and key.name == found.name]
        if named:
            return None if is_ambiguous(named) else named[0]
        kin = [key for key in here if file and (key.file, key.group) == (file, group)]
        kin = [key for key in kin if _are_kin(key.name, found.name)]
        return kin[0] if len(kin) == 1 else None

    def _keep(self, group: str, node: Node) -> None:
        self.strays.append(Stray(group, self._lines(node.start, node.end)))

    def _keep_unclaimed(self, start: int, end: int, group: str = "") -> None:
        if lines := self._lines(start, end):
            self.strays.append(Stray(group, lines))

    def _lines(self, start: int, end: int) -> tuple[str, ...]:
        lines = [bare(line) for line in self.text.lines[start:end]]
        while lines and not lines[-1].strip():
            lines.pop()
        while lines and not lines[0].strip():
            lines.pop(0)
        return tuple(_dedented(lines))


def _are_kin(one: str, other: str) -> bool:
    """Whether one is a member of the other."""
    return one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _has_own_lines(node: Node) -> bool:
    """Whether the title and each of its bullets start lines of their own."""
    return node.head_end > node.start and all(child.start >= node.head_end for child in node.children)


def _walk(nodes: Sequence[Node]) -> list[Node]:
    return [found for node in nodes for found in (node, *_walk(node.children))]


def _unbold(text: str) -> str:
    found = re.fullmatch(r"\*\*(.+)\*\*", text)
    return found.group(1) if found else text


def _dedented(lines: Sequence[str]) -> list[str]:
    """The lines without the indentation that the first of them has."""
    indent = _indent(lines[0]) if lines else ""
    return [line.removeprefix(indent) if indent else line for line in lines]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
