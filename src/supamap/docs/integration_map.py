"""Renders Integration Maps to the lines of their block: no counts, no line numbers, one entry a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from supamap.docs.map_entry import read_entry
from supamap.docs.map_text import (
    ALSO_VIA,
    ALWAYS,
    ARROW,
    DASH,
    FURTHER,
    GROUP_ORDER,
    KINDS,
    NONE_FOUND,
    OPERATIONS,
    VIA,
    EntryKey,
    Note,
    Style,
    code,
    link_to,
)
from supamap.docs.naming import resource_name
from supamap.model.maps import IntegrationMap, MapEntry, MapGroup

_KIND = re.compile(rf"(?P<kind>{'|'.join(KINDS)}) +(?P<name>.+)", re.DOTALL)


def render_maps(
    maps: Sequence[IntegrationMap],
    folder: str,
    notes: Mapping[EntryKey, Note] | None = None,
    style: Style | None = None,
) -> tuple[str, ...]:
    """The lines of a page's block, without endings. ``folder`` is the page's folder, relative to the root.

    A page about several resources has one list for each under a bold line with its name.
    """
    chosen = style or Style()
    lines: list[str] = []
    for found in maps:
        if len(maps) > 1:
            lines += [*([""] if lines else []), resource_line(found.resource, maps), ""]
        lines += _render_map(found, folder, notes or {}, chosen)
    return ("", *lines, "") if chosen.spaced else tuple(lines)


def resource_line(resource: str, maps: Sequence[IntegrationMap]) -> str:
    """The line above one resource's list; it names the kind where the page is about a table and a bucket."""
    kinds = {found.resource.partition(":")[0] for found in maps}
    kind = f"{resource.partition(':')[0]} " if len(kinds) > 1 else ""
    return f"**{kind}{resource_name(resource)}**"


def ordered_groups(found: IntegrationMap) -> tuple[MapGroup, ...]:
    """The groups a page shows, in order: the three that always stand there, and those that have members."""
    given = {group.title: group for group in found.groups}
    titles = [*GROUP_ORDER, *(title for title in given if title not in GROUP_ORDER)]
    groups = [_distinct(given.get(title, MapGroup(title))) for title in titles]
    return tuple(group for group in groups if group.title in ALWAYS or group.entries or group.further)


def _distinct(group: MapGroup) -> MapGroup:
    """The group with one entry for each name and file: a note could not say which of several it belongs to."""
    entries: dict[EntryKey, MapEntry] = {}
    for entry in sorted_entries(group.entries):
        key = entry_key("", group.title, entry)
        first = entries.setdefault(key, entry)
        together = tuple(sorted({*first.operations, *entry.operations}))
        entries[key] = msgspec.structs.replace(first, operations=together)
    further = {entry_key("", group.title, entry): entry for entry in sorted_entries(group.further)}
    left = tuple(entry for key, entry in further.items() if key not in entries)
    return MapGroup(group.title, tuple(entries.values()), left)


def sorted_entries(entries: Sequence[MapEntry]) -> list[MapEntry]:
    """Entries by name, whatever order the graph found them in."""
    return sorted(entries, key=lambda entry: (entry.name.casefold(), entry.name, entry.file, entry.via, entry.also))


def entry_key(resource: str, group: str, entry: MapEntry) -> EntryKey:
    """The key of an entry: its name as one line, as a page shows it."""
    return EntryKey(resource, group, " ".join(entry.name.split()), entry.file)


def entry_text(entry: MapEntry, folder: str) -> str:
    """An entry without its bullet and note."""
    segments = [_named(entry, folder)]
    if entry.operations:
        segments.append(", ".join(map(_operation, entry.operations)))
    chains = ", ".join(ARROW.join(map(code, chain)) for chain in (entry.via, *entry.also) if chain)
    if chains:
        segments.append(f"{VIA if entry.via else ALSO_VIA} {chains}")
    return DASH.join(segments)


def _operation(name: str) -> str:
    return name if name in OPERATIONS else re.sub(r"[^\w.*]+", "-", name)


def with_note(text: str, note: str) -> str:
    """An entry with its note. The note is put in parentheses where it would read as a part of the entry."""
    if not note:
        return text
    plain = f"{text}{DASH}{note}"
    found = read_entry(plain)
    return plain if found and found.note == note else f"{text}{DASH}({note})"


def bullet_line(depth: int, text: str, style: Style) -> str:
    """A list line at a depth of 0 or 1."""
    return f"{'  ' * depth}{style.bullet} {text}"


def group_title(title: str, style: Style) -> str:
    """A group's title as the page writes it."""
    return f"**{title}**" if style.bold else title


def _named(entry: MapEntry, folder: str) -> str:
    found = _KIND.fullmatch(entry.name)
    kind, name = (f"{found['kind']} ", found["name"]) if found else ("", entry.name)
    named = code(name or entry.file)
    return f"{kind}[{named}]({link_to(entry.file, folder)})" if entry.file else f"{kind}{named}"


def _render_map(found: IntegrationMap, folder: str, notes: Mapping[EntryKey, Note], style: Style) -> tuple[str, ...]:
    lines: list[str] = []
    waiting = dict(notes)
    for group in ordered_groups(found):
        lines.append(bullet_line(0, group_title(group.title, style), style))
        lines += _render_group(found.resource, group, folder, waiting, style)
    return tuple(lines)


def _render_group(
    resource: str, group: MapGroup, folder: str, waiting: dict[EntryKey, Note], style: Style
) -> list[str]:
    # A page that only its child components lead to gets a line of its own once somebody wrote a note about it.
    noted = [entry for entry in group.further if entry_key(resource, group.title, entry) in waiting]
    further = [entry for entry in sorted_entries(group.further) if entry not in noted]
    lines: list[str] = []
    for entry in sorted_entries([*group.entries, *noted]):
        note = waiting.pop(entry_key(resource, group.title, entry), Note())
        lines.append(bullet_line(1, with_note(entry_text(entry, folder), note.text), style))
        lines += [f"    {line}" for line in note.nested]
    if further:
        pages = ", ".join(dict.fromkeys(_named(entry, folder) for entry in further))
        lines.append(bullet_line(1, f"{FURTHER} {pages}", style))
    return lines or [bullet_line(1, NONE_FOUND, style)]
