"""What a command did, in a few lines on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.cli.console import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supamap.model.linked import LinkedProject
    from supamap.model.readings import SchemaReading
    from supamap.pipeline import Checked, Created, Synced

_SHOWN = 20
_UNRECOGNIZED = (
    "neither front matter nor heading nor file name is that of a known table or bucket; [docs.pages] in supamap.toml "
    "says what a page documents, an empty list that it documents none"
)
_UNREAD = frozenset({"unparsed-file", "unreadable-file", "not-text"})


def measured(voice: Voice, linked: LinkedProject) -> None:
    """Tell what was read, and warn of what was not."""
    voice.detail(f"read {_counted(linked.files_scanned, 'file')}, found {_counted(len(linked.usages), 'usage')}")
    unread = sorted({diagnostic.file for diagnostic in linked.diagnostics if diagnostic.kind in _UNREAD})
    if unread:
        stand = "it stands" if len(unread) == 1 else "they stand"
        voice.warn(f"{_counted(len(unread), 'file')} could not be read as {stand}: {_listed(unread)}")
    for diagnostic in linked.diagnostics:
        voice.detail(f"  {diagnostic.file}:{diagnostic.line}: {diagnostic.message}")


def schema_read(voice: Voice, reading: SchemaReading) -> None:
    """Tell from where the schema is, and warn when it is not whole."""
    voice.say(reading.said)
    failed = sum(each.kind == "failed-statement" for each in reading.diagnostics)
    if failed:
        voice.warn(f"{_counted(failed, 'statement')} of the migrations could not be applied (-v lists them)")
    for diagnostic in reading.diagnostics:
        text = f"{diagnostic.file}:{diagnostic.line}: {diagnostic.message}".replace(":0: ", ": ", 1).removeprefix(": ")
        if diagnostic.kind == "schema-source":
            voice.warn(f"the schema: {text}")
        else:
            voice.detail(f"  {text}")


def sync_summary(voice: Voice, synced: Synced, done: str) -> None:
    """Tell which pages changed, which hand-written lines the scan does not confirm, and what has no page."""
    if synced.edits:
        voice.table([(edit.path, done) for edit in synced.edits])
    rest = len(synced.pages) + len(synced.index) - len(synced.edits)
    voice.say(f"{_counted(len(synced.edits), 'page')} {done}, {rest} up to date")
    for note in synced.unverified:
        voice.warn(f"{note.file}:{note.line}: {note.reason}: {note.text}")
    if synced.unrecognized:
        names = [path.rpartition("/")[2] for path in synced.unrecognized]
        voice.warn(f"left out: {_listed(names)} ({_UNRECOGNIZED})")
    if synced.undocumented:
        voice.warn(f"not documented: {_listed(synced.undocumented)} (supamap docs new --all)")


def creation_summary(voice: Voice, created: Created) -> None:
    """Tell which pages are new."""
    for edit in created.edits:
        voice.say(f"created {edit.path}")
    if not created.edits:
        voice.say("no page is missing")


def check_summary(voice: Voice, checked: Checked) -> None:
    """Tell that there is no page at all, and how long each rule took, the slowest first, when asked for more."""
    if not checked.documented:
        voice.say("nothing is documented yet: `supamap docs new --all` writes the pages")
    for name, seconds in sorted(checked.seconds, key=lambda pair: (-pair[1], pair[0])):
        voice.detail(f"  {seconds * 1000:7.1f} ms  {name}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
