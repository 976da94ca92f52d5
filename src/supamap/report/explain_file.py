"""The part a file plays, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supamap.report.lines import Paint, aligned, paint, printable, titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from supamap.model.explanations import FileExplanation, FileLink
    from supamap.model.sources import Role

_SHOWN = 20


def file_blocks(file: FileExplanation, color: bool) -> Iterator[str]:
    """Blocks of text: what the file is, its definitions, what it uses, who uses it."""
    yield _head(file, color)
    definitions = [(str(one.line), one.name, _word(one.role), "exported" * one.exported) for one in file.definitions]
    yield from _block("definitions", definitions, color)
    resources = [(each.resource, ", ".join(each.operations), ", ".join(each.names)) for each in file.resources]
    unknown = [(f"{each.kind} of unknown name", str(each.location), each.reason or "") for each in file.unknown]
    yield from _block("uses", [*resources, *unknown, *map(_link, file.uses)], color)
    yield from _block("leads to", [(each,) for each in file.further], color)
    yield from _block("used by", [_link(each) for each in file.users], color)
    entries = [(node.name, node.file or "", _word(node.role)) for node in file.entries]
    yield from _block("reached from", entries, color)
    unread = [(f"{each.file}:{each.line}" if each.line else each.file, each.message) for each in file.diagnostics]
    yield from _block("not read as it stands", unread, color)


def _head(file: FileExplanation, color: bool) -> str:
    source = file.source
    rows = [
        ("role", f"{_word(source.role)}: {source.role_reason}" if source.role_reason else _word(source.role)),
        ("route", ", ".join(file.routes)),
        ("edge function", source.function or ""),
    ]
    lines = aligned([(name, printable(value)) for name, value in rows if value])
    return "\n".join([paint(printable(source.path), Paint.BOLD, color=color), *(f"  {line}" for line in lines)])


def _block(title: str, rows: Sequence[tuple[str, ...]], color: bool) -> Iterator[str]:
    """A titled block, cut short; nothing when it has no rows."""
    if len(rows) > _SHOWN:
        rows = [*rows[:_SHOWN], (f"and {len(rows) - _SHOWN} more", *("" for _ in rows[0][1:]))]
    if rows:
        yield titled(title, rows, color=color)


def _link(link: FileLink) -> tuple[str, str, str]:
    return link.file, ", ".join(link.names), _word(link.role)


def _word(role: Role | None) -> str:
    return str(role or "").replace("_", " ")
