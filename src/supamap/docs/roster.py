"""Everybody the scan found for a page, and who of them a hand-written line means."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from supamap.docs.integration_map import entry_key, entry_text, ordered_groups, sorted_entries
from supamap.docs.map_text import EDGE_FUNCTIONS, KINDS, EntryKey, linked_file, words
from supamap.docs.mentions import Mention, read_mention
from supamap.model.maps import IntegrationMap, MapEntry

_EXTENSION = re.compile(r"\.(?:d\.)?(?:[cm]?[jt]sx?|vue|svelte|astro|sql)\Z")
_ALIAS = re.compile(r"\A(?:(?:@|~|\.{1,2})?/)+")
_KIND = re.compile(rf"(?:{'|'.join(KINDS)}) ")


class Member(msgspec.Struct, frozen=True):
    """One entry of the page's maps."""

    key: EntryKey
    entry: MapEntry


class Roster(msgspec.Struct, frozen=True):
    """All entries of a page in page order, and the names that only stand between them and the resource."""

    folder: str
    members: tuple[Member, ...]
    chain: frozenset[str]

    def nobody_in(self, group: str, resource: str) -> bool:
        """Whether a group (of one resource, or of all when it is empty) has no entry."""
        return not any(m.key.group == group and resource in ("", m.key.resource) for m in self.members)

    def wording(self, key: EntryKey) -> frozenset[str]:
        """The words of the entry's line as it is generated."""
        entry = next(member.entry for member in self.members if member.key == key)
        return words(f"{entry_text(entry, self.folder)} {entry.file}")


def roster_of(maps: Sequence[IntegrationMap], folder: str) -> Roster:
    """The roster of a page in ``folder`` (relative to the root)."""
    members = tuple(
        Member(entry_key(found.resource, group.title, entry), entry)
        for found in maps
        for group in ordered_groups(found)
        for entry in (*sorted_entries(group.entries), *sorted_entries(group.further))
    )
    return Roster(folder, members, frozenset(_on_chains(members)))


def _on_chains(members: Sequence[Member]) -> Iterator[str]:
    for member in members:
        for chain in (member.entry.via, *member.entry.also):
            yield from chain


def find_meant(roster: Roster, mention: Mention, group: str = "", resource: str = "") -> tuple[EntryKey, ...]:
    """The entries a mention means: those it fits best, those of the group and resource it stands under first.

    Several of one file mean that the file is meant; several of different files mean that the mention is ambiguous.
    """
    for fits in _tests(roster, mention):
        fitting = [member.key for member in roster.members if fits(member)]
        if fitting:
            ranked = {key: (key.resource != resource if resource else False, key.group != group) for key in fitting}
            best = min(ranked.values())
            return tuple(key for key in fitting if ranked[key] == best)
    return ()


def is_ambiguous(keys: Sequence[EntryKey]) -> bool:
    """Whether the entries are of different files."""
    return len({key.file for key in keys}) > 1


def located(roster: Roster, mention: Mention, keys: Sequence[EntryKey]) -> tuple[EntryKey, ...]:
    """Those of the meant entries that stand in the file which the mention's note begins with, if it does.

    None of them does where the note names a file that has gone: ``RoleplayChat (src/old/RoleplayChat.tsx)``.
    """
    place = read_mention(mention.note.lstrip("( "))
    if place is None or not _EXTENSION.search(place.name):
        return tuple(keys)
    members = {member.key: member for member in roster.members}
    return tuple(key for key in keys if _is_path_of(place.name, members[key]))


def _tests(roster: Roster, mention: Mention) -> tuple[Callable[[Member], bool], ...]:
    """Ways in which an entry can be meant, the surest first."""
    name = mention.name
    if mention.target:
        file = linked_file(mention.target, roster.folder)
        return (
            lambda m: m.key.file == file and _is_named(m, name),
            lambda m: m.key.file == file and _is_path_of(name, m),
        )
    if "/" in name or _EXTENSION.search(name):
        return (lambda m: _is_named(m, name), lambda m: _is_path_of(name, m))
    return (
        lambda m: _is_named(m, name),
        lambda m: m.key.name.startswith(f"{name}."),
        lambda m: _EXTENSION.sub("", posixpath.basename(m.key.file)) == name,
    )


def _is_named(member: Member, name: str) -> bool:
    return name in (member.key.name, _KIND.sub("", member.key.name, count=1))


def _is_path_of(name: str, member: Member) -> bool:
    """Whether a path, a part of its end, or an edge function's folder names the member's file."""
    wanted = _EXTENSION.sub("", _ALIAS.sub("", name)).rstrip("/")
    file = _EXTENSION.sub("", member.key.file)
    paths = [file]
    if posixpath.basename(file) == "index" or member.key.group == EDGE_FUNCTIONS:
        paths.append(posixpath.dirname(file))
    return bool(wanted) and any(f"/{path}".endswith(f"/{wanted}") for path in paths)
